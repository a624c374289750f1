"""The kinds of file that are let in, the bounds they keep to, and the two answers of the gate."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

MIB: Final = 1 << 20


class Fault(StrEnum):
    """Why a file is not let in."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    NAME_EMPTY = "name_empty"
    NAME_LONG = "name_long"
    NAME_HIDDEN = "name_hidden"
    NAME_PATH = "name_path"
    UNKNOWN = "unknown"
    PROGRAM = "program"
    MARKUP = "markup"
    MISMATCH = "mismatch"
    BROKEN = "broken"
    PIXELS = "pixels"
    PAGES = "pages"
    MEMBERS = "members"
    INFLATES = "inflates"
    OVERLAP = "overlap"
    DUPLICATE = "duplicate"
    PATHS = "paths"
    ENCRYPTED = "encrypted"
    NESTED = "nested"
    MACRO = "macro"
    EMBEDDED = "embedded"
    EXTERNAL = "external"
    ENTITY = "entity"
    MALWARE = "malware"
    UNSCANNED = "unscanned"


class Active(StrEnum):
    """What a file would do if it were opened. It is let in, but into quarantine."""

    SCRIPT = "script"
    LAUNCH = "launch"
    SUBMIT = "submit"
    EMBEDDED = "embedded"
    FORM = "form"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: its name, its media type, the extensions it goes by."""

    name: str
    media_type: str
    extensions: tuple[str, ...]


_OFFICE = "application/vnd.openxmlformats-officedocument"

KINDS: Final[Mapping[str, Kind]] = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            Kind("pdf", "application/pdf", ("pdf",)),
            Kind("ofd", "application/ofd", ("ofd",)),
            Kind("png", "image/png", ("png",)),
            Kind("jpeg", "image/jpeg", ("jpg", "jpeg")),
            Kind("webp", "image/webp", ("webp",)),
            Kind("heic", "image/heic", ("heic", "heif")),
            Kind("docx", f"{_OFFICE}.wordprocessingml.document", ("docx",)),
            Kind("xlsx", f"{_OFFICE}.spreadsheetml.sheet", ("xlsx",)),
            Kind("pptx", f"{_OFFICE}.presentationml.presentation", ("pptx",)),
            # The extensions after the first are what WPS writes in the same format.
            Kind("doc", "application/msword", ("doc", "wps")),
            Kind("xls", "application/vnd.ms-excel", ("xls", "et")),
            Kind("ppt", "application/vnd.ms-powerpoint", ("ppt", "dps")),
            Kind("text", "text/plain", ("txt",)),
            Kind("csv", "text/csv", ("csv",)),
            Kind("zip", "application/zip", ("zip",)),
            Kind("mp4", "video/mp4", ("mp4", "m4v")),
            Kind("mov", "video/quicktime", ("mov",)),
        )
    }
)


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one gate; sizes in bytes."""

    size: int = 200 * MIB
    name: int = 200
    pixels: int = 64_000_000
    members: int = 10_000
    inflated: int = 1024 * MIB
    ratio: int = 200
    # Below this a high ratio harms nobody: an empty sheet is mostly one repeated row.
    ratio_from: int = 10 * MIB
    # Parts that are read whole: lists of links and types, and documents inside a zip.
    part: int = 8 * MIB
    nested: int = 64 * MIB
    # Where a ClamAV daemon listens, if files are to be scanned.
    scanner: str = ""


@dataclass(frozen=True, slots=True)
class Accepted:
    """The file may come in; ``sha256`` and ``sm3`` are of its bytes as they came.

    ``seen`` is what was found by looking: width and height, or pages; when and where the camera
    says it was. What it would do is ``active``; if that is anything, it goes into quarantine.
    """

    name: str
    kind: Kind
    size: int
    sha256: str
    sm3: str
    seen: Mapping[str, Any] = field(default_factory=dict)
    active: tuple[Active, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """The file may not come in: why, and what the sentence that says so needs."""

    fault: Fault
    params: Mapping[str, str | int] = field(default_factory=dict)


class Refusal(Exception):
    """Stops the examination; never leaves the gate."""

    def __init__(self, fault: Fault, **params: str | int) -> None:
        super().__init__(fault)
        self.answer = Refused(fault, params)

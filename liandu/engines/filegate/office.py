"""Documents of Word, Excel, PowerPoint (OOXML) and OFD: zips whose members have known places."""

import re
from collections.abc import Collection
from typing import Final
from xml.etree import ElementTree as ET

from liandu.engines.filegate.kinds import Fault, Refusal

OOXML: Final = {"docx": "word/", "xlsx": "xl/", "pptx": "ppt/"}
PACKED: Final = frozenset({*OOXML, "ofd"})
TYPES: Final = "[Content_Types].xml"
LINKS: Final = ".rels"
OFD: Final = "OFD.xml"
XML: Final = frozenset({"xml", "rels", "vml"})


def _marks(*marks: str) -> re.Pattern[bytes]:
    """Return what finds each mark in any of the three spellings that an XML parser may read."""
    spellings = ("ascii", "utf-16-le", "utf-16-be")
    spelt = (re.escape(mark.encode(each)) for mark in marks for each in spellings)
    return re.compile(b"|".join(spelt))


ENTITY: Final = _marks("<!DOCTYPE", "<!ENTITY")
# What makes Excel or Word start another program to ask it for a value.
CALL: Final = _marks("ddeLink", "oleLink", "DDEAUTO")
LONGEST_MARK: Final = 20
MACRO: Final = re.compile(r"vbaproject|vbadata|/macrosheets/", re.IGNORECASE)
CONTROL: Final = re.compile(r"/activex/", re.IGNORECASE)
EMBEDDED: Final = re.compile(r"/embeddings/.+(?<!\.docx)(?<!\.xlsx)(?<!\.pptx)$", re.IGNORECASE)


def kind_of(names: Collection[str]) -> str:
    """Return what a zip with members of these names is."""
    if OFD in names:
        return "ofd"
    if TYPES in names:
        for kind, folder in OOXML.items():
            if any(name.startswith(folder) for name in names):
                return kind
    return "zip"


def require_quiet(name: str, suffix: str, text: bytes) -> bytes:
    """Pass if ``text`` declares no entity and calls no program; return its end, to be gone on from.

    An entity can make a short document long without end, or draw in a file from elsewhere.
    """
    if suffix not in XML:
        return b""
    if ENTITY.search(text):
        raise Refusal(Fault.ENTITY)
    if CALL.search(text):
        raise Refusal(Fault.EXTERNAL, target=name)
    return text[-LONGEST_MARK:]


def require_no_macro(name: str) -> None:
    """Pass if the place of a member is not one for macros, controls or embedded programs.

    A chart's own sheet is embedded too, as a document, and may stay; it is examined by itself.
    """
    if MACRO.search(name):
        raise Refusal(Fault.MACRO)
    if CONTROL.search(name) or EMBEDDED.search(name):
        raise Refusal(Fault.EMBEDDED, member=name)


def is_read_whole(name: str) -> bool:
    """Test whether a member says what others are, or what they link to."""
    return name == TYPES or name.endswith(LINKS)


def require_harmless(name: str, text: bytes) -> None:
    """Pass if a list of types names no macro, or a list of links fetches nothing from outside.

    A link that a reader must click may lead anywhere; one that the program follows may not.
    """
    try:
        entries = list(ET.fromstring(text))  # noqa: S314 - entities were refused before
    except (ET.ParseError, ValueError, LookupError) as fault:
        raise Refusal(Fault.BROKEN) from fault
    for entry in entries:
        if name == TYPES and "macroenabled" in entry.get("ContentType", "").lower():
            raise Refusal(Fault.MACRO)
        is_outside = entry.get("TargetMode", "").strip().lower() == "external"
        if is_outside and not entry.get("Type", "").endswith("/hyperlink"):
            raise Refusal(Fault.EXTERNAL, target=entry.get("Target", "")[:200])

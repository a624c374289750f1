"""What a file may be attached for, how large it is drawn, how it is sent: plain Python."""

from base64 import b64decode
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final


class Purpose(StrEnum):
    """Why a file is attached to a record."""

    EVIDENCE = "evidence"
    DOCUMENT = "document"
    PHOTO = "photo"
    WORKPAPER = "workpaper"


SENSITIVE: Final = 2
# The longer side of what is drawn, in pixels: in galleries, and large enough to read a page.
SMALL, LARGE = 320, 1600
TABLES: Final = frozenset({"xlsx", "xls", "csv"})
"""The kinds that are shown as a table, and how much of one."""
MOST_ROWS, MOST_COLUMNS = 200, 30


def storage_name(sha256: str, suffix: str = "") -> str:
    """Return where content with this digest lies; two levels of folders keep each one short."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}{suffix}"


def name_in_bundle(number: int, name: str) -> str:
    """Return where a file lies in a bundle: numbered, so that two of one name stay two."""
    return f"files/{number:03}-{name}"


PART: Final = 1 << 20
"""A file larger than that is sent in parts of that."""
MOST_SENDINGS: Final = 20
MOST_HELD: Final = 4
"""So many files of one person may be on their way, and together so often the largest one."""
SENT_WITHIN: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Sent:
    """A file that was sent ahead of the form which names it, by the key of its sending."""

    key: str
    name: str

    @classmethod
    def read(cls, text: str) -> "Sent":
        """Return what a form says of such a file."""
        key, _slash, name = text.partition("/")
        return cls(key, name)

    def __str__(self) -> str:
        return f"{self.key}/{self.name}"


def metadata(text: str) -> dict[str, str]:
    """Return what is said of a file before it is sent (tus 1.0: names, each with Base64).

    :raises ValueError: if it cannot be read
    """
    pairs = (pair.strip().partition(" ") for pair in text.split(",") if pair.strip())
    return {name: b64decode(value, validate=True).decode() for name, _space, value in pairs}


def checksum(text: str) -> bytes:
    """Return the SHA-256 that a part is said to have (tus 1.0: the algorithm, and Base64).

    :raises ValueError: if it is another one, or cannot be read
    """
    algorithm, _space, value = text.partition(" ")
    if algorithm != "sha256":
        raise ValueError
    return b64decode(value, validate=True)

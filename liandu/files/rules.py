"""What a file may be attached for, and which may be shown inside a page: plain Python."""

from enum import StrEnum
from typing import Final


class Purpose(StrEnum):
    """Why a file is attached to a record."""

    EVIDENCE = "evidence"
    DOCUMENT = "document"
    PHOTO = "photo"
    WORKPAPER = "workpaper"


# Raster images only: an SVG is a program, and a PDF is a document of its own.
INLINE: Final = frozenset({"image/jpeg", "image/png", "image/webp"})
SENSITIVE: Final = 2
DRAWN: Final = frozenset({"jpeg", "png", "webp"})
"""The kinds of which a small picture is made."""


def is_inline(media_type: str) -> bool:
    """Test whether a browser may draw the file inside a page."""
    return media_type in INLINE


def storage_name(sha256: str, suffix: str = "") -> str:
    """Return where content with this digest lies; two levels of folders keep each one short."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}{suffix}"

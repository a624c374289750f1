"""The gallery that other apps put on their pages.

    {% include "files/parts/gallery.html" with gallery=gallery %}

where ``gallery`` is what :func:`gallery` makes of a record in hand.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.urls import reverse

from liandu.access.models import Guarded
from liandu.files.models import Attachment
from liandu.files.queries import beside, open_attachments
from liandu.kernel.actor import Actor
from liandu.kernel.permits import allowed
from liandu.web.draw import asset

STAND_IN = {"xlsx": "sheet", "xls": "sheet", "csv": "sheet", "zip": "other", "mp4": "other",
            "mov": "other"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Picture:
    """One attachment as it is drawn."""

    attachment: Attachment
    url: str
    image_url: str
    about: str
    at: datetime

    @property
    def is_checked(self) -> bool:
        """Test whether somebody checked it."""
        return self.attachment.checked_at is not None


@dataclass(frozen=True, slots=True)
class Gallery:
    """What is attached, and whether more may be."""

    pictures: Sequence[Picture]
    attach_url: str = ""
    bundle_url: str = ""

    @property
    def checked(self) -> int:
        """Return how many were checked."""
        return sum(picture.is_checked for picture in self.pictures)


def gallery(actor: Actor, record: Guarded, subject: str | None = None) -> Gallery:
    """Return what ``actor`` may open of the files of a record in hand, or of one part of it."""
    found = open_attachments(actor, record, subject)
    may_add = not subject and allowed(actor, "files.attach", record)
    url = reverse("files:attach", args=[int(record.KIND), record.pk]) if may_add else ""
    whole = reverse("files:bundle", args=[int(record.KIND), record.pk]) if found else ""
    return Gallery([picture(one) for one in found], url, whole)


def picture(attachment: Attachment) -> Picture:
    """Return an attachment as it is drawn."""
    stored = attachment.stored
    stand_in = asset(f"files/{STAND_IN.get(stored.kind, 'doc')}.svg")
    small = reverse("files:thumbnail", args=[attachment.pk]) if stored.thumbnail else stand_in
    size: Any = filesizeformat(stored.size)
    return Picture(
        attachment,
        reverse("files:preview", args=[attachment.pk]),
        small,
        f"{stored.kind.upper()} · {size}",
        attachment.taken_at or attachment.at,
    )


@dataclass(frozen=True, slots=True)
class Place:
    """Where one stands while looking through the files of a record: which file, which page."""

    number: int
    count: int
    page: int
    pages: int
    before: str = ""
    after: str = ""


def place(attachment: Attachment, page: int) -> Place:
    """Return the place of an attachment in hand among those beside it, and what is around it."""
    every = beside(attachment)
    at = every.index(attachment)
    pages = count_of_pages(attachment)
    page = min(max(page, 1), pages)
    before = after = ""
    if page > 1:
        before = _address(attachment, page - 1)
    elif at:
        before = _address(every[at - 1], count_of_pages(every[at - 1]))
    if page < pages:
        after = _address(attachment, page + 1)
    elif at + 1 < len(every):
        after = _address(every[at + 1], 1)
    return Place(at + 1, len(every), page, pages, before, after)


def count_of_pages(attachment: Attachment) -> int:
    """Return how many pages are drawn of a file; one if it has no pages of its own."""
    pages: int = attachment.stored.seen.get("pages", 1)
    return pages


def bundle_name(record: Guarded) -> str:
    """Return what the bundle of a record is called."""
    number = getattr(record, "number", "") or record.pk
    return f"{number}.zip"


def _address(attachment: Attachment, page: int) -> str:
    """Return where a page of a file is looked at."""
    address = reverse("files:preview", args=[attachment.pk])
    return f"{address}?page={page}" if page > 1 else address

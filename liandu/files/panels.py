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
from liandu.files.queries import open_attachments
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

    @property
    def checked(self) -> int:
        """Return how many were checked."""
        return sum(picture.is_checked for picture in self.pictures)


def gallery(actor: Actor, record: Guarded, subject: str | None = None) -> Gallery:
    """Return what ``actor`` may open of the files of a record in hand, or of one part of it."""
    found = open_attachments(actor, record, subject)
    may_add = not subject and allowed(actor, "files.attach", record)
    url = reverse("files:attach", args=[int(record.KIND), record.pk]) if may_add else ""
    return Gallery([picture(one) for one in found], url)


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

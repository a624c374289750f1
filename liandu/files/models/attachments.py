"""Stored content, kept once by its digest, and its attachments to records."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.access.models import OfRecord
from liandu.files.rules import Purpose
from liandu.kernel.models import new_id

PURPOSES = [
    (Purpose.EVIDENCE.value, pgettext_lazy("attachment", "Evidence")),
    (Purpose.DOCUMENT.value, pgettext_lazy("attachment", "Document")),
    (Purpose.PHOTO.value, pgettext_lazy("attachment", "Photo")),
    (Purpose.WORKPAPER.value, pgettext_lazy("attachment", "Workpaper")),
]


class StoredFile(models.Model):
    """Content that passed the gate. The same bytes are one row and one file, however often sent."""

    sha256 = models.CharField("SHA-256", max_length=64, unique=True)
    sm3 = models.CharField("SM3", max_length=64)
    size = models.PositiveBigIntegerField(_("size"))
    media_type = models.CharField(_("type"), max_length=120)
    kind = models.CharField(_("kind of file"), max_length=20)
    path = models.CharField(max_length=120)
    # Empty if nothing small can be drawn of it.
    thumbnail = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("stored file")

    def __str__(self) -> str:
        return self.sha256[:12]


class Attachment(OfRecord):
    """A file attached to a record, or to a part of it named by ``subject``. Never deleted."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    subject = models.CharField(max_length=120, blank=True)
    stored = models.ForeignKey(StoredFile, models.PROTECT, related_name="attachments")
    name = models.CharField(_("file name"), max_length=200)
    note = models.CharField(_("note"), max_length=200, blank=True)
    purpose = models.CharField(_("purpose"), max_length=20, choices=PURPOSES)
    taken_at = models.DateTimeField(_("taken"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    uploaded_by = models.ForeignKey("orgs.Person", models.PROTECT, null=True, related_name="+")
    body = models.ForeignKey("orgs.Body", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    checked_at = models.DateTimeField(_("checked"), null=True, blank=True)
    checked_by = models.ForeignKey("orgs.Person", models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    withdrawn_reason = models.CharField(_("reason"), max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        verbose_name = _("attachment")
        indexes: ClassVar = [
            models.Index(fields=["record_id", "subject"], name="attachment_record"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(purpose__in=[p.value for p in Purpose]),
                name="attachment_purpose_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name

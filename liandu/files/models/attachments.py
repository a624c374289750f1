"""Stored content, kept once by its digest, and its attachments to records."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.access.models import OfRecord
from liandu.engines.filegate import Active
from liandu.files.models.words import ACTS
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
    # What was seen of it: width and height, or pages; when and where the camera says it was.
    seen = models.JSONField(default=dict)
    # What it would do if it were opened; empty if nothing.
    active = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("stored file")

    def __str__(self) -> str:
        return self.sha256[:12]


class Sending(models.Model):
    """A file on its way, in parts, from one person: so much of it is safe (``received``).

    Once it is whole and the gate let it in, its content is ``stored``, and a form may name it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("orgs.Person", models.CASCADE, related_name="+")
    name = models.CharField(_("file name"), max_length=200)
    size = models.PositiveBigIntegerField(_("size"))
    # A digest of what a browser knows the file by: when it was changed last.
    mark = models.CharField(max_length=64, blank=True)
    received = models.PositiveBigIntegerField(default=0)
    stored = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="sendings")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        verbose_name = _("file on its way")

    def __str__(self) -> str:
        return self.name


class SealedBatch(models.Model):
    """Evidence sealed together: the signed head of the tree over it, with the time (``text``)."""

    at = models.DateTimeField(_("sealed"))
    size = models.PositiveIntegerField()
    text = models.TextField()

    class Meta:
        verbose_name = _("sealed batch of evidence")

    def __str__(self) -> str:
        return f"#{self.pk}"


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
    batch = models.ForeignKey(SealedBatch, models.PROTECT, null=True, related_name="attachments")
    position = models.PositiveIntegerField(null=True)
    released_at = models.DateTimeField(_("released"), null=True, blank=True)
    released_by = models.ForeignKey("orgs.Person", models.PROTECT, null=True, related_name="+")
    released_reason = models.CharField(_("reason"), max_length=200, blank=True)
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

    @property
    def is_quarantined(self) -> bool:
        """Test whether it is shown as pictures alone, for what it would do if it were opened."""
        return bool(self.stored.active) and self.released_at is None

    @property
    def acts(self) -> list[str]:
        """Return what it would do if it were opened, in words."""
        return [str(ACTS[Active(act)]) for act in self.stored.active]

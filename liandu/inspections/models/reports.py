"""What others say of a report before it is issued: bodies that take part, and the inspected."""

from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from liandu.access.models import Part
from liandu.inspections.models.inspections import Inspection
from liandu.inspections.models.words import STANDINGS
from liandu.inspections.rules import Standing
from liandu.kernel.models import new_id

SAID = "inspections.statement"


class Countersignature(Part):
    """That the head of a body taking part stands by the report; a rewritten one wants another."""

    PARENT = "inspection"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="countersignatures")
    body = models.ForeignKey("orgs.Body", models.PROTECT, related_name="+")
    opinion = models.CharField(_("opinion"), max_length=400, blank=True)
    signed_by = models.ForeignKey("orgs.Person", models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(_("countersigned"))

    class Meta:
        ordering: ClassVar = ["signed_at"]
        verbose_name = _("countersignature")

    def __str__(self) -> str:
        return f"{self.inspection_id}: {self.body_id}"


class Statement(Part):
    """What an inspected body says of the draft of a report, and how that was answered."""

    PARENT = "inspection"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="statements")
    body = models.ForeignKey("orgs.Body", models.PROTECT, related_name="+")
    standing = models.CharField(max_length=10, choices=STANDINGS)
    reason = models.TextField(_("reason"), max_length=4000, blank=True)
    said_by = models.ForeignKey("orgs.Person", models.PROTECT, related_name="+")
    said_at = models.DateTimeField(_("said"))
    due_at = models.DateTimeField(_("to be answered by"), null=True)
    opinion = models.TextField(_("answer"), max_length=4000, blank=True)
    decided_by = models.ForeignKey("orgs.Person", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(_("when it was answered"), null=True)

    class Meta:
        ordering: ClassVar = ["said_at"]
        verbose_name = _("statement of the inspected")

    def __str__(self) -> str:
        return f"{self.inspection_id}: {self.body_id} {self.standing}"

    def get_absolute_url(self) -> str:
        """Return where it is answered."""
        return reverse("inspections:answer", args=[self.pk])

    @property
    def is_pending(self) -> bool:
        """Test whether it is an objection that waits for its answer."""
        return self.standing == Standing.PENDING

    @property
    def subject(self) -> str:
        """Return the name under which its evidence is attached to the inspection."""
        return f"{SAID}:{self.pk}"

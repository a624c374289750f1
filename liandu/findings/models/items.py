"""Tables of where a finding is put right, and of how many persons answered for it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from liandu.access.models import Part
from liandu.findings.models.findings import Finding
from liandu.findings.models.people import person_field
from liandu.findings.models.words import HANDLING_WORDS
from liandu.kernel.models import new_id


class FindingItem(Part):
    """One of the places that a finding touches: done with proof, or left out by consent."""

    PARENT = "finding"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    finding = models.ForeignKey(Finding, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField(default=0)
    place = models.CharField(_("place"), max_length=120)
    text = models.CharField(_("what is wrong there"), max_length=400, blank=True)
    done_at = models.DateTimeField(_("done"), null=True)
    done_by = person_field(_("done by"))
    left_out_at = models.DateTimeField(_("left out"), null=True)
    left_out_by = person_field(_("left out by"))
    left_out_reason = models.CharField(_("reason for leaving out"), max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["position", "id"]
        verbose_name = _("item of a finding")

    def __str__(self) -> str:
        return self.place

    @property
    def is_settled(self) -> bool:
        """Test whether nothing is left to do here."""
        return self.done_at is not None or self.left_out_at is not None


class PersonsHandled(Part):
    """How many persons were dealt with in one way because of a finding; never who."""

    PARENT = "finding"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    finding = models.ForeignKey(Finding, models.CASCADE, related_name="persons_handled")
    handling = models.CharField(_("handling"), max_length=12, choices=list(HANDLING_WORDS.items()))
    count = models.PositiveSmallIntegerField(_("persons"))

    class Meta:
        ordering: ClassVar = ["id"]
        verbose_name = _("persons handled")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["finding", "handling"], name="handling_once")
        ]

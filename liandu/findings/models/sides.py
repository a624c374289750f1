"""Tables of what one side asks and the other answers: more time, objection, transfer, long term."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from liandu.access.models import Part
from liandu.findings.models.findings import Finding
from liandu.findings.models.people import person_field
from liandu.findings.models.words import DECISION_WORDS, LONG_TERM_WORDS
from liandu.findings.rules import Decision
from liandu.kernel.models import new_id


class Asked(Part):
    """Something one side asks for with a reason, and how the other side answered."""

    PARENT = "finding"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    reason = models.CharField(_("reason"), max_length=1000)
    asked_by = person_field(_("asked by"))
    asked_at = models.DateTimeField(_("asked"), auto_now_add=True)
    decision = models.CharField(
        max_length=10, choices=DECISION_WORDS, default=Decision.PENDING.value
    )
    opinion = models.CharField(_("opinion"), max_length=1000, blank=True)
    decided_by = person_field(_("decided by"))
    decided_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class Extension(Asked):
    """More time asked for, and how that was decided."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="extensions")
    previous_due_at = models.DateTimeField(_("due before"))
    asked_until = models.DateTimeField(_("asked until"))

    class Meta:
        ordering: ClassVar = ["id"]
        verbose_name = _("extension")


class Objection(Asked):
    """That the responsible body holds a finding to be wrong, and how the finder answered."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="objections")

    class Meta:
        ordering: ClassVar = ["id"]
        verbose_name = _("objection")


class Transfer(Asked):
    """That another body is to put a finding right, and whether that one took it over."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="transfers")
    from_body = models.ForeignKey("orgs.Body", models.PROTECT, related_name="+")
    to_body = models.ForeignKey("orgs.Body", models.PROTECT, related_name="+")
    previous_due_at = models.DateTimeField(_("due before"))
    previous_first_due_at = models.DateTimeField(_("first due before"))

    class Meta:
        ordering: ClassVar = ["id"]
        verbose_name = _("transfer to another body")


class LongTerm(Asked):
    """That a finding stays open for long, why, and when it is looked at again."""

    finding = models.ForeignKey(Finding, models.CASCADE, related_name="long_terms")
    cause = models.CharField(_("cause"), max_length=10, choices=list(LONG_TERM_WORDS.items()))
    review_on = models.DateField(_("next look"), null=True)
    review_count = models.PositiveSmallIntegerField(_("looks"), default=0)
    ended_at = models.DateTimeField(_("ended"), null=True)

    class Meta:
        ordering: ClassVar = ["id"]
        verbose_name = _("long-term finding")

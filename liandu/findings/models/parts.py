"""Tables of what is said and done about a finding until it is closed."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from liandu.access.models import Part
from liandu.findings.models.findings import Finding
from liandu.findings.models.people import person_field
from liandu.findings.models.words import DECISION_WORDS
from liandu.findings.rules import Decision
from liandu.kernel.models import new_id


class RectificationPlan(Part):
    """How the responsible body means to put a finding right; each filing is a version."""

    PARENT = "finding"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    finding = models.ForeignKey(Finding, models.CASCADE, related_name="plans")
    version = models.PositiveSmallIntegerField(_("version"))
    responsible_person = models.CharField(_("person responsible"), max_length=120)
    planned_end = models.DateField(_("planned end"))
    filed_by = person_field(_("filed by"))
    filed_at = models.DateTimeField(_("filed"), auto_now_add=True)
    decision = models.CharField(
        max_length=10, choices=DECISION_WORDS, default=Decision.PENDING.value
    )
    opinion = models.CharField(_("opinion"), max_length=1000, blank=True)
    decided_by = person_field(_("decided by"))
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["version"]
        verbose_name = _("rectification plan")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["finding", "version"], name="plan_version_once")
        ]


class Measure(Part):
    """One thing to be done under a plan, and whether it was done."""

    PARENT = "plan"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(RectificationPlan, models.CASCADE, related_name="measures")
    position = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(_("measure"), max_length=400)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    done_at = models.DateTimeField(_("done"), null=True)

    class Meta:
        ordering: ClassVar = ["position", "id"]
        verbose_name = _("measure")

    def __str__(self) -> str:
        return self.text


class Submission(Part):
    """One round in which the responsible body says that the finding is put right."""

    PARENT = "finding"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    finding = models.ForeignKey(Finding, models.CASCADE, related_name="submissions")
    round = models.PositiveSmallIntegerField(_("round"))
    statement = models.TextField(_("what was done"), max_length=4000)
    submitted_by = person_field(_("submitted by"))
    submitted_at = models.DateTimeField(_("submitted"), auto_now_add=True)
    decision = models.CharField(
        max_length=10, choices=DECISION_WORDS, default=Decision.PENDING.value
    )
    first_opinion = models.CharField(_("opinion of the first review"), max_length=1000, blank=True)
    first_reviewed_at = models.DateTimeField(_("first review passed"), null=True)
    returned_reason = models.CharField(_("reason for returning"), max_length=1000, blank=True)
    returned_by = person_field(_("returned by"))
    returned_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["round"]
        verbose_name = _("submission")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["finding", "round"], name="submission_round_once")
        ]


class EstablishedRule(Part):
    """A rule that was made because of a finding; it counts once the finding is closed."""

    PARENT = "finding"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    finding = models.ForeignKey(Finding, models.CASCADE, related_name="established_rules")
    number = models.CharField(_("number"), max_length=80, blank=True)
    name = models.CharField(_("name"), max_length=200)
    issued_on = models.DateField(_("issued on"))
    body = models.ForeignKey("orgs.Body", models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(_("recorded"), null=True)

    class Meta:
        ordering: ClassVar = ["id"]
        verbose_name = _("established rule")
        indexes: ClassVar = [models.Index(fields=["recorded_at"], name="rule_recorded")]

    def __str__(self) -> str:
        return self.name


class Reply(Part):
    """Something one side said to the other; ``is_internal`` keeps it to the body that said it."""

    PARENT = "finding"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    finding = models.ForeignKey(Finding, models.CASCADE, related_name="replies")
    body = models.ForeignKey("orgs.Body", models.PROTECT, related_name="+")
    person = person_field(_("said by"))
    at = models.DateTimeField(_("time"), auto_now_add=True)
    text = models.TextField(_("text"), max_length=2000)
    is_internal = models.BooleanField(_("seen by my body only"), default=False)

    class Meta:
        ordering: ClassVar = ["id"]
        verbose_name = _("reply")

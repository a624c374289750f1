"""Tables of findings and of what is said and done about each until it is closed."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from liandu.access.models import Guarded, GuardedQuerySet, Part, scope_key_field
from liandu.access.rules import RecordKind
from liandu.findings.rules import (
    ENDED,
    Decision,
    FindingState,
    Light,
    RectificationType,
    Severity,
    Source,
    light,
)
from liandu.kernel.models import new_id

STATE_WORDS: dict[FindingState, Any] = {
    FindingState.REGISTERED: _("registered"),
    FindingState.CONFIRMED: _("to be assigned"),
    FindingState.ASSIGNED: _("to be signed for"),
    FindingState.ACCEPTED: _("plan wanted"),
    FindingState.PLAN_REVIEW: _("plan under review"),
    FindingState.RECTIFYING: _("being rectified"),
    FindingState.EXTENSION_PENDING: _("extension asked"),
    FindingState.SUBMITTED: _("to be reviewed"),
    FindingState.FIRST_REVIEW: _("in first review"),
    FindingState.SECOND_REVIEW: _("to be closed"),
    FindingState.RETURNED: _("returned"),
    FindingState.CLOSED: _("closed"),
    FindingState.WITHDRAWN: _("withdrawn"),
}
SOURCE_WORDS = {Source.SELF: _("found alone"), Source.JOINT: _("found jointly")}
SEVERITY_WORDS = {
    Severity.MINOR: _("minor"),
    Severity.GENERAL: _("general"),
    Severity.SEVERE: _("severe"),
}
TYPE_WORDS = {
    RectificationType.IMMEDIATE: _("at once"),
    RectificationType.PHASED: _("in phases"),
    RectificationType.CONTINUOUS: _("continuous"),
}
DECISION_WORDS = {
    Decision.PENDING: _("pending"),
    Decision.APPROVED: _("approved"),
    Decision.RETURNED: _("not approved"),
}


def person_field(verbose_name: Any, **options: Any) -> models.ForeignKey[Any, Any]:
    """Return a column that names who did a step; never looked up from the person's side."""
    options = {"null": True, "blank": True, "db_index": False} | options
    return models.ForeignKey("orgs.Person", models.PROTECT, related_name="+",
                             verbose_name=verbose_name, **options)  # fmt: skip


class FindingQuerySet(GuardedQuerySet["Finding"]):
    """Ways to narrow down findings."""

    def open(self) -> "FindingQuerySet":
        """Return those neither closed nor withdrawn."""
        return self.exclude(state__in=list(ENDED))

    def overdue(self) -> "FindingQuerySet":
        """Return those whose present step is past its limit; ended ones have no limit."""
        return self.filter(step_due_at__lt=timezone.now())


class Finding(Guarded):
    """Something wrong that was found, until the body that found it closes it."""

    KIND = RecordKind.FINDING

    scope_key = scope_key_field(RecordKind.FINDING)
    number = models.CharField(_("number"), max_length=40)
    title = models.CharField(_("title"), max_length=120)
    fact = models.TextField(_("fact"), max_length=4000)
    rule_broken = models.CharField(_("rule broken"), max_length=400)
    demand = models.CharField(_("what is demanded"), max_length=1000)
    source = models.CharField(_("found"), max_length=10, choices=SOURCE_WORDS, default=Source.SELF)
    severity = models.CharField(
        _("severity"), max_length=10, choices=SEVERITY_WORDS, default=Severity.GENERAL
    )
    amount_fen = models.BigIntegerField(_("amount involved"), default=0)
    jurisdiction = models.ForeignKey(
        "orgs.Jurisdiction", models.PROTECT, null=True, related_name="+", db_index=False,
        verbose_name=_("jurisdiction"),
    )  # fmt: skip
    supervised_object = models.ForeignKey(
        "works.SupervisedObject", models.PROTECT, null=True, blank=True, related_name="findings",
        db_index=False, verbose_name=_("supervised object"),
    )  # fmt: skip
    link = models.ForeignKey(
        "works.SupervisionLink", models.PROTECT, null=True, blank=True, related_name="findings",
        verbose_name=_("supervision link"),
    )  # fmt: skip
    inspection = models.ForeignKey(
        "inspections.Inspection", models.PROTECT, null=True, blank=True, related_name="findings",
        verbose_name=_("inspection"),
    )  # fmt: skip
    workpaper = models.ForeignKey(
        "inspections.Workpaper", models.PROTECT, null=True, blank=True, related_name="findings",
        verbose_name=_("workpaper"),
    )  # fmt: skip
    responsible_body = models.ForeignKey(
        "orgs.Body", models.PROTECT, null=True, blank=True, related_name="+", db_index=False,
        verbose_name=_("responsible body"),
    )  # fmt: skip
    supervising_body = models.ForeignKey(
        "orgs.Body", models.PROTECT, null=True, blank=True, related_name="+", db_index=False,
        verbose_name=_("supervising department"),
    )  # fmt: skip
    rectification_type = models.CharField(
        _("rectification"), max_length=12, choices=TYPE_WORDS, default=RectificationType.PHASED
    )
    state = models.CharField(
        _("state"), max_length=20, choices=STATE_WORDS, default=FindingState.REGISTERED
    )
    found_on = models.DateField(_("found on"))
    assigned_at = models.DateTimeField(_("assigned"), null=True)
    due_at = models.DateTimeField(_("due"), null=True)
    first_due_at = models.DateTimeField(_("first due"), null=True)
    is_due_provisional = models.BooleanField(default=False)
    step_started_at = models.DateTimeField(default=timezone.now)
    step_due_at = models.DateTimeField(_("limit of the step"), null=True)
    extension_count = models.PositiveSmallIntegerField(_("extensions"), default=0)
    return_count = models.PositiveSmallIntegerField(_("returns"), default=0)
    submitted_at = models.DateTimeField(_("submitted"), null=True)
    closed_at = models.DateTimeField(_("closed"), null=True)
    money_recovered_fen = models.BigIntegerField(_("money recovered"), null=True)
    # None until it was said; True says that putting it right made no new rule.
    is_without_rules = models.BooleanField(_("no rule was made"), null=True)
    conclusion = models.TextField(_("conclusion"), max_length=2000, blank=True)
    registered_by = person_field(_("registered by"))
    submitter = person_field(_("submitted by"))
    first_reviewer = person_field(_("first reviewer"))
    closer = person_field(_("closed by"))

    objects: ClassVar[Any] = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("finding")
        indexes: ClassVar = [
            # One per order of the ledger (page by key), then one per way it is narrowed.
            models.Index(fields=["step_due_at", "id"], name="finding_due"),
            models.Index(fields=["-created_at", "-id"], name="finding_created"),
            models.Index(fields=["scope_key", "step_due_at", "id"], name="finding_scope_due"),
            models.Index(fields=["state", "step_due_at", "id"], name="finding_state"),
            models.Index(fields=["responsible_body", "state"], name="finding_responsible"),
            models.Index(fields=["supervising_body", "state"], name="finding_supervising"),
            models.Index(fields=["supervised_object", "state"], name="finding_object"),
            models.Index(fields=["jurisdiction", "closed_at"], name="finding_jurisdiction"),
            models.Index(fields=["closed_at", "id"], name="finding_closed"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["owner_body", "number"], name="finding_number_once"),
            models.CheckConstraint(
                condition=Q(state__in=list(FindingState)), name="finding_state_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=FindingState.CLOSED)
                | (
                    Q(submitter__isnull=False, first_reviewer__isnull=False, closer__isnull=False)
                    & ~Q(submitter=F("first_reviewer"))
                    & ~Q(submitter=F("closer"))
                    & ~Q(first_reviewer=F("closer"))
                ),
                name="finding_closed_by_three_persons",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Test whether something is still to be done."""
        return self.state not in ENDED

    @property
    def is_overdue(self) -> bool:
        """Test whether the present step is past its limit."""
        return self.step_due_at is not None and self.step_due_at < timezone.now()

    @property
    def light(self) -> Light:
        """Return the colour that follows from state and dates."""
        return light(self.state, self.step_due_at, timezone.now())


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
    decision = models.CharField(max_length=10, choices=DECISION_WORDS, default=Decision.PENDING)
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


class Extension(Part):
    """More time asked for, and how that was decided."""

    PARENT = "finding"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    finding = models.ForeignKey(Finding, models.CASCADE, related_name="extensions")
    previous_due_at = models.DateTimeField(_("due before"))
    asked_until = models.DateTimeField(_("asked until"))
    reason = models.CharField(_("reason"), max_length=1000)
    asked_by = person_field(_("asked by"))
    asked_at = models.DateTimeField(_("asked"), auto_now_add=True)
    decision = models.CharField(max_length=10, choices=DECISION_WORDS, default=Decision.PENDING)
    opinion = models.CharField(_("opinion"), max_length=1000, blank=True)
    decided_by = person_field(_("decided by"))
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["id"]
        verbose_name = _("extension")


class Submission(Part):
    """One round in which the responsible body says that the finding is put right."""

    PARENT = "finding"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    finding = models.ForeignKey(Finding, models.CASCADE, related_name="submissions")
    round = models.PositiveSmallIntegerField(_("round"))
    statement = models.TextField(_("what was done"), max_length=4000)
    submitted_by = person_field(_("submitted by"))
    submitted_at = models.DateTimeField(_("submitted"), auto_now_add=True)
    decision = models.CharField(max_length=10, choices=DECISION_WORDS, default=Decision.PENDING)
    first_opinion = models.CharField(_("opinion of the first review"), max_length=1000, blank=True)
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

"""The table of findings."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.access.models import Guarded, GuardedQuerySet, party_key_field, scope_key_field
from liandu.access.rules import RecordKind
from liandu.findings.models.people import person_field
from liandu.findings.models.words import (
    ROOT_CAUSE_WORDS,
    SEVERITY_WORDS,
    SOURCE_WORDS,
    STATE_WORDS,
    TYPE_WORDS,
)
from liandu.findings.rules import (
    ENDED,
    FINDING,
    OPEN,
    FindingState,
    Light,
    RectificationType,
    Severity,
    Source,
    light,
)
from liandu.kernel.deadlines import Due

# What a step changes, for saving no more than that.
STEP_FIELDS = ("state", "step_started_at", "step_due_at", "is_due_provisional")


PARTIES = ("responsible_key", "supervising_key", "keeper_key")
# What the keys that a sight is tested by are made of.
TESTED = ("id", "owner_body", "responsible_body", "supervising_body", "keeper_body", "label")
# Orders and filters that a list follows when more is in sight than it counts.
FOLLOWED = {
    "finding_number": ["number"],
    "finding_amount": ["amount_fen"],
    "finding_created": ["created_at"],
}
# Those that the figures follow too, and what these are counted, summed and told apart by besides.
APART = ["jurisdiction", "supervised_object", "link"]
COUNTED = {
    "finding_due": (["step_due_at"], ["state", "jurisdiction"]),
    "finding_state": (["state", "step_due_at"], [*APART, "found_on"]),
    "finding_found": (
        ["found_on"],
        ["state", *APART, "source", "severity", "reopen_count", "repeats", "amount_fen"],
    ),
    "finding_closed": (
        ["closed_at"],
        [*APART, "assigned_at", "due_at", "submitted_at", "extension_count", "return_count",
         "money_recovered_fen"],
    ),
}  # fmt: skip


class FindingQuerySet(GuardedQuerySet["Finding"]):
    """Ways to narrow down findings."""

    def open(self) -> "FindingQuerySet":
        """Return those neither closed nor withdrawn."""
        return self.filter(state__in=list(OPEN))

    def overdue(self) -> "FindingQuerySet":
        """Return those whose present step is past its limit; ended ones have no limit."""
        return self.filter(step_due_at__lt=timezone.now())


class Finding(Guarded):
    """Something wrong that was found, until the body that found it closes it."""

    KIND = RecordKind.FINDING
    PARTY_KEYS = PARTIES
    WORDS = ("number", "title", "fact", "rule_broken", "demand")

    scope_key = scope_key_field(KIND)
    responsible_key = party_key_field(KIND, "responsible_body_id")
    supervising_key = party_key_field(KIND, "supervising_body_id")
    keeper_key = party_key_field(KIND, "keeper_body_id")
    number = models.CharField(_("number"), max_length=40)
    title = models.CharField(_("title"), max_length=120)
    fact = models.TextField(pgettext_lazy("finding", "fact"), max_length=4000)
    rule_broken = models.CharField(_("rule broken"), max_length=400)
    demand = models.CharField(_("what is demanded"), max_length=1000)
    source = models.CharField(
        _("found"), max_length=10, choices=SOURCE_WORDS, default=Source.SELF.value
    )
    severity = models.CharField(
        pgettext_lazy("finding", "severity"),
        max_length=10,
        choices=SEVERITY_WORDS,
        default=Severity.GENERAL.value,
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
        verbose_name=pgettext_lazy("finding", "inspection"),
    )  # fmt: skip
    workpaper = models.ForeignKey(
        "inspections.Workpaper", models.PROTECT, null=True, blank=True, related_name="findings",
        verbose_name=_("workpaper"),
    )  # fmt: skip
    # The earlier finding that this one repeats: same object, link and rule.
    repeats = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="repetitions",
        verbose_name=_("repeats"),
    )  # fmt: skip
    responsible_body = models.ForeignKey(
        "orgs.Body", models.PROTECT, null=True, blank=True, related_name="+", db_index=False,
        verbose_name=_("responsible body"),
    )  # fmt: skip
    supervising_body = models.ForeignKey(
        "orgs.Body", models.PROTECT, null=True, blank=True, related_name="+", db_index=False,
        verbose_name=_("supervising department"),
    )  # fmt: skip
    # Who keeps the list of objects it was made at, once assigned; blank if that is the finder.
    keeper_body = models.ForeignKey(
        "orgs.Body", models.PROTECT, null=True, blank=True, related_name="+", db_index=False,
        verbose_name=_("keeper of the list"),
    )  # fmt: skip
    rectification_type = models.CharField(
        _("rectification"),
        max_length=12,
        choices=TYPE_WORDS,
        default=RectificationType.PHASED.value,
    )
    state = models.CharField(
        _("state"), max_length=20, choices=STATE_WORDS, default=FindingState.REGISTERED.value
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
    reopen_count = models.PositiveSmallIntegerField(_("reopenings"), default=0)
    item_count = models.PositiveSmallIntegerField(_("items"), default=0)
    item_done_count = models.PositiveSmallIntegerField(_("items done"), default=0)
    submitted_at = models.DateTimeField(_("submitted"), null=True)
    closed_at = models.DateTimeField(pgettext_lazy("finding", "closed at"), null=True)
    money_recovered_fen = models.BigIntegerField(_("money recovered"), null=True)
    # None until it was said; True says that putting it right made no new rule.
    is_without_rules = models.BooleanField(_("no rule was made"), null=True)
    root_cause = models.CharField(
        _("root cause"), max_length=12, choices=list(ROOT_CAUSE_WORDS.items()), blank=True
    )
    similar_cases = models.TextField(_("similar cases checked"), max_length=1000, blank=True)
    conclusion = models.TextField(
        pgettext_lazy("finding", "conclusion"), max_length=2000, blank=True
    )
    registered_by = person_field(_("registered by"))
    submitter = person_field(_("submitted by"))
    first_reviewer = person_field(_("first reviewer"))
    closer = person_field(_("closed by"))

    objects: ClassVar[Any] = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("finding")
        indexes: ClassVar = [
            # How a narrow sight finds its rows, each in the usual order of the ledger.
            models.Index(fields=["scope_key", "step_due_at", "id"], name="finding_scope_due"),
            models.Index(
                fields=["responsible_key", "step_due_at", "id"], name="finding_responsible_due"
            ),
            models.Index(
                fields=["supervising_key", "step_due_at", "id"], name="finding_supervising_due"
            ),
            models.Index(fields=["keeper_key", "step_due_at", "id"], name="finding_keeper_due"),
            # How a wide one does: with all that sight is tested by, so that no row is read for it.
            *(
                models.Index(fields=[*fields, *TESTED], name=name)
                for name, fields in FOLLOWED.items()
            ),
            *(
                models.Index(fields=[*fields, *TESTED, *besides], name=name)
                for name, (fields, besides) in COUNTED.items()
            ),
            models.Index(fields=["owner_body", "state", "step_due_at"], name="finding_owner"),
            models.Index(
                fields=["responsible_body", "state", "step_due_at"], name="finding_responsible"
            ),
            models.Index(
                fields=["supervising_body", "state", "step_due_at"], name="finding_supervising"
            ),
            models.Index(fields=["supervised_object", "-created_at"], name="finding_object"),
            models.Index(
                fields=["supervised_object", "state", "step_due_at"], name="finding_object_state"
            ),
            models.Index(fields=["jurisdiction", "closed_at"], name="finding_jurisdiction"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["owner_body", "number"], name="finding_number_once"),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in FindingState]), name="finding_state_known"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=False, state=FindingState.CLOSED.value)
                | Q(closed_at=None) & ~Q(state=FindingState.CLOSED.value),
                name="finding_closed_has_day",
            ),
            models.CheckConstraint(
                condition=~Q(state=FindingState.CLOSED.value)
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

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("findings:finding_detail", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Test whether something is still to be done."""
        return self.state not in ENDED

    @property
    def light(self) -> Light:
        """Return the colour that follows from state and dates."""
        return light(self.state, self.step_due_at, timezone.now())

    def advance(self, step: str, limit: Due | None = None) -> dict[str, str]:
        """Take ``step``, after which there is time until ``limit``; return how it stood, as facts.

        :raises WrongState: if the step cannot be taken from where the finding stands
        """
        before = {"state": str(self.state)}
        self.state = FINDING.after(step, self.state)
        self.step_started_at = timezone.now()
        self.step_due_at = limit.at if limit else None
        self.is_due_provisional = bool(limit and limit.is_provisional)
        return before

"""The ledger: its columns, what it is narrowed by, its views, and the list of rules made."""

from datetime import timedelta
from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.deadlines.queries import Edition
from liandu.findings import actions, queries
from liandu.findings.models import (
    PILLS,
    SEVERITY_WORDS,
    SOURCE_WORDS,
    STATE_WORDS,
    EstablishedRule,
    Finding,
    FindingQuerySet,
)
from liandu.findings.rules import FindingState, Light
from liandu.kernel.deadlines import end_of
from liandu.orgs.models import Body, Jurisdiction
from liandu.orgs.queries import with_parts
from liandu.web import draw
from liandu.web.listing import Column, Listing, View
from liandu.web.middleware import ActorRequest
from liandu.web.pieces import Nothing
from liandu.web.say import due, money
from liandu.works.queries import objects

LETTERS = {Light.GREEN: "g", Light.BLUE: "b", Light.AMBER: "a", Light.RED: "r"}
DUE = [
    ("overdue", _("Overdue")),
    ("today", _("Today")),
    ("week", _("Within seven days")),
    ("later", _("Later")),
]
STANDING = [("open", pgettext_lazy("finding", "Open")), ("valid", _("Not withdrawn"))]
WHOSE = [("waiting", _("Waiting for me")), ("given_out", _("Given out"))]


class FindingFilter(filters.FilterSet):
    """What the ledger is narrowed by. Every answer keeps within what the actor sees."""

    q = filters.CharFilter(label=_("Search"), method="search")
    state = filters.MultipleChoiceFilter(
        label=_("State"), choices=list(STATE_WORDS.items()), distinct=False
    )
    due = filters.ChoiceFilter(label=_("Due"), choices=DUE, method="by_due", empty_label=None)
    severity = filters.MultipleChoiceFilter(
        label=_("Severity"), choices=list(SEVERITY_WORDS.items()), distinct=False
    )
    responsible_body = filters.ModelMultipleChoiceFilter(
        label=_("Responsible body"),
        queryset=Body.objects.only("name", "short_name"),
        distinct=False,
    )
    jurisdiction = filters.ModelMultipleChoiceFilter(
        label=_("Jurisdiction"), queryset=Jurisdiction.objects.all(), method="there"
    )
    source = filters.ChoiceFilter(
        label=_("Found"), choices=list(SOURCE_WORDS.items()), empty_label=None
    )
    whose = filters.ChoiceFilter(
        label=_("Whose turn"), choices=WHOSE, method="by_turn", empty_label=None
    )
    standing = filters.ChoiceFilter(
        label=_("Standing"), choices=STANDING, method="by_standing", empty_label=None
    )
    object = filters.UUIDFilter(label=_("Supervised object"), method="about")
    found_on = filters.DateFromToRangeFilter(label=_("Found on"))
    closed_at = filters.DateFromToRangeFilter(label=pgettext_lazy("finding", "Closed"))

    class Meta:
        model = Finding
        fields = ()

    def search(self, rows: QuerySet[Finding], _name: str, value: str) -> QuerySet[Finding]:
        """Return the rows whose number begins with ``value``, or whose title holds it."""
        return rows.filter(Q(number__istartswith=value) | Q(title__icontains=value))

    def about(self, rows: QuerySet[Finding], _name: str, pk: Any) -> QuerySet[Finding]:
        """Return the rows about an object, if the actor may know of that."""
        request: Any = self.request
        return rows.filter(supervised_object__in=objects(request.actor).filter(pk=pk))

    def there(self, rows: QuerySet[Finding], _name: str, places: Any) -> QuerySet[Finding]:
        """Return the rows in one of the jurisdictions or a part of it."""
        return rows.filter(jurisdiction__in=with_parts(places)) if places else rows

    def by_standing(self, rows: FindingQuerySet, _name: str, value: str) -> QuerySet[Finding]:
        """Return the rows that are still open, or all but those withdrawn, as figures count."""
        return rows.open() if value == "open" else rows.exclude(state=FindingState.WITHDRAWN)

    def by_due(self, rows: QuerySet[Finding], _name: str, value: str) -> QuerySet[Finding]:
        """Return the rows whose present limit lies there."""
        now, zone = timezone.now(), timezone.get_current_timezone()
        tonight = end_of(timezone.localdate(), zone)
        week = tonight + timedelta(days=7)
        bounds = {
            "overdue": {"step_due_at__lt": now},
            "today": {"step_due_at__gte": now, "step_due_at__lte": tonight},
            "week": {"step_due_at__gte": now, "step_due_at__lte": week},
            "later": {"step_due_at__gt": week},
        }
        return rows.filter(**bounds[value])

    def by_turn(self, rows: QuerySet[Finding], _name: str, value: str) -> QuerySet[Finding]:
        """Return the rows that wait for the actor, or for others on the actor's order."""
        request: Any = self.request
        turn = queries.is_waiting_for if value == "waiting" else queries.is_given_out
        return rows.filter(turn(request.actor))


def warning(finding: Finding) -> str:
    """Return the letter of the light if it warns."""
    return LETTERS[finding.light] if finding.light in {Light.RED, Light.AMBER} else ""


def lamp_of(finding: Finding) -> str:
    """Return the letter of the lamp beside the state: the warning, else the colour of the pill."""
    return warning(finding) or PILLS[finding.state] or "n"


def state_pill(finding: Finding) -> str:
    """Return the state as a pill; overdue ones carry the red light."""
    return draw.pill(finding.get_state_display(), PILLS[finding.state], warning(finding))


def columns(now: Edition) -> tuple[Column[Finding], ...]:
    """Return the columns of the ledger; ``now`` is the calendar that limits are counted by."""

    def badge(finding: Finding) -> str:
        return due(finding.step_due_at, queries.lateness_of(finding, now))

    return (
        Column("number", _("Number"), lambda f: f.number, sort="number", css="nowrap"),
        Column("title", _("Finding"), lambda f: f.title, link=Finding.get_absolute_url),
        Column("state", _("State"), lambda f: f.get_state_display(), draw=state_pill),
        Column("due", _("Due"), lambda f: f.step_due_at, sort="step_due_at", draw=badge),
        Column("severity", _("Severity"), lambda f: f.get_severity_display()),
        Column("object", _("Supervised object"), lambda f: f.supervised_object or ""),
        Column("link", _("Link"), lambda f: f.link or "", hidden=True),
        Column("responsible", _("Responsible body"), lambda f: f.responsible_body or ""),
        Column("jurisdiction", _("Jurisdiction"), lambda f: f.jurisdiction or "", hidden=True),
        Column("finder", _("Found by"), lambda f: f.owner_body, hidden=True),
        Column("source", _("Found"), lambda f: f.get_source_display(), hidden=True),
        Column("amount", _("Amount (10 000 yuan)"), lambda f: money(f.amount_fen, "wan"),
               numeric=True, sort="amount_fen"),
        Column("extensions", _("Extensions"), lambda f: f.extension_count, numeric=True,
               hidden=True),
        Column("returns", _("Returns"), lambda f: f.return_count, numeric=True, hidden=True),
        Column("found_on", _("Found on"), lambda f: f.found_on, sort="found_on", hidden=True),
        Column("closed_at", pgettext_lazy("finding", "Closed"), lambda f: f.closed_at,
               sort="closed_at", hidden=True),
        Column("created", pgettext_lazy("finding", "Registered"), lambda f: f.created_at,
               sort="created_at", hidden=True),
    )  # fmt: skip


def exported(request: ActorRequest, count: int) -> None:
    """Put an export on record before the file leaves."""
    actions.export_findings(actor=request.actor, count=count, query=request.GET.urlencode())


def ledger(now: Edition) -> Listing[Finding]:
    """Return the ledger as a list page."""
    return Listing(
        name="findings",
        title=_("Findings"),
        columns=columns(now),
        filterset=FindingFilter,
        template="findings/finding_list.html",
        order=("step_due_at",),
        views=(
            View("open", _("All"), ""),
            View("mine", _("Waiting for me"), "whose=waiting", counted=True),
            View("given_out", _("Given out"), "whose=given_out"),
            View("overdue", _("Overdue"), "due=overdue", counted=True),
            View("week", _("Due this week"), "due=week", counted=True),
            View("closed", STATE_WORDS["closed"], "state=closed"),
        ),
        nothing=Nothing(
            _("No findings yet"),
            _("They come from inspections, or are registered here."),
        ),
        search_hint=_("Number or title"),
        exported=exported,
    )


class RuleFilter(filters.FilterSet):
    """What the list of rules made is narrowed by."""

    q = filters.CharFilter(label=_("Search"), field_name="name", lookup_expr="icontains")
    issued_on = filters.DateFromToRangeFilter(label=_("Issued on"))
    recorded_at = filters.DateFromToRangeFilter(label=_("Recorded"))
    jurisdiction = filters.ModelMultipleChoiceFilter(
        label=_("Jurisdiction"), queryset=Jurisdiction.objects.all(), method="there"
    )

    class Meta:
        model = EstablishedRule
        fields = ()

    def there(self, rows: QuerySet[Any], _name: str, places: Any) -> QuerySet[Any]:
        """Return the rules made for findings in one of the jurisdictions or a part of it."""
        return rows.filter(finding__jurisdiction__in=with_parts(places)) if places else rows


RULES: Listing[EstablishedRule] = Listing(
    name="established_rules",
    title=_("Rules established"),
    columns=(
        Column("name", _("Rule"), lambda r: r.name, link=lambda r: r.finding.get_absolute_url()),
        Column("number", _("Document number"), lambda r: r.number),
        Column("issued_on", _("Issued on"), lambda r: r.issued_on, sort="issued_on"),
        Column("body", _("Body"), lambda r: r.body),
        Column("finding", _("Finding"), lambda r: f"{r.finding.number} {r.finding.title}"),
        Column("recorded_at", _("Recorded"), lambda r: r.recorded_at, sort="recorded_at"),
    ),
    filterset=RuleFilter,
    order=("-recorded_at",),
    nothing=Nothing(
        _("No rules yet"), _("Rules made because of a finding count once it is closed.")
    ),
    exported=exported,
)  # fmt: skip

"""The ledger: its columns, what it is narrowed by, its views."""

from datetime import timedelta
from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.db.models.lookups import In
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.access.sight import Read
from liandu.deadlines.queries import Edition
from liandu.findings import actions, queries
from liandu.findings.models import (
    PILLS,
    SEVERITY_WORDS,
    SOURCE_WORDS,
    STATE_WORDS,
    Finding,
    FindingQuerySet,
)
from liandu.findings.rules import FindingState, Light
from liandu.kernel.deadlines import end_of
from liandu.orgs.models import Body, Jurisdiction
from liandu.orgs.queries import with_parts
from liandu.search.queries import holding
from liandu.web import draw
from liandu.web.listing import Column, Listing, View
from liandu.web.middleware import ActorRequest
from liandu.web.pieces import Nothing
from liandu.web.say import due, money
from liandu.works.queries import field_names, link_names, objects

LETTERS = {Light.GREEN: "g", Light.BLUE: "b", Light.AMBER: "a", Light.RED: "r"}
DUE = [
    ("overdue", _("Overdue")),
    ("today", _("Today")),
    ("week", _("Within seven days")),
    ("later", _("Later")),
]
AGAIN = [
    ("reopened", pgettext_lazy("finding", "Reopened")),
    ("repeat", _("Found again")),
]
STANDING = [("open", pgettext_lazy("finding", "Open")), ("valid", _("Not withdrawn"))]
OUTCOMES = [
    ("on_time", pgettext_lazy("finding", "Submitted in time")),
    ("extended", pgettext_lazy("finding", "Extended")),
    ("returned", pgettext_lazy("finding", "Returned at least once")),
    ("recovered", _("Money recovered")),
]
WHOSE = [("waiting", _("Waiting for me")), ("given_out", _("Given out"))]


class FindingFilter(filters.FilterSet):
    """What the ledger is narrowed by. Every answer keeps within what the actor sees."""

    q = filters.CharFilter(label=_("Search"), method="search")
    state = filters.MultipleChoiceFilter(
        label=_("State"), choices=list(STATE_WORDS.items()), method="in_state", distinct=False
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
    again = filters.ChoiceFilter(
        label=_("Again"), choices=AGAIN, method="by_again", empty_label=None
    )
    link = filters.MultipleChoiceFilter(
        label=_("Link"), choices=link_names, method="at_link", distinct=False
    )
    outcome = filters.ChoiceFilter(
        label=_("How it was put right"), choices=OUTCOMES, method="by_outcome", empty_label=None
    )
    field = filters.MultipleChoiceFilter(
        label=_("Field"), choices=field_names, method="in_field", distinct=False
    )
    object = filters.UUIDFilter(label=_("Supervised object"), method="about")
    inspection = filters.UUIDFilter(label=pgettext_lazy("finding", "inspection"), method="come_of")
    found_on = filters.DateFromToRangeFilter(label=_("Found on"))
    closed_at = filters.DateFromToRangeFilter(label=pgettext_lazy("finding", "Closed"))

    class Meta:
        model = Finding
        fields = ()

    def search(self, rows: QuerySet[Finding], _name: str, value: str) -> QuerySet[Finding]:
        """Return the rows that hold the words of ``value`` or whose number begins with it."""
        request: Any = self.request
        return holding(request.actor, rows, value)

    def in_state(self, rows: FindingQuerySet, _name: str, states: Any) -> QuerySet[Finding]:
        """Return the rows in one of the states; a narrow sight finds them without their index."""
        if not states:
            return rows
        return (
            rows.filter(state__in=states)
            if rows.is_wide
            else rows.filter(In(Read("state"), states))
        )

    def about(self, rows: QuerySet[Finding], _name: str, pk: Any) -> QuerySet[Finding]:
        """Return the rows about an object, if the actor may know of that."""
        request: Any = self.request
        return rows.filter(supervised_object__in=objects(request.actor).filter(pk=pk))

    def come_of(self, rows: QuerySet[Finding], _name: str, pk: Any) -> QuerySet[Finding]:
        """Return the rows that came of an inspection, if the actor may know of that."""
        request: Any = self.request
        return rows.filter(inspection__in=queries.inspections_named(request.actor, pk))

    def at_link(self, rows: FindingQuerySet, _name: str, codes: Any) -> QuerySet[Finding]:
        """Return the rows at such a link of an object that the actor may know of."""
        request: Any = self.request
        at_links = queries.at_links(request.actor, rows)
        return at_links.filter(link__code__in=codes) if codes else rows

    def by_outcome(self, rows: QuerySet[Finding], _name: str, value: str) -> QuerySet[Finding]:
        """Return the rows that were put right in this way."""
        return rows.filter(queries.OUTCOMES[value])

    def in_field(self, rows: FindingQuerySet, _name: str, keys: Any) -> QuerySet[Finding]:
        """Return the rows about an object of such a field that the actor may know of."""
        request: Any = self.request
        about = queries.of_field(request.actor, rows)
        return about.filter(supervised_object__field__in=keys) if keys else rows

    def there(self, rows: QuerySet[Finding], _name: str, places: Any) -> QuerySet[Finding]:
        """Return the rows in one of the jurisdictions or a part of it."""
        return rows.filter(jurisdiction__in=with_parts(places)) if places else rows

    def by_standing(self, rows: FindingQuerySet, _name: str, value: str) -> QuerySet[Finding]:
        """Return the rows that are still open, or all but those withdrawn, as figures count."""
        return rows.open() if value == "open" else rows.exclude(state=FindingState.WITHDRAWN)

    def by_again(self, rows: FindingQuerySet, _name: str, value: str) -> QuerySet[Finding]:
        """Return the rows that were closed once and opened again, or repeat an earlier one."""
        request: Any = self.request
        if value == "reopened":
            return rows.filter(reopen_count__gt=0)
        return rows.filter(queries.is_repeat(request.actor))

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


def progress(finding: Finding) -> str:
    """Return how many of its places are done, if it names some."""
    return f"{finding.item_done_count}/{finding.item_count}" if finding.item_count else ""


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
        Column("reopenings", _("Reopenings"), lambda f: f.reopen_count, numeric=True, hidden=True),
        Column("items", _("Places done"), progress, hidden=True),
        Column("root_cause", _("Root cause"), lambda f: f.get_root_cause_display(), hidden=True),
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
            View("long_term", STATE_WORDS["long_term"], "state=long_term"),
            View("closed", STATE_WORDS["closed"], "state=closed"),
        ),
        nothing=Nothing(
            _("No findings yet"),
            _("They come from inspections, or are registered here."),
        ),
        search_hint=_("Number or words"),
        exported=exported,
    )

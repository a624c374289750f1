"""The list of risk points: columns, filters, views."""

from datetime import timedelta
from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.kernel.deadlines import end_of
from liandu.orgs.queries import with_parts
from liandu.risks import actions, queries
from liandu.risks.models import FREQUENCIES, LEVELS, RESULTS, STATES, RiskPoint
from liandu.risks.rules import Level, PointState, Result
from liandu.web import draw
from liandu.web.listing import Column, Listing, View
from liandu.web.middleware import ActorRequest
from liandu.web.pieces import Nothing
from liandu.web.say import due
from liandu.works.queries import bodies, jurisdictions, link_names

DUE = [
    ("overdue", _("Overdue")),
    ("week", _("Within seven days")),
    ("later", _("Later")),
    ("never", _("Never checked")),
]
PILLS = {Level.HIGH: "r", Level.MEDIUM: "a", Level.LOW: ""}
LIGHTS = {Result.IN_ORDER: "g", Result.ATTENTION: "a", Result.PROBLEM: "r"}


def answering(request: Any) -> Any:
    """Return the bodies that answer for something the actor may know of."""
    return queries.answering(request.actor)


def every_body(_request: Any) -> Any:
    """Return the bodies to choose from."""
    return bodies()


def every_jurisdiction(_request: Any) -> Any:
    """Return the jurisdictions to choose from."""
    return jurisdictions()


class PointFilter(filters.FilterSet):
    """What the list is narrowed by. Every answer keeps within what the actor sees."""

    q = filters.CharFilter(label=_("Search"), method="search")
    level = filters.TypedMultipleChoiceFilter(
        label=pgettext_lazy("risk", "Level"), choices=LEVELS, coerce=int, distinct=False
    )
    link = filters.MultipleChoiceFilter(
        label=_("Link"), choices=link_names, field_name="link__code", distinct=False
    )
    due = filters.ChoiceFilter(label=_("Due"), choices=DUE, method="by_due", empty_label=None)
    body = filters.ModelMultipleChoiceFilter(
        label=_("Responsible body"), method="by_body",
        queryset=answering,  # type: ignore[arg-type]
    )  # fmt: skip
    jurisdiction = filters.ModelMultipleChoiceFilter(
        label=_("Jurisdiction"), method="there",
        queryset=every_jurisdiction,  # type: ignore[arg-type]
    )  # fmt: skip
    supervising = filters.ModelMultipleChoiceFilter(
        label=_("Supervising body"), method="by_supervisor",
        queryset=every_body,  # type: ignore[arg-type]
    )  # fmt: skip
    frequency = filters.MultipleChoiceFilter(
        label=pgettext_lazy("risk", "Check"), choices=FREQUENCIES, distinct=False
    )
    result = filters.MultipleChoiceFilter(
        label=_("Last result"), choices=RESULTS, field_name="last_check__result", distinct=False
    )
    state = filters.ChoiceFilter(label=_("State"), choices=STATES, empty_label=None)
    object = filters.UUIDFilter(label=_("Supervised object"), field_name="link__supervised_object")
    ours = filters.BooleanFilter(label=_("We answer"), method="by_ours")

    class Meta:
        model = RiskPoint
        fields = ()

    def search(self, rows: QuerySet[RiskPoint], _name: str, value: str) -> QuerySet[RiskPoint]:
        """Return the rows whose name, form or object holds ``value``."""
        named = Q(link__supervised_object__name__icontains=value)
        numbered = Q(link__supervised_object__number__istartswith=value)
        return rows.filter(Q(name__icontains=value) | Q(form__icontains=value) | named | numbered)

    def by_due(self, rows: QuerySet[RiskPoint], _name: str, value: str) -> QuerySet[RiskPoint]:
        """Return the rows whose next check is asked for by then."""
        today = timezone.localdate()
        week = today + timedelta(days=7)
        bounds: dict[str, dict[str, Any]] = {
            "overdue": {"asked_on__lt": today},
            "week": {"asked_on__gte": today, "asked_on__lte": week},
            "later": {"asked_on__gt": week},
            "never": {"asked_on__isnull": False, "last_check": None},
        }
        return rows.filter(**bounds[value])

    def by_body(self, rows: QuerySet[RiskPoint], _name: str, chosen: Any) -> QuerySet[RiskPoint]:
        """Return the rows that one of the bodies answers for."""
        return rows.filter(queries.answered_by([one.pk for one in chosen])) if chosen else rows

    def by_supervisor(
        self, rows: QuerySet[RiskPoint], _name: str, chosen: Any
    ) -> QuerySet[RiskPoint]:
        """Return the rows that one of the bodies supervises."""
        return rows.filter(queries.supervised_by([one.pk for one in chosen])) if chosen else rows

    def there(self, rows: QuerySet[RiskPoint], _name: str, places: Any) -> QuerySet[RiskPoint]:
        """Return the rows whose object lies in one of the jurisdictions or a part of it."""
        return queries.lying_in(rows, with_parts(places)) if places else rows

    def by_ours(self, rows: QuerySet[RiskPoint], _name: str, value: bool) -> QuerySet[RiskPoint]:
        """Return the rows that the actor's body answers for."""
        request: Any = self.request
        return rows.filter(queries.answered_by([request.actor.body_id or 0])) if value else rows


def level(point: RiskPoint) -> Any:
    """Draw the level of a risk."""
    return draw.pill(point.get_level_display(), PILLS[Level(point.level)])


def due_badge(point: RiskPoint) -> Any:
    """Draw when the next check is asked for; nothing while none is."""
    day = point.asked_on
    return due(end_of(day, timezone.get_current_timezone())) if day else ""


def last(point: RiskPoint) -> Any:
    """Draw what the last check came to."""
    found = point.last_check
    if found is None:
        return ""
    return draw.lamp(LIGHTS[Result(found.result)], found.get_result_display())


def exported(request: ActorRequest, count: int) -> None:
    """Put an export on record before the file leaves."""
    actions.export_points(actor=request.actor, count=count, query=request.GET.urlencode())


def _record(point: RiskPoint) -> Any:
    return point.link.supervised_object


COLUMNS: tuple[Column[RiskPoint], ...] = (
    Column("level", pgettext_lazy("risk", "Level"), lambda p: p.get_level_display(), draw=level,
           sort="level", css="nowrap"),
    Column("name", _("Risk point"), lambda p: p.name, link=RiskPoint.get_absolute_url),
    Column("link", _("Link"), lambda p: p.link, css="nowrap"),
    Column("object", _("Supervised object"), lambda p: _record(p).name),
    Column("number", _("Number"), lambda p: _record(p).number, hidden=True, css="nowrap"),
    Column("power", _("Power or business"), lambda p: p.power, hidden=True),
    Column("form", _("Form of expression"), lambda p: p.form, hidden=True),
    Column("measure", pgettext_lazy("risk", "Measure"), lambda p: p.measure, hidden=True),
    Column("body", _("Responsible body"), lambda p: p.answers),
    Column("post", _("Responsible post"), lambda p: p.post, css="nowrap"),
    Column("supervising", _("Supervising body"), lambda p: p.supervises or "", hidden=True),
    Column("basis", _("Basis"), lambda p: p.basis, hidden=True),
    Column("frequency", pgettext_lazy("risk", "Check"), lambda p: p.get_frequency_display(),
           css="nowrap"),
    Column("checked", _("Last check"), lambda p: p.last_check.on if p.last_check else None,
           sort="last_check__on", css="nowrap"),
    Column("result", _("Last result"), draw=last, css="nowrap",
           value=lambda p: p.last_check.get_result_display() if p.last_check else ""),
    Column("due", _("Next check"), lambda p: p.asked_on, draw=due_badge, sort="asked_on",
           css="nowrap"),
    Column("state", _("State"), lambda p: p.get_state_display(), hidden=True),
)  # fmt: skip

POINTS: Listing[RiskPoint] = Listing(
    name="risk_points",
    title=_("Risk register"),
    columns=COLUMNS,
    filterset=PointFilter,
    order=("asked_on",),
    template="risks/point_list.html",
    views=(
        View("all", pgettext_lazy("view", "All"), ""),
        View("overdue", _("Check overdue"), "due=overdue", counted=True),
        View("week", _("Check this week"), "due=week", counted=True),
        View("high", _("High risk"), f"level={Level.HIGH}&state={PointState.IN_FORCE}",
             counted=True),
        View("ours", _("We answer"), "ours=true"),
        View("problem", _("Problem found"), f"result={Result.PROBLEM}"),
        View("retired", pgettext_lazy("risk", "Retired"), f"state={PointState.SET_ASIDE}"),
    ),
    nothing=Nothing(
        _("No risk points yet"),
        _("They are entered on the page of a project, or taken over from the library there."),
    ),
    search_hint=_("Risk point or object"),
    exported=exported,
)  # fmt: skip

"""The list of inspections."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_filters.widgets import DateRangeWidget

from liandu.inspections.actions import export_inspections
from liandu.inspections.models import Inspection
from liandu.inspections.models.words import MODES, STATES
from liandu.inspections.queries import in_jurisdiction
from liandu.inspections.rules import ENDED, InspectionState
from liandu.orgs.models import Body, Jurisdiction
from liandu.web import draw
from liandu.web.listing import Column, Listing, View
from liandu.web.middleware import ActorRequest
from liandu.web.pieces import Choice, Nothing
from liandu.web.say import day

S = InspectionState
PILLS = {
    S.DRAFT: "", S.COORDINATING: "a", S.APPROVED: "b", S.TEAM_READY: "b", S.NOTIFIED: "b",
    S.ON_SITE: "b", S.FINDINGS_SIGNED: "b", S.REPORT_REVIEW: "a", S.ISSUED: "b", S.CLOSED: "g",
    S.CANCELLED: "",
}  # fmt: skip


class InspectionFilter(django_filters.FilterSet):
    """What the list can be narrowed by."""

    q = django_filters.CharFilter(method="search", label=_("Search"))
    state = django_filters.MultipleChoiceFilter(choices=STATES, label=_("State"))
    mode = django_filters.MultipleChoiceFilter(choices=MODES, label=_("Mode"))
    days = django_filters.DateFromToRangeFilter(
        method="within", label=_("Days"), widget=DateRangeWidget(attrs={"type": "date"})
    )
    owner_body = django_filters.ModelChoiceFilter(
        queryset=Body.objects.filter(closed_on=None), label=_("Planned by")
    )
    jurisdiction = django_filters.ModelChoiceFilter(
        queryset=Jurisdiction.objects.all(), method="there", label=_("Jurisdiction")
    )
    on_site = django_filters.DateFromToRangeFilter(
        field_name="visited_from", label=_("On site"),
        widget=DateRangeWidget(attrs={"type": "date"}),
    )  # fmt: skip

    class Meta:
        model = Inspection
        fields = ()

    def search(self, rows: QuerySet[Any], _name: str, words: str) -> QuerySet[Any]:
        """Keep those whose number or title holds ``words``."""
        return rows.filter(Q(number__icontains=words) | Q(title__icontains=words))

    def within(self, rows: QuerySet[Any], _name: str, days: slice) -> QuerySet[Any]:
        """Keep those planned for some of these days, as a calendar shows them."""
        if days.start:
            rows = rows.filter(ends_on__gte=days.start)
        return rows.filter(starts_on__lte=days.stop) if days.stop else rows

    def there(self, rows: QuerySet[Any], _name: str, place: Jurisdiction) -> QuerySet[Any]:
        """Keep those whose objects lie in a jurisdiction."""
        request: Any = self.request
        return rows.filter(in_jurisdiction(request.actor, place.pk))


def state_pill(inspection: Inspection) -> Any:
    """Return the state as it is drawn."""
    return draw.pill(inspection.get_state_display(), PILLS[InspectionState(inspection.state)])


def span(inspection: Inspection) -> str:
    """Return the days planned, or those it really took."""
    first = inspection.visited_from or inspection.starts_on
    last = inspection.visited_until or max(inspection.ends_on, first)
    return day(first) if first == last else f"{day(first)}–{day(last)}"


def names_of_objects(inspection: Inspection) -> str:
    """Return the first object and how many more there are."""
    chosen = list(inspection.supervised_objects.all())
    if not chosen:
        return ""
    return f"{chosen[0]} +{len(chosen) - 1}" if len(chosen) > 1 else str(chosen[0])


def exported(request: ActorRequest, count: int) -> None:
    """Put on record that the list leaves as a file."""
    export_inspections(actor=request.actor, count=count)


LISTING: Listing[Inspection] = Listing(
    name="inspections",
    title=_("Inspections"),
    columns=(
        Column("number", _("Number"), lambda i: i.reference, sort="number"),
        Column("title", _("Title"), lambda i: i.title, sort="title",
               link=lambda i: i.get_absolute_url()),
        Column("objects", _("Objects"), names_of_objects),
        Column("mode", _("Mode"), lambda i: i.get_mode_display()),
        Column("days", _("Days"), span, sort="starts_on"),
        Column("state", _("State"), lambda i: i.get_state_display(), draw=state_pill),
        Column("body", _("Planned by"), lambda i: str(i.owner_body),
               draw=lambda i: draw.org(i.owner_body)),
        Column("closed", _("Closed"), lambda i: i.closed_at, sort="closed_at", hidden=True),
    ),
    filterset=InspectionFilter,
    order=("-starts_on",),
    views=(
        View("all", _("All")),
        View("open", pgettext_lazy("inspections", "Under way"),
             "&".join(f"state={s.value}" for s in S if s not in ENDED), counted=True),
        View("on_site", _("On site"), "state=on_site", counted=True),
        View("closed", pgettext_lazy("inspections", "Closed"), "state=closed"),
    ),
    search_hint=_("Number or title"),
    template="inspections/inspection_list.html",
    exported=exported,
)  # fmt: skip


def nothing_for(may_plan: bool) -> Nothing:
    """Return what the empty list says."""
    choices = [Choice(_("Plan an inspection"), reverse("inspections:plan"), "plus", "btn-primary")]
    return Nothing(
        _("No inspections yet"),
        _("What your body plans or takes part in is listed here."),
        choices if may_plan else (),
    )

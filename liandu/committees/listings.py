"""The list of committees: columns, filters, views."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.committees import actions, queries
from liandu.committees.models import SHAPES, Committee
from liandu.committees.rules import Shape
from liandu.orgs.queries import open_bodies
from liandu.search.queries import holding
from liandu.web import draw
from liandu.web.listing import Column, Listing, View
from liandu.web.middleware import ActorRequest
from liandu.web.pieces import Nothing


def every_body(_request: Any) -> Any:
    """Return the bodies to choose from."""
    return open_bodies()


class CommitteeFilter(filters.FilterSet):
    """What committees are narrowed by. Every answer keeps within what the actor sees."""

    q = filters.CharFilter(label=_("Search"), method="search")
    shape = filters.MultipleChoiceFilter(
        label=pgettext_lazy("committee", "Shape"), choices=SHAPES, distinct=False
    )
    member = filters.ModelMultipleChoiceFilter(
        label=_("Member body"), method="by_member",
        queryset=every_body,  # type: ignore[arg-type]
    )  # fmt: skip
    dissolved = filters.BooleanFilter(label=_("Dissolved"), method="by_dissolved")

    class Meta:
        model = Committee
        fields = ()

    def search(self, rows: QuerySet[Committee], _name: str, value: str) -> QuerySet[Committee]:
        """Return the rows that hold the words."""
        request: Any = self.request
        return holding(request.actor, rows, value)

    def by_member(self, rows: QuerySet[Committee], _name: str, chosen: Any) -> QuerySet[Committee]:
        """Return those of which one of the bodies is a member."""
        return queries.of_members(rows, chosen) if chosen else rows

    def by_dissolved(
        self, rows: QuerySet[Committee], _name: str, value: bool
    ) -> QuerySet[Committee]:
        """Return those that were dissolved, or those that work."""
        return rows.exclude(dissolved_on=None) if value else rows.filter(dissolved_on=None)


def term(committee: Committee) -> str:
    """Return the term that a committee is in."""
    terms = committee.terms.all()
    return str(_("Term %(number)s") % {"number": terms[0].number}) if terms else ""


def state_pill(committee: Committee) -> Any:
    """Draw whether a committee works."""
    if committee.dissolved_on:
        return draw.pill(_("Dissolved"))
    return draw.pill(pgettext_lazy("committee", "At work"), "g")


def exported(request: ActorRequest, count: int) -> None:
    """Put an export on record before the file leaves."""
    actions.export_committees(actor=request.actor, count=count, query=request.GET.urlencode())


COLUMNS: tuple[Column[Committee], ...] = (
    Column("name", _("Name"), lambda c: c.name, sort="name", link=Committee.get_absolute_url),
    Column("shape", pgettext_lazy("committee", "Shape"), lambda c: c.get_shape_display(),
           css="nowrap"),
    Column("superior", _("Superior body"), lambda c: c.superior or ""),
    Column("host", pgettext_lazy("committee", "Host (secretariat)"), lambda c: c.owner_body),
    Column("members", _("Member bodies"), lambda c: c.member_count,  # type: ignore[attr-defined]
           numeric=True),
    Column("term", pgettext_lazy("committee", "Term"), term, css="nowrap"),
    Column("state", _("State"), draw=state_pill, css="nowrap",
           value=lambda c: c.dissolved_on or ""),
    Column("basis", _("Basis"), lambda c: c.basis, hidden=True),
)  # fmt: skip

COMMITTEES: Listing[Committee] = Listing(
    name="committees",
    title=_("Committees"),
    columns=COLUMNS,
    filterset=CommitteeFilter,
    order=("-created_at",),
    template="committees/committee_list.html",
    views=(
        View("all", pgettext_lazy("view", "All"), ""),
        View("committees", pgettext_lazy("committee", "Committees"), f"shape={Shape.COMMITTEE}"),
        View("joint", _("Joint meetings"), f"shape={Shape.JOINT_MEETING}"),
        View("dissolved", _("Dissolved"), "dissolved=true"),
    ),
    nothing=Nothing(
        _("No committees yet"),
        _("A central office sets up a committee, or the joint meeting of several jurisdictions; "
          "its members see it then."),
    ),
    search_hint=_("Name or basis"),
    exported=exported,
)  # fmt: skip

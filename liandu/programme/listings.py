"""The list of supervision projects: columns, filters, views."""

from dataclasses import replace
from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from liandu.deadlines.queries import edition
from liandu.findings.listings import RULES as ESTABLISHED
from liandu.findings.listings import ledger
from liandu.inspections.listings import LISTING as INSPECTIONS
from liandu.orgs.queries import open_bodies
from liandu.programme import actions, queries
from liandu.programme.models import PROJECT_STATES, RESULTS, SupervisionProject
from liandu.programme.rules import ProjectState, Result
from liandu.search.queries import holding
from liandu.web import draw
from liandu.web.listing import Column, Listing, View
from liandu.web.middleware import ActorRequest
from liandu.web.pieces import Nothing

WAITING = f"state={ProjectState.SUBMITTED}&state={ProjectState.SCREENING}"


def every_body(_request: Any) -> Any:
    """Return the bodies to choose from."""
    return open_bodies()


def every_area(_request: Any) -> Any:
    """Return the areas to choose from."""
    return queries.every_area()


def result_list(result: Result) -> Listing[Any]:
    """Return the list that a figure of a project opens: that of its records, for this project."""
    lists: dict[Result, Listing[Any]] = {
        Result.INSPECTIONS: INSPECTIONS, Result.RULES: ESTABLISHED,
    }  # fmt: skip
    found = lists.get(result) or ledger(edition())
    return replace(
        found, name=f"project_{result}", title=RESULTS[result], views=(), bulk=(),
        template="programme/result_list.html", context={},
    )  # fmt: skip


class ProjectFilter(filters.FilterSet):
    """What projects are narrowed by. Every answer keeps within what the actor sees."""

    q = filters.CharFilter(label=_("Search"), method="search")
    year = filters.NumberFilter(label=_("Year"))
    area = filters.ModelMultipleChoiceFilter(
        label=pgettext_lazy("project", "Area"), distinct=False,
        queryset=every_area,  # type: ignore[arg-type]
    )  # fmt: skip
    lead = filters.ModelMultipleChoiceFilter(
        label=_("Lead body"), field_name="owner_body", distinct=False,
        queryset=every_body,  # type: ignore[arg-type]
    )  # fmt: skip
    state = filters.MultipleChoiceFilter(label=_("State"), choices=PROJECT_STATES, distinct=False)

    class Meta:
        model = SupervisionProject
        fields = ()

    def search(
        self, rows: QuerySet[SupervisionProject], _name: str, value: str
    ) -> QuerySet[SupervisionProject]:
        """Return the rows that hold the words."""
        request: Any = self.request
        return holding(request.actor, rows, value)


def months(project: SupervisionProject) -> str:
    """Return the months that a project takes."""
    words = gettext("months %(first)s–%(last)s")
    return words % {"first": project.first_month, "last": project.last_month}


def exported(request: ActorRequest, count: int) -> None:
    """Put an export on record before the file leaves."""
    actions.export_projects(actor=request.actor, count=count, query=request.GET.urlencode())


COLUMNS: tuple[Column[SupervisionProject], ...] = (
    Column("name", _("Name"), lambda p: p.name, link=SupervisionProject.get_absolute_url,
           css="w-name"),
    Column("year", _("Year"), lambda p: p.year, sort="year", css="nowrap"),
    Column("months", _("Months"), months, css="nowrap"),
    Column("area", pgettext_lazy("project", "Area"), lambda p: str(p.area), css="nowrap"),
    Column("lead", _("Lead body"), lambda p: str(p.owner_body), css="nowrap",
           draw=lambda p: draw.org(p.owner_body)),
    Column("assisting", _("Assisting bodies"),
           lambda p: "、".join(str(one) for one in p.assisting.all())),
    Column("state", _("State"), lambda p: p.get_state_display(), css="nowrap",
           draw=lambda p: draw.pill(*p.pill)),
    Column("expected", pgettext_lazy("project", "Expected results"), lambda p: p.expected,
           hidden=True),
)  # fmt: skip

PROJECTS: Listing[SupervisionProject] = Listing(
    name="projects_of_year",
    title=_("Supervision projects"),
    columns=COLUMNS,
    filterset=ProjectFilter,
    order=("-year",),
    template="programme/project_list.html",
    views=(
        View("all", pgettext_lazy("view", "All"), ""),
        View("waiting", pgettext_lazy("project", "To screen"), WAITING),
        View("tabled", pgettext_lazy("project", "Before a meeting"),
             f"state={ProjectState.TABLED}"),
        View("approved", pgettext_lazy("project", "Approved"), f"state={ProjectState.APPROVED}"),
    ),
    nothing=Nothing(
        _("No supervision projects yet"),
        _("Member bodies of a committee propose them on the page of the year."),
    ),
    search_hint=_("Name, subject, targets, expected results"),
    exported=exported,
)  # fmt: skip

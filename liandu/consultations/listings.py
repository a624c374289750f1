"""The list of consultations: columns, filters, views."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.consultations import actions
from liandu.consultations.models import STATES, Consultation
from liandu.consultations.rules import ConsultationState
from liandu.orgs.queries import open_bodies
from liandu.search.queries import holding
from liandu.web import draw
from liandu.web.listing import Column, Listing, View
from liandu.web.middleware import ActorRequest
from liandu.web.pieces import Nothing


def every_body(_request: Any) -> Any:
    """Return the bodies to choose from."""
    return open_bodies()


class ConsultationFilter(filters.FilterSet):
    """What consultations are narrowed by. Every answer keeps within what the actor sees."""

    q = filters.CharFilter(label=_("Search"), method="search")
    state = filters.MultipleChoiceFilter(label=_("State"), choices=STATES, distinct=False)
    asker = filters.ModelMultipleChoiceFilter(
        label=pgettext_lazy("consultation", "Asked by"), field_name="owner_body", distinct=False,
        queryset=every_body,  # type: ignore[arg-type]
    )  # fmt: skip

    class Meta:
        model = Consultation
        fields = ()

    def search(
        self, rows: QuerySet[Consultation], _name: str, value: str
    ) -> QuerySet[Consultation]:
        """Return the rows that hold the words."""
        request: Any = self.request
        return holding(request.actor, rows, value)


def committee_of(row: Consultation) -> str:
    """Return the committee it is put in, unless that is closed to the person."""
    committee: Any = getattr(row, "committee", None)
    return str(committee) if committee else ""


def answered_of(row: Consultation) -> str:
    """Return how many of those asked have answered."""
    counted: Any = row
    return f"{counted.answered_count} / {counted.asked_count}"


def exported(request: ActorRequest, count: int) -> None:
    """Put an export on record before the file leaves."""
    actions.export_consultations(actor=request.actor, count=count, query=request.GET.urlencode())


COLUMNS: tuple[Column[Consultation], ...] = (
    Column("title", _("Title"), lambda c: c.title, link=Consultation.get_absolute_url,
           css="w-name"),
    Column("committee", pgettext_lazy("meeting", "Committee"), committee_of),
    Column("asker", pgettext_lazy("consultation", "Asked by"), lambda c: str(c.owner_body),
           draw=lambda c: draw.org(c.owner_body), css="nowrap"),
    Column("due", pgettext_lazy("consultation", "Opinions until"), lambda c: c.due_at,
           sort="due_at", css="nowrap"),
    Column("answered", pgettext_lazy("consultation", "Answered"), answered_of, css="nowrap"),
    Column("state", _("State"), lambda c: str(c.pill[0]), css="nowrap",
           draw=lambda c: draw.pill(*c.pill)),
    Column("summary", pgettext_lazy("consultation", "Summary"), lambda c: c.summary, hidden=True),
)  # fmt: skip

CONSULTATIONS: Listing[Consultation] = Listing(
    name="consultations",
    title=_("Consultations"),
    columns=COLUMNS,
    filterset=ConsultationFilter,
    order=("-due_at",),
    template="web/list.html",
    views=(
        View("all", pgettext_lazy("view", "All"), ""),
        View("put", pgettext_lazy("consultation", "Opinions being given"),
             f"state={ConsultationState.PUT}"),
        View("summed_up", pgettext_lazy("consultation", "Summed up"),
             f"state={ConsultationState.SUMMED_UP}"),
    ),
    nothing=Nothing(
        _("No consultations yet"),
        _("Between meetings a member body asks others on the page of their committee."),
    ),
    search_hint=_("Title, question, reason, summary"),
    exported=exported,
)  # fmt: skip

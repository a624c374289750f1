"""The list of requests for cooperation: columns, filters, views."""

from typing import Any

import django_filters as filters
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from liandu.cooperation import actions
from liandu.cooperation.models import (
    REQUEST_KINDS,
    REQUEST_STATES,
    URGENCIES,
    CooperationRequest,
)
from liandu.cooperation.rules import UNDER_WAY, RequestState
from liandu.orgs.queries import open_bodies
from liandu.search.queries import holding
from liandu.web import draw
from liandu.web.columns import View
from liandu.web.listing import Column, Listing
from liandu.web.middleware import ActorRequest
from liandu.web.pieces import Nothing
from liandu.web.say import day

IN, OUT = "in", "out"
WAYS = [
    (IN, pgettext_lazy("cooperation", "Incoming")),
    (OUT, pgettext_lazy("cooperation", "Outgoing")),
]
OPEN = "&".join(f"state={state}" for state, _words in REQUEST_STATES if state in UNDER_WAY)


def every_body(_request: Any) -> Any:
    """Return the bodies to choose from."""
    return open_bodies()


class RequestFilter(filters.FilterSet):
    """What requests are narrowed by. Every answer keeps within what the actor sees."""

    q = filters.CharFilter(label=_("Search"), method="search")
    way = filters.ChoiceFilter(
        label=pgettext_lazy("cooperation", "In or out"), choices=WAYS, method="of_way"
    )
    kind = filters.MultipleChoiceFilter(
        label=pgettext_lazy("cooperation", "What is asked for"), choices=REQUEST_KINDS,
        distinct=False,
    )  # fmt: skip
    state = filters.MultipleChoiceFilter(label=_("State"), choices=REQUEST_STATES, distinct=False)
    with_body = filters.ModelChoiceFilter(
        label=pgettext_lazy("cooperation", "With"), method="between",
        queryset=every_body,  # type: ignore[arg-type]
    )  # fmt: skip
    urgency = filters.MultipleChoiceFilter(
        label=pgettext_lazy("cooperation", "Urgency"), choices=URGENCIES, distinct=False
    )

    class Meta:
        model = CooperationRequest
        fields = ()

    def search(
        self, rows: QuerySet[CooperationRequest], _name: str, value: str
    ) -> QuerySet[CooperationRequest]:
        """Return the rows that hold the words."""
        request: Any = self.request
        return holding(request.actor, rows, value)

    def of_way(
        self, rows: QuerySet[CooperationRequest], _name: str, value: str
    ) -> QuerySet[CooperationRequest]:
        """Return what the actor's body was asked, or asks."""
        request: Any = self.request
        own = request.actor.body_id or 0
        return rows.filter(Q(sent_to=own) if value == IN else Q(owner_body=own))

    def between(
        self, rows: QuerySet[CooperationRequest], _name: str, value: Any
    ) -> QuerySet[CooperationRequest]:
        """Return the requests that a body asks or was asked."""
        return rows.filter(Q(owner_body=value) | Q(to_body=value))


def due_words(request: CooperationRequest) -> str:
    """Return until when the present step is to be taken."""
    if request.due_at is None:
        return ""
    words = day(timezone.localdate(request.due_at))
    is_late = request.due_at < timezone.now()
    return gettext("%(day)s, overdue") % {"day": words} if is_late else words


def exported(request: ActorRequest, count: int) -> None:
    """Put an export on record before the file leaves."""
    actions.export_requests(actor=request.actor, count=count, query=request.GET.urlencode())


COLUMNS: tuple[Column[CooperationRequest], ...] = (
    Column("number", _("Number"), lambda r: r.number or "—", css="nowrap"),
    Column("title", _("Title"), lambda r: r.title, link=CooperationRequest.get_absolute_url,
           css="w-name"),
    Column("kind", pgettext_lazy("cooperation", "What is asked for"),
           lambda r: r.get_kind_display(), css="nowrap"),
    Column("asking", pgettext_lazy("cooperation", "Asking body"), lambda r: str(r.owner_body),
           css="nowrap", draw=lambda r: draw.org(r.owner_body)),
    Column("asked", pgettext_lazy("cooperation", "Asked body"), lambda r: str(r.to_body),
           css="nowrap", draw=lambda r: draw.org(r.to_body)),
    Column("urgency", pgettext_lazy("cooperation", "Urgency"),
           lambda r: r.get_urgency_display(), css="nowrap"),
    Column("state", _("State"), lambda r: r.get_state_display(), css="nowrap",
           draw=lambda r: draw.pill(*r.pill)),
    Column("due", pgettext_lazy("cooperation", "Due"), due_words, css="nowrap"),
    Column("sent", pgettext_lazy("cooperation", "Sent"),
           lambda r: day(timezone.localdate(r.sent_at)) if r.sent_at else "", css="nowrap",
           hidden=True),
)  # fmt: skip

REQUESTS: Listing[CooperationRequest] = Listing(
    name="cooperation_requests",
    title=_("Cooperation requests"),
    columns=COLUMNS,
    filterset=RequestFilter,
    order=("-created_at",),
    template="cooperation/request_list.html",
    views=(
        View("all", pgettext_lazy("view", "All"), ""),
        View("in", pgettext_lazy("cooperation", "Incoming"), f"way={IN}"),
        View("out", pgettext_lazy("cooperation", "Outgoing"), f"way={OUT}"),
        View("open", pgettext_lazy("cooperation", "Under way"), OPEN),
        View("draft", pgettext_lazy("cooperation", "Drafts"), f"state={RequestState.DRAFT}"),
    ),
    nothing=Nothing(
        _("No cooperation requests yet"),
        _("A liaison drafts one; the head of the body approves it out."),
    ),
    search_hint=_("Number, title, matter, questions"),
    exported=exported,
)  # fmt: skip

"""The lists of tickets and of instructions: columns, filters, views."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.notices.queries import DUTIES
from liandu.orgs.queries import open_bodies
from liandu.urging import actions
from liandu.urging.models import (
    INSTRUCTION_STATES,
    LEVELS,
    TICKET_STATES,
    Instruction,
    SupervisionTicket,
)
from liandu.urging.rules import LIVE, TICKETS
from liandu.web import draw
from liandu.web.listing import Column, Listing, View
from liandu.web.middleware import ActorRequest
from liandu.web.pieces import Nothing

URGED = "&".join(f"state={state}" for state, _word in TICKET_STATES if state in LIVE)
CURED = "state=cured&state=closed"
RED = "level=red&level=interview&level=accountability"


def every_body(_request: Any) -> Any:
    """Return the bodies to choose from."""
    return open_bodies()


def kinds() -> list[tuple[str, Any]]:
    """Return the kinds of duty that are urged."""
    return [(kind.code, kind.label) for kind in DUTIES.values() if kind.owed]


class TicketFilter(filters.FilterSet):
    """What tickets are narrowed by. Every answer keeps within what the actor sees."""

    q = filters.CharFilter(label=_("Search"), field_name="title", lookup_expr="icontains")
    level = filters.MultipleChoiceFilter(
        label=pgettext_lazy("ladder", "Level"), distinct=False,
        choices=[pair for pair in LEVELS if pair[0] in TICKETS],
    )  # fmt: skip
    state = filters.MultipleChoiceFilter(label=_("State"), choices=TICKET_STATES, distinct=False)
    duty = filters.ChoiceFilter(label=_("Duty"), choices=kinds)
    owed_by = filters.ModelMultipleChoiceFilter(
        label=_("Owed by"), distinct=False, queryset=every_body,  # type: ignore[arg-type]
    )  # fmt: skip

    class Meta:
        model = SupervisionTicket
        fields = ()


class InstructionFilter(filters.FilterSet):
    """What instructions are narrowed by."""

    q = filters.CharFilter(label=_("Search"), field_name="text", lookup_expr="icontains")
    state = filters.MultipleChoiceFilter(
        label=_("State"), choices=INSTRUCTION_STATES, distinct=False
    )
    mine = filters.BooleanFilter(label=_("Given to us"), method="of_ours")

    class Meta:
        model = Instruction
        fields = ()

    def of_ours(
        self, rows: QuerySet[Instruction], _name: str, value: bool | None
    ) -> QuerySet[Instruction]:
        """Return the rows that are, or are not, for the actor's body."""
        request: Any = self.request
        ours = {"owner": request.actor.body_id or 0}
        return rows.filter(**ours) if value else rows.exclude(**ours)


def exported(request: ActorRequest, count: int) -> None:
    """Put an export on record before the file leaves."""
    actions.export_tickets(actor=request.actor, count=count, query=request.GET.urlencode())


TICKET_COLUMNS: tuple[Column[SupervisionTicket], ...] = (
    Column("level", pgettext_lazy("ladder", "Level"), lambda t: str(t.get_level_display()),
           draw=lambda t: draw.pill(*t.level_pill), css="nowrap"),
    Column("title", pgettext_lazy("ticket", "Matter"), lambda t: t.title,
           link=SupervisionTicket.get_absolute_url, css="w-name"),
    Column("owed_by", _("Owed by"), lambda t: str(t.owed_by), draw=lambda t: draw.org(t.owed_by),
           css="nowrap"),
    Column("due", _("Was due"), lambda t: timezone.localdate(t.due_at), css="nowrap"),
    Column("promised", _("Promised for"), lambda t: t.new_due_on, css="nowrap"),
    Column("state", _("State"), lambda t: str(t.get_state_display()), css="nowrap",
           draw=lambda t: draw.pill(*t.pill)),
    Column("body", _("Urged by"), lambda t: str(t.body), draw=lambda t: draw.org(t.body),
           css="nowrap"),
    Column("raised", pgettext_lazy("ticket", "Raised"), lambda t: t.raised_at, sort="raised_at",
           css="nowrap"),
)  # fmt: skip

LISTING: Listing[SupervisionTicket] = Listing(
    name="tickets",
    title=_("Supervision tickets"),
    columns=TICKET_COLUMNS,
    filterset=TicketFilter,
    order=("-raised_at",),
    template="urging/ticket_list.html",
    views=(
        View("all", pgettext_lazy("view", "All"), ""),
        View("urged", _("Being urged"), URGED),
        View("red", _("Red and above"), f"{URGED}&{RED}"),
        View("cured", _("Done late"), CURED),
    ),
    nothing=Nothing(
        _("No tickets yet"),
        _("What is late can be urged from the page of its record, such as a finding."),
    ),
    search_hint=_("Matter"),
    exported=exported,
)  # fmt: skip

INSTRUCTION_COLUMNS: tuple[Column[Instruction], ...] = (
    Column("text", pgettext_lazy("instruction", "Instruction"), lambda i: i.text,
           link=Instruction.get_absolute_url, css="w-name"),
    Column("title", pgettext_lazy("instruction", "About"), lambda i: i.title),
    Column("owner", _("Body in charge"), lambda i: str(i.owner), draw=lambda i: draw.org(i.owner),
           css="nowrap"),
    Column("seat", _("Post holder"), lambda i: f"{i.seat.post.name} {i.seat.person}",
           css="nowrap"),
    Column("due", _("Due"), lambda i: timezone.localdate(i.due_at), sort="due_at", css="nowrap"),
    Column("state", _("State"), lambda i: str(i.get_state_display()), css="nowrap",
           draw=lambda i: draw.pill(*i.pill)),
    Column("body", _("Given by"), lambda i: f"{i.body} {i.given_by}", css="nowrap"),
)  # fmt: skip

INSTRUCTIONS: Listing[Instruction] = Listing(
    name="instructions",
    title=_("Leaders' instructions"),
    columns=INSTRUCTION_COLUMNS,
    filterset=InstructionFilter,
    order=("-given_at",),
    template="web/list.html",
    views=(
        View("all", pgettext_lazy("view", "All"), ""),
        View("open", _("Not closed"), "state=given&state=reported"),
        View("ours", _("Given to us"), "mine=true"),
    ),
    nothing=Nothing(
        _("No instructions yet"),
        _("A leader gives them on the page of a finding, an inspection, an object or a meeting."),
    ),
    search_hint=_("Words of the instruction"),
    exported=exported,
)  # fmt: skip

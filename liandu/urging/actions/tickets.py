"""A ticket from its raising to its end: each step is on the record of what it urges."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.access.models import Guarded
from liandu.access.queries import locked, model_of
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid, WrongState
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require
from liandu.orgs.models import Body
from liandu.urging import queries
from liandu.urging.models import SupervisionTicket, TicketEntry
from liandu.urging.rules import TICKETS, Level, Receiver, rank

kind("urging.ticket_raised", gettext_lazy("raised a supervision ticket"), "alert-triangle")
kind("urging.ticket_stepped_up", gettext_lazy("took a supervision ticket a step up"), "stairs")
kind("urging.ticket_acknowledged", gettext_lazy("signed for a supervision ticket"), "checks")
kind("urging.ticket_answered", gettext_lazy("answered a supervision ticket"), "message")
kind("urging.ticket_cured", gettext_lazy("found the matter of a ticket done late"), "clock")
kind("urging.ticket_closed", gettext_lazy("closed a supervision ticket"), "circle-check")
kind("urging.ticket_withdrawn", gettext_lazy("withdrew a supervision ticket"), "x")
kind("urging.tickets_exported", gettext_lazy("exported the tickets"), "download", is_read=True)

ANSWERED_TO = (Receiver.OFFICE, Receiver.LEADER)


@action("urging.raise_ticket")
def raise_ticket(  # noqa: PLR0913 - what is urged has four names
    *, actor: Actor, record_kind: int, record_id: Any, duty: str, key: str, level: str = "",
    reason: str = "",
) -> SupervisionTicket:  # fmt: skip
    """Urge a body to do what it owes on a record, from the level of the ladder on.

    :raises NotVisible: if the actor may not know of the record, or nothing of it is owed
    :raises NotAllowed: if the actor's body does not watch over it, or may not go beyond the ladder
    :raises WrongState: if it is not time, or a ticket urges it already
    :raises Invalid: if the level is none, or goes beyond the ladder without a reason
    """
    about = locked(model_of(record_kind), actor, record_id)
    of, owed = queries.seen_owed(about, duty, key)
    require(actor, "urging.raise_ticket", owed)
    if queries.has_live(about, duty, key):
        raise WrongState(_("A ticket urges this already. Open it and take it a step up."))
    by_ladder = queries.level_of(duty, owed.due_at)
    chosen = _chosen(level, by_ladder, "")
    if rank(chosen) > rank(by_ladder):
        require(actor, "urging.start_higher", owed)
        _with_reason(reason)
    ticket: SupervisionTicket = SupervisionTicket.objects.create(
        record_kind=about.KIND, record_id=about.pk, duty=of.code, key=key, asked=owed.asked,
        title=(owed.title or str(about))[:300], body_id=actor.body_id or 0,
        owed_by_id=owed.body_id, level=chosen, due_at=owed.due_at, raised_at=timezone.now(),
    )  # fmt: skip
    return _said(actor, about, ticket, "raise", "ticket_raised", {}, reason)


@action("urging.step_up_ticket")
def step_up_ticket(
    *, actor: Actor, ticket_id: Any, level: str = "", reason: str = ""
) -> SupervisionTicket:
    """Take a ticket up to the level that the ladder asks for, or beyond it with a reason.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if another body raised it, or the actor may not go beyond the ladder
    :raises WrongState: if its matter is done, or the ladder asks for no more
    :raises Invalid: if the level is none above, or goes beyond the ladder without a reason
    """
    about, ticket = _held(actor, "step_up", ticket_id)
    before = ticket.advance("step_up")
    wanted = queries.wanted_level(about, ticket)
    chosen = _chosen(level, wanted, ticket.level)
    if rank(chosen) > rank(wanted):
        require(actor, "urging.step_higher", ticket)
        _with_reason(reason)
    ticket.level, ticket.new_due_on = chosen, None
    return _said(actor, about, ticket, "step_up", "ticket_stepped_up", before, reason)


@action("urging.acknowledge_ticket")
def acknowledge_ticket(*, actor: Actor, ticket_id: Any) -> SupervisionTicket:
    """Sign for a ticket.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if another body is urged
    :raises WrongState: if it was signed for, or is at its end
    """
    about, ticket = _held(actor, "acknowledge", ticket_id)
    before = ticket.advance("acknowledge")
    return _said(actor, about, ticket, "acknowledge", "ticket_acknowledged", before)


@action("urging.answer_ticket")
def answer_ticket(*, actor: Actor, ticket_id: Any, text: str, new_due_on: Any) -> SupervisionTicket:
    """Say why it is late, and by which day it is done.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if another body is urged
    :raises WrongState: if it is at its end
    :raises Invalid: if the day is past
    """
    about, ticket = _held(actor, "answer", ticket_id)
    before = ticket.advance("answer")
    if new_due_on < timezone.localdate():
        raise Invalid({"new_due_on": _("Choose a day to come.")})
    ticket.new_due_on = new_due_on
    return _said(actor, about, ticket, "answer", "ticket_answered", before, text)


@action("urging.cure_ticket")
def cure_ticket(*, actor: Actor, ticket_id: Any, text: str = "") -> SupervisionTicket:
    """Find that what was urged is done: it was late, and its highest level stays in its history.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if another body raised it
    :raises WrongState: if it is still owed in its time, or at its end
    """
    about, ticket = _held(actor, "cure", ticket_id)
    before = ticket.advance("cure")
    if queries.is_still_owed(about, ticket):
        raise WrongState(_("It is not done yet: it is still owed."))
    return _said(actor, about, ticket, "cure", "ticket_cured", before, text)


@action("urging.close_ticket")
def close_ticket(*, actor: Actor, ticket_id: Any, text: str = "") -> SupervisionTicket:
    """Close a ticket whose matter is done.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if another body raised it
    :raises WrongState: if its matter was not found done
    """
    about, ticket = _held(actor, "close", ticket_id)
    before = ticket.advance("close")
    ticket.ended_at = timezone.now()
    return _said(actor, about, ticket, "close", "ticket_closed", before, text)


@action("urging.withdraw_ticket")
def withdraw_ticket(*, actor: Actor, ticket_id: Any, reason: str) -> SupervisionTicket:
    """Take back a ticket that was raised in error; it leaves no yellow mark.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if another body raised it
    :raises WrongState: if its matter was found done, or it is at its end
    """
    about, ticket = _held(actor, "withdraw", ticket_id)
    before = ticket.advance("withdraw")
    ticket.ended_at = timezone.now()
    return _said(actor, about, ticket, "withdraw", "ticket_withdrawn", before, reason)


@action("urging.export_tickets")
def export_tickets(*, actor: Actor, count: int, query: str) -> None:
    """Put on record that the actor takes ``count`` rows of the list away.

    :raises NotAllowed: if the actor holds no post
    """
    require(actor, "urging.export_tickets")
    body = Body.objects.get(pk=actor.body_id or 0)
    record(actor, "urging.tickets_exported", body, after={"count": count, "query": query})


def _held(actor: Actor, verb: str, ticket_id: Any) -> tuple[Guarded, SupervisionTicket]:
    """Return a ticket and what it urges, which is held until the transaction ends."""
    about, found = queries.seen_ticket(actor, ticket_id)
    about = locked(type(about), actor, about.pk)
    # Read again under the lock: somebody else may have been first.
    found.refresh_from_db()
    require(actor, f"urging.{verb}_ticket", found)
    return about, found


def _chosen(level: str, by_ladder: str, above: str) -> str:
    """Return the level to go to: the one asked for, else that of the ladder.

    :raises WrongState: if none was asked for and the ladder gives none
    :raises Invalid: if it is no level of tickets, or below the ladder or what it is at
    """
    if not level:
        if rank(by_ladder) < rank(Level.BLUE):
            raise WrongState(_("By the ladder it is not time yet. A leader may go beyond it."))
        return by_ladder
    floor = max(rank(by_ladder), rank(above) + 1)
    if level not in set(TICKETS) or rank(level) < floor:
        raise Invalid({"level": _("Choose a level that is not below the ladder.")})
    return level


def _with_reason(reason: str) -> None:
    """Pass if a reason is given.

    :raises Invalid: otherwise
    """
    if not reason.strip():
        raise Invalid({"reason": _("Say why it goes beyond the ladder.")})


def _said(  # noqa: PLR0913, PLR0917 - a step is all of this
    actor: Actor, about: Guarded, ticket: SupervisionTicket, step: str, event: str,
    before: dict[str, str], text: str = "",
) -> SupervisionTicket:  # fmt: skip
    """Keep how a ticket stands with a line of its history, and tell whom its level names."""
    ticket.save()
    TicketEntry.objects.create(
        ticket=ticket, record_kind=ticket.record_kind, record_id=ticket.record_id, step=step,
        level=ticket.level, body_id=actor.body_id or 0, by_id=actor.person_id, at=timezone.now(),
        text=text.strip(), new_due_on=ticket.new_due_on if step == "answer" else None,
    )  # fmt: skip
    record(
        actor, f"urging.{event}", about, note=ticket.title, before=before, reason=text.strip(),
        after={"ticket": str(ticket.pk), "state": str(ticket.state), "level": ticket.level},
        to=_told(about, ticket, step),
    )  # fmt: skip
    return ticket


def _told(about: Guarded, ticket: SupervisionTicket, step: str) -> list[int]:
    """Return who is told: by the ladder when it rises, and those who urge of what is answered."""
    rung = queries.step_at(ticket.duty, ticket.level)
    by_ladder = rung.receivers if rung else [Receiver.LIAISON, Receiver.HEAD]
    codes = ANSWERED_TO if step in {"acknowledge", "answer"} else by_ladder
    return queries.receivers(about, codes, ticket.owed_by, ticket.body_id)

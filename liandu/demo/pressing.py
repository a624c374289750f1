"""Scenes: an office urges what is late, bodies answer, a leader instructs."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from liandu.demo.bodies import Cast
from liandu.demo.play import Scene, as_now, later
from liandu.findings.models import Finding
from liandu.kernel.actor import Actor
from liandu.kernel.permits import allowed
from liandu.notices.queries import owed_on
from liandu.orgs.queries import memberships_of
from liandu.urging import actions, queries
from liandu.urging.models import SupervisionTicket
from liandu.urging.rules import TICKETS, Level, rank

OFFICER, LEADER = "zg-jd-1", "zg-jd-4"
MOST, LOOKED_AT = 4, 60
REPORT_DAYS, PROMISED_DAYS = 5, 6
WHY = "相关资料由三家单位分别保管，正在汇总，将在承诺日期前报送。"
HIGHER = "涉及汛期安全，提级督办。"
INSTRUCTION = "请综合岗逐项核实超期原因，提出处理意见。"


def press(cast: Cast, start: datetime) -> Scene:
    """Play the urging of the last weeks: raised, signed for, answered, taken up or found done."""
    yield later(start, 340)
    for finding, owed, level in _late(as_now(cast, OFFICER))[:MOST]:
        # Of what is not red by the ladder yet, the leader takes the matter of the floods up.
        is_early = rank(level) < rank(Level.YELLOW)
        higher = {"level": Level.RED, "reason": HIGHER} if is_early else {}
        actions.raise_ticket(
            actor=as_now(cast, LEADER if higher else OFFICER), record_kind=int(finding.KIND),
            record_id=finding.pk, duty="findings", key=owed.key, **higher,
        )  # fmt: skip
    yield later(start, 342)
    for place, ticket in enumerate(_raised()):
        _answer(cast, ticket, is_whole=place % 2 == 0)
    yield later(start, 356)
    for ticket in _raised():
        _follow_up(cast, ticket)
    yield later(start, 359)
    _instruct(cast)


def _late(actor: Actor) -> list[tuple[Finding, Any, str]]:
    """Return the findings that the actor may urge: what is owed on each, and its level."""
    dated = Finding.objects.visible_to(actor).open().filter(step_due_at__isnull=False)
    rows = dated.order_by("-step_due_at", "number")
    found = []
    for finding in rows[:LOOKED_AT]:
        for kind, owed in owed_on(finding):
            level = queries.level_of(kind.code, owed.due_at)
            is_ours = finding.owner_body_id == actor.body_id
            if is_ours and level in TICKETS and allowed(actor, "urging.raise_ticket", owed):
                found.append((finding, owed, level))
    return found


def _raised() -> list[SupervisionTicket]:
    """Return the tickets in the order they were raised."""
    return list(SupervisionTicket.objects.select_related("owed_by").order_by("raised_at", "pk"))


def _answer(cast: Cast, ticket: SupervisionTicket, *, is_whole: bool) -> None:
    """Sign for a ticket, and say until when it is done."""
    liaison = as_now(cast, f"{ticket.owed_by.code.lower()}-1")
    actions.acknowledge_ticket(actor=liaison, ticket_id=ticket.pk)
    if is_whole:
        day = timezone.localdate() + timedelta(days=PROMISED_DAYS)
        actions.answer_ticket(actor=liaison, ticket_id=ticket.pk, text=WHY, new_due_on=day)


def _follow_up(cast: Cast, ticket: SupervisionTicket) -> None:
    """Find a ticket done, or take it up if the ladder says so."""
    office = as_now(cast, OFFICER)
    record, _ticket = queries.seen_ticket(office, ticket.pk)
    if not queries.is_still_owed(record, ticket):
        actions.cure_ticket(actor=office, ticket_id=ticket.pk, text="已补办")
    elif queries.wanted_level(record, ticket):
        actions.step_up_ticket(actor=office, ticket_id=ticket.pk)


def _instruct(cast: Cast) -> None:
    """Have the leader instruct the officer on what was urged first."""
    leader, urged = as_now(cast, LEADER), _raised()
    seat = memberships_of(cast.people[OFFICER].pk)[0]
    for ticket in urged[:1]:
        due_on = timezone.localdate() + timedelta(days=REPORT_DAYS)
        actions.give_instruction(
            actor=leader, record_kind=ticket.record_kind, record_id=ticket.record_id,
            what=actions.Instructed(INSTRUCTION, seat.pk, due_on),
        )  # fmt: skip

"""Who urges, who answers, who instructs, who keeps the ladder.

Seeing is decided by the access app; these rules only say who of those that see may also act.
"""

from typing import Any

from liandu.kernel.actor import Actor
from liandu.kernel.permits import permit
from liandu.orgs.models import Body
from liandu.orgs.permits import is_central, supervises
from liandu.orgs.rules import AdminKind, RoleCode
from liandu.urging.models import Instruction, SupervisionTicket
from liandu.works.permits import KEEPERS, speaks_for

LEADERS = (RoleCode.HEAD, RoleCode.LEADER)


def leads(actor: Actor, *bodies: int | None) -> bool:
    """Test whether the actor is head or leader of one of ``bodies``."""
    return not actor.admin and actor.has(*LEADERS) and actor.body_id in set(bodies) - {None}


def watches(actor: Actor, owed: Any) -> bool:
    """Test whether the actor's body watches over what is owed, or stands above one that does.

    Nobody urges their own body.
    """
    if actor.body_id is None or actor.body_id == owed.body_id:
        return False
    above = f"/{actor.body_id}/"
    key = f"watches {sorted(owed.watchers)}"
    if key not in actor.memo:
        rows = Body.objects.filter(pk__in=owed.watchers, path__contains=above)
        actor.memo[key] = actor.body_id in owed.watchers or rows.exists()
    return bool(actor.memo[key])


@permit("urging.raise_ticket")
def may_raise(actor: Actor, thing: Any) -> bool:
    """Offices, heads and leaders of the bodies that watch over the record, or stand above these."""
    return not actor.admin and actor.has(*KEEPERS, *LEADERS) and watches(actor, thing)


@permit("urging.start_higher")
def may_start_higher(actor: Actor, thing: Any) -> bool:
    """Leave it to heads and leaders to go beyond the ladder."""
    return leads(actor, actor.body_id) and watches(actor, thing)


@permit(
    "urging.step_up_ticket", "urging.cure_ticket", "urging.close_ticket", "urging.withdraw_ticket"
)
def may_keep(actor: Actor, ticket: SupervisionTicket) -> bool:
    """Leave it to the body that raised it."""
    return speaks_for(actor, ticket.body_id) or leads(actor, ticket.body_id)


@permit("urging.step_higher")
def may_step_higher(actor: Actor, ticket: SupervisionTicket) -> bool:
    """Leave it to heads and leaders to go beyond the ladder."""
    return leads(actor, ticket.body_id)


@permit("urging.acknowledge_ticket", "urging.answer_ticket")
def may_answer(actor: Actor, ticket: SupervisionTicket) -> bool:
    """Leave it to the body that owes what is urged."""
    return speaks_for(actor, ticket.owed_by_id)


@permit("urging.set_ladder", "urging.reset_ladder")
def may_set_ladder(actor: Actor, _thing: Any) -> bool:
    """Leave it to the central office and the system administrator: it binds every body."""
    return actor.admin == AdminKind.SYSTEM or is_central(actor)


@permit("urging.give_instruction")
def may_instruct(actor: Actor, _record: Any) -> bool:
    """Heads and leaders of bodies that supervise, on whatever they see."""
    return leads(actor, actor.body_id) and supervises(actor)


@permit("urging.report_instruction")
def may_report(actor: Actor, instruction: Instruction) -> bool:
    """Who was instructed reports, or whoever speaks for their body."""
    is_named = instruction.seat.person_id == actor.person_id
    return is_named or speaks_for(actor, instruction.owner_id)


@permit("urging.return_instruction", "urging.close_instruction", "urging.withdraw_instruction")
def may_judge(actor: Actor, instruction: Instruction) -> bool:
    """Who gave it judges what was reported, or another leader of that body; never its owner."""
    if instruction.given_by_id == actor.person_id:
        return True
    is_named = instruction.seat.person_id == actor.person_id
    return not is_named and leads(actor, instruction.body_id)


@permit("urging.export_tickets")
def may_export(actor: Actor, _thing: Any) -> bool:
    """Whoever holds a post may take away what the list shows them; the taking is on record."""
    return not actor.admin and actor.post_id is not None

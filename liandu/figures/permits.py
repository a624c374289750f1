"""Whom the figures concern."""

from typing import Any

from liandu.kernel.actor import Actor
from liandu.kernel.permits import permit
from liandu.orgs.permits import supervises
from liandu.orgs.rules import RoleCode

SUPERVISORS = (RoleCode.SECRETARIAT, RoleCode.LEADER, RoleCode.INSPECTOR)
EITHER = (RoleCode.HEAD, RoleCode.LIAISON)
"""Roles of bodies that supervise and of bodies that are only supervised alike."""


@permit("figures.read_figures", "figures.export_figures")
def may_read(actor: Actor, _thing: Any) -> bool:
    """Show the figures to those who supervise, not to those who are only supervised."""
    return actor.has(*SUPERVISORS) or (actor.has(*EITHER) and supervises(actor))


@permit("figures.begin_reconciliation")
def may_compare(actor: Actor, thing: Any) -> bool:
    """Offices, liaisons and heads whom the figures concern compare ledgers for their body."""
    return actor.has(RoleCode.SECRETARIAT, *EITHER) and may_read(actor, thing)


@permit("figures.explain_difference")
def may_explain(actor: Actor, held: Any) -> bool:
    """Whoever compares ledgers for the body that compared these."""
    return actor.body_id == held.owner_body_id and may_compare(actor, held)


@permit("figures.take_snapshot")
def may_freeze(actor: Actor, thing: Any) -> bool:
    """Offices, heads and leaders whom the figures concern freeze them for their body."""
    is_sent = actor.has(RoleCode.SECRETARIAT, RoleCode.HEAD, RoleCode.LEADER)
    return is_sent and may_read(actor, thing)

"""Whom the head-line figures concern."""

from liandu.kernel.actor import Actor
from liandu.kernel.permits import permit
from liandu.orgs.permits import supervises
from liandu.orgs.rules import RoleCode

SUPERVISORS = (RoleCode.SECRETARIAT, RoleCode.LEADER, RoleCode.INSPECTOR)
EITHER = (RoleCode.HEAD, RoleCode.LIAISON)
"""Roles of bodies that supervise and of bodies that are only supervised alike."""


@permit("portal.read_overview")
def may_read_overview(actor: Actor, thing: object) -> bool:
    """Show the figures to those who supervise, not to those who are only supervised."""
    return actor.has(*SUPERVISORS) or (actor.has(*EITHER) and supervises(actor))

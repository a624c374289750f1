"""Whom the head-line figures concern."""

from liandu.kernel.actor import Actor
from liandu.kernel.permits import permit
from liandu.orgs.models import Body
from liandu.orgs.rules import BodyKind, RoleCode

SUPERVISED_ONLY = (BodyKind.ENTERPRISE, BodyKind.PUBLIC_BODY)
SUPERVISORS = (RoleCode.SECRETARIAT, RoleCode.LEADER, RoleCode.INSPECTOR)
EITHER = (RoleCode.HEAD, RoleCode.LIAISON)
"""Roles of bodies that supervise and of bodies that are only supervised alike."""


@permit("portal.read_overview")
def may_read_overview(actor: Actor, thing: object) -> bool:
    """Show the figures to those who supervise, not to those who are only supervised."""
    if actor.has(*SUPERVISORS):
        return True
    return actor.has(*EITHER) and _supervises(actor)


def _supervises(actor: Actor) -> bool:
    """Test whether the actor's body is more than supervised, read once for a request."""
    if "supervises" not in actor.memo:
        rows = Body.objects.filter(pk=actor.body_id or 0)
        actor.memo["supervises"] = rows.exclude(kind__in=SUPERVISED_ONLY).exists()
    return bool(actor.memo["supervises"])

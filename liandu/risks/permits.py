"""Who may keep a register of risks, check it, and change the library.

Seeing is decided with the object a point belongs to; the rules are those of its links.
"""

from typing import Any

from liandu.kernel.actor import Actor
from liandu.kernel.permits import allowed, permit
from liandu.orgs.permits import is_central
from liandu.risks.models import RiskPoint
from liandu.works.permits import speaks_for


@permit("risks.add_point")
def may_add(actor: Actor, link: Any) -> bool:
    """Whoever plans a link enters its risk points: the keeper of the list and the lead body."""
    return allowed(actor, "works.plan_link", link)


@permit("risks.import_points", "risks.take_over")
def may_take_over(actor: Actor, record: Any) -> bool:
    """Keeper and lead body of an object bring many risk points in at once."""
    return speaks_for(actor, record.owner_body_id, record.lead_body_id)


@permit("risks.edit_point", "risks.retire_point", "risks.restore_point")
def may_edit(actor: Actor, point: RiskPoint) -> bool:
    """Whoever plans a link keeps its risk points: the keeper of the list and the lead body."""
    return allowed(actor, "works.plan_link", point.link)


@permit("risks.check_point")
def may_check(actor: Actor, point: RiskPoint) -> bool:
    """Let the body that answers for a point check it, and those that supervise or keep it.

    Each check says which body made it: one's own check is no supervision.
    """
    sides = (point.answers, point.supervises)
    return may_edit(actor, point) or speaks_for(actor, *(one.pk for one in sides if one))


@permit("risks.export_points")
def may_export(actor: Actor, _thing: Any) -> bool:
    """Whoever holds a post may take away what the list shows them; the taking is on record."""
    return not actor.admin and actor.post_id is not None


@permit(
    "risks.copy_library", "risks.edit_library", "risks.publish_library",
    "risks.discard_library", "risks.see_library",
)  # fmt: skip
def may_set_up(actor: Actor, _thing: Any) -> bool:
    """Leave the library, which all take from, to the node's central office."""
    return is_central(actor)

"""Who keeps time limits and the calendar."""

from typing import Any

from liandu.kernel.actor import Actor
from liandu.kernel.permits import permit
from liandu.orgs.permits import is_central
from liandu.orgs.rules import AdminKind


@permit(
    "deadlines.set_limit", "deadlines.reset_limit", "deadlines.mark_days",
    "deadlines.announce_year",
)  # fmt: skip
def may_keep(actor: Actor, thing: Any) -> bool:
    """Leave it to the central office and the system administrator: it binds every body."""
    return actor.admin == AdminKind.SYSTEM or is_central(actor)

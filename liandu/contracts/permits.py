"""Who may enter what is known of a project, and who may put a prompt to look aside.

Seeing is decided with the project that all of it belongs to.
"""

from typing import Any

from liandu.access.rules import PartyRole
from liandu.kernel.actor import SYSTEM, Actor
from liandu.kernel.permits import permit
from liandu.orgs.permits import is_central
from liandu.works import queries as works
from liandu.works.permits import KEEPERS, speaks_for


@permit(
    "contracts.add_entry", "contracts.edit_entry", "contracts.remove_entry",
    "contracts.import_entries",
)  # fmt: skip
def may_enter(actor: Actor, record: Any) -> bool:
    """Let the keeper of a project enter, who leads it, and the bodies responsible for it."""
    if speaks_for(actor, record.owner_body_id, record.lead_body_id):
        return True
    if actor.admin or not actor.has(*KEEPERS):
        return False
    return bool(record.responsible_bodies.filter(pk=actor.body_id or 0).exists())


@permit("contracts.dismiss_prompt", "contracts.reopen_prompt")
def may_judge(actor: Actor, record: Any) -> bool:
    """Let the keeper of a project put a prompt aside, and the bodies that supervise it.

    Nobody judges themselves: not who leads it or is responsible for it.
    """
    if speaks_for(actor, record.owner_body_id):
        return True
    if actor.admin or not actor.has(*KEEPERS):
        return False
    return works.parties_of(record).get(actor.body_id or 0) == PartyRole.SUPERVISING_BODY


@permit("contracts.export_contracts", "contracts.export_projects", "contracts.export_prompts")
def may_export(actor: Actor, _thing: Any) -> bool:
    """Whoever holds a post may take away what the list shows them; the taking is on record."""
    return not actor.admin and actor.post_id is not None


@permit(
    "contracts.copy_limits", "contracts.edit_limits", "contracts.publish_limits",
    "contracts.discard_limits",
)  # fmt: skip
def may_set_up(actor: Actor, _thing: Any) -> bool:
    """Leave the limits, which bind every body, to the node's central office."""
    return is_central(actor)


@permit("contracts.check_again")
def is_the_worker(actor: Actor, _thing: Any) -> bool:
    """Leave it to the worker, once limits were put into use."""
    return actor is SYSTEM

"""Who may keep the list of supervised objects, move links, and change what all share.

Seeing is decided by the access app; these rules only say who of those that see may also act.
"""

from typing import Any

from liandu.kernel.actor import Actor
from liandu.kernel.permits import permit
from liandu.orgs.permits import is_central
from liandu.orgs.rules import RoleCode
from liandu.works.models import ImportBatch, SupervisedObject, SupervisionLink

KEEPERS = (RoleCode.SECRETARIAT, RoleCode.LIAISON, RoleCode.HEAD)


def speaks_for(actor: Actor, *bodies: int | None) -> bool:
    """Test whether the actor's post answers for one of ``bodies``."""
    return not actor.admin and actor.has(*KEEPERS) and actor.body_id in set(bodies) - {None}


@permit("works.create_object", "works.start_import", "works.see_imports")
def may_begin(actor: Actor, _thing: Any) -> bool:
    """Secretariat, liaison and head of a body enter objects, which then are that body's."""
    return speaks_for(actor, actor.body_id)


@permit("works.edit_object", "works.set_template", "works.set_tiers", "works.assign_objects")
def may_keep(actor: Actor, record: SupervisedObject) -> bool:
    """Only the body that keeps the list changes its lines; those above it see, but do not edit."""
    return speaks_for(actor, record.owner_body_id)


@permit("works.export_objects")
def may_export(actor: Actor, _thing: Any) -> bool:
    """Whoever holds a post may take away what the list shows them; the taking is on record."""
    return not actor.admin and actor.post_id is not None


@permit("works.plan_link")
def may_plan(actor: Actor, link: SupervisionLink) -> bool:
    """Dates and bodies of a link are for the keeper of the list and for the lead body."""
    record = link.supervised_object
    return speaks_for(actor, record.owner_body_id, record.lead_body_id)


@permit("works.move_link")
def may_move(actor: Actor, link: SupervisionLink) -> bool:
    """Keeper, lead body and the link's responsible body say that it began, ended, or reopened."""
    return may_plan(actor, link) or speaks_for(actor, link.responsible_body_id)


@permit("works.check_link", "works.set_checkpoint")
def may_check(actor: Actor, link: SupervisionLink) -> bool:
    """Let the link's supervising body check, and the keeper and the lead body.

    Nobody checks themselves: who is responsible for the link may not, once it names who supervises.
    """
    if link.supervising_body_id and actor.body_id == link.responsible_body_id:
        return False
    return may_plan(actor, link) or speaks_for(actor, link.supervising_body_id)


@permit(
    "works.edit_import", "works.set_columns", "works.queue_import", "works.cancel_import",
    "works.write_import",
)  # fmt: skip
def may_import(actor: Actor, batch: ImportBatch) -> bool:
    """Whoever began an import goes on with it, as long as they still speak for that body."""
    return batch.created_by_id == actor.person_id and speaks_for(actor, batch.body_id)


@permit("works.end_import")
def may_end(actor: Actor, _batch: ImportBatch) -> bool:
    """Only the worker, which is nobody in person, says that an import did not come in."""
    return actor.person_id is None and actor.has("system")


@permit(
    "works.copy_template", "works.edit_template", "works.publish_template",
    "works.discard_template", "works.set_light_rules", "works.see_setup",
)  # fmt: skip
def may_set_up(actor: Actor, _thing: Any) -> bool:
    """Templates and light rules bind every body of the node: only its central office sets them.

    That is a secretariat post in a body that is itself a secretariat or a committee. The system
    administrator has no business here.
    """
    return is_central(actor)

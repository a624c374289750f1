"""Who signs in, who keeps bodies and people, and who gives them posts, roles and clearances.

The system administrator keeps accounts but gives no rights; the security administrator gives
rights but makes no account; nobody is both, and neither holds a post (GB/T 22239-2019, 8.1.5).
"""

from typing import Any

from liandu.kernel.actor import Actor
from liandu.kernel.permits import permit
from liandu.orgs.models import Body, ClearanceProposal, Person
from liandu.orgs.rules import AdminKind, BodyKind, RoleCode

OFFICES = (BodyKind.SECRETARIAT, BodyKind.COMMITTEE)
SUPERVISED_ONLY = (BodyKind.ENTERPRISE, BodyKind.PUBLIC_BODY)


@permit("orgs.fail_sign_in", "orgs.lock_out")
def may_knock(actor: Actor, thing: Any) -> bool:
    """Let anybody: it is only written down."""
    return True


@permit("orgs.sign_in", "orgs.sign_out", "orgs.switch_post", "orgs.change_password")
def may_be_there(actor: Actor, thing: Any) -> bool:
    """Let whoever is signed in, about themselves."""
    return actor.person_id is not None


@permit("orgs.end_session")
def may_end_own(actor: Actor, thing: Any) -> bool:
    """Let whoever is signed in, about themselves."""
    return actor.person_id is not None


@permit("orgs.end_sessions")
def may_end_sessions(actor: Actor, person: Person) -> bool:
    """Let people end their own; who closes accounts or gives rights ends those of others."""
    keeps = _is_system(actor) or actor.admin in {AdminKind.SYSTEM, AdminKind.SECURITY}
    return keeps or actor.person_id == person.pk


@permit("orgs.browse", "orgs.show_phone")
def may_browse(actor: Actor, thing: Any) -> bool:
    """Leave the directory to those who keep it; pages of business name bodies and posts anyway."""
    kept_by = {AdminKind.SYSTEM, AdminKind.SECURITY}
    return actor.admin in kept_by or actor.has(RoleCode.SECRETARIAT)


@permit(
    "orgs.add_body", "orgs.edit_body", "orgs.close_body", "orgs.set_jurisdiction",
    "orgs.set_supervision_kind", "orgs.import_bodies",
)  # fmt: skip
def may_keep_bodies(actor: Actor, thing: Any) -> bool:
    """Leave bodies to the system administrator and to the office of a whole federation."""
    return _is_system(actor) or actor.admin == AdminKind.SYSTEM or _is_root_office(actor)


@permit(
    "orgs.add_person", "orgs.edit_person", "orgs.close_account", "orgs.reopen_account",
    "orgs.reset_password", "orgs.import_people",
)  # fmt: skip
def may_keep_accounts(actor: Actor, thing: Any) -> bool:
    """Leave accounts to the system administrator."""
    return _is_system(actor) or actor.admin == AdminKind.SYSTEM


@permit(
    "orgs.add_post", "orgs.edit_post", "orgs.close_post", "orgs.add_membership",
    "orgs.end_membership", "orgs.set_role", "orgs.import_posts", "orgs.import_memberships",
    "orgs.move_body", "orgs.set_clearance",
)  # fmt: skip
def may_give_rights(actor: Actor, thing: Any) -> bool:
    """Leave posts, roles, clearances and the tree to the security administrator.

    Who stands above a body sees what it has, so moving it gives and takes rights.
    """
    return _is_system(actor) or actor.admin == AdminKind.SECURITY


@permit("orgs.read_clearances")
def may_read_clearances(actor: Actor, thing: Any) -> bool:
    """Show the security administrators what waits for a second of them."""
    return actor.admin == AdminKind.SECURITY


@permit("orgs.agree_clearances", "orgs.decline_clearances")
def may_answer_clearance(actor: Actor, proposal: ClearanceProposal) -> bool:
    """Let another security administrator than who proposed it, and never about themselves.

    The installation's console stands in where there is no second one.
    """
    concerned = {proposal.proposed_by_id, proposal.membership.person_id}
    return may_give_rights(actor, proposal) and actor.person_id not in concerned


@permit("orgs.withdraw_clearances")
def may_withdraw_clearance(actor: Actor, proposal: ClearanceProposal) -> bool:
    """Let who proposed it, as long as they give rights."""
    return may_give_rights(actor, proposal) and actor.person_id == proposal.proposed_by_id


@permit("orgs.open_administrator")
def may_begin(actor: Actor, thing: Any) -> bool:
    """Leave it to the installation's console: no one person both opens and appoints."""
    return _is_system(actor)


@permit("orgs.set_admin")
def may_appoint(actor: Actor, person: Person) -> bool:
    """Let the security administrator appoint others, never themselves."""
    return may_give_rights(actor, person) and actor.person_id != person.pk


@permit("orgs.hand_over")
def may_hand_over(actor: Actor, body: Body) -> bool:
    """Leave open business to the body it belongs to: administrators do not see it."""
    speaks = actor.body_id is not None and f"/{actor.body_id}/" in body.path
    return speaks and actor.has(RoleCode.SECRETARIAT, RoleCode.HEAD)


def gives_alone(actor: Actor) -> bool:
    """Test whether no second person is asked: a set-up at the console comes before all of them."""
    return _is_system(actor)


def _is_system(actor: Actor) -> bool:
    """Test whether it is the installation itself, at set-up or in a demonstration."""
    return actor.person_id is None and actor.has("system")


def is_central(actor: Actor) -> bool:
    """Test whether the actor is of the office of a secretariat or committee.

    What binds every body of the node is theirs to set, not any body's.
    """
    if actor.admin or not actor.has(RoleCode.SECRETARIAT):
        return False
    if "central" not in actor.memo:
        rows = Body.objects.filter(pk=actor.body_id or 0, kind__in=OFFICES)
        actor.memo["central"] = rows.exists()
    return bool(actor.memo["central"])


def supervises(actor: Actor) -> bool:
    """Test whether the actor's body is more than supervised, read once for a request."""
    if "supervises" not in actor.memo:
        rows = Body.objects.filter(pk=actor.body_id or 0)
        actor.memo["supervises"] = rows.exclude(kind__in=SUPERVISED_ONLY).exists()
    return bool(actor.memo["supervises"])


def _is_root_office(actor: Actor) -> bool:
    """Test whether the actor's central office stands at the root of a tree of bodies."""
    return is_central(actor) and Body.objects.filter(pk=actor.body_id or 0, parent=None).exists()

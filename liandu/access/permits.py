"""Who may open, share, label and wall off records."""

from typing import Any

from liandu.access.models import Emergency, Guarded
from liandu.access.queries import ANSWERERS
from liandu.kernel.actor import Actor
from liandu.kernel.permits import permit
from liandu.orgs.models import Body, Person
from liandu.orgs.queries import seats_of
from liandu.orgs.rules import AdminKind, RoleCode

SUPERIORS = (RoleCode.HEAD, RoleCode.LEADER)


def speaks_for(actor: Actor, body: Body) -> bool:
    """Test whether the actor speaks for ``body`` or for one above it."""
    return not actor.admin and actor.body_id is not None and f"/{actor.body_id}/" in body.path


def keeps(actor: Actor, record: Guarded) -> bool:
    """Test whether the actor answers for who knows of ``record``: its own body, or one above.

    Their own clearance reaches it: who reads for some hours in an emergency decides nothing.
    """
    is_cleared = any(seat.clearance >= record.label for seat in seats_of(actor))
    return is_cleared and speaks_for(actor, record.owner_body) and actor.has(*ANSWERERS)


@permit(
    "access.sync_parties", "access.grant_team", "access.name_subject", "access.drop_subject",
    "access.make_team", "access.set_team",
)  # fmt: skip
def may_follow(actor: Actor, thing: Any) -> bool:
    """Parties, teams and subjects follow a step of the record, whose own permit has decided."""
    return not actor.admin and (actor.person_id is not None or actor.has("system"))


@permit("access.share", "access.revoke_grant", "access.set_label", "access.explain")
def may_share(actor: Actor, record: Guarded) -> bool:
    """Leave it to the body that keeps the record; who was let in does not pass it on."""
    return keeps(actor, record)


@permit("access.lower_label")
def may_lower(actor: Actor, record: Guarded) -> bool:
    """Lowering lets more people in, so it is for heads and leaders."""
    return keeps(actor, record) and actor.has(*SUPERIORS)


@permit("access.declare_recusal")
def may_recuse(actor: Actor, record: Guarded) -> bool:
    """Whoever can see a record may step back from it (公务员法 art. 76)."""
    return actor.person_id is not None


@permit("access.declare_tie")
def may_declare_tie(actor: Actor, person: Person) -> bool:
    """People declare their own ties; the security administrator enters those found otherwise."""
    return actor.person_id == person.pk or actor.admin == AdminKind.SECURITY


@permit("access.end_tie")
def may_end_tie(actor: Actor, person: Person) -> bool:
    """Nobody takes down a wall around themselves."""
    return actor.admin == AdminKind.SECURITY and actor.person_id != person.pk


@permit("access.ask_emergency")
def may_ask(actor: Actor, body: Body | None) -> bool:
    """Whoever holds a post may ask to see a record at once."""
    return not actor.admin and actor.post_id is not None


@permit("access.open_emergency", "access.refuse_emergency")
def may_open(actor: Actor, emergency: Emergency) -> bool:
    """Leave it to a head or leader of the body that keeps the record, never for themselves."""
    is_second = emergency.person_id != actor.person_id
    return is_second and actor.has(*SUPERIORS) and speaks_for(actor, emergency.body)


@permit("access.review_emergency")
def may_review(actor: Actor, emergency: Emergency) -> bool:
    """Leave it to a third person."""
    is_third = actor.person_id not in {emergency.person_id, emergency.approved_by_id}
    return is_third and actor.has(*ANSWERERS) and speaks_for(actor, emergency.body)

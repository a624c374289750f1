"""Who keeps a committee, who may chair it, and who speaks for a member body there.

A post in a committee is held from a seat in a body: it counts while its holder acts from there.
Seeing is decided by the access app; these rules only say who of those that see may also act.
"""

from typing import Any

from liandu.committees import queries
from liandu.committees.models import Committee
from liandu.committees.rules import CHAIRS, PostKind
from liandu.kernel.actor import Actor
from liandu.kernel.permits import allowed, permit
from liandu.orgs.models import Body
from liandu.orgs.permits import is_central
from liandu.works.permits import speaks_for


def is_secretariat(actor: Actor, committee: Committee) -> bool:
    """Test whether the actor is of the office that keeps the committee: its host, or appointed."""
    hosts = speaks_for(actor, committee.owner_body_id)
    return hosts or PostKind.SECRETARIAT in queries.held_by(actor, committee)


def chairs(actor: Actor, committee: Committee) -> bool:
    """Test whether the actor is director or a deputy; whose turn it is, is not asked here."""
    return not CHAIRS.isdisjoint(queries.held_by(actor, committee))


def represents(actor: Actor, committee: Committee, body_id: int | None = None) -> bool:
    """Test whether the actor speaks for a member body, or for the one that is named."""
    own = actor.body_id
    if own is None or body_id not in {None, own} or own not in queries.member_ids(committee):
        return False
    return speaks_for(actor, own) or bool(queries.held_by(actor, committee))


@permit("committees.create_committee")
def may_create(actor: Actor, _thing: Any) -> bool:
    """Leave it to central offices: the one that sets it up becomes its secretariat."""
    return is_central(actor)


@permit(
    "committees.edit_committee", "committees.set_members", "committees.begin_term",
    "committees.appoint", "committees.change_post", "committees.end_post",
    "committees.dissolve_committee", "committees.add_mechanism", "committees.adopt_mechanisms",
    "committees.draft_mechanism", "committees.edit_mechanism", "committees.publish_mechanism",
    "committees.discard_mechanism", "committees.retire_mechanism",
)  # fmt: skip
def may_keep(actor: Actor, committee: Committee) -> bool:
    """Only its secretariat keeps a committee and its mechanisms; its members see them."""
    return is_secretariat(actor, committee)


@permit("committees.give_posts")
def may_give(actor: Actor, body: Body) -> bool:
    """Whoever hands the open business of a body over: posts in committees go with it."""
    return allowed(actor, "orgs.hand_over", body)


@permit("committees.export_committees")
def may_export(actor: Actor, _thing: Any) -> bool:
    """Whoever holds a post may take away what the list shows them; the taking is on record."""
    return not actor.admin and actor.post_id is not None

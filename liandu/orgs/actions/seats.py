"""Posts, their roles, who holds them and up to which label: for the security administrator."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.kernel import events
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid, WrongState
from liandu.kernel.models import one
from liandu.kernel.permits import require
from liandu.orgs import queries
from liandu.orgs.actions.clearances import propose
from liandu.orgs.models import Body, Membership, Person, Post, Role
from liandu.orgs.permits import gives_alone
from liandu.orgs.rules import HIGHEST_CLEARANCE, ORDINARY_CLEARANCE, SIGHTED_KINDS, needs_second

events.kind("orgs.post_added", gettext_lazy("set up a post"), "briefcase")
events.kind("orgs.post_edited", gettext_lazy("changed a post"), "briefcase")
events.kind("orgs.post_closed", gettext_lazy("closed a post"), "briefcase-off")
events.kind("orgs.membership_added", gettext_lazy("put somebody in a post"), "user-check")
events.kind("orgs.membership_ended", gettext_lazy("ended somebody's time in a post"), "user-minus")
events.kind("orgs.role_set", gettext_lazy("changed what a role sees"), "eye")


@action("orgs.add_post")
def add_post(*, actor: Actor, body: Body, name: str, roles: Collection[str]) -> Post:
    """Set up a post in a body, with its roles.

    :raises NotAllowed: if the actor does not give rights
    :raises Invalid: if the body has it already or is closed, or a role is not known
    """
    require(actor, "orgs.add_post")
    body = Body.objects.select_for_update().get(pk=body.pk)
    if body.closed_on is not None:
        raise Invalid({"body": _("This body is closed. Choose another.")})
    found = _named(body, name, roles)
    post = Post.objects.create(body=body, name=name.strip())
    post.roles.set(found)
    facts = {"body": body.pk, "name": post.name, "roles": sorted(roles)}
    events.record(actor, "orgs.post_added", post, after=facts)
    return post


@action("orgs.edit_post")
def edit_post(*, actor: Actor, post_id: int, name: str, roles: Collection[str]) -> Post:
    """Rename a post, or change its roles for whoever holds it.

    :raises NotVisible: if there is none
    :raises NotAllowed: if the actor does not give rights
    :raises Invalid: if the body has another of that name, or a role is not known
    """
    post = one(Post.objects.select_for_update(), post_id)
    require(actor, "orgs.edit_post", post)
    found = _named(post.body, name, roles, besides=post.pk)
    before = {"name": post.name, "roles": sorted(post.roles.values_list("code", flat=True))}
    post.name = name.strip()
    post.save(update_fields=["name"])
    post.roles.set(found)
    after = {"name": post.name, "roles": sorted(roles)}
    events.record(actor, "orgs.post_edited", post, before=before, after=after)
    return post


@action("orgs.close_post")
def close_post(*, actor: Actor, post_id: int, reason: str) -> Post:
    """Close a post that nobody holds.

    :raises NotVisible: if there is none
    :raises NotAllowed: if the actor does not give rights
    :raises WrongState: if somebody holds it, or it is closed
    """
    post = one(Post.objects.select_for_update(), post_id)
    require(actor, "orgs.close_post", post)
    if post.closed_on is not None:
        raise WrongState(_("The post is closed already."))
    if post.memberships.filter(queries.live(timezone.now())).exists():
        raise WrongState(_("Somebody holds this post. End that first."))
    post.closed_on = timezone.localdate()
    post.save(update_fields=["closed_on"])
    events.record(actor, "orgs.post_closed", post, reason=reason)
    return post


@action("orgs.add_membership")
def add_membership(  # noqa: PLR0913 - one call says all there is to say of a term
    *, actor: Actor, person: Person, post: Post, clearance: int,
    starts_at: datetime | None = None, ends_at: datetime | None = None, reason: str = "",
) -> Membership:  # fmt: skip
    """Put a person in a post for a term, cleared up to a label.

    What goes beyond the ordinary clearance is proposed, and given when a second person agrees.

    :raises NotAllowed: if the actor does not give rights
    :raises Invalid: if the person is an administrator or closed, the post is closed or held by
        them already, term and clearance make no sense, or a proposal has no reason
    """
    person = queries.locked_person(person.pk)
    require(actor, "orgs.add_membership", person)
    post = one(Post.objects.select_for_update(), post.pk)
    starts_at = starts_at or timezone.now()
    _check(person, post, clearance, (starts_at, ends_at))
    is_proposed = needs_second(clearance, 0) and not gives_alone(actor)
    given = ORDINARY_CLEARANCE if is_proposed else clearance
    membership = Membership.objects.create(
        person=person, post=post, clearance=given, starts_at=starts_at, ends_at=ends_at,
        granted_by_id=actor.person_id,
    )  # fmt: skip
    facts = {"person": person.pk, "post": post.pk, "clearance": given}
    events.record(actor, "orgs.membership_added", membership, after=facts)
    if is_proposed:
        propose(actor, membership, clearance, reason)
    return membership


@action("orgs.end_membership")
def end_membership(*, actor: Actor, membership_id: int, reason: str) -> Membership:
    """End a person's time in a post now; it stays on record.

    :raises NotVisible: if there is none
    :raises NotAllowed: if the actor does not give rights
    :raises WrongState: if it is over
    """
    rows = Membership.objects.select_for_update(of=("self",)).select_related("person", "post")
    membership = one(rows, membership_id)
    require(actor, "orgs.end_membership", membership)
    now = timezone.now()
    if membership.ends_at is not None and membership.ends_at <= now:
        raise WrongState(_("It is over already."))
    # One that has not begun ends as it begins: the row stays, and never held.
    membership.starts_at = min(membership.starts_at, now - timedelta(microseconds=1))
    membership.ends_at = now
    membership.save(update_fields=["starts_at", "ends_at"])
    facts = {"person": membership.person_id, "post": membership.post_id}
    events.record(actor, "orgs.membership_ended", membership, before=facts, reason=reason)
    return membership


@action("orgs.set_role")
def set_role(
    *, actor: Actor, role_id: int, name: str, name_en: str, scope_kinds: Collection[int]
) -> Role:
    """Change what a role is called and which kinds of record it sees body-wide.

    :raises NotVisible: if there is none
    :raises NotAllowed: if the actor does not give rights
    :raises Invalid: without a name, or for a kind that does not exist
    """
    role = one(Role.objects.select_for_update(), role_id)
    require(actor, "orgs.set_role", role)
    if not name.strip():
        raise Invalid({"name": _("Enter a name.")})
    if not set(scope_kinds) <= SIGHTED_KINDS:
        raise Invalid({"scope_kinds": _("Choose among the kinds offered.")})
    before = {"name": role.name, "scope_kinds": role.scope_kinds}
    role.name, role.name_en, role.scope_kinds = name.strip(), name_en.strip(), sorted(scope_kinds)
    role.save(update_fields=["name", "name_en", "scope_kinds"])
    after = {"name": role.name, "scope_kinds": role.scope_kinds}
    events.record(actor, "orgs.role_set", role, before=before, after=after)
    return role


def _named(body: Body, name: str, roles: Collection[str], besides: int = 0) -> list[Role]:
    """Return the roles, if the body may have a post of this name with them.

    :raises Invalid: otherwise
    """
    faults = {}
    if not name.strip():
        faults["name"] = _("Enter a name.")
    elif body.posts.filter(name=name.strip()).exclude(pk=besides).exists():
        faults["name"] = _("The body has a post of this name. Choose another name.")
    found = list(Role.objects.filter(code__in=roles))
    if len(found) != len(set(roles)):
        faults["roles"] = _("Choose among the roles offered.")
    if faults:
        raise Invalid(faults)
    return found


def _check(
    person: Person, post: Post, clearance: int, term: tuple[datetime, datetime | None]
) -> None:
    """Pass if the person can be put in the post.

    :raises Invalid: otherwise
    """
    starts_at, ends_at = term
    faults = {}
    if person.admin or not person.is_active:
        faults["person"] = _("Administrators and closed accounts hold no post. Choose another.")
    if post.closed_on is not None:
        faults["post"] = _("This post is closed. Choose another.")
    elif post.memberships.filter(queries.lasting(starts_at), person=person).exists():
        faults["post"] = _("The person holds this post already.")
    if not 0 <= clearance <= HIGHEST_CLEARANCE:
        faults["clearance"] = _("Choose one of the labels offered.")
    if ends_at is not None and ends_at <= starts_at:
        faults["ends_at"] = _("Choose a day after the first one, or leave it empty.")
    if faults:
        raise Invalid(faults)

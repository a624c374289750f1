"""What people do with their own account: signing in and out, password, post."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.kernel import events
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid, NotVisible
from liandu.kernel.permits import require
from liandu.orgs.actions.sessions import end_sessions
from liandu.orgs.models import Membership, Person
from liandu.orgs.queries import locked_person, seats_of

events.kind("orgs.signed_in", gettext_lazy("signed in"), "login")
events.kind("orgs.sign_in_failed", gettext_lazy("failed to sign in"), "alert-triangle")
events.kind("orgs.locked_out", gettext_lazy("was locked out after failed attempts"), "lock")
events.kind("orgs.signed_out", gettext_lazy("signed out"), "logout")
events.kind("orgs.post_switched", gettext_lazy("switched to another post"), "switch-horizontal")
events.kind("orgs.password_changed", gettext_lazy("changed the password"), "key")

# What is typed for an account that does not exist may be a password: it is never written down.
UNKNOWN = 0


@action("orgs.sign_in")
def sign_in(*, actor: Actor, address: str) -> None:
    """Write down that the actor has just proved who they are.

    :raises NotAllowed: if there is nobody
    """
    require(actor, "orgs.sign_in")
    person = Person.objects.get(pk=actor.person_id or 0)
    events.record(actor, "orgs.signed_in", person, after={"from": address})


@action("orgs.fail_sign_in")
def fail_sign_in(*, actor: Actor, account: str, address: str, why: str = "") -> None:
    """Write down that somebody tried to sign in and could not; ``why``, but for a password.

    :raises NotAllowed: never; whoever knocks is written down
    """
    require(actor, "orgs.fail_sign_in")
    person = _knocked_at(account)
    facts = {"from": address, "why": why} if why else {"from": address}
    events.record(actor, "orgs.sign_in_failed", person, after=facts)


@action("orgs.lock_out")
def lock_out(*, actor: Actor, account: str, address: str) -> None:
    """Write down that an account takes no more attempts from an address for a while.

    :raises NotAllowed: never; whoever knocks is written down
    """
    require(actor, "orgs.lock_out")
    person = _knocked_at(account)
    events.record(actor, "orgs.locked_out", person, after={"from": address})


@action("orgs.sign_out")
def sign_out(*, actor: Actor) -> None:
    """Write down that the actor leaves.

    :raises NotAllowed: if there is nobody
    """
    require(actor, "orgs.sign_out")
    events.record(actor, "orgs.signed_out", Person.objects.get(pk=actor.person_id or 0))


@action("orgs.switch_post")
def switch_post(*, actor: Actor, membership_id: int) -> Membership:
    """Speak from another of one's own posts from now on.

    :raises NotAllowed: if there is nobody
    :raises NotVisible: if it is not a post that the actor holds now
    """
    require(actor, "orgs.switch_post")
    if membership_id not in {seat.membership_id for seat in seats_of(actor)}:
        raise NotVisible
    membership = Membership.objects.get(pk=membership_id)
    events.record(actor, "orgs.post_switched", membership, after=membership.post_id)
    return membership


@action("orgs.change_password")
def change_password(*, actor: Actor, old: str, new: str) -> Person:
    """Put a new password in place of the actor's old one; every session ends with the old one.

    :raises NotAllowed: if there is nobody
    :raises Invalid: if the old one is wrong, or the new one is too weak or the same
    """
    require(actor, "orgs.change_password")
    person = locked_person(actor.person_id or 0)
    if not person.check_password(old):
        raise Invalid({"old": _("This is not your present password.")})
    if old == new:
        raise Invalid({"new": _("Choose another password than the present one.")})
    try:
        validate_password(new, person)
    except ValidationError as fault:
        raise Invalid({"new": " ".join(fault.messages)}) from fault
    person.set_password(new)
    person.must_change_password = False
    person.password_changed_at = timezone.now()
    person.save(update_fields=["password", "must_change_password", "password_changed_at"])
    events.record(actor, "orgs.password_changed", person)
    end_sessions(actor=actor, person_id=person.pk)
    return person


def _knocked_at(account: str) -> Person:
    """Return the person of an account, or one that stands for all that do not exist."""
    return Person.objects.filter(username=account).first() or Person(pk=UNKNOWN)

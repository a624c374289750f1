"""Coming by the identity provider: connecting an account to who one is there, and using that."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.engines.oidc import Identity
from liandu.kernel import events
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid, NotVisible, WrongState
from liandu.kernel.permits import require
from liandu.keys import queries
from liandu.keys.models import KnownAs
from liandu.orgs.actions import end_sessions
from liandu.orgs.models import Person
from liandu.orgs.queries import locked_person

events.kind("keys.arrived", gettext_lazy("came by the identity provider"), "login")
events.kind("keys.connected", gettext_lazy("connected the account to the provider"), "link")
events.kind("keys.disconnected", gettext_lazy("disconnected an account"), "shield-off")


@action("keys.arrive")
def arrive(*, actor: Actor, identity: Identity) -> Person | None:
    """Return whose account an identity is connected to, if it is open, and write it down.

    Nothing else is asked of the provider's word, and no account is made of it.

    :raises NotAllowed: never; what became of who is turned away is written down by the caller
    """
    require(actor, "keys.arrive")
    known = queries.known_as(identity)
    if known is None or not known.person.is_active:
        return None
    known.used_at = timezone.now()
    known.save(update_fields=["used_at"])
    events.record(actor, "keys.arrived", known.person)
    return known.person


@action("keys.connect")
def connect(*, actor: Actor, identity: Identity) -> KnownAs:
    """Connect the actor's account to who they have just been at the provider.

    :raises NotAllowed: if there is nobody
    :raises WrongState: if the account is connected, or the identity is to another account
    """
    require(actor, "keys.connect")
    person = locked_person(actor.person_id or 0)
    if queries.identity_of(person.pk) is not None:
        raise WrongState(_("Your account is connected already. Disconnect it first."))
    made, is_new = KnownAs.objects.get_or_create(
        issuer=identity.issuer, subject=identity.subject,
        defaults={"person": person, "name": identity.name},
    )  # fmt: skip
    if not is_new:
        raise WrongState(_("This identity is connected to another account already."))
    events.record(actor, "keys.connected", person, after=identity.name)
    return made


@action("keys.disconnect")
def disconnect(*, actor: Actor, person_id: int, reason: str) -> Person:
    """Undo the connection; of somebody else, their sessions end too.

    :raises NotVisible: if there is no such person, or nothing is connected
    :raises NotAllowed: if it is somebody else's and the actor keeps no accounts
    :raises Invalid: without a reason
    """
    person = locked_person(person_id)
    require(actor, "keys.disconnect", person)
    known = queries.identity_of(person.pk)
    if known is None:
        raise NotVisible
    if not reason.strip():
        raise Invalid({"reason": _("Say why.")})
    known.delete()
    events.record(actor, "keys.disconnected", person, before=known.name, reason=reason.strip())
    if person.pk != actor.person_id:
        end_sessions(actor=actor, person_id=person.pk)
    return person

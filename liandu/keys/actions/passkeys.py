"""Adding passkeys, proving oneself with one, taking one away."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.engines import passkeys
from liandu.kernel import events
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid, WrongState
from liandu.kernel.permits import require
from liandu.keys import queries
from liandu.keys.actions.factors import missed, new_codes, own_factor, without
from liandu.keys.models import Passkey, SecondFactor
from liandu.keys.rules import MOST_PASSKEYS, Proof
from liandu.orgs.queries import locked_person

events.kind("keys.passkey_added", gettext_lazy("added a passkey"), "shield-check")
events.kind("keys.passkey_used", gettext_lazy("proved themselves with a passkey"), "shield-check")
events.kind("keys.passkey_removed", gettext_lazy("took a passkey away"), "shield-off")
events.kind(
    "keys.passkey_copied", gettext_lazy("gave a passkey that may be a copy"), "alert-triangle"
)


@action("keys.add_passkey")
def add_passkey(*, actor: Actor, name: str, challenge: bytes, answer: str) -> list[str]:
    """Add what the browser answered to the challenge as a passkey of the actor's.

    With the first way to prove oneself come the recovery codes, which are returned and kept
    nowhere.

    :raises NotAllowed: if there is nobody
    :raises WrongState: where passkeys are not good, or with ten of them
    :raises Invalid: if the answer proves nothing, or the passkey is somebody's already
    """
    require(actor, "keys.add_passkey")
    person = locked_person(actor.person_id or 0)
    shown = _registered(challenge, answer)
    factor, is_new = SecondFactor.objects.get_or_create(person=person)
    if factor.passkeys.count() >= MOST_PASSKEYS:
        raise WrongState(_("You have ten passkeys. Take one away first."))
    if Passkey.objects.filter(credential=shown.credential).exists():
        raise Invalid({"name": _("This passkey is registered already.")})
    Passkey.objects.create(
        factor=factor, name=name, credential=shown.credential, key=shown.key, count=shown.count
    )
    events.record(actor, "keys.passkey_added", person, name=name)
    return new_codes(factor) if is_new else []


@action("keys.prove_passkey")
def prove_passkey(*, actor: Actor, challenge: bytes, answer: str) -> Proof:
    """Test whether the browser's answer to the challenge proves a passkey of the actor's.

    What came of it is returned, not raised: what was wrong has to be counted. Wrong codes do not
    stop a passkey, which nobody can guess.

    :raises NotAllowed: if there is nobody
    """
    person = locked_person(actor.person_id or 0)
    require(actor, "keys.prove_passkey", person)
    factor, site = queries.locked_factor(person.pk), queries.site()
    if factor is None or site is None:
        return Proof.WRONG
    kept = {one.credential: one for one in factor.passkeys.all()}
    try:
        keys = [bytes(one.key) for one in kept.values()]
        shown = passkeys.proved(site, challenge, keys, answer)
    except passkeys.Unproved:
        return missed(actor, factor)
    used = kept[shown.credential]
    if not passkeys.is_ahead(shown.count, used.count):
        events.record(actor, "keys.passkey_copied", person, name=used.name)
        return Proof.COPIED
    used.count, used.used_at = shown.count, timezone.now()
    used.save(update_fields=["count", "used_at"])
    events.record(actor, "keys.passkey_used", person, name=used.name)
    return Proof.GOOD


@action("keys.remove_passkey")
def remove_passkey(*, actor: Actor, passkey_id: int) -> None:
    """Take a passkey of the actor's away; with the last way to prove oneself go the codes.

    :raises NotAllowed: if there is nobody
    :raises NotVisible: if they have no such passkey
    :raises WrongState: if it is the last way and one is required
    """
    require(actor, "keys.remove_passkey")
    factor = own_factor(actor)
    passkey = queries.own_passkey(actor, passkey_id)
    passkey.delete()
    events.record(actor, "keys.passkey_removed", factor.person, name=passkey.name)
    without(actor, factor)


def _registered(challenge: bytes, answer: str) -> passkeys.Shown:
    """Return the passkey that an answer brings.

    :raises WrongState: where passkeys are not good
    :raises Invalid: if the answer proves nothing
    """
    site = queries.site()
    if site is None:
        raise WrongState(_("Passkeys need the site to have an address with https."))
    try:
        return passkeys.registered(site, challenge, answer)
    except passkeys.Unproved as fault:
        words = _("The browser did not make a passkey for this site. Try again.")
        raise Invalid({"name": words}) from fault

"""Setting up a second factor, proving oneself with it, renewing and taking away."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.engines import totp
from liandu.engines.sealed import Unreadable
from liandu.kernel import events
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid, WrongState
from liandu.kernel.permits import require
from liandu.keys import queries
from liandu.keys.models import RecoveryCode, Reset, SecondFactor
from liandu.keys.rules import CODES, Proof, failed, new_code, plain
from liandu.orgs.actions import end_sessions
from liandu.orgs.models import Person
from liandu.orgs.queries import locked_person

events.kind("keys.proved", gettext_lazy("gave a code of the second factor"), "shield-check")
events.kind("keys.recovery_used", gettext_lazy("used up a recovery code"), "key")
events.kind("keys.refused", gettext_lazy("gave a wrong code or passkey"), "alert-triangle")
events.kind("keys.blocked", gettext_lazy("was stopped after wrong codes"), "lock")
events.kind("keys.set_up", gettext_lazy("set up an authenticator app"), "shield-check")
events.kind("keys.codes_renewed", gettext_lazy("had new recovery codes made"), "refresh")
events.kind("keys.removed", gettext_lazy("gave up the authenticator app"), "shield-off")
events.kind("keys.reset", gettext_lazy("took away a second factor"), "shield-off")
events.kind("keys.reset_read", gettext_lazy("read that the second factor was taken away"), "eye")


@action("keys.prove")
def prove(*, actor: Actor, code: str) -> Proof:
    """Take a code of the actor's app, or one of their recovery codes, and use it up.

    What came of it is returned, not raised: a wrong code has to be counted.

    :raises NotAllowed: if there is nobody
    """
    person = locked_person(actor.person_id or 0)
    require(actor, "keys.prove", person)
    factor = queries.locked_factor(person.pk)
    now = timezone.now()
    if factor is None or (factor.blocked_until and factor.blocked_until > now):
        return Proof.BLOCKED if factor else Proof.WRONG
    kind = _spent(factor, plain(code))
    if kind:
        factor.failures, factor.blocked_until = 0, None
        factor.save(update_fields=["failures", "blocked_until", "last_step"])
        events.record(actor, kind, person)
        return Proof.GOOD
    return missed(actor, factor)


@action("keys.set_up")
def set_up(*, actor: Actor, secret: bytes, code: str) -> list[str]:
    """Make ``secret`` the one of the actor's app, and return the recovery codes: kept nowhere.

    :raises NotAllowed: if there is nobody
    :raises Invalid: if the code is not one that the app shows for the secret
    """
    require(actor, "keys.set_up")
    person = locked_person(actor.person_id or 0)
    step = totp.accepted(secret, plain(code), timezone.now(), after=0)
    if step is None:
        words = _("The app shows another code for this secret. Check the clock of the phone.")
        raise Invalid({"code": words})
    values = {
        "secret": queries.sealed_for(person.pk, secret), "last_step": step,
        "failures": 0, "blocked_until": None, "set_up_at": timezone.now(),
    }  # fmt: skip
    factor, _made = SecondFactor.objects.update_or_create(person=person, defaults=values)
    events.record(actor, "keys.set_up", person)
    return new_codes(factor)


@action("keys.renew_codes")
def renew_codes(*, actor: Actor) -> list[str]:
    """Put ten new recovery codes in place of the actor's old ones, and return them.

    :raises NotAllowed: if there is nobody
    :raises WrongState: without a second factor
    """
    require(actor, "keys.renew_codes")
    factor = own_factor(actor)
    events.record(actor, "keys.codes_renewed", factor.person)
    return new_codes(factor)


@action("keys.remove")
def remove(*, actor: Actor) -> None:
    """Give up the actor's authenticator app; with the last way to prove oneself go the codes.

    :raises NotAllowed: if there is nobody
    :raises WrongState: without an app, or where it is the last way and one is required
    """
    require(actor, "keys.remove")
    factor = own_factor(actor)
    if not factor.has_app:
        raise WrongState(_("There is no authenticator app to give up."))
    events.record(actor, "keys.removed", factor.person)
    factor.secret, factor.last_step = b"", 0
    factor.save(update_fields=["secret", "last_step"])
    without(actor, factor)


@action("keys.reset")
def reset(*, actor: Actor, person_id: int, reason: str) -> Person:
    """Take away the second factor of a person who lost it; they are told and sign in anew.

    :raises NotVisible: if there is no such person
    :raises NotAllowed: if the actor is not the security administrator, or speaks of themselves
    :raises WrongState: if they have none
    """
    person = locked_person(person_id)
    require(actor, "keys.reset", person)
    factor = queries.locked_factor(person.pk)
    if factor is None:
        raise WrongState(_("The person has no second factor."))
    factor.delete()
    Reset.objects.create(person=person, reset_by_id=actor.person_id, reason=reason)
    end_sessions(actor=actor, person_id=person.pk)
    events.record(actor, "keys.reset", person, reason=reason)
    return person


@action("keys.read_reset")
def read_reset(*, actor: Actor) -> Reset | None:
    """Return the reset that the actor has not been told of yet, and note that they are now.

    :raises NotAllowed: if there is nobody
    """
    require(actor, "keys.read_reset")
    last = queries.last_reset(actor.person_id or 0)
    if last is None or last.told_at is not None:
        return None
    last.told_at = timezone.now()
    last.save(update_fields=["told_at"])
    events.record(actor, "keys.reset_read", last.person)
    return last


def own_factor(actor: Actor) -> SecondFactor:
    """Return the actor's second factor, held.

    :raises WrongState: if there is none
    """
    factor = queries.locked_factor(actor.person_id or 0)
    if factor is None:
        raise WrongState(_("There is no second factor. Set one up first."))
    return factor


def without(actor: Actor, factor: SecondFactor) -> None:
    """End a second factor from which the last way to prove oneself was taken.

    :raises WrongState: if the actor must have one
    """
    if factor.has_app or factor.passkeys.exists():
        return
    if queries.must_have(actor):
        raise WrongState(_("Your post requires a second factor. Set up another one first."))
    factor.delete()


def missed(actor: Actor, factor: SecondFactor) -> Proof:
    """Count what proved nothing, unless nothing is counted for now."""
    now = timezone.now()
    if factor.blocked_until and factor.blocked_until > now:
        return Proof.BLOCKED
    factor.failures, factor.blocked_until = failed(factor.failures, now)
    factor.save(update_fields=["failures", "blocked_until"])
    kind = "keys.blocked" if factor.blocked_until else "keys.refused"
    events.record(actor, kind, factor.person)
    return Proof.BLOCKED if factor.blocked_until else Proof.WRONG


def _spent(factor: SecondFactor, code: str) -> str:
    """Use a code up; return the kind of event it is, or nothing if it is no good."""
    try:
        secret = queries.unsealed_for(factor.person_id, factor.secret) if factor.has_app else b""
    except Unreadable:  # the site has another key now: the recovery codes do not open either
        return ""
    step = totp.accepted(secret, code, timezone.now(), after=factor.last_step) if secret else None
    if step is not None:
        factor.last_step = step
        return "keys.proved"
    good = RecoveryCode.objects.filter(factor=factor, digest=queries.digest_of(code), used_at=None)
    return "keys.recovery_used" if good.update(used_at=timezone.now()) else ""


def new_codes(factor: SecondFactor) -> list[str]:
    """Put new recovery codes in place of those there are."""
    codes = [new_code() for _each in range(CODES)]
    factor.codes.all().delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(factor=factor, digest=queries.digest_of(code)) for code in codes
    )
    return codes

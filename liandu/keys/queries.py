"""Reading what people prove who they are with."""

import hmac
from hashlib import sha256
from time import monotonic
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from joserfc.jwk import KeySet

from liandu.engines import oidc, passkeys, sealed
from liandu.kernel.actor import Actor
from liandu.kernel.models import one
from liandu.keys import rules
from liandu.keys.models import KnownAs, Passkey, RecoveryCode, Reset, SecondFactor
from liandu.orgs.models import Person
from liandu.orgs.queries import seats_of

DESCRIBED_FOR = 3600.0
_kept: dict[str, tuple[Any, ...]] = {}


def must_have(actor: Actor) -> bool:
    """Test whether the actor may do nothing here without a second factor; asks no table anew."""
    return rules.must_have(actor, seats_of(actor), settings.SECOND_FACTOR)


def factor_of(person_id: int) -> SecondFactor | None:
    """Return a person's second factor."""
    return SecondFactor.objects.filter(person_id=person_id).first()


def locked_factor(person_id: int) -> SecondFactor | None:
    """Return a person's second factor, held until the transaction ends."""
    return SecondFactor.objects.select_for_update().filter(person_id=person_id).first()


def codes_left(person_id: int) -> int:
    """Return how many recovery codes of a person are still good."""
    return RecoveryCode.objects.filter(factor_id=person_id, used_at=None).count()


def passkeys_of(person_id: int) -> list[Passkey]:
    """Return a person's passkeys, the oldest first."""
    return list(Passkey.objects.filter(factor_id=person_id))


def own_passkey(actor: Actor, pk: int) -> Passkey:
    """Return a passkey of the actor's.

    :raises NotVisible: if they have no such
    """
    return one(Passkey.objects.filter(factor_id=actor.person_id or 0), pk)


def site() -> passkeys.Site | None:
    """Return where passkeys of this site are good, or nothing if its address is not fit."""
    return passkeys.site_of(settings.LIANDU_URL)


def handle_of(person_id: int) -> bytes:
    """Return what passkeys call a person: it tells nothing of them, and stays."""
    key = sealed.key_for("passkey handles", settings.SECRET_KEY)
    return hmac.new(key, str(person_id).encode(), sha256).digest()


def last_reset(person_id: int) -> Reset | None:
    """Return the last time that somebody else took a person's second factor away."""
    return Reset.objects.filter(person_id=person_id).select_related("reset_by").first()


def sealed_for(person_id: int, secret: bytes) -> bytes:
    """Return a secret as the database may know it: it opens for this person alone."""
    return sealed.seal(_key(), secret, f"totp/{person_id}")


def unsealed_for(person_id: int, box: bytes | memoryview) -> bytes:
    """Return the secret that was sealed for a person.

    :raises Unreadable: if the site has another key now
    """
    return sealed.unseal(_key(), bytes(box), f"totp/{person_id}")


def digest_of(code: str) -> str:
    """Return what is kept of a recovery code."""
    key = sealed.key_for("recovery codes", settings.SECRET_KEY)
    return hmac.new(key, rules.plain(code).encode(), sha256).hexdigest()


def _key() -> bytes:
    return sealed.key_for("second factor", settings.SECRET_KEY)


def has_provider() -> bool:
    """Test whether people may come by an identity provider."""
    return bool(settings.OIDC_ISSUER and settings.OIDC_CLIENT)


def are_passwords_off() -> bool:
    """Test whether members sign in by the provider alone, once their account is connected."""
    return has_provider() and settings.PASSWORDS != rules.FOR_ALL


def comes_by_provider_alone(person: Person) -> bool:
    """Test whether a person's password signs in no more; administrators keep theirs."""
    return are_passwords_off() and not person.admin and identity_of(person.pk) is not None


def count_of_unconnected() -> int:
    """Return how many open accounts of members are not connected to the provider yet."""
    rows = Person.objects.filter(is_active=True, admin="")
    return rows.exclude(pk__in=KnownAs.objects.values("person")).count()


def provider_name() -> str:
    """Return what people call the provider."""
    return settings.OIDC_NAME or _("the organisation's identity provider")


def provider(*, afresh: bool = False) -> tuple[oidc.Provider, KeySet]:
    """Return the identity provider and its keys, as it described them within the hour.

    :raises Unknown: if it does not answer as it should
    """
    issuer = settings.OIDC_ISSUER
    until, *kept = _kept.get(issuer, (0.0,))
    if afresh or not kept or until < monotonic():
        found = oidc.discovered(issuer)
        kept = [found, oidc.signing_keys(found)]
        _kept[issuer] = (monotonic() + DESCRIBED_FOR, *kept)
    return kept[0], kept[1]


def way_to(asked: oidc.Asked) -> str:
    """Return where a browser goes to be known by the provider.

    :raises Unknown: if the provider does not answer as it should
    """
    found, _keys = provider()
    return oidc.address(found, _client(), asked, way_back())


def told_by(asked: oidc.Asked, code: str) -> oidc.Identity:
    """Return who came back from the provider, by the code they bring.

    :raises Unknown: if the provider does not say so, for this site and this browser
    """
    found, keys = provider()
    token = oidc.exchanged(found, _client(), asked, code, way_back())
    if not oidc.has_key(keys, token):
        found, keys = provider(afresh=True)
    now = timezone.now().timestamp()
    return oidc.identity(found, _client(), asked, token, keys, now)


def way_back() -> str:
    """Return where the provider sends people back to, as it has to know beforehand."""
    return f"{settings.LIANDU_URL}{reverse('keys:provider_back')}"


def known_as(identity: oidc.Identity) -> KnownAs | None:
    """Return the account that an identity is connected to."""
    rows = KnownAs.objects.select_related("person")
    return rows.filter(issuer=identity.issuer, subject=identity.subject).first()


def identity_of(person_id: int) -> KnownAs | None:
    """Return who a person is at the provider, if they connected it."""
    return KnownAs.objects.filter(person_id=person_id).first()


def _client() -> oidc.Client:
    return oidc.Client(settings.OIDC_CLIENT, settings.OIDC_SECRET)

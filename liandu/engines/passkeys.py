"""Passkeys, as WebAuthn has them: what a browser is asked, and whether its answer proves it.

Who holds the passkey must show a finger, a face or a PIN each time; which make of key it is, is not
asked. The browser speaks JSON with bytes in base64url, and so do these functions.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any, Final
from urllib.parse import urlsplit

from fido2.server import Fido2Server
from fido2.webauthn import (
    AttestationConveyancePreference,
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
)

REQUIRED: Final = "required"
NONE: Final = "none"
LONGEST_ANSWER: Final = 20_000
MILLISECONDS: Final = 300_000
PORTS: Final = {"https": 443, "http": 80}
# ES256, EdDSA and RS256: one of them, every maker of keys has.
ALGORITHMS: Final = (-7, -8, -257)


class Unproved(Exception):
    """The answer of the browser proves nothing."""


@dataclass(frozen=True, slots=True)
class Site:
    """Where passkeys are good: for a host, opened at one address and no other."""

    host: str
    origin: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What a passkey is: its name among all, its public key, how often it was used."""

    credential: str
    key: bytes
    count: int


def site_of(url: str) -> Site | None:
    """Return the site at an address, or nothing where browsers know no passkeys.

    They want a name, not a number, and TLS, except on the machine itself.
    """
    parts = urlsplit(url)
    host, scheme = parts.hostname or "", parts.scheme
    is_local = scheme == "http" and host == "localhost"
    if not host or _is_number(host) or not (scheme == "https" or is_local):
        return None
    port = "" if parts.port in {None, PORTS[scheme]} else f":{parts.port}"
    return Site(host, f"{scheme}://{host}{port}")


def asked_for_new(
    site: Site, challenge: bytes, user: tuple[bytes, str, str], known: Iterable[str]
) -> dict[str, Any]:
    """Return what a browser is asked for a new passkey of ``user``: their handle, account, name."""
    handle, account, name = user
    return {
        "challenge": text_of(challenge),
        "rp": {"id": site.host, "name": site.host},
        "user": {"id": text_of(handle), "name": account, "displayName": name},
        "pubKeyCredParams": [{"type": "public-key", "alg": alg} for alg in ALGORITHMS],
        "excludeCredentials": [{"type": "public-key", "id": one} for one in known],
        "authenticatorSelection": {
            "userVerification": REQUIRED, "residentKey": "discouraged",
            "requireResidentKey": False,
        },
        "attestation": NONE,
        "timeout": MILLISECONDS,
    }  # fmt: skip


def asked_for_known(site: Site, challenge: bytes, known: Iterable[str]) -> dict[str, Any]:
    """Return what a browser is asked that is to prove one of the passkeys ``known``."""
    return {
        "challenge": text_of(challenge),
        "rpId": site.host,
        "allowCredentials": [{"type": "public-key", "id": one} for one in known],
        "userVerification": REQUIRED,
        "timeout": MILLISECONDS,
    }


def registered(site: Site, challenge: bytes, answer: str) -> Shown:
    """Return the passkey that the answer brings.

    :raises Unproved: if it was not made here, now, by somebody whom it knows
    """
    try:
        made = _server(site).register_complete(_state(challenge), _read(answer))
    except Exception as fault:  # whatever a stranger may send
        raise Unproved from fault
    new = made.credential_data
    if new is None or new.public_key[3] not in ALGORITHMS:
        raise Unproved
    return Shown(text_of(new.credential_id), bytes(new), made.counter)


def proved(site: Site, challenge: bytes, keys: Sequence[bytes], answer: str) -> Shown:
    """Return which passkey among ``keys`` the answer proves, and its count as it stands now.

    :raises Unproved: if it proves none of them, here and now, by somebody whom it knows
    """
    try:
        sent = _read(answer)
        known = [AttestedCredentialData(key) for key in keys]
        used = _server(site).authenticate_complete(_state(challenge), known, sent)
        count = AuthenticationResponse.from_dict(sent).response.authenticator_data.counter
        return Shown(text_of(used.credential_id), bytes(used), count)
    except Exception as fault:  # whatever a stranger may send
        raise Unproved from fault


def is_ahead(count: int, kept: int) -> bool:
    """Test whether a passkey counted on since it was used last; many do not count at all."""
    return count > kept or count == kept == 0


def text_of(some: bytes) -> str:
    """Return bytes as a browser writes them."""
    return urlsafe_b64encode(some).decode().rstrip("=")


def bytes_of(text: str) -> bytes:
    """Return the bytes that a browser has written."""
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _server(site: Site) -> Fido2Server:
    rp = PublicKeyCredentialRpEntity(name=site.host, id=site.host)
    return Fido2Server(rp, AttestationConveyancePreference.NONE, lambda shown: shown == site.origin)


def _state(challenge: bytes) -> dict[str, str]:
    return {"challenge": text_of(challenge), "user_verification": REQUIRED}


def _read(answer: str) -> dict[str, Any]:
    if len(answer) > LONGEST_ANSWER:
        raise Unproved
    read: dict[str, Any] = json.loads(answer)
    return read

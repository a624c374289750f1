"""OpenID Connect, the authorization code flow with PKCE: who somebody is, by their organisation.

    provider = discovered("https://id.example.org")
    asked = Asked.new()                      # kept with the browser until it comes back
    url = address(provider, client, asked, back)
    token = exchanged(provider, client, asked, code, back)
    who = identity(provider, client, asked, token, signing_keys(provider), now)

Only the issuer itself is asked: what its description names elsewhere is refused, nothing is
followed, and certificates are looked at. Only keys of two halves sign.
"""

import base64
import hmac
import json
import secrets
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from http.client import HTTPException, HTTPSConnection
from time import monotonic
from typing import Any, Final
from urllib.parse import quote, urlencode, urlsplit

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jws import extract_compact

DESCRIPTION: Final = "/.well-known/openid-configuration"
ALGORITHMS: Final = ("RS256", "PS256", "ES256")
SECONDS: Final = 5.0
LONGEST: Final = 15.0
MOST_BYTES: Final = 256 * 1024
LONGEST_SUBJECT: Final = 255
SKEW: Final = 60
GOOD, BROKEN = 200, 500


class Fault(StrEnum):
    """Why nobody is known by an answer."""

    DOWN = "down"
    DESCRIPTION = "description"
    DECLINED = "declined"
    CODE = "code"
    TOKEN = "token"  # noqa: S105 - a word, no secret
    KEY = "key"


class Unknown(Exception):
    """The provider did not say who it is, or not so that it may be believed."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(fault.value)


@dataclass(frozen=True, slots=True)
class Client:
    """What the provider knows this site by."""

    id: str
    secret: str

    def __repr__(self) -> str:
        """Return it without the secret, for logs and traces."""
        return f"Client({self.id!r})"


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider as it describes itself, each address its own."""

    issuer: str
    authorization: str
    token: str
    keys: str
    takes_basic: bool = True


@dataclass(frozen=True, slots=True)
class Asked:
    """What ties an answer to the browser that asked: nobody else knows it."""

    state: str
    nonce: str
    verifier: str

    @classmethod
    def new(cls) -> "Asked":
        """Return three values that nobody guesses."""
        return cls(*(secrets.token_urlsafe(32) for _ in range(3)))


@dataclass(frozen=True, slots=True)
class Identity:
    """Who somebody is: ``subject`` never changes at its issuer; ``name`` is for reading alone."""

    issuer: str
    subject: str
    name: str


def discovered(issuer: str) -> Provider:
    """Return the provider of an issuer, as its description says.

    :raises Unknown: if it does not answer, or describes another, or addresses elsewhere
    """
    told = _asked_for(issuer, issuer.rstrip("/") + DESCRIPTION)
    try:
        found = Provider(
            told["issuer"], told["authorization_endpoint"], told["token_endpoint"],
            told["jwks_uri"],
            "client_secret_basic"
            in told.get("token_endpoint_auth_methods_supported", ["client_secret_basic"]),
        )  # fmt: skip
        ours = _origin(issuer)
        is_own = {_origin(url) for url in (found.authorization, found.token, found.keys)} == {ours}
    except (KeyError, TypeError, ValueError, AttributeError):
        raise Unknown(Fault.DESCRIPTION) from None
    if found.issuer != issuer or not is_own:
        raise Unknown(Fault.DESCRIPTION)
    return found


def signing_keys(provider: Provider) -> KeySet:
    """Return the keys that the provider signs with now.

    :raises Unknown: if it does not answer with any
    """
    told = _asked_for(provider.issuer, provider.keys)
    try:
        return KeySet.import_key_set(told)  # type: ignore[arg-type]
    except (JoseError, KeyError, TypeError, ValueError, AttributeError):
        raise Unknown(Fault.KEY) from None


def address(provider: Provider, client: Client, asked: Asked, back: str) -> str:
    """Return where the browser goes to be asked who its person is."""
    digest = sha256(asked.verifier.encode()).digest()
    query = {
        "response_type": "code", "client_id": client.id, "redirect_uri": back,
        "scope": "openid profile", "state": asked.state, "nonce": asked.nonce,
        "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
        "code_challenge_method": "S256",
    }  # fmt: skip
    mark = "&" if urlsplit(provider.authorization).query else "?"
    return f"{provider.authorization}{mark}{urlencode(query)}"


def exchanged(provider: Provider, client: Client, asked: Asked, code: str, back: str) -> str:
    """Return the signed token that the provider gives for a code.

    :raises Unknown: if it gives none
    """
    form = {
        "grant_type": "authorization_code", "code": code, "redirect_uri": back,
        "code_verifier": asked.verifier,
    }  # fmt: skip
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    if provider.takes_basic:
        pair = f"{quote(client.id, safe='')}:{quote(client.secret, safe='')}"
        headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
    else:
        form |= {"client_id": client.id, "client_secret": client.secret}
    told = _asked_for(provider.issuer, provider.token, urlencode(form).encode(), headers)
    token = told.get("id_token")
    if not isinstance(token, str):
        raise Unknown(Fault.CODE)
    return token


def has_key(keys: KeySet, token: str) -> bool:
    """Test whether the key that a token names is among ``keys``; without a name any may be."""
    try:
        kid = extract_compact(token.encode()).headers().get("kid")
    except (JoseError, ValueError, TypeError):
        raise Unknown(Fault.TOKEN) from None
    return kid is None or any(each.kid == kid for each in keys.keys)


def identity(provider: Provider, client: Client, asked: Asked, token: str, keys: KeySet,
             now: float) -> Identity:  # fmt: skip
    """Return who a token speaks of, if this provider signed it for this site and this browser.

    :raises Unknown: if any of it is not so
    """
    try:
        claims = jwt.decode(token, keys, algorithms=list(ALGORITHMS)).claims
    except (JoseError, ValueError, TypeError, KeyError):
        raise Unknown(Fault.TOKEN) from None
    subject, said = claims.get("sub"), claims.get("name") or claims.get("preferred_username")
    is_good = (
        claims.get("iss") == provider.issuer
        and _is_for(client, claims)
        and _is_in_time(claims, now)
        and hmac.compare_digest(str(claims.get("nonce", "")), asked.nonce)
        and isinstance(subject, str)
        and 0 < len(subject) <= LONGEST_SUBJECT
    )
    if not is_good:
        raise Unknown(Fault.TOKEN)
    return Identity(provider.issuer, str(subject), str(said or subject)[:LONGEST_SUBJECT])


def _is_for(client: Client, claims: Mapping[str, Any]) -> bool:
    """Test whether a token was made for this site and no other."""
    meant = claims.get("aud")
    named = meant if isinstance(meant, list) else [meant]
    party = claims.get("azp", client.id if len(named) == 1 else None)
    return client.id in named and party == client.id


def _is_in_time(claims: Mapping[str, Any], now: float) -> bool:
    """Test whether a token holds now, with clocks a minute apart."""
    ends, made = claims.get("exp"), claims.get("iat")
    if not isinstance(ends, int | float) or not isinstance(made, int | float):
        return False
    return now < ends + SKEW and made <= now + SKEW


def _origin(url: str) -> tuple[str, int]:
    """Return the host and port of an address.

    :raises ValueError: if it is no plain HTTPS address
    """
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname or parts.username or parts.fragment:
        raise ValueError(url)
    return parts.hostname, parts.port or 443


def _asked_for(
    issuer: str, url: str, content: bytes | None = None, headers: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Return what an address of the issuer answers.

    :raises Unknown: if it is another's, or does not answer with an object
    """
    try:
        is_own = _origin(url) == _origin(issuer)
    except ValueError:
        is_own = False
    if not is_own:
        raise Unknown(Fault.DESCRIPTION)
    status, told = _read(url, content, {"Accept": "application/json", **(headers or {})})
    if status != GOOD:
        raise Unknown(Fault.CODE if content and status < BROKEN else Fault.DOWN)
    try:
        found = json.loads(told)
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise Unknown(Fault.DOWN)
    return found


def _read(url: str, content: bytes | None, headers: Mapping[str, str]) -> tuple[int, bytes]:
    """Return the status and the body that an address answers, within a time and a size.

    :raises Unknown: if it does not
    """
    parts, (host, port) = urlsplit(url), _origin(url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    line = HTTPSConnection(host, port, timeout=SECONDS, context=ssl.create_default_context())
    try:
        line.request("POST" if content else "GET", path, content, dict(headers))
        answer = line.getresponse()
        told, until = b"", monotonic() + LONGEST
        while piece := answer.read1(MOST_BYTES):
            told += piece
            if len(told) > MOST_BYTES or monotonic() > until:
                raise Unknown(Fault.DOWN)
    except (OSError, HTTPException) as fault:
        raise Unknown(Fault.DOWN) from fault
    finally:
        line.close()
    return answer.status, told

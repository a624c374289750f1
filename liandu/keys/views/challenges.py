"""What a passkey is asked to sign: kept in the session, for five minutes and for one answer."""

import json
import secrets
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils import timezone

from liandu.engines import passkeys
from liandu.keys import queries
from liandu.keys.rules import PATIENCE
from liandu.orgs.models import Person

CHALLENGE = "passkey challenge"
SIZE = 32


def site_here(request: HttpRequest) -> passkeys.Site | None:
    """Return the site of the passkeys, if the browser shows it under its own name."""
    site = queries.site()
    host = urlsplit(f"//{request.get_host()}").hostname
    return site if site and site.host == host else None


def asked(request: HttpRequest, person: Person) -> str:
    """Return what the browser is asked to prove one of the person's passkeys, or nothing."""
    site = site_here(request)
    known = [one.credential for one in queries.passkeys_of(person.pk)] if site else []
    if site is None or not known:
        return ""
    return json.dumps(passkeys.asked_for_known(site, _given(request), known))


def asked_for_new(request: HttpRequest, person: Person) -> str:
    """Return what the browser is asked to make a passkey for the person, or nothing."""
    site = site_here(request)
    if site is None:
        return ""
    user = (queries.handle_of(person.pk), person.username, person.name)
    known = [one.credential for one in queries.passkeys_of(person.pk)]
    return json.dumps(passkeys.asked_for_new(site, _given(request), user, known))


def taken(request: HttpRequest) -> bytes | None:
    """Return what the browser was asked to sign, if it was lately; nothing is asked twice."""
    kept = request.session.pop(CHALLENGE, None)
    if kept is None or timezone.now().timestamp() - kept["at"] > PATIENCE.total_seconds():
        return None
    return bytes.fromhex(kept["bytes"])


def _given(request: HttpRequest) -> bytes:
    challenge = secrets.token_bytes(SIZE)
    now = int(timezone.now().timestamp())
    request.session[CHALLENGE] = {"bytes": challenge.hex(), "at": now}
    return challenge

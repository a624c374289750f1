"""What stands between the right password and a session: an upper app registers its door.

    stand_at(lambda request, person: reverse("keys:prove") if has_factor(person) else "")

Who is led to a door has no session yet, only a short note of who knocked; the app that keeps it
lets them in with ``let_in``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from liandu.kernel.whom import asking_itself
from liandu.orgs import actions
from liandu.orgs.models import Person
from liandu.orgs.queries import actor_for, person_or_nobody
from liandu.orgs.sessions import BEGAN

Door = Callable[[Person], str]
KNOCKED = "knocked"
BACKEND = "django.contrib.auth.backends.ModelBackend"
# How long somebody may take between the password and what else is asked.
PATIENCE = 300
LONGEST_BEGAN = 200

_door: list[Door] = []
_ways: list[Callable[[], "Way | None"]] = []
_bars: list[Door] = []


@dataclass(frozen=True, slots=True)
class Way:
    """Another way in than account and password, as the page of signing in offers it."""

    label: str
    url: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Knock:
    """Somebody who knew the password and has more to prove."""

    person: Person
    next: str


def stand_at(door: Door) -> None:
    """Make ``door`` the one that is asked; it answers with an address, or lets people pass."""
    _door[:] = [door]


def offer(way: Callable[[], Way | None]) -> None:
    """Offer another way in, where it answers with one."""
    _ways.append(way)


def ways() -> list[Way]:
    """Return the other ways in."""
    return [found for way in _ways if (found := way())]


def bar(rule: Door) -> Door:
    """Ask ``rule`` of whoever knew their password; it answers why that does not let them in."""
    _bars.append(rule)
    return rule


def barred(person: Person) -> str:
    """Return why the password of a person does not let them in, or nothing."""
    return next((why for rule in _bars if (why := rule(person))), "")


def come_in(request: HttpRequest, person: Person, next_url: str) -> HttpResponse:
    """Lead whoever knew the password, or came another way, on: to the door, else in."""
    url = next((found for door in _door if (found := door(person))), "")
    if not url:
        return let_in(request, person, next_url)
    request.session[KNOCKED] = {
        "person": person.pk, "at": int(timezone.now().timestamp()), "next": next_url,
        "hash": person.get_session_auth_hash(),
    }  # fmt: skip
    return HttpResponseRedirect(url)


def who_knocked(request: HttpRequest) -> Knock | None:
    """Return who stands at the door: not for long, and not across a change of password."""
    note = request.session.get(KNOCKED)
    if not note or timezone.now().timestamp() - note["at"] > PATIENCE:
        return None
    person = person_or_nobody(note["person"])
    if person is None or person.get_session_auth_hash() != note["hash"]:
        return None
    return Knock(person, note["next"])


def let_in(request: HttpRequest, person: Person, next_url: str, **kept: Any) -> HttpResponse:
    """Open a session that keeps ``kept`` besides, and lead on."""
    request.session.pop(KNOCKED, None)
    address = str(request.META.get("REMOTE_ADDR", ""))
    now = timezone.now()
    agent = request.headers.get("User-Agent", "")
    request.session[BEGAN] = f"{int(now.timestamp())} {address} {agent}"[:LONGEST_BEGAN]
    request.session.update(kept)
    with asking_itself("orgs.sign_in"):
        login(request, person, BACKEND)
    actions.sign_in(actor=actor_for(person.pk, now, admin=person.admin), address=address)
    return HttpResponseRedirect(next_url)

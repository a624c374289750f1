"""Who sets up, renews and resets a second factor."""

from typing import Any

from liandu.kernel.actor import Actor
from liandu.kernel.permits import permit
from liandu.orgs.models import Person
from liandu.orgs.rules import AdminKind


@permit("keys.arrive")
def may_arrive(actor: Actor, thing: Any) -> bool:
    """Let anybody: the identity provider said who it is."""
    return True


@permit("keys.disconnect")
def may_disconnect(actor: Actor, person: Person) -> bool:
    """Let people about themselves, and who closes accounts and gives passwords about others."""
    return actor.person_id == person.pk or actor.admin == AdminKind.SYSTEM


@permit("keys.prove", "keys.prove_passkey")
def may_prove(actor: Actor, person: Person) -> bool:
    """Let whoever knew the password, about that account, and whoever is signed in to it."""
    return actor.person_id == person.pk


@permit(
    "keys.set_up", "keys.renew_codes", "keys.remove", "keys.add_passkey", "keys.remove_passkey",
    "keys.read_reset", "keys.connect",
)  # fmt: skip
def may_keep_own(actor: Actor, thing: Any) -> bool:
    """Let whoever is signed in, about themselves."""
    return actor.person_id is not None


@permit("keys.reset")
def may_reset(actor: Actor, person: Person) -> bool:
    """Leave it to the security administrator, for others; the installation itself may always.

    The one who gives passwords (the system administrator) does not also take away what holds when
    a password is known.
    """
    is_console = actor.person_id is None and actor.has("system")
    return is_console or (actor.admin == AdminKind.SECURITY and actor.person_id != person.pk)

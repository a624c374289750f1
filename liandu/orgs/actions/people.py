"""Accounts of people: made and closed by the system administrator, without any right in them."""

import secrets
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.kernel import events
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid, WrongState
from liandu.kernel.permits import require
from liandu.orgs import queries
from liandu.orgs.actions.sessions import end_sessions
from liandu.orgs.models import Person
from liandu.orgs.rules import AdminKind, masked

events.kind("orgs.person_added", gettext_lazy("opened an account"), "user-plus")
events.kind("orgs.person_edited", gettext_lazy("changed an account"), "user-edit")
events.kind("orgs.phone_shown", gettext_lazy("looked at a phone number"), "eye", is_read=True)
events.kind("orgs.account_closed", gettext_lazy("closed an account"), "user-off")
events.kind("orgs.account_reopened", gettext_lazy("reopened an account"), "user-check")
events.kind("orgs.password_reset", gettext_lazy("gave a one-time password"), "key")
events.kind("orgs.admin_set", gettext_lazy("appointed or dismissed an administrator"), "shield")

# Without the characters that are mistaken for one another when read out or copied from paper.
ALPHABET = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
LENGTH = 14


@dataclass(frozen=True, slots=True)
class Particulars:
    """What an account says of a person."""

    username: str
    name: str
    phone: str = ""
    email: str = ""


@action("orgs.add_person")
def add_person(*, actor: Actor, particulars: Particulars) -> tuple[Person, str]:
    """Open an account; return it with the password for its first use, which is kept nowhere.

    :raises NotAllowed: if the actor does not keep accounts
    :raises Invalid: if the account is taken or has no name
    """
    require(actor, "orgs.add_person")
    _check(particulars)
    password = one_time_password()
    person = Person(
        username=particulars.username.strip(), name=particulars.name.strip(),
        phone=particulars.phone.strip(), email=particulars.email.strip(),
        must_change_password=True,
    )  # fmt: skip
    person.set_password(password)
    person.save()
    events.record(actor, "orgs.person_added", person, after=[person.username, person.name])
    return person, password


@action("orgs.edit_person")
def edit_person(*, actor: Actor, person_id: int, particulars: Particulars) -> Person:
    """Correct what an account says of a person. The account itself keeps its name.

    :raises NotVisible: if there is none
    :raises NotAllowed: if the actor does not keep accounts
    :raises Invalid: without a name
    """
    person = queries.locked_person(person_id)
    require(actor, "orgs.edit_person", person)
    if not particulars.name.strip():
        raise Invalid({"name": _("Enter a name.")})
    before = [person.name, masked(person.phone), person.email]
    person.name = particulars.name.strip()
    # Sent back as it was shown, the number was not changed.
    if particulars.phone.strip() != masked(person.phone):
        person.phone = particulars.phone.strip()
    person.email = particulars.email.strip()
    person.save(update_fields=["name", "phone", "email"])
    after = [person.name, masked(person.phone), person.email]
    events.record(actor, "orgs.person_edited", person, before=before, after=after)
    return person


@action("orgs.show_phone")
def show_phone(*, actor: Actor, person_id: int, reason: str) -> Person:
    """Return a person whose phone number the actor reads in full, for a reason.

    :raises NotVisible: if there is none
    :raises NotAllowed: if the directory is closed to the actor
    """
    person = queries.person(person_id)
    require(actor, "orgs.show_phone", person)
    events.record(actor, "orgs.phone_shown", person, reason=reason)
    return person


@action("orgs.close_account")
def close_account(*, actor: Actor, person_id: int, reason: str) -> Person:
    """Close an account at once: its sessions are gone, and none comes back with the account.

    :raises NotVisible: if there is none
    :raises NotAllowed: if the actor does not keep accounts
    :raises WrongState: if it is closed already, or nobody could keep accounts afterwards
    """
    person = queries.locked_person(person_id)
    require(actor, "orgs.close_account", person)
    if not person.is_active:
        raise WrongState(_("The account is closed already."))
    _leave_one(person)
    person.is_active = False
    person.save(update_fields=["is_active"])
    end_sessions(actor=actor, person_id=person.pk)
    events.record(actor, "orgs.account_closed", person, reason=reason)
    return person


@action("orgs.reopen_account")
def reopen_account(*, actor: Actor, person_id: int, reason: str) -> tuple[Person, str]:
    """Open a closed account again, with a new password for its first use.

    :raises NotVisible: if there is none
    :raises NotAllowed: if the actor does not keep accounts
    :raises WrongState: if it is open
    """
    person = queries.locked_person(person_id)
    require(actor, "orgs.reopen_account", person)
    if person.is_active:
        raise WrongState(_("The account is open already."))
    person.is_active = True
    password = _renew(person)
    events.record(actor, "orgs.account_reopened", person, reason=reason)
    return person, password


@action("orgs.reset_password")
def reset_password(*, actor: Actor, person_id: int) -> tuple[Person, str]:
    """Give a person who forgot theirs a password for one use.

    :raises NotVisible: if there is none
    :raises NotAllowed: if the actor does not keep accounts
    :raises WrongState: if the account is closed, or is the actor's own
    """
    person = queries.locked_person(person_id)
    require(actor, "orgs.reset_password", person)
    if not person.is_active:
        raise WrongState(_("The account is closed. Reopen it first."))
    if person.pk == actor.person_id:
        raise WrongState(_("This is your own account. Change the password on its page."))
    password = _renew(person)
    end_sessions(actor=actor, person_id=person.pk)
    events.record(actor, "orgs.password_reset", person)
    return person, password


@action("orgs.set_admin")
def set_admin(*, actor: Actor, person_id: int, admin: str, reason: str) -> Person:
    """Make a person one of the three administrators, or none.

    :raises NotVisible: if there is no such person
    :raises NotAllowed: if the actor is not the security administrator, or speaks of themselves
    :raises Invalid: if there is no such administrator
    :raises WrongState: if the person holds a post, is closed, or is the last of their kind
    """
    person = queries.locked_person(person_id)
    require(actor, "orgs.set_admin", person)
    if admin and admin not in set(AdminKind):
        raise Invalid({"admin": _("Choose one of the three administrators, or none.")})
    if admin and not person.is_active:
        raise WrongState(_("The account is closed. Reopen it first."))
    if admin and person.memberships.filter(queries.lasting(timezone.now())).exists():
        raise WrongState(_("The person holds a post. End it first: administrators hold none."))
    if admin != person.admin:
        _leave_one(person)
    before, person.admin = person.admin, admin
    person.save(update_fields=["admin"])
    end_sessions(actor=actor, person_id=person.pk)
    events.record(actor, "orgs.admin_set", person, before=before, after=admin, reason=reason)
    return person


@action("orgs.open_administrator")
def open_administrator(
    *, actor: Actor, particulars: Particulars, admin: str, reason: str
) -> tuple[Person, str]:
    """Open the account of an administrator; return it with the password for its first use.

    :raises NotAllowed: unless the installation itself acts, at its console
    :raises Invalid: if the account is taken, or there is no such administrator
    """
    require(actor, "orgs.open_administrator")
    person, password = add_person(actor=actor, particulars=particulars)
    return set_admin(actor=actor, person_id=person.pk, admin=admin, reason=reason), password


def one_time_password() -> str:
    """Return a random password that can be read out."""
    letters = "".join(secrets.choice(ALPHABET) for _letter in range(LENGTH))
    # A digit and a sign always, as the password rule asks.
    return f"{letters}-{secrets.randbelow(10)}"


def _renew(person: Person) -> str:
    password = one_time_password()
    person.set_password(password)
    person.must_change_password = True
    person.save(update_fields=["is_active", "password", "must_change_password"])
    return password


def _check(particulars: Particulars) -> None:
    """Pass if an account can be opened with these particulars.

    :raises Invalid: otherwise
    """
    faults = {}
    if not particulars.username.strip():
        faults["username"] = _("Enter an account.")
    elif Person.objects.filter(username=particulars.username.strip()).exists():
        faults["username"] = _("The account is taken. Choose another.")
    if not particulars.name.strip():
        faults["name"] = _("Enter a name.")
    if faults:
        raise Invalid(faults)


def _leave_one(person: Person) -> None:
    """Pass unless ``person`` is the last active administrator of their kind.

    :raises WrongState: otherwise
    """
    if not person.admin:
        return
    others = Person.objects.filter(admin=person.admin, is_active=True).exclude(pk=person.pk)
    if not others.exists():
        raise WrongState(_("This is the last administrator of the kind. Appoint another first."))

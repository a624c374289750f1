"""Pages of people: accounts, posts, administrators, what is handed over."""

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from liandu.kernel.permits import allowed, require
from liandu.orgs import actions, queries
from liandu.orgs.actions.people import Particulars
from liandu.orgs.forms import (
    AdminForm,
    PersonEditForm,
    PersonForm,
)
from liandu.orgs.listings import PEOPLE
from liandu.orgs.models import Person
from liandu.orgs.rules import masked
from liandu.web.forms import Ask, ConfirmForm, Form, respond_form
from liandu.web.middleware import ActorRequest

ONE_TIME, PHONE = "one-time", "phone in full"


@require_GET
def person_list(request: ActorRequest) -> HttpResponseBase:
    """Show who has an account."""
    require(request.actor, "orgs.browse")
    permits = {"add": "orgs.add_person", "seat": "orgs.import_memberships"}
    may = {name: allowed(request.actor, permit) for name, permit in permits.items()}
    answers = allowed(request.actor, "orgs.read_clearances")
    waiting = queries.waiting_for(request.actor).count() if answers else 0
    return PEOPLE.respond(request, queries.people(), may=may, waiting=waiting)


@require_GET
def person_detail(request: ActorRequest, pk: int) -> HttpResponse:
    """Show a person: account, posts, administrator or not."""
    person = person_for(request, pk, "orgs.browse")
    now = timezone.now()
    in_full = request.session.pop(PHONE, 0) == pk if PHONE in request.session else False
    memberships = queries.memberships_of(pk)
    may_seat = allowed(request.actor, "orgs.add_membership", person)
    context = {
        "title": person.name,
        "person": person,
        "phone": person.phone if in_full else masked(person.phone),
        "in_full": in_full,
        "memberships": queries.with_proposals(memberships) if may_seat else memberships,
        "now": now,
        "password": _shown_once(request, person),
        "may_keep": allowed(request.actor, "orgs.edit_person", person),
        "may_seat": may_seat,
        "may_appoint": allowed(request.actor, "orgs.set_admin", person),
    }
    return render(request, "orgs/person_detail.html", context)


@require_http_methods(["GET", "POST"])
def person_add(request: ActorRequest) -> HttpResponse:
    """Open an account."""
    require(request.actor, "orgs.add_person")
    return respond_form(
        request,
        PersonForm,
        action=lambda clean: actions.add_person(
            actor=request.actor, particulars=Particulars(**clean)
        ),
        success=lambda result: _with_password(request, *result),
        done=gettext_lazy("The account is open. Its password for the first use is shown once."),
        ask=Ask(
            title=_("Open an account"),
            intro=_("It has no rights until the security administrator gives it a post."),
            button=_("Open the account"),
            back=reverse("orgs:person_list"),
        ),
    )


@require_http_methods(["GET", "POST"])
def person_edit(request: ActorRequest, pk: int) -> HttpResponse:
    """Correct an account."""
    person = person_for(request, pk, "orgs.edit_person")

    def run(clean: dict[str, Any]) -> Person:
        particulars = Particulars(person.username, **clean)
        return actions.edit_person(actor=request.actor, person_id=pk, particulars=particulars)

    return respond_form(
        request,
        PersonEditForm,
        action=run,
        success=to_person(pk),
        done=gettext_lazy("The account is changed."),
        initial={"name": person.name, "phone": masked(person.phone), "email": person.email},
        ask=Ask(title=_("Change %(name)s") % {"name": person}, back=to_person(pk)),
    )


@require_http_methods(["GET", "POST"])
def phone_show(request: ActorRequest, pk: int) -> HttpResponse:
    """Show somebody's phone number in full, this once; that it was read is on record."""
    person = person_for(request, pk, "orgs.show_phone")

    def run(clean: dict[str, Any]) -> None:
        actions.show_phone(actor=request.actor, person_id=pk, reason=clean["reason"])
        request.session[PHONE] = pk

    return respond_form(
        request,
        ConfirmForm,
        action=run,
        success=to_person(pk),
        ask=Ask(
            title=_("Show the phone number of %(name)s?") % {"name": person},
            intro=_("Who looked at it, when and why stays on record."),
            button=_("Show the number"),
            back=to_person(pk),
        ),
    )


@require_http_methods(["GET", "POST"])
def account_close(request: ActorRequest, pk: int) -> HttpResponse:
    """Close an account at once."""
    person = person_for(request, pk, "orgs.close_account")

    def run(clean: dict[str, Any]) -> Person:
        return actions.close_account(actor=request.actor, person_id=pk, reason=clean["reason"])

    return respond_form(
        request,
        ConfirmForm,
        action=run,
        success=to_person(pk),
        done=gettext_lazy("The account is closed."),
        ask=Ask(
            title=_("Close the account of %(name)s?") % {"name": person},
            intro=_("It holds at once, also where the person is signed in. Posts stay on record."),
            button=_("Close the account"),
            danger=True,
            back=to_person(pk),
        ),
    )


@require_http_methods(["GET", "POST"])
def account_reopen(request: ActorRequest, pk: int) -> HttpResponse:
    """Open a closed account again."""
    person = person_for(request, pk, "orgs.reopen_account")

    def run(clean: dict[str, Any]) -> tuple[Person, str]:
        return actions.reopen_account(actor=request.actor, person_id=pk, reason=clean["reason"])

    return respond_form(
        request,
        ConfirmForm,
        action=run,
        success=lambda result: _with_password(request, *result),
        done=gettext_lazy("The account is open. Its password for the first use is shown once."),
        ask=Ask(
            title=_("Reopen the account of %(name)s?") % {"name": person},
            button=_("Reopen"),
            back=to_person(pk),
        ),
    )


@require_http_methods(["GET", "POST"])
def password_reset(request: ActorRequest, pk: int) -> HttpResponse:
    """Give a one-time password."""
    person = person_for(request, pk, "orgs.reset_password")
    return respond_form(
        request,
        Form,
        action=lambda _clean: actions.reset_password(actor=request.actor, person_id=pk),
        success=lambda result: _with_password(request, *result),
        done=gettext_lazy("The password for the first use is shown once."),
        ask=Ask(
            title=_("Give %(name)s a one-time password?") % {"name": person},
            intro=_("The present password ends at once. Make sure who is asking."),
            button=_("Give a password"),
            danger=True,
            back=to_person(pk),
        ),
    )


@require_http_methods(["GET", "POST"])
def admin_set(request: ActorRequest, pk: int) -> HttpResponse:
    """Appoint or dismiss an administrator."""
    person = person_for(request, pk, "orgs.set_admin")
    return respond_form(
        request,
        AdminForm,
        action=lambda clean: actions.set_admin(actor=request.actor, person_id=pk, **clean),
        success=to_person(pk),
        done=gettext_lazy("It holds with the person's next page."),
        initial={"admin": person.admin},
        ask=Ask(
            title=_("Appoint %(name)s administrator, or dismiss them") % {"name": person},
            intro=_("A person is one of the three at most, and then holds no post."),
            back=to_person(pk),
        ),
    )


def person_for(request: ActorRequest, pk: int, permit: str) -> Person:
    """Return a person; to whom the directory is closed it does not tell who is in it."""
    require(request.actor, "orgs.browse")
    person = queries.person(pk)
    require(request.actor, permit, person)
    return person


def to_person(pk: int) -> str:
    """Return the address of a person's page."""
    return reverse("orgs:person", args=[pk])


def _with_password(request: ActorRequest, person: Person, password: str) -> str:
    """Keep the password for the next page alone, and return its address."""
    request.session[ONE_TIME] = [person.pk, password]
    return to_person(person.pk)


def _shown_once(request: ActorRequest, person: Person) -> str:
    """Return the password that was just made for this person, and forget it."""
    kept = request.session.get(ONE_TIME)
    if not kept or kept[0] != person.pk:
        return ""
    del request.session[ONE_TIME]
    return str(kept[1])

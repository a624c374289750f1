"""Pages of people: accounts, posts, administrators, what is handed over."""

from datetime import datetime, time, timedelta
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods

from liandu.kernel.errors import NotVisible
from liandu.kernel.permits import allowed, require
from liandu.orgs import actions, queries
from liandu.orgs.actions.people import Particulars
from liandu.orgs.forms import (
    AdminForm,
    HandOverForm,
    MembershipForm,
    PersonEditForm,
    PersonForm,
)
from liandu.orgs.handover import open_items
from liandu.orgs.listings import PEOPLE
from liandu.orgs.models import Person
from liandu.web.forms import Ask, ConfirmForm, Form, respond_form
from liandu.web.middleware import ActorRequest

ONE_TIME = "one-time"


@require_GET
def person_list(request: ActorRequest) -> HttpResponseBase:
    """Show who has an account."""
    require(request.actor, "orgs.browse")
    permits = {"add": "orgs.add_person", "seat": "orgs.import_memberships"}
    may = {name: allowed(request.actor, permit) for name, permit in permits.items()}
    return PEOPLE.respond(request, queries.people(), may=may)


@require_GET
def person_detail(request: ActorRequest, pk: int) -> HttpResponse:
    """Show a person: account, posts, administrator or not."""
    person = _person(request, pk, "orgs.browse")
    now = timezone.now()
    context = {
        "title": person.name,
        "person": person,
        "memberships": queries.memberships_of(pk),
        "now": now,
        "password": _shown_once(request, person),
        "may_keep": allowed(request.actor, "orgs.edit_person", person),
        "may_seat": allowed(request.actor, "orgs.add_membership", person),
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
    person = _person(request, pk, "orgs.edit_person")

    def run(clean: dict[str, Any]) -> Person:
        particulars = Particulars(person.username, **clean)
        return actions.edit_person(actor=request.actor, person_id=pk, particulars=particulars)

    return respond_form(
        request,
        PersonEditForm,
        action=run,
        success=_to_person(pk),
        done=gettext_lazy("The account is changed."),
        initial={"name": person.name, "phone": person.phone, "email": person.email},
        ask=Ask(title=_("Change %(name)s") % {"name": person}, back=_to_person(pk)),
    )


@require_http_methods(["GET", "POST"])
def account_close(request: ActorRequest, pk: int) -> HttpResponse:
    """Close an account at once."""
    person = _person(request, pk, "orgs.close_account")

    def run(clean: dict[str, Any]) -> Person:
        return actions.close_account(actor=request.actor, person_id=pk, reason=clean["reason"])

    return respond_form(
        request,
        ConfirmForm,
        action=run,
        success=_to_person(pk),
        done=gettext_lazy("The account is closed."),
        ask=Ask(
            title=_("Close the account of %(name)s?") % {"name": person},
            intro=_("It holds at once, also where the person is signed in. Posts stay on record."),
            button=_("Close the account"),
            danger=True,
            back=_to_person(pk),
        ),
    )


@require_http_methods(["GET", "POST"])
def account_reopen(request: ActorRequest, pk: int) -> HttpResponse:
    """Open a closed account again."""
    person = _person(request, pk, "orgs.reopen_account")

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
            back=_to_person(pk),
        ),
    )


@require_http_methods(["GET", "POST"])
def password_reset(request: ActorRequest, pk: int) -> HttpResponse:
    """Give a one-time password."""
    person = _person(request, pk, "orgs.reset_password")
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
            back=_to_person(pk),
        ),
    )


@require_http_methods(["GET", "POST"])
def admin_set(request: ActorRequest, pk: int) -> HttpResponse:
    """Appoint or dismiss an administrator."""
    person = _person(request, pk, "orgs.set_admin")
    return respond_form(
        request,
        AdminForm,
        action=lambda clean: actions.set_admin(actor=request.actor, person_id=pk, **clean),
        success=_to_person(pk),
        done=gettext_lazy("It holds with the person's next page."),
        initial={"admin": person.admin},
        ask=Ask(
            title=_("Appoint %(name)s administrator, or dismiss them") % {"name": person},
            intro=_("A person is one of the three at most, and then holds no post."),
            back=_to_person(pk),
        ),
    )


@require_http_methods(["GET", "POST"])
def membership_add(request: ActorRequest, pk: int) -> HttpResponse:
    """Put a person in a post."""
    person = _person(request, pk, "orgs.add_membership")

    def run(clean: dict[str, Any]) -> Any:
        ends_on = clean.pop("ends_on")
        zone = timezone.get_current_timezone()
        # The last day is held to its end; the end itself is strict.
        until = ends_on and datetime.combine(ends_on + timedelta(days=1), time.min, zone)
        return actions.add_membership(actor=request.actor, person=person, ends_at=until, **clean)

    return respond_form(
        request,
        MembershipForm,
        action=run,
        success=_to_person(pk),
        done=gettext_lazy("The person holds the post from now on."),
        ask=Ask(
            title=_("Give %(name)s a post") % {"name": person},
            button=_("Give the post"),
            back=_to_person(pk),
        ),
    )


@require_http_methods(["GET", "POST"])
def membership_end(request: ActorRequest, pk: int) -> HttpResponse:
    """End somebody's time in a post."""
    require(request.actor, "orgs.browse")
    membership = queries.membership(pk)
    require(request.actor, "orgs.end_membership", membership)
    back = _to_person(membership.person_id)

    def run(clean: dict[str, Any]) -> Any:
        reason = clean["reason"]
        return actions.end_membership(actor=request.actor, membership_id=pk, reason=reason)

    return respond_form(
        request,
        ConfirmForm,
        action=run,
        success=back,
        done=gettext_lazy("The post is no longer held by them."),
        ask=Ask(
            title=_("End the post %(membership)s now?") % {"membership": membership},
            intro=_("What is open with the person stays with the body, which hands it over."),
            button=_("End now"),
            danger=True,
            back=back,
        ),
    )


@require_http_methods(["GET", "POST"])
def hand_over(request: ActorRequest, body_id: int, pk: int) -> HttpResponse:
    """Show what is open with a person, and hand all of it to somebody else."""
    body = queries.body(body_id)
    require(request.actor, "orgs.hand_over", body)
    if not queries.seated(body_id, pk):
        raise NotVisible
    person = queries.person(pk)

    def run(clean: dict[str, Any]) -> int:
        return actions.hand_over(
            actor=request.actor, body_id=body_id, leaving=pk, successor=clean["successor"].pk
        )

    return respond_form(
        request,
        lambda *args, **kwargs: HandOverForm(*args, body_id=body_id, leaving=pk, **kwargs),
        action=run,
        success=reverse("orgs:body", args=[body_id]),
        done=lambda count: (
            ngettext("%(count)s item handed over", "%(count)s items handed over", count)
            % {"count": count}
        ),
        ask=Ask(
            title=_("Hand over what is open with %(name)s") % {"name": person},
            intro=_("All of it goes to the successor at once, and they are told."),
            button=_("Hand over"),
            back=reverse("orgs:body", args=[body_id]),
            template="orgs/hand_over.html",
            extra={"open": open_items(request.actor, pk)},
        ),
    )


def _person(request: ActorRequest, pk: int, permit: str) -> Person:
    """Return a person; to whom the directory is closed it does not tell who is in it."""
    require(request.actor, "orgs.browse")
    person = queries.person(pk)
    require(request.actor, permit, person)
    return person


def _to_person(pk: int) -> str:
    return reverse("orgs:person", args=[pk])


def _with_password(request: ActorRequest, person: Person, password: str) -> str:
    """Keep the password for the next page alone, and return its address."""
    request.session[ONE_TIME] = [person.pk, password]
    return _to_person(person.pk)


def _shown_once(request: ActorRequest, person: Person) -> str:
    """Return the password that was just made for this person, and forget it."""
    kept = request.session.get(ONE_TIME)
    if not kept or kept[0] != person.pk:
        return ""
    del request.session[ONE_TIME]
    return str(kept[1])

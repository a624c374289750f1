"""Signing in and out, and one's own account."""

from typing import Any
from urllib.parse import urlencode

from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from liandu.kernel.whom import asking_itself
from liandu.orgs import actions, queries
from liandu.orgs.doors import barred, come_in, ways
from liandu.orgs.forms import PasswordForm, SignInForm
from liandu.orgs.middleware import NOBODY
from liandu.orgs.models import Person
from liandu.orgs.queries import seats_of
from liandu.web.forms import Ask, respond_form
from liandu.web.middleware import ActorRequest
from liandu.web.pages import Account, Post, account_with
from liandu.web.views import safe_next

MINUTES = round(settings.AXES_COOLOFF_TIME * 60)
UNAUTHORISED = 401


@never_cache
@sensitive_post_parameters("password")
@login_not_required
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask who somebody is, and lead them on to the page they wanted."""
    if htmx := getattr(request, "htmx", None):
        # A part of a page was asked for after the session ended: the whole page must go there.
        query = urlencode({"next": htmx.current_url_abs_path or "/"})
        return HttpResponseClientRedirect(f"{reverse('orgs:sign_in')}?{query}")
    if isinstance(request.user, Person) and request.method == "GET":
        return HttpResponseRedirect(safe_next(request))
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with asking_itself("orgs.sign_in"):  # a password may be hashed anew
            person = authenticate(request, **form.cleaned_data)
        if not isinstance(person, Person):
            _turned_away(request, form)
        elif why := barred(person):
            form.add_error(None, why)
            actions.fail_sign_in(
                actor=NOBODY, account=person.username, address=_address(request),
                why="password: switched off",
            )  # fmt: skip
        else:
            return come_in(request, person, safe_next(request))
    context = {
        "form": form,
        "tiles": queries.tiles(),
        "ways": ways(),
        "next": request.POST.get("next") or request.GET.get("next", ""),
    }
    status = UNAUTHORISED if request.method == "POST" else 200
    return render(request, "orgs/sign_in.html", context, status=status)


def _turned_away(request: HttpRequest, form: SignInForm) -> None:
    """Say at the form how many attempts are left, and write the attempt down."""
    account = form.cleaned_data["username"]
    if getattr(request, "axes_locked_out", False):
        actions.lock_out(actor=NOBODY, account=account, address=_address(request))
        return
    actions.fail_sign_in(actor=NOBODY, account=account, address=_address(request))
    failures = AxesProxyHandler.get_failures(request, {"username": account})
    left = max(settings.AXES_FAILURE_LIMIT - failures, 0)
    words = ngettext(
        "Account and password do not match; you can try %(left)s more time",
        "Account and password do not match; you can try %(left)s more times",
        left,
    )
    form.add_error(None, words % {"left": left})


def locked_out(request: HttpRequest, *_args: Any) -> HttpResponse:
    """Say calmly that no more attempts are taken for a while, and what helps."""
    context = {"minutes": MINUTES, "tiles": queries.tiles(), "limit": settings.AXES_FAILURE_LIMIT}
    return render(request, "orgs/locked_out.html", context, status=429)


@login_not_required
@require_POST
def sign_out(request: ActorRequest) -> HttpResponse:
    """End the session."""
    if request.actor.person_id is not None:
        actions.sign_out(actor=request.actor)
    logout(request)
    messages.success(request, _("You are signed out."))
    response = HttpResponseRedirect(reverse("orgs:sign_in"))
    # Whoever sits down next finds nothing; cookies stay, for the language and these words.
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@require_POST
def switch_post(request: ActorRequest) -> HttpResponse:
    """Speak from another of one's posts."""
    asked = request.POST.get("post", "")
    membership = actions.switch_post(
        actor=request.actor, membership_id=int(asked) if asked.isdecimal() else 0
    )
    request.session["membership"] = membership.pk
    return HttpResponseRedirect("/")


@require_GET
def account(request: ActorRequest) -> HttpResponse:
    """Show one's own account: posts, clearance, last sign-in."""
    context = {
        "title": _("My account"),
        "person": request.user,
        "memberships": queries.memberships_of(request.user.pk),
        "sessions": queries.sessions_of(request.user.pk),
        "session_key": request.session.session_key,
        "now": timezone.now(),
    }
    return render(request, "orgs/account.html", context)


@require_POST
def session_end(request: ActorRequest, handle: str) -> HttpResponse:
    """End one of one's own sessions on another machine."""
    actions.end_session(actor=request.actor, handle=handle)
    messages.success(request, _("That machine has to sign in again."))
    return HttpResponseRedirect(reverse("orgs:account"))


@require_POST
def sessions_end(request: ActorRequest) -> HttpResponse:
    """End all of one's own sessions but this one."""
    here = request.session.session_key or ""
    count = actions.end_sessions(
        actor=request.actor, person_id=request.actor.person_id or 0, besides=here
    )
    words = ngettext("%(count)s session ended", "%(count)s sessions ended", count)
    messages.success(request, words % {"count": count})
    return HttpResponseRedirect(reverse("orgs:account"))


@sensitive_post_parameters("old", "new", "again")
@require_http_methods(["GET", "POST"])
def change_password(request: ActorRequest) -> HttpResponse:
    """Choose another password; the sessions on other machines end."""

    def run(clean: dict[str, Any]) -> None:
        person = actions.change_password(actor=request.actor, old=clean["old"], new=clean["new"])
        update_session_auth_hash(request, person)

    is_forced = request.user.must_change_password
    return respond_form(
        request,
        PasswordForm,
        action=run,
        success="/" if is_forced else reverse("orgs:account"),
        done=gettext_lazy("The new password holds from now on."),
        ask=Ask(
            title=_("Choose your own password") if is_forced else _("Change password"),
            intro=_("The password you were given works once. Choose your own to go on.")
            if is_forced
            else _("You stay signed in here; on other machines you sign in again."),
            button=_("Change password"),
            back=reverse("orgs:account"),
        ),
    )


def _address(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))


def shown_account(request: HttpRequest) -> Account | None:
    """Return who is signed in, as the top bar shows it: by post and body, not by name."""
    actor = getattr(request, "actor", NOBODY)
    person = request.user
    if actor.person_id is None or not isinstance(person, Person):
        return None
    seats = seats_of(actor)
    current = actor.memo.get("seat")
    posts = tuple(
        Post(seat.membership_id, seat.post_name, seat.body_name, seat is current) for seat in seats
    )
    admin = person.get_admin_display() or _("no post")
    return Account(
        label=current.post_name if current else admin,
        body=current.body_name if current else person.name,
        posts=posts,
        switch_url=reverse("orgs:switch_post"),
        sign_out_url=reverse("orgs:sign_out"),
        settings_url=reverse("orgs:account"),
    )


account_with(shown_account)

"""Between the password and the session: the second factor, and what has to be told first."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from liandu.kernel.actor import Actor
from liandu.keys import actions, queries
from liandu.keys.forms import CodeForm
from liandu.keys.middleware import PROVED
from liandu.keys.rules import MOST_FAILURES, WAIT, Proof
from liandu.keys.views.challenges import asked, taken
from liandu.orgs.doors import Knock, let_in, stand_at, who_knocked
from liandu.orgs.models import Person
from liandu.orgs.queries import actor_for, tiles
from liandu.web.views import safe_next

UNAUTHORISED, TOO_MANY = 401, 429
SLOW = gettext_lazy("That took too long. Try again.")
WORDS = {
    Proof.WRONG: gettext_lazy("This passkey proves nothing here. Use a code."),
    Proof.COPIED: gettext_lazy(
        "This passkey was used elsewhere since: it may be a copy. It is refused and recorded. Use a"
        " code, take the passkey away and tell the security administrator."
    ),
}


def door_of(person: Person) -> str:
    """Return where whoever knew the password of ``person`` goes on, or nothing to let them in."""
    if queries.factor_of(person.pk):
        return reverse("keys:prove")
    last = queries.last_reset(person.pk)
    return reverse("keys:told") if last and last.told_at is None else ""


stand_at(door_of)


@never_cache
@sensitive_post_parameters("code")
@login_not_required
@require_http_methods(["GET", "POST"])
def prove(request: HttpRequest) -> HttpResponse:
    """Ask for a code: of who knows the password, or of who wants to change their keys."""
    knock = _asked(request)
    if knock is None:
        return HttpResponseRedirect(reverse("orgs:sign_in"))
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        proof = actions.prove(actor=_actor(knock), code=form.cleaned_data["code"])
        if proof == Proof.GOOD:
            return _proved(request, knock)
        if proof == Proof.BLOCKED:
            return _blocked(request)
        form.add_error("code", _("This code is not right, or it was used already."))
    return _asking(request, knock, form)


@never_cache
@sensitive_post_parameters("answer")
@login_not_required
@require_POST
def prove_passkey(request: HttpRequest) -> HttpResponse:
    """Take what the browser answered for a passkey; codes are asked for again if it is no good."""
    knock = _asked(request)
    if knock is None:
        return HttpResponseRedirect(reverse("orgs:sign_in"))
    challenge, said = taken(request), SLOW
    if challenge is not None:
        answer = request.POST.get("answer", "")
        proof = actions.prove_passkey(actor=_actor(knock), challenge=challenge, answer=answer)
        if proof == Proof.GOOD:
            return _proved(request, knock)
        if proof == Proof.BLOCKED:
            return _blocked(request)
        said = WORDS[proof]
    return _asking(request, knock, CodeForm(), said)


@never_cache
@login_not_required
@require_http_methods(["GET", "POST"])
def told(request: HttpRequest) -> HttpResponse:
    """Tell whose second factor was taken away by somebody else, before they go in."""
    knock = who_knocked(request)
    last = queries.last_reset(knock.person.pk) if knock else None
    if knock is None or last is None or queries.factor_of(knock.person.pk):
        return HttpResponseRedirect(reverse("orgs:sign_in"))
    if request.method == "POST":
        person = knock.person
        actions.read_reset(actor=actor_for(person.pk, timezone.now(), admin=person.admin))
        return let_in(request, person, knock.next)
    return render(request, "keys/told.html", {"last": last, "tiles": tiles()})


def _asking(request: HttpRequest, knock: Knock, form: CodeForm, said: Any = "") -> HttpResponse:
    """Draw the question: for a code, and for a passkey if there is one and it is good here."""
    factor = queries.factor_of(knock.person.pk)
    context = {
        "form": form, "tiles": tiles(), "said": said,
        "has_app": factor is not None and factor.has_app,
        "next": "" if _is_new(request) else knock.next,
        "passkey": asked(request, knock.person),
    }  # fmt: skip
    status = UNAUTHORISED if request.method == "POST" else 200
    return render(request, "keys/prove.html", context, status=status)


def _blocked(request: HttpRequest) -> HttpResponse:
    context = {"tiles": tiles(), "limit": MOST_FAILURES, "minutes": WAIT.seconds // 60}
    return render(request, "keys/blocked.html", context, status=TOO_MANY)


def _actor(knock: Knock) -> Actor:
    return actor_for(knock.person.pk, timezone.now(), admin=knock.person.admin)


def _is_new(request: HttpRequest) -> bool:
    return not isinstance(request.user, Person)


def _asked(request: HttpRequest) -> Knock | None:
    """Return whose code is asked for: whoever knocked, or who is signed in and has one."""
    if isinstance(request.user, Person):
        has_one = queries.factor_of(request.user.pk) is not None
        return Knock(request.user, safe_next(request)) if has_one else None
    return who_knocked(request)


def _proved(request: HttpRequest, knock: Knock) -> HttpResponse:
    """Go on, in a session that says when it was proved."""
    now = int(timezone.now().timestamp())
    if _is_new(request):
        return let_in(request, knock.person, knock.next, **{PROVED: now})
    request.session[PROVED] = now
    return HttpResponseRedirect(knock.next)

"""One's own second factor on the account page, and taking away that of somebody who lost it."""

import base64
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from liandu.engines import totp
from liandu.engines.sealed import Unreadable
from liandu.kernel.errors import Invalid
from liandu.kernel.permits import require
from liandu.keys import actions, queries
from liandu.keys.forms import SetUpForm
from liandu.keys.middleware import PROVED
from liandu.keys.rules import is_fresh
from liandu.orgs.queries import person
from liandu.web.forms import Ask, ConfirmForm, Form, redirect_to, respond_form
from liandu.web.middleware import ActorRequest

PENDING = "pending secret"
View = Callable[..., HttpResponse]


def freshly_proved(view: View) -> View:
    """Ask for a code first, unless one was given in the last minutes or there is none to give."""

    @wraps(view)
    def checked(request: ActorRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        is_new = is_fresh(request.session.get(PROVED, 0), timezone.now())
        if is_new or queries.factor_of(request.actor.person_id or 0) is None:
            return view(request, *args, **kwargs)
        query = urlencode({"next": request.path})
        return redirect_to(request, f"{reverse('keys:prove')}?{query}")

    return checked


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
@freshly_proved
def set_up(request: ActorRequest) -> HttpResponse:
    """Show a secret as a picture and as text; the app's first code makes it the person's."""
    form = SetUpForm(request.POST or None)
    secret = _pending(request)
    if request.method == "POST" and form.is_valid():
        try:
            code = form.cleaned_data["code"]
            codes = actions.set_up(actor=request.actor, secret=secret, code=code)
        except Invalid as refusal:
            form.take(refusal)
        else:
            del request.session[PENDING]
            request.session[PROVED] = int(timezone.now().timestamp())
            return shown_once(request, codes)
    factor = queries.factor_of(request.user.pk)
    address = totp.address_of(secret, request.user.username, _("Liandu"))
    context = {
        "title": _("Set up a second factor"),
        "form": form,
        "picture": _picture(address),
        "secret": totp.text_of(secret),
        "must_have": queries.must_have(request.actor),
        "has_one": factor is not None,
        "has_app": factor is not None and factor.has_app,
    }
    status = Invalid.status if request.method == "POST" else 200
    return render(request, "keys/set_up.html", context, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
@freshly_proved
def renew_codes(request: ActorRequest) -> HttpResponse:
    """Make ten new recovery codes; the old ones are no good any more."""
    if request.method == "POST":
        return shown_once(request, actions.renew_codes(actor=request.actor))
    ask = Ask(
        title=_("Make new recovery codes?"),
        intro=_("The codes you have are no good from then on, used or not."),
        button=_("Make new codes"),
    )
    context = {"ask": ask, "title": ask.title, "form": Form(), "back": reverse("orgs:account")}
    return render(request, "web/form.html", context)


@require_http_methods(["GET", "POST"])
@freshly_proved
def remove(request: ActorRequest) -> HttpResponse:
    """Give up one's authenticator app."""
    is_last = not queries.passkeys_of(request.user.pk)
    return respond_form(
        request,
        Form,
        action=lambda _clean: actions.remove(actor=request.actor),
        success=reverse("orgs:account"),
        done=left_with(is_last=is_last),
        ask=Ask(
            title=_("Give up the authenticator app?"),
            intro=warned(is_last=is_last),
            button=_("Give up the app"),
            danger=True,
            back=reverse("orgs:account"),
        ),
    )


@require_http_methods(["GET", "POST"])
def reset(request: ActorRequest, pk: int) -> HttpResponse:
    """Take away the second factor of somebody who lost it."""
    require(request.actor, "orgs.browse")
    whose = person(pk)
    require(request.actor, "keys.reset", whose)
    back = reverse("orgs:person", args=[pk])
    return respond_form(
        request,
        ConfirmForm,
        action=lambda clean: actions.reset(
            actor=request.actor, person_id=pk, reason=clean["reason"]
        ),
        success=back,
        done=gettext_lazy("The second factor is taken away. The person is told at their sign-in."),
        ask=Ask(
            title=_("Take away the second factor of %(name)s?") % {"name": whose},
            intro=_(
                "Make sure that it is they who ask. Their sessions end at once; the password"
                " alone signs them in until they set up another."
            ),
            button=_("Take it away"),
            danger=True,
            back=back,
        ),
    )


def warned(*, is_last: bool) -> str:
    """Say what it means to lose a way to prove oneself."""
    if is_last:
        return _("Whoever learns your password can then sign in as you.")
    return _("You go on proving yourself with what else you have; the recovery codes stay good.")


def left_with(*, is_last: bool) -> str:
    """Say what is left of the ways to prove oneself."""
    if is_last:
        return _("From now on the password alone signs you in.")
    return _("It is good no more.")


def shown_once(request: HttpRequest, codes: list[str]) -> HttpResponse:
    """Draw recovery codes: in this answer alone, they are kept nowhere in the clear."""
    context = {
        "title": _("Recovery codes"), "codes": codes, "person": request.user,
        "now": timezone.now(), "site": request.get_host(),
    }  # fmt: skip
    return render(request, "keys/codes.html", context)


def _pending(request: ActorRequest) -> bytes:
    """Return the secret that is being set up, sealed in the session until its code comes."""
    whose = request.user.pk
    try:
        return queries.unsealed_for(whose, base64.b64decode(request.session.get(PENDING, "")))
    except Unreadable:
        secret = totp.new_secret()
        box = queries.sealed_for(whose, secret)
        request.session[PENDING] = base64.b64encode(box).decode()
        return secret


def _picture(address: str) -> SafeString:
    """Return the address as a QR code, drawn into the page."""
    code = segno.make(address, error="m", micro=False)
    drawn: str = code.svg_inline(border=4, dark="#000", light="#fff", omitsize=True)
    return SafeString(drawn)

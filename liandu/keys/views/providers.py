"""Coming by the identity provider of the organisation: there, back, and connecting an account."""

import hmac
import logging
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from liandu.engines.oidc import Asked, Fault, Identity, Unknown
from liandu.kernel.errors import NotVisible
from liandu.kernel.permits import require
from liandu.keys import actions, queries
from liandu.keys.rules import LONGEST_AWAY
from liandu.keys.views.factors import freshly_proved
from liandu.orgs.actions import fail_sign_in
from liandu.orgs.doors import Way, bar, come_in, offer
from liandu.orgs.middleware import NOBODY
from liandu.orgs.models import Person
from liandu.orgs.queries import person, tiles
from liandu.web.forms import Ask, ConfirmForm, Form, respond_form
from liandu.web.middleware import ActorRequest
from liandu.web.views import safe_next

LOG = logging.getLogger("liandu.keys")
AWAY, SHOWN = "away at the provider", "shown by the provider"
UNAUTHORISED, UNAVAILABLE = 401, 503
WORDS = {
    Fault.DOWN: gettext_lazy("It does not answer now. Sign in with account and password."),
    Fault.DECLINED: gettext_lazy("It did not let you in, or you turned back. Try again."),
}
STRANGER = gettext_lazy(
    "No open account here is connected to this identity. Sign in with account and password, then"
    " connect it under My account; or ask your system administrator."
)
DOWN = gettext_lazy("It does not answer now. Try again later, or ask your system administrator.")
OTHERWISE = gettext_lazy(
    "Its answer cannot be believed, or it took too long. Try again; if it happens again, tell your"
    " system administrator."
)


def way() -> Way | None:
    """Return the button of the page of signing in, where a provider is set."""
    if not queries.has_provider():
        return None
    name = {"name": queries.provider_name()}
    note = _("Members sign in by %(name)s; below is for administrators, and for connecting once.")
    return Way(
        _("Sign in by %(name)s") % name, reverse("keys:provider"),
        note % name if queries.are_passwords_off() else "",
    )  # fmt: skip


def why_not(person: Person) -> str:
    """Return why the password of somebody does not let them in, where it does not."""
    if not queries.comes_by_provider_alone(person):
        return ""
    return _(
        "Your account is connected: sign in by %(name)s. If that is not possible, ask your system"
        " administrator."
    ) % {"name": queries.provider_name()}


offer(way)
bar(why_not)


@never_cache
@login_not_required
@require_GET
def there(request: HttpRequest) -> HttpResponse:
    """Send somebody who signs in to the provider."""
    return _sent(request, safe_next(request))


@never_cache
@login_not_required
@require_GET
def back(request: HttpRequest) -> HttpResponse:
    """Take what the provider says of whoever comes back: to sign in, or to connect an account."""
    _set()
    away = request.session.pop(AWAY, None)
    try:
        identity = _told(request, away)
    except Unknown as fault:
        _logged(fault.fault)
        return _turned_away(request, fault.fault)
    if away["person"]:
        return _to_connect(request, away["person"], identity)
    whose = actions.arrive(actor=NOBODY, identity=identity)
    if whose is None:
        return _turned_away(request, None, queries.known_as(identity))
    return come_in(request, whose, away["next"])


@never_cache
@require_http_methods(["GET", "POST"])
@freshly_proved
def connect(request: ActorRequest) -> HttpResponse:
    """Connect one's account to who one is at the provider, when one has been there."""
    _set()
    shown = request.session.get(SHOWN)
    if not shown or not _is_lately(shown):
        return _sent(request, reverse("orgs:account"), request.user.pk)
    identity = Identity(shown["issuer"], shown["subject"], shown["name"])

    def run(_clean: dict[str, Any]) -> None:
        request.session.pop(SHOWN)
        actions.connect(actor=request.actor, identity=identity)

    return respond_form(
        request,
        Form,
        action=run,
        success=reverse("orgs:account"),
        done=gettext_lazy("Connected. You may sign in by it from now on."),
        ask=Ask(
            title=_("Connect your account to %(name)s?") % {"name": identity.name},
            intro=_("Whoever signs in at %(name)s as this identity comes in as you. Is it yours?")
            % {"name": queries.provider_name()},
            button=_("Connect"),
            back=reverse("orgs:account"),
        ),
    )


@require_http_methods(["GET", "POST"])
def disconnect(request: ActorRequest, pk: int) -> HttpResponse:
    """Undo the connection of an account, one's own or somebody's who asks for it."""
    is_own = pk == request.actor.person_id
    if not is_own:
        require(request.actor, "orgs.browse")
    whose = person(pk)
    require(request.actor, "keys.disconnect", whose)
    if queries.identity_of(pk) is None:
        raise NotVisible
    to = reverse("orgs:account") if is_own else reverse("orgs:person", args=[pk])
    return respond_form(
        request,
        ConfirmForm,
        action=lambda clean: actions.disconnect(
            actor=request.actor, person_id=pk, reason=clean["reason"]
        ),
        success=to,
        done=gettext_lazy("Disconnected. From now on the password signs in."),
        ask=Ask(
            title=_("Disconnect the account of %(name)s?") % {"name": whose},
            intro=_("Nobody comes in by %(name)s any more, until it is connected anew.")
            % {"name": queries.provider_name()},
            button=_("Disconnect"),
            danger=True,
            back=to,
        ),
    )


def _set() -> None:
    """Pass where a provider is set.

    :raises NotVisible: otherwise
    """
    if not queries.has_provider():
        raise NotVisible


def _sent(request: HttpRequest, next_url: str, person_id: int = 0) -> HttpResponse:
    """Send the browser to the provider, and keep what its answer has to fit."""
    _set()
    asked = Asked.new()
    try:
        url = queries.way_to(asked)
    except Unknown as fault:
        _logged(fault.fault)
        return _said(request, fault.fault)
    request.session[AWAY] = {
        **asdict(asked), "next": next_url, "person": person_id, "at": _now(),
    }  # fmt: skip
    return HttpResponseRedirect(url)


def _told(request: HttpRequest, away: dict[str, Any] | None) -> Identity:
    """Return who the provider says it is, in answer to what this browser asked.

    :raises Unknown: if it does not, or nothing was asked
    """
    given = request.GET
    if away is None or not _is_lately(away):
        raise Unknown(Fault.TOKEN)
    if not hmac.compare_digest(given.get("state", "").encode(), away["state"].encode()):
        raise Unknown(Fault.TOKEN)
    if given.get("iss", settings.OIDC_ISSUER) != settings.OIDC_ISSUER:
        raise Unknown(Fault.TOKEN)
    if "error" in given or not given.get("code"):
        raise Unknown(Fault.DECLINED)
    asked = Asked(away["state"], away["nonce"], away["verifier"])
    return queries.told_by(asked, given["code"])


def _to_connect(request: HttpRequest, person_id: int, identity: Identity) -> HttpResponse:
    """Keep who somebody is at the provider until they say that it is they."""
    if not isinstance(request.user, Person) or request.user.pk != person_id:
        return _said(request, Fault.TOKEN)
    request.session[SHOWN] = {**asdict(identity), "at": _now()}
    return HttpResponseRedirect(reverse("keys:connect"))


def _turned_away(request: HttpRequest, fault: Fault | None, known: Any = None) -> HttpResponse:
    """Write down that somebody came by the provider and was not let in, and say so."""
    account = known.person.username if known else ""
    address = str(request.META.get("REMOTE_ADDR", ""))
    why = f"provider: {fault or 'no open account'}"
    fail_sign_in(actor=NOBODY, account=account, address=address, why=why)
    return _said(request, fault)


def _said(request: HttpRequest, fault: Fault | None) -> HttpResponse:
    """Say what is the matter, with the way back to account and password."""
    words = WORDS.get(fault, OTHERWISE) if fault else STRANGER
    if fault is Fault.DOWN and queries.are_passwords_off():
        words = DOWN
    context = {"said": words, "name": queries.provider_name(), "tiles": tiles()}
    status = UNAVAILABLE if fault is Fault.DOWN else UNAUTHORISED
    return render(request, "keys/turned_away.html", context, status=status)


def _logged(fault: Fault) -> None:
    """Tell whoever runs the site why nobody was known; nothing that was said is in it."""
    LOG.warning("nobody known by the identity provider", extra={"facts": {"why": fault.value}})


def _now() -> int:
    return int(timezone.now().timestamp())


def _is_lately(kept: dict[str, Any]) -> bool:
    return 0 <= _now() - int(kept["at"]) <= LONGEST_AWAY.total_seconds()

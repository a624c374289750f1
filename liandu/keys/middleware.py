"""Leading whoever must have a second factor, or be connected, to that before anything else."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from liandu.kernel.actor import Actor
from liandu.keys import queries
from liandu.keys.queries import must_have
from liandu.web.forms import redirect_to

PROVED, CONNECTED = "proved", "connected to the provider"
# Where somebody without a second factor may still go.
OPEN = {
    "keys:set_up", "keys:add_passkey", "keys:prove", "keys:prove_passkey", "keys:told",
    "orgs:change_password", "orgs:sign_in",
    "orgs:sign_out", "web:set_language", "web:set_density",
}  # fmt: skip

# Where somebody goes whose account is not connected yet.
ON_THE_WAY = {"keys:connect", "keys:provider", "keys:provider_back"}


class SecondFactorMiddleware:
    """Let custodians and administrators do nothing in a session that was opened by password alone.

    What it asks is known already: no page takes another query for it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Go on: only views concern this middleware."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        """Lead on to setting up a second factor, which asks for it where there is one."""
        actor: Actor = request.actor  # type: ignore[attr-defined]
        match = request.resolver_match
        if actor.person_id is None or match is None or match.view_name in OPEN:
            return None
        if PROVED in request.session or not must_have(actor):
            return None
        return redirect_to(request, reverse("keys:set_up"))


class ProviderMiddleware:
    """Let members do nothing before their account is connected, where passwords are for that alone.

    Whether it is, is asked once in a session.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Go on: only views concern this middleware."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        """Lead on to connecting the account."""
        actor: Actor = request.actor  # type: ignore[attr-defined]
        match = request.resolver_match
        if not queries.are_passwords_off() or actor.person_id is None or actor.admin:
            return None
        if match is None or match.view_name in OPEN | ON_THE_WAY or CONNECTED in request.session:
            return None
        if queries.identity_of(actor.person_id) is None:
            return redirect_to(request, reverse("keys:connect"))
        request.session[CONNECTED] = True
        return None

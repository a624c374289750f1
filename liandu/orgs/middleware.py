"""Turning the signed-in person into the actor that the rest of the site knows."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django_htmx.http import HttpResponseClientRedirect

from liandu.kernel.actor import Actor
from liandu.kernel.whom import asking_for
from liandu.orgs.models import Person
from liandu.orgs.queries import actor_for

NOBODY = Actor(person_id=None)
# Where somebody with a one-time password may still go before choosing their own.
OPEN = {"orgs:change_password", "orgs:sign_out", "web:set_language", "web:set_density"}
SEEN = "seen"
# A session lives for two idle hours; writing it down once in five minutes is exact enough.
EVERY = 300


class ActorMiddleware:
    """Set ``request.actor``: who acts, in which post, for which body. Keep a used session alive."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Name the actor, then go on."""
        person = request.user
        request.actor = NOBODY  # type: ignore[attr-defined]
        if isinstance(person, Person):
            now = timezone.now()
            session = request.session
            if now.timestamp() - session.get(SEEN, 0) > EVERY:
                session[SEEN] = int(now.timestamp())
            chosen = session.get("membership", 0)
            actor = actor_for(person.pk, now, admin=person.admin, membership_id=chosen)
            request.actor = actor  # type: ignore[attr-defined]
        with asking_for(request.actor):  # type: ignore[attr-defined]
            return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Any, _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        """Lead whoever still has a one-time password to choosing their own."""
        match = request.resolver_match
        if not getattr(request.user, "must_change_password", False) or match is None:
            return None
        if match.view_name in OPEN:
            return None
        url = reverse("orgs:change_password")
        if getattr(request, "htmx", None):
            return HttpResponseClientRedirect(url)
        return HttpResponseRedirect(url)

"""Turning the signed-in person into the actor that the rest of the site knows."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from liandu.kernel.actor import Actor
from liandu.orgs.models import Person
from liandu.orgs.queries import actor_for

NOBODY = Actor(person_id=None)


class ActorMiddleware:
    """Set ``request.actor`` and ``request.person``: who acts, in which post, for which body."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Name the actor, then go on."""
        person = request.user
        request.actor = (  # type: ignore[attr-defined]
            actor_for(
                person.pk,
                timezone.now(),
                admin=person.admin,
                membership_id=request.session.get("membership", 0),
            )
            if isinstance(person, Person)
            else NOBODY
        )
        return self.get_response(request)

"""Who asks: the program that shows a token, never a browser's cookie."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from liandu.interfaces.actions import mark_used
from liandu.interfaces.api.problems import TooOften
from liandu.interfaces.models import Token
from liandu.interfaces.queries import bearer_of
from liandu.kernel.actor import Actor
from liandu.kernel.whom import answer_to

MINUTE = 60


class ApiRequest(HttpRequest):
    """A request of a program that showed its token; the type operations ask for."""

    actor: Actor
    token: Token


@dataclass(frozen=True, slots=True)
class Caller:
    """For whom a program asks, and by which token."""

    actor: Actor
    token: Token


class Bearer(HttpBearer):
    """A token in the header ``Authorization``."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """Return who asks, or nothing; ask no more often than a token may.

        :raises TooOften: if it did
        """
        now = timezone.now()
        found = bearer_of(token, now)
        if found is None:
            return None
        caller = Caller(*found)
        count_request(caller.token.pk, now.timestamp())
        mark_used(caller.token, now)
        request.actor, request.token = found  # type: ignore[attr-defined]
        answer_to(caller.actor)
        return caller


def count_request(token_id: int, at: float) -> None:
    """Count a request of a token in the present minute.

    :raises TooOften: if there were as many as there may be
    """
    minute, second = divmod(int(at), MINUTE)
    key = f"interfaces:{token_id}:{minute}"
    cache.add(key, 0, 2 * MINUTE)
    try:
        count = cache.incr(key)
    except ValueError:  # it was cleared in between
        count = 1
    if count > settings.LIANDU_API_PER_MINUTE:
        raise TooOften(MINUTE - second)

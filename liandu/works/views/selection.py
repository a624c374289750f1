"""Objects ticked in the list, on their way through the form of what is done to them."""

from typing import Any
from uuid import UUID

from django.utils.translation import ngettext

from liandu.web.middleware import ActorRequest
from liandu.works import queries
from liandu.works.listings import OBJECTS


def form_of(request: ActorRequest, form: Any, *args: Any, **kwargs: Any) -> Any:
    """Return a form that carries the keys of the chosen rows, also when it is first shown."""
    if args:
        return form(*args, **kwargs)
    keys = keys_of(request)
    initial = {**(kwargs.pop("initial", None) or {}), "pk": keys}
    made = form(initial=initial)
    made.fields["pk"].choices = [(one, one) for one in keys]
    return made


def keys_of(request: ActorRequest) -> list[str]:
    """Return the keys of the chosen rows: from the list, then from the form that carries them."""
    if request.method == "POST":
        return request.POST.getlist("pk")
    return OBJECTS.picked(request, queries.listed(request.actor))


def words(request: ActorRequest) -> str:
    """Return how many rows were chosen, in words."""
    count = len(keys_of(request))
    words = ngettext("%(count)s object chosen.", "%(count)s objects chosen.", count)
    return words % {"count": count}


def ids(clean: dict[str, Any]) -> list[UUID]:
    """Return the chosen keys that are keys at all; others can only have been made up."""
    found = []
    for one in clean["pk"]:
        try:
            found.append(UUID(one))
        except ValueError:
            continue
    return found


def done(count: int) -> str:
    """Return what was done, in words."""
    words = ngettext("%(count)s object changed.", "%(count)s objects changed.", count)
    return words % {"count": count}

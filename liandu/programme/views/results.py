"""The lists behind the counted results of a project."""

from uuid import UUID

from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from liandu.kernel.errors import NotVisible
from liandu.programme import queries
from liandu.programme.listings import result_list as list_of
from liandu.programme.rules import Result
from liandu.web.middleware import ActorRequest


@require_GET
def result_list(request: ActorRequest, pk: UUID, result: str) -> HttpResponseBase:
    """List what a figure of a project counts.

    :raises NotVisible: if there is no such figure, or the actor may not know of the project
    """
    found = queries.seen_project(request.actor, pk)
    if result not in set(Result):
        raise NotVisible
    rows = queries.result_set(request.actor, found, result)
    return list_of(Result(result)).respond(request, rows, project=found)

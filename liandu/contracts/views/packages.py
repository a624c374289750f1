"""Projects with their contracts, taken away as OC4IDS."""

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from liandu.contracts import actions, queries
from liandu.web.middleware import ActorRequest

CHUNK = 200
JSON = "application/json"
NAME = 'attachment; filename="oc4ids.json"'


@require_GET
def oc4ids(request: ActorRequest) -> HttpResponseBase:
    """Answer with all works projects in sight, written as they are read."""
    rows = queries.projects(request.actor)
    actions.export_projects(actor=request.actor, count=rows.count())
    head = json.dumps(queries.head_of_package(_uri(request)), ensure_ascii=False)

    def parts() -> Iterator[str]:
        yield f'{head[:-1]}, "projects": ['
        for position, row in enumerate(rows.iterator(chunk_size=CHUNK)):
            yield ("," if position else "") + _text(queries.as_oc4ids(row))
        yield "]}"

    return StreamingHttpResponse(parts(), content_type=JSON, headers={"Content-Disposition": NAME})


@require_GET
def oc4ids_of(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Answer with one project.

    :raises NotVisible: if there is none, or the actor may not know
    """
    found = queries.as_oc4ids(queries.project(request.actor, pk))
    actions.export_projects(actor=request.actor, count=1)
    whole = _text(queries.head_of_package(_uri(request)) | {"projects": [found]})
    return HttpResponse(whole, content_type=JSON, headers={"Content-Disposition": NAME})


def _uri(request: ActorRequest) -> str:
    return request.build_absolute_uri(request.path)


def _text(found: Any) -> str:
    return json.dumps(found, ensure_ascii=False)

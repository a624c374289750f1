"""Contracts, and projects with their contracts as OC4IDS, for programs."""

from typing import Any
from uuid import UUID

from ninja import Query, Schema
from pydantic import Field

from liandu.contracts import queries
from liandu.interfaces.api import ApiRequest, Area, Asked, hang, page_of

area = Area("contracts")
hang("/oc4ids", area)


class Publisher(Schema):
    """Who publishes a package."""

    name: str
    uri: str


class Links(Schema):
    """Where the next package is."""

    next: str | None = Field(description="The cursor of the next package; null on the last")


class ProjectPackage(Schema):
    """A package of projects as OC4IDS 0.9.5 has it (project-package-schema.json)."""

    uri: str
    version: str
    publishedDate: str  # noqa: N815 - the standard's own name
    publisher: Publisher
    projects: list[dict[str, Any]] = Field(description="Projects by project-schema.json")
    links: Links


def package(request: ApiRequest, projects: list[dict[str, Any]], mark: str | None) -> Any:
    """Return a package; ``mark`` is where the next goes on."""
    head = queries.head_of_package(request.build_absolute_uri(request.path))
    return ProjectPackage(**head, projects=projects, links=Links(next=mark))


@area.read("", ProjectPackage, summary="List works projects with their contracts, as OC4IDS")
def list_oc4ids(request: ApiRequest, asked: Query[Asked]) -> Any:
    """List the works projects that the post may know of, latest first, some to a package."""
    rows = queries.projects(request.actor)
    found = page_of(rows, ("-created_at",), asked, queries.as_oc4ids)
    return package(request, found.items, found.next)


@area.read("/{uuid:project_id}", ProjectPackage, summary="Read one works project, as OC4IDS")
def read_oc4ids(request: ApiRequest, project_id: UUID) -> Any:
    """Read one works project with its contracts."""
    return package(request, [queries.as_oc4ids(queries.project(request.actor, project_id))], None)

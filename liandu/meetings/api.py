"""Meetings and what they resolved, for programs: read, and reported on by the lead body."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Schema
from pydantic import Field

from liandu.interfaces.api import (
    ApiRequest,
    Area,
    Asked,
    Happened,
    Named,
    Page,
    Text,
    Words,
    events_of,
    hang,
    narrowed,
    page_of,
)
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid
from liandu.meetings import actions, queries
from liandu.meetings.listings import MeetingFilter
from liandu.meetings.models import Meeting, Resolution
from liandu.meetings.rules import OWED, MeetingState, Outcome, ResolutionState

area, resolved = Area("meetings"), Area("meetings")
hang("/meetings", area)
hang("/resolutions", resolved)


class MeetingsAsked(Asked):
    """What the list of meetings is narrowed by, as on its page."""

    q: Words = Field("", description="Words of the meeting")
    state: list[MeetingState] = Field([])


class MeetingLine(Schema):
    """A meeting of a committee."""

    id: UUID
    title: str
    number: int = Field(description="The how manieth of its committee")
    state: MeetingState
    starts_at: datetime
    ends_at: datetime
    place: str
    chair: Named | None
    resolutions: int
    open_resolutions: int


class MeetingWhole(MeetingLine):
    """The same with what its page shows besides."""

    about: str
    minutes: str
    minutes_sha256: str = Field(description="Hash of the minutes as they are countersigned")


class ResolutionsAsked(Asked):
    """What the list of resolutions is narrowed by."""

    state: list[ResolutionState] = Field([])
    standing: str | None = Field(None, pattern="^(owed|overdue)$")
    meeting: UUID | None = Field(None, description="Id of the meeting")


class ResolutionLine(Schema):
    """What a meeting resolved."""

    id: UUID
    meeting_id: UUID
    number: str
    kind: Outcome
    text: str
    state: ResolutionState
    owner: Named | None = Field(description="The body that carries it out")
    assisting: list[Named]
    due_at: datetime | None
    progress: int = Field(description="In hundredths")
    closed_at: datetime | None


class Told(Schema):
    """What was reported of a resolution."""

    at: datetime
    body: Named
    text: str
    progress: int
    is_final: bool


class ResolutionWhole(ResolutionLine):
    """The same with what was reported, latest first."""

    reports: list[Told]


class NewReport(Schema):
    """What was done. Without a progress it is reported as done."""

    text: Text = Field(min_length=1, max_length=2000)
    progress: int | None = Field(None, ge=0, le=99)


def of_meeting(row: Any) -> dict[str, Any]:
    """Return what the list says of a meeting."""
    return {
        "id": row.pk, "title": row.title, "number": row.ordinal, "state": row.state,
        "starts_at": row.starts_at, "ends_at": row.ends_at, "place": row.place,
        "chair": Named.of(row.host), "resolutions": row.resolution_count,
        "open_resolutions": row.open_count,
    }  # fmt: skip


def line(row: Resolution) -> dict[str, Any]:
    """Return what the list says of a resolution."""
    return {
        "id": row.pk, "meeting_id": row.meeting_id, "number": row.number, "kind": row.kind,
        "text": row.text, "state": row.state, "owner": Named.of(row.owner),
        "assisting": [Named.of(body) for body in row.assisting.all()],
        "due_at": row.due_at, "progress": row.progress, "closed_at": row.closed_at,
    }  # fmt: skip


def whole(row: Resolution) -> ResolutionWhole:
    """Return all that is said of a resolution."""
    reports = [
        Told(at=one.at, body=Named(id=one.body_id, name=one.body.name), text=one.text,
             progress=one.progress, is_final=one.is_final)
        for one in row.reports.select_related("body")
    ]  # fmt: skip
    return ResolutionWhole(**line(row), reports=reports)


def shown(actor: Actor, resolution_id: Any) -> ResolutionWhole:
    """Return a resolution as it stands after a step."""
    return whole(queries.seen_resolution(actor, resolution_id))


@area.read("", Page[MeetingLine], summary="List meetings, latest first")
def list_meetings(request: ApiRequest, asked: Query[MeetingsAsked]) -> Page[MeetingLine]:
    """List the meetings that the post may know of."""
    given = QueryDict(mutable=True)
    for name, several in narrowed(asked.dict(), ("q", "state")).items():
        given.setlist(name, several)
    rows = MeetingFilter(given, queries.meetings(request.actor), request=request).qs
    return page_of(rows, ("-starts_at",), asked, lambda row: MeetingLine(**of_meeting(row)))


@area.read("/{uuid:meeting_id}", MeetingWhole, summary="Read one meeting")
def read_meeting(request: ApiRequest, meeting_id: UUID) -> MeetingWhole:
    """Read one meeting with its minutes."""
    row: Meeting = queries.seen_meeting(request.actor, meeting_id)
    return MeetingWhole(
        **of_meeting(row), about=row.about, minutes=row.minutes, minutes_sha256=row.minutes_hash
    )


@area.read("/{uuid:meeting_id}/events", Page[Happened], summary="List what happened to a meeting")
def list_meeting_events(
    request: ApiRequest, meeting_id: UUID, asked: Query[Asked]
) -> Page[Happened]:
    """List what happened to the meeting and its resolutions, latest first."""
    return events_of(queries.seen_meeting(request.actor, meeting_id), asked)


@resolved.read("", Page[ResolutionLine], summary="List resolutions, the next due first")
def list_resolutions(request: ApiRequest, asked: Query[ResolutionsAsked]) -> Page[ResolutionLine]:
    """List the resolutions of the meetings that the post may know of."""
    rows = narrowed_to(queries.resolutions(request.actor), asked)
    return page_of(rows, ("due_at",), asked, lambda row: ResolutionLine(**line(row)))


def narrowed_to(rows: QuerySet[Resolution], asked: ResolutionsAsked) -> QuerySet[Resolution]:
    """Return the resolutions that were asked for."""
    if asked.state:
        rows = rows.filter(state__in=[one.value for one in asked.state])
    if asked.standing:
        rows = rows.filter(state__in=OWED)
    if asked.standing == "overdue":
        rows = rows.filter(due_at__lt=timezone.now())
    return rows.filter(meeting=asked.meeting) if asked.meeting else rows


@resolved.read("/{uuid:resolution_id}", ResolutionWhole, summary="Read one resolution")
def read_resolution(request: ApiRequest, resolution_id: UUID) -> ResolutionWhole:
    """Read one resolution with what was reported of it."""
    return shown(request.actor, resolution_id)


@resolved.write("/{uuid:resolution_id}/report", ResolutionWhole, summary="Report on a resolution")
def report_on_resolution(
    request: ApiRequest, resolution_id: UUID, sent: NewReport
) -> ResolutionWhole:
    """Say how far it is, or that it is done, for the body that carries it out."""
    if not sent.text.strip():
        raise Invalid({"text": _("Fill this in.")})
    actor = request.actor
    if sent.progress is None:
        actions.report_resolution(actor=actor, resolution_id=resolution_id, text=sent.text)
    else:
        actions.report_progress(
            actor=actor, resolution_id=resolution_id, text=sent.text, progress=sent.progress
        )
    return shown(request.actor, resolution_id)

"""Meetings for an actor, and the parts of one in hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Prefetch, Q, QuerySet
from django.utils import timezone

from liandu.committees.queries import members
from liandu.kernel.actor import Actor
from liandu.kernel.models import one
from liandu.meetings.models import Attendance, ChairTerm, Meeting
from liandu.meetings.queries.rotation import terms
from liandu.meetings.rules import OPEN, OWED, Quorum, after, quorum

ROWS = ("owner_body", "host__jurisdiction")
AHEAD = 6
"""How many of those to come the strip of the rotation shows."""


def committee_model() -> Any:
    """Return the table of committees, which answers only once it is said for whom."""
    return Meeting._meta.get_field("committee").related_model


def meetings(actor: Actor) -> QuerySet[Meeting]:
    """Return the meetings the actor may know of, with what a row of the list shows."""
    rows: QuerySet[Meeting] = Meeting.objects.visible_to(actor)
    counted = rows.annotate(
        resolution_count=Count("resolutions", distinct=True),
        open_count=Count("resolutions", filter=Q(resolutions__state__in=OPEN), distinct=True),
    )
    named = Prefetch("committee", committee_model().objects.visible_to(actor))
    return counted.select_related(*ROWS).prefetch_related(named)


def seen_meeting(actor: Actor, pk: Any) -> Meeting:
    """Return one meeting.

    :raises NotVisible: if there is none, or the actor may not know of it
    """
    return one(meetings(actor), pk)


def next_ordinal(committee: Any) -> int:
    """Return the number of the next meeting of a committee in hand."""
    last = _all_of(committee).aggregate(last=Max("ordinal"))["last"]
    return int(last or 0) + 1


def attendance(meeting: Meeting) -> list[Attendance]:
    """Return who is to be there, in the order of the members."""
    return list(meeting.attendance.select_related("body__jurisdiction"))


def quorum_of(meeting: Meeting, seats: Sequence[Attendance]) -> Quorum:
    """Return whether enough of those are there, by the rule of the committee."""
    return quorum(meeting.committee.quorum, [one.seat for one in seats])


@dataclass(frozen=True, slots=True)
class Turn:
    """A place on the strip of the rotation: a body, and the meeting it was in the chair of."""

    body: Any
    ordinal: int
    css: str
    meeting: Meeting | None = None
    term: ChairTerm | None = None


def rotation(actor: Actor, meeting: Meeting) -> list[Turn]:
    """Return who was in the chair before, who is, and who follows by the calendar of the chair."""
    held = list(
        Meeting.objects.visible_to(actor).filter(committee=meeting.committee_id)
        .select_related("host").order_by("ordinal")
    )  # fmt: skip
    at = next(place for place, each in enumerate(held) if each.pk == meeting.pk)
    around = held[max(0, at - 2) :]
    strip = [
        Turn(each.host, each.ordinal, css_of(each.ordinal - meeting.ordinal), each)
        for each in around
    ]
    committee: Any = getattr(meeting, "committee", None)
    last = around[-1]
    following = _following(committee, last) if committee else []
    strip += [
        Turn(body, last.ordinal + at, css_of(last.ordinal + at - meeting.ordinal), term=term)
        for at, (body, term) in enumerate(following[: max(0, AHEAD + 2 - len(strip))], 1)
    ]
    return strip


def _following(committee: Any, last: Meeting) -> list[tuple[Any, ChairTerm | None]]:
    """Return who is in the chair after a meeting: by the terms laid out, else by the order."""
    day = timezone.localdate(last.starts_at)
    if laid_out := terms(committee):
        return [(term.body, term) for term in laid_out if term.starts_on > day]
    order = {row.body_id: row.body for row in members(committee)}
    return [(order[key], None) for key in after(last.host_id, list(order))]


def css_of(distance: int) -> str:
    """Return how a place on the strip is drawn, by how far it is from the one looked at."""
    if distance < 0:
        return "past"
    return {0: "now", 1: "next"}.get(distance, "")


def _all_of(committee: Any) -> QuerySet[Meeting]:
    rows: QuerySet[Meeting] = Meeting.objects.unscoped("numbers of a committee in hand")
    return rows.filter(committee=committee)


def is_owed_by(body_id: int | None) -> Q:
    """Return the condition for resolutions that a body is to carry out."""
    return Q(owner_id=body_id or 0, state__in=OWED)

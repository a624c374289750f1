"""Meetings for an actor, and the parts of one in hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Prefetch, Q, QuerySet

from liandu.committees.queries import members
from liandu.kernel.actor import Actor
from liandu.kernel.models import one
from liandu.meetings.models import Attendance, Meeting
from liandu.meetings.rules import OPEN, OWED, Quorum, quorum

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


def rotation(actor: Actor, meeting: Meeting) -> list[Turn]:
    """Return who was in the chair before, who is, and who follows in the order of the members."""
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
    order = [row.body for row in members(committee)] if committee else []
    last = around[-1]
    following = after(last.host, order)[: max(0, AHEAD + 2 - len(strip))]
    strip += [
        Turn(body, last.ordinal + ahead, css_of(last.ordinal + ahead - meeting.ordinal))
        for ahead, body in enumerate(following, 1)
    ]
    return strip


def css_of(distance: int) -> str:
    """Return how a place on the strip is drawn, by how far it is from the one looked at."""
    if distance < 0:
        return "past"
    return {0: "now", 1: "next"}.get(distance, "")


def after(body: Any, order: Sequence[Any]) -> list[Any]:
    """Return the order begun behind ``body``; from the first if it is not in the order."""
    keys = [each.pk for each in order]
    start = keys.index(body.pk) + 1 if body.pk in keys else 0
    return [*order[start:], *order[:start]]


def next_host(committee: Any) -> Any:
    """Return the body whose turn it is to be in the chair of the next meeting."""
    order = [row.body for row in members(committee)]
    last = _all_of(committee).select_related("host").order_by("-ordinal").first()
    following = after(last.host, order) if last else order
    return following[0] if following else None


def _all_of(committee: Any) -> QuerySet[Meeting]:
    rows: QuerySet[Meeting] = Meeting.objects.unscoped("numbers of a committee in hand")
    return rows.filter(committee=committee)


def is_owed_by(body_id: int | None) -> Q:
    """Return the condition for resolutions that a body is to carry out."""
    return Q(owner_id=body_id or 0, state__in=OWED)

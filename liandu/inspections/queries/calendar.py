"""Every inspection in sight on one calendar, by whom or what it visits: collisions and gaps."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import F, Q

from liandu.access.sight import Among
from liandu.deadlines.queries import limit
from liandu.engines.timeline import DAY, Frame, Stretch, near
from liandu.inspections.models import Inspection
from liandu.inspections.queries.naming import named, taken_up
from liandu.inspections.queries.reading import CONFLICT_LIMIT
from liandu.inspections.rules import UNDECIDED, InspectionState
from liandu.kernel.actor import Actor
from liandu.orgs.models import Body
from liandu.works.queries import objects

ROWS = 30
"""So many lines stand on a page."""


class By(StrEnum):
    """What a line of the calendar stands for."""

    OBJECT = "object"
    BODY = "body"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Entry:
    """An inspection on the calendar: the days it took or is planned to take."""

    pk: Any
    number: str
    title: str
    state: str
    owner_body_id: int
    days: Stretch

    @property
    def is_decided(self) -> bool:
        """Test whether somebody is, or will be, visited."""
        return self.state not in UNDECIDED


@dataclass(slots=True)
class Line:
    """An object or a body with its inspections in the frame; ``near`` are those too close."""

    pk: Any
    entries: list[Entry] = field(default_factory=list)
    near: set[Any] = field(default_factory=set)
    who: Any = None


@dataclass(frozen=True, slots=True)
class Plans:
    """A page of lines, how many there are of each kind, and the limit that makes visits near."""

    lines: list[Line]
    count: int
    near_count: int
    entry_count: int
    days: int


def plans(actor: Actor, frame: Frame, by: By, page: int) -> Plans:
    """Return a page of the calendar as far as the actor may know; lines with collisions first.

    Visits outside the frame tell whether one in it comes too soon, and are not drawn.
    """
    days = limit(CONFLICT_LIMIT).amount
    found = entries(actor, frame.begin - days * DAY, frame.last + days * DAY)
    drawn = {pk for pk, each in found.items() if frame.holds(each.days)}
    lines = _lines(actor, found, by)
    for line in lines.values():
        decided = [each.days for each in line.entries if each.is_decided]
        line.near = (near(decided, days) & drawn) if by is not By.BODY else set()
        line.entries = [each for each in line.entries if each.pk in drawn]
    kept = [line for line in lines.values() if line.entries]
    near_count = sum(bool(line.near) for line in kept)
    if by is By.NEVER:
        rows = objects(actor).exclude(Among(F("pk"), [line.pk for line in kept]))
        count, cut = rows.count(), rows.order_by("number", "pk")[page * ROWS : (page + 1) * ROWS]
        return Plans([Line(row.pk, who=row) for row in cut], count, near_count, len(drawn), days)
    kept.sort(key=lambda one: (not one.near, one.entries[0].days.first, one.pk))
    shown = _named(actor, kept[page * ROWS : (page + 1) * ROWS], by)
    return Plans(shown, len(kept), near_count, len(drawn), days)


def entries(
    actor: Actor, first: date, last: date, among: Sequence[Any] | None = None
) -> dict[Any, Entry]:
    """Return the inspections in sight that touch these days, by key, earliest first.

    Only those ``among`` some keys if these are given.
    """
    planned = Q(starts_on__lte=last, ends_on__gte=first)
    left = Q(visited_until__gte=first) | Q(visited_until=None, ends_on__gte=first)
    visited = Q(visited_from__lte=last) & (Q(visited_from__gte=first) | left)
    chosen = Q() if among is None else Q(Among(F("pk"), among))
    rows = (
        Inspection.objects.visible_to(actor)
        .filter(chosen, planned | visited)
        .exclude(state=InspectionState.CANCELLED.value)
        .order_by("starts_on", "pk")
        .values_list(
            "pk", "number", "title", "state", "owner_body_id",
            "starts_on", "ends_on", "visited_from", "visited_until",
        )
    )  # fmt: skip
    return {row[0]: Entry(*row[:5], days=_days(row[0], *row[5:])) for row in rows}


def _days(
    pk: Any, starts_on: date, ends_on: date, since: date | None, until: date | None
) -> Stretch:
    """Return the days it took, or those it is planned for as long as nobody was there."""
    if since is None:
        return Stretch(pk, starts_on, ends_on)
    return Stretch(pk, since, until or max(since, ends_on))


def _lines(actor: Actor, found: dict[Any, Entry], by: By) -> dict[Any, Line]:
    """Return the inspections of each object named to the actor, or of each body that plans."""
    lines: dict[Any, Line] = defaultdict(lambda: Line(None))
    if by is By.BODY:
        pairs: Any = ((each.pk, each.owner_body_id) for each in found.values())
    else:
        through = taken_up(actor).filter(Among(F("inspection"), list(found)))
        pairs = through.values_list("inspection", "supervisedobject")
    for inspection, pk in pairs:
        lines[pk].pk = pk
        lines[pk].entries.append(found[inspection])
    for line in lines.values():
        line.entries.sort(key=lambda each: (each.days.first, each.pk))
    return lines


def _named(actor: Actor, lines: Sequence[Line], by: By) -> list[Line]:
    """Return the lines of a page with the body or object that each stands for."""
    ids = [line.pk for line in lines]
    rows: Any = (
        Body.objects.filter(pk__in=ids) if by is By.BODY else named(actor).filter(pk__in=ids)
    )
    by_key = {row.pk: row for row in rows}
    for line in lines:
        line.who = by_key[line.pk]
    return list(lines)

"""What a week brought at objects: derived from the record and from dates, for one actor each time.

None of it is kept with a sheet, so a sheet betrays nothing to those who may see less.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from liandu.audit.queries import happened
from liandu.dispatch.rules import WEEK
from liandu.findings.queries import findings
from liandu.inspections.queries import inspections, of_objects
from liandu.kernel.actor import Actor

SUBJECT = "works.supervisedobject"
MOVED = "works.link_moved"
LINK_KINDS = (MOVED, "works.checkpoint_set")


@dataclass(slots=True)
class Changes:
    """What one week brought at one object, as far as the actor may know."""

    links: list[str] = field(default_factory=list)
    found: list[Any] = field(default_factory=list)
    closed: list[Any] = field(default_factory=list)
    inspections: list[Any] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.links or self.found or self.closed or self.inspections)


def changes(actor: Actor, ids: Collection[UUID], week: date) -> dict[UUID, Changes]:
    """Return what ``week`` brought at each object; the caller has found the objects visible."""
    found: dict[UUID, Changes] = defaultdict(Changes)
    if not ids:
        return found
    _links(found, ids, week)
    _findings(found, actor, ids, week)
    _inspections(found, actor, ids, week)
    return found


def moved(object_id: UUID, week: date) -> list[str]:
    """Return how links of an object that was found visible moved in ``week``, each once."""
    events = happened(SUBJECT, [object_id], (MOVED,), *span(week))
    return list(dict.fromkeys(note for event in events if (note := event.facts.get("note"))))


def span(week: date) -> tuple[datetime, datetime]:
    """Return the first moment of a week and that of the next."""
    zone = timezone.get_default_timezone()
    return tuple(datetime.combine(day, time(), zone) for day in (week, week + WEEK))  # type: ignore[return-value]


def _links(found: dict[UUID, Changes], ids: Iterable[UUID], week: date) -> None:
    for event in happened(SUBJECT, ids, LINK_KINDS, *span(week)):
        note = event.facts.get("note", "")
        lines = found[UUID(event.subject_id)].links
        if note and note not in lines:
            lines.append(note)


def _findings(found: dict[UUID, Changes], actor: Actor, ids: Collection[UUID], week: date) -> None:
    first, after = span(week)
    begun = Q(created_at__gte=first, created_at__lt=after)
    ended = Q(closed_at__gte=first, closed_at__lt=after)
    rows = findings(actor, leads=False).filter(begun | ended, supervised_object__in=ids)
    for row in rows.order_by("created_at", "pk"):
        about: Any = row.supervised_object_id
        of_object = found[about]
        if first <= row.created_at < after:
            of_object.found.append(row)
        if row.closed_at and first <= row.closed_at < after:
            of_object.closed.append(row)


def _inspections(
    found: dict[UUID, Changes], actor: Actor, ids: Collection[UUID], week: date
) -> None:
    first, after = span(week)
    visited = Q(visited_from__gte=week, visited_from__lt=week + WEEK)
    issued = Q(report_issued_at__gte=first, report_issued_at__lt=after)
    rows = inspections(actor).filter(visited | issued).filter(of_objects(ids))
    for row in rows.order_by("starts_on", "pk"):
        # Only the objects named to the actor: what is behind a wall counts for none.
        for one in row.supervised_objects.all():
            if one.pk in ids:
                found[one.pk].inspections.append(row)

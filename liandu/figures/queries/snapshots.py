"""Frozen figures, and how they differ from now: by number, and by the records that moved."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from liandu.figures.models import Snapshot
from liandu.figures.queries.counting import Numbers, figures
from liandu.figures.queries.definitions import FIGURES
from liandu.figures.queries.sets import Sets
from liandu.figures.rules import Period
from liandu.kernel.actor import Actor
from liandu.kernel.models import one
from liandu.orgs.queries import seats_of

MOST_KEPT, MOST_SHOWN = 5000, 100
KEPT = {"visits": "visits", "found": "found", "closed": "closed", "open": "standing"}
"""The figures whose records are kept with them, each with its set."""


@dataclass(frozen=True, slots=True)
class Moved:
    """What moved since: the records that a figure counts now and did not, and the other way."""

    key: str
    label: Any
    came: list[Any]
    left: list[Any]


def snapshots(actor: Actor) -> QuerySet[Snapshot]:
    """Return the snapshots that the actor may know of."""
    rows: QuerySet[Snapshot] = Snapshot.objects.visible_to(actor)
    return rows.select_related("owner_body", "jurisdiction", "taken_by")


def seen_snapshot(actor: Actor, pk: Any) -> Snapshot:
    """Return one snapshot.

    :raises NotVisible: if there is none, or the actor may not know
    """
    return one(snapshots(actor), pk)


def clearance_at(actor: Actor) -> int:
    """Return up to which label the actor sees what the body they speak for keeps."""
    own = [seat.clearance for seat in seats_of(actor) if seat.body_id == actor.body_id]
    return max(own, default=-1)


def sets_like(actor: Actor, snapshot: Snapshot) -> Sets:
    """Return what a snapshot counted, as the actor sees it now."""
    period = Period.read(snapshot.period, timezone.localdate())
    return Sets(actor, period, snapshot.jurisdiction_id, snapshot.label)


def members(sets: Sets) -> dict[str, list[str] | None]:
    """Return the keys of the records behind the main figures; None where there are too many."""
    found: dict[str, list[str] | None] = {}
    for key, name in KEPT.items():
        rows = getattr(sets, name)().order_by("pk").values_list("pk", flat=True)
        ids = [str(pk) for pk in rows[: MOST_KEPT + 1]]
        found[key] = ids if len(ids) <= MOST_KEPT else None
    return found


def now_like(actor: Actor, snapshot: Snapshot) -> Numbers:
    """Return the same figures as they are for the actor now."""
    return figures(sets_like(actor, snapshot))


def moved(actor: Actor, snapshot: Snapshot) -> list[Moved]:
    """Return the records by which the main figures differ from now.

    Only those in the actor's sight are named, whatever the snapshot counted.
    """
    sets, found = sets_like(actor, snapshot), []
    now = members(sets)
    for key, name in KEPT.items():
        was, is_now = snapshot.members.get(key), now[key]
        if was is None or is_now is None:
            continue
        came, left = set(is_now) - set(was), set(was) - set(is_now)
        rows = _in_sight(sets, name, came | left)
        found.append(
            Moved(key, FIGURES[key].label, [row for row in rows if str(row.pk) in came],
                  [row for row in rows if str(row.pk) in left])
        )  # fmt: skip
    return [one for one in found if one.came or one.left]


def _in_sight(sets: Sets, name: str, keys: Collection[str]) -> list[Any]:
    """Return those of the records that the actor may know of."""
    model: Any = getattr(sets, name)().model
    rows = model.objects.visible_to(sets.actor).filter(pk__in=sorted(keys)[:MOST_SHOWN])
    return list(rows.order_by("number"))

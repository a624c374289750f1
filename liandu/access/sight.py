"""The one definition of who may know of a record (policy: docs/architecture.md, "Who sees what").

What a person may see is first read into a few short arrays, then compared by index: a
correlated sub-query per row costs ten times as much over a million records.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Model, Q

from liandu.access.rules import scope_key
from liandu.kernel.actor import Actor
from liandu.orgs.queries import seats_of, subtree
from liandu.orgs.rules import Seat


@dataclass(frozen=True, slots=True)
class Sight:
    """What one actor may see of one kind of record.

    ``keys`` are whole scopes (body, kind, label); ``granted`` maps the clearance that a grant
    is used with to record ids; ``opened`` are emergencies; ``walls`` beat all of them.
    """

    keys: list[int] = field(default_factory=list)
    granted: dict[int, list[UUID]] = field(default_factory=dict)
    opened: list[UUID] = field(default_factory=list)
    walls: list[UUID] = field(default_factory=list)

    def condition(self) -> Q:
        """Return the sight as a condition on records."""
        seen = Q(scope_key__in=self.keys) | Q(pk__in=self.opened)
        for clearance, ids in self.granted.items():
            seen |= Q(pk__in=ids, label__lte=clearance)
        return seen & ~Q(pk__in=self.walls) if self.walls else seen


def seen_by(actor: Actor, model: type[Model]) -> Q:
    """Return the condition for rows of ``model`` that ``actor`` may know of."""
    return sight(actor, model.KIND).condition()  # type: ignore[attr-defined]


def sight(actor: Actor, kind: int) -> Sight:
    """Return what ``actor`` may see of ``kind``, read once for a request."""
    memo = actor.memo.setdefault("sight", {})
    if kind not in memo:
        memo[kind] = _sight(actor, kind)
    found: Sight = memo[kind]
    return found


def _sight(actor: Actor, kind: int) -> Sight:
    if actor.person_id is None or actor.admin:
        return Sight()
    seats = seats_of(actor)
    return Sight(
        keys=_keys(seats, kind),
        granted=_granted(actor, seats, kind),
        opened=_ids("Emergency", actor, kind, Q(expires_at__gt=actor.at)),
        walls=_ids("Wall", actor, kind, Q(ends_at=None) | Q(ends_at__gt=actor.at)),
    )


def _keys(seats: Iterable[Seat], kind: int) -> list[int]:
    """Return the scopes of every body at or below a seat whose roles bring ``kind`` into sight."""
    wide = [seat for seat in seats if kind in seat.kinds]
    if not wide:
        return []
    bodies = subtree({seat.body_path for seat in wide}).values_list("pk", "path")
    keys = {
        scope_key(pk, kind, label)
        for pk, path in bodies
        for seat in wide
        if path.startswith(seat.body_path)
        for label in range(seat.clearance + 1)
    }
    return sorted(keys)


def _granted(actor: Actor, seats: list[Seat], kind: int) -> dict[int, list[UUID]]:
    """Return the ids granted to the person, their teams and their bodies, by usable clearance."""
    if not seats:
        return {}
    best = max(seat.clearance for seat in seats)
    cleared: dict[int, int] = {}
    for seat in seats:
        cleared[seat.body_id] = max(seat.clearance, cleared.get(seat.body_id, 0))
    grants = apps.get_model("access", "Grant").objects.filter(
        Q(person_id=actor.person_id) | Q(body_id__in=cleared) | Q(team_id__in=_teams(actor)),
        record_kind=kind, revoked_at=None, expires_at__gt=actor.at,
    )  # fmt: skip
    found: dict[int, list[UUID]] = defaultdict(list)
    for record_id, body_id in grants.values_list("record_id", "body_id"):
        found[cleared[body_id] if body_id else best].append(record_id)
    return dict(found)


def _teams(actor: Actor) -> Any:
    """Return the live teams the actor is a live member of, as a sub-query."""
    at = actor.at
    return (
        apps.get_model("access", "TeamMember")
        .objects.filter(Q(ends_at=None) | Q(ends_at__gt=at), starts_at__lte=at)
        .filter(Q(team__ends_at=None) | Q(team__ends_at__gt=at), person_id=actor.person_id or 0)
        .values("team_id")
    )


def _ids(table: str, actor: Actor, kind: int, condition: Q) -> list[UUID]:
    rows = apps.get_model("access", table).objects.filter(
        condition, person_id=actor.person_id, person__is_active=True, record_kind=kind
    )
    return list(rows.values_list("record_id", flat=True))

"""The one definition of who may know of a record (policy: docs/architecture.md, "Who sees what").

What a person may see is first read into a few short arrays, then compared by index: a
correlated sub-query per row costs ten times as much over a million records.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection
from django.db.models import BigIntegerField, F, Lookup, Model, Q, QuerySet, Value

from liandu.access.rules import LABELS, Purpose, RecordKind, scope_key
from liandu.kernel.actor import Actor
from liandu.orgs.queries import seats_of, subtree
from liandu.orgs.rules import Seat

MANY = 2000
"""Beyond so many visible rows a list follows its order or its filters instead of the sight."""


class Among(Lookup[Any]):
    """Test whether a column is one of an array, sent as a single parameter however long."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Return the test as SQLite reads it."""
        column, params = self.process_lhs(compiler, connection)
        plain = [one.hex if isinstance(one, UUID) else one for one in self.rhs]
        sql = f"{column} IN (SELECT value FROM json_each(%s))"  # noqa: S608 - column is compiled
        return sql, (*params, json.dumps(plain))

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Return the test as PostgreSQL reads it."""
        column, params = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s)", (*params, list(self.rhs))


@dataclass(frozen=True, slots=True)
class Sight:
    """What one actor may see of one kind of record.

    ``keys`` are whole scopes (body, kind, label), ``party_keys`` those of bodies that a record may
    name as its parties; ``granted`` maps the clearance that a grant is used with to record ids;
    ``opened`` are emergencies; ``walls`` beat all of them.
    """

    keys: list[int] = field(default_factory=list)
    party_keys: list[int] = field(default_factory=list)
    granted: dict[int, list[UUID]] = field(default_factory=lambda: defaultdict(list))
    opened: list[UUID] = field(default_factory=list)
    walls: list[UUID] = field(default_factory=list)

    def condition(self, model: type[Model], *, leads: bool = True) -> Q:
        """Return the sight as a condition on records.

        ``leads`` says that rows may be found by it; else they are found by the other conditions
        or in the order asked for, and only tested by this one. The meaning is the same.
        """
        seen = Q(pk__in=[])  # nobody sees anything unless something below lets them
        for column, keys in self.columns(model):
            # A sum is not looked up in an index.
            seen |= Q(Among(F(column) if leads else F(column) + 0, keys))
        if self.opened:
            seen |= Q(Among(F("pk"), self.opened))
        for clearance, ids in self.granted.items():
            seen |= Q(Among(F("pk"), ids), label__lte=clearance)
        return seen & ~Q(Among(F("pk"), self.walls)) if self.walls else seen

    def columns(self, model: type[Model]) -> list[tuple[str, list[int]]]:
        """Return the columns of ``model`` by which whole scopes are seen, with their keys."""
        found = [("scope_key", self.keys)]
        found += [(column, self.party_keys) for column in party_columns(model)]
        return [(column, keys) for column, keys in found if keys]

    def is_wide(self, model: Any) -> bool:
        """Test whether more than ``MANY`` rows are in sight; looks at no more than that."""
        rows = model.objects.unscoped("how wide a sight is").order_by().values("pk")
        parts = [
            rows.filter(Among(F(column), keys))[: MANY + 1].query.sql_with_params()
            for column, keys in self.columns(model)
        ]
        if not parts:
            return False
        counts = " + ".join(f"(SELECT COUNT(*) FROM ({sql}) AS part)" for sql, _ in parts)  # noqa: S608
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {counts}", [one for _, params in parts for one in params])
            count: int = cursor.fetchone()[0]
        return count > MANY


def party_columns(model: type[Model]) -> tuple[str, ...]:
    """Return the columns in which ``model`` names its parties by key."""
    found: tuple[str, ...] = getattr(model, "PARTY_KEYS", ())
    return found


def seen_by(actor: Actor, model: type[Model], *, leads: bool = True) -> Q:
    """Return the condition for rows of ``model`` that ``actor`` may know of."""
    return sight(actor, model.KIND).condition(model, leads=leads)  # type: ignore[attr-defined]


def sight(actor: Actor, kind: int) -> Sight:
    """Return what ``actor`` may see of ``kind``; all kinds are read at once, for a request."""
    if "sight" not in actor.memo:
        actor.memo["sight"] = _sights(actor)
    found: Sight = actor.memo["sight"][kind]
    return found


def _sights(actor: Actor) -> dict[int, Sight]:
    """Return what the actor may see, by kind."""
    found = {int(kind): Sight() for kind in RecordKind}
    if actor.person_id is None or actor.admin:
        return found
    seats = seats_of(actor)
    _add_scopes(found, seats)
    cleared: dict[int, int] = {}
    for seat in seats:
        cleared[seat.body_id] = max(seat.clearance, cleared.get(seat.body_id, 0))
    for kind, one in found.items():
        for pk, best in cleared.items():
            one.party_keys.extend(_keys(pk, kind, best))
    for source, kind, record_id, body_id in _named(actor, cleared):
        if source == "granted":
            best = cleared[body_id] if body_id else max(cleared.values())
            found[kind].granted[best].append(record_id)
        else:
            getattr(found[kind], source).append(record_id)
    return found


def _add_scopes(found: dict[int, Sight], seats: Iterable[Seat]) -> None:
    """Add the scopes of every body at or below a seat whose roles bring a kind into sight."""
    wide = [seat for seat in seats if seat.kinds]
    if not wide:
        return
    bodies = subtree({seat.body_path for seat in wide}).order_by().values_list("pk", "path")
    best: dict[tuple[int, int], int] = {}
    for pk, path in bodies:
        for seat in wide:
            if path.startswith(seat.body_path):
                for kind in seat.kinds:
                    best[pk, kind] = max(seat.clearance, best.get((pk, kind), 0))
    for (pk, kind), clearance in best.items():
        if kind in found:
            found[kind].keys.extend(_keys(pk, kind, clearance))


def _keys(body_id: int, kind: int, clearance: int) -> range:
    """Return the scopes of a body and kind up to a label; they lie side by side."""
    first = scope_key(body_id, kind, 0)
    return range(first, first + min(clearance, LABELS - 1) + 1)


def _named(actor: Actor, cleared: dict[int, int]) -> Iterable[tuple[str, int, UUID, int | None]]:
    """Yield the records named for the actor one by one: granted, opened in emergency, walled off.

    Parties that a record names in a column of its own are found by that, not by their grants.
    """
    tables = {name: apps.get_model("access", name) for name in ("Grant", "Emergency", "Wall")}
    grants = tables["Grant"].objects.filter(revoked_at=None, expires_at__gt=actor.at)
    mine = Q(person_id=actor.person_id, person__is_active=True)
    lasting = Q(ends_at=None) | Q(ends_at__gt=actor.at)
    opened = tables["Emergency"].objects.filter(mine, expires_at__gt=actor.at)
    named: list[QuerySet[Any, Any]] = [
        _as("opened", opened),
        _as("walls", tables["Wall"].objects.filter(mine, lasting)),
    ]
    if cleared:  # who holds no post uses no grant
        # One by one, each by its own index: joined by "or" the whole table would be read.
        by_hand = [purpose.value for purpose in Purpose if purpose is not Purpose.PARTY]
        named += [
            _as("granted", grants.filter(to))
            for to in (
                Q(person_id=actor.person_id),
                Q(team_id__in=_teams(actor)),
                Q(body_id__in=cleared, purpose__in=by_hand),
                Q(body_id__in=cleared, purpose=Purpose.PARTY, record_kind__in=_parties_by_grant()),
            )
        ]
    return reduce(lambda one, other: one.union(other, all=True), named)


def _parties_by_grant() -> list[int]:
    """Return the kinds of record whose parties no column names."""
    by_column = {m.KIND for m in apps.get_models() if party_columns(m)}  # type: ignore[attr-defined]
    return [kind.value for kind in RecordKind if kind not in by_column]


def _as(source: str, rows: Any) -> QuerySet[Any, Any]:
    # Not blank: PostgreSQL takes a blank for text before it meets the bodies.
    body = F("body_id") if source == "granted" else Value(0, BigIntegerField())
    found: QuerySet[Any, Any] = rows.order_by().values_list(
        Value(source), "record_kind", "record_id", body
    )
    return found


def _teams(actor: Actor) -> Any:
    """Return the live teams the actor is a live member of, as a sub-query."""
    at = actor.at
    return (
        apps.get_model("access", "TeamMember")
        .objects.filter(Q(ends_at=None) | Q(ends_at__gt=at), starts_at__lte=at)
        .filter(Q(team__ends_at=None) | Q(team__ends_at__gt=at), person_id=actor.person_id or 0)
        .values("team_id")
    )

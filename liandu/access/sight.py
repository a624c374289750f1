"""The one definition of who may know of a record (policy: docs/architecture.md, "Who sees what").

What a person may see is first read into a few short arrays, then compared by index: a
correlated sub-query per row costs ten times as much over a million records.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection
from django.db.models import F, Func, Lookup, Model, Q

from liandu.access.rules import LABELS, Purpose, RecordKind, scope_key
from liandu.kernel.actor import Actor
from liandu.orgs.queries import seats_of, subtree
from liandu.orgs.rules import Seat

MANY = 5000
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


class Read(Func):
    """A column that is read from its row and not looked up.

    SQLite, without statistics, would rather walk all rows of one value than a narrow sight.
    """

    arity = 1
    template = "%(expressions)s"

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        """Return the column as no index of SQLite has it."""
        return self.as_sql(compiler, connection, template="+%(expressions)s", **context)


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
            # What it is made of is not looked up in its index, but read from those of lists:
            # SQLite reads a whole row for any column that is generated.
            made_of: Any = model._meta.get_field(column)
            seen |= Q(Among(F(column) if leads else made_of.expression, keys))
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


def named_to(actor: Actor, model: type[Model], path: str = "") -> Q:
    """Return the condition for rows of ``model`` that a record in the actor's sight may name.

    A record names what it is about also to those who would not find that by itself; but not
    beyond their clearance, and not across a wall. ``path`` leads to ``model`` from other rows.
    """
    cleared = max((seat.clearance for seat in seats_of(actor)), default=-1)
    one = sight(actor, model.KIND)  # type: ignore[attr-defined]
    named = Q(**{f"{path}label__lte": cleared})
    if one.opened:
        named |= Q(Among(F(f"{path}pk"), one.opened))
    return named & ~Q(Among(F(f"{path}pk"), one.walls)) if one.walls else named


def sees_many(actor: Actor, model: Any) -> bool:
    """Test whether the actor's sight of ``model`` is a wide one; asked once in a request."""
    wide: dict[int, bool] = actor.memo.setdefault("wide", {})
    if model.KIND not in wide:
        wide[model.KIND] = sight(actor, model.KIND).is_wide(model)
    return wide[model.KIND]


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

    One statement, written out: it runs on every request, and building it takes longer than
    answering it.
    """
    values = {
        "person": actor.person_id, "at": connection.ops.adapt_datetimefield_value(actor.at),
        "bodies": _array(list(cleared)), "by_grant": _array(parties_by_grant()),
    }  # fmt: skip
    with connection.cursor() as cursor:
        # Who holds no post uses no grant.
        cursor.execute(" UNION ALL ".join(_let_in() + (_granted() if cleared else [])), values)
        for source, kind, pk, body in cursor.fetchall():
            yield source, kind, pk if isinstance(pk, UUID) else UUID(pk), body


def _let_in() -> list[str]:
    """Return what reads emergencies and walls, which stand whatever a person's posts let them see.

    A record is walled off from all people of a body that it is about, as long as it is kept.
    """
    opened = (
        "SELECT 'opened', e.record_kind, e.record_id, 0 FROM access_emergency AS e"
        " JOIN orgs_person AS p ON p.id = e.person_id AND p.is_active"
        " WHERE e.person_id = %(person)s AND e.expires_at > %(at)s"
    )
    walls = (
        "SELECT 'walls', w.record_kind, w.record_id, 0 FROM access_wall AS w"
        " WHERE w.person_id = %(person)s AND (w.ends_at IS NULL OR w.ends_at > %(at)s)"
    )
    kept = (
        "SELECT 'walls', s.record_kind, s.record_id, 0 FROM access_recordsubject AS s"  # noqa: S608 - our own words
        f" WHERE s.is_kept AND {_one_of('s.body_id', 'bodies')}"
    )
    return [opened, walls, kept]


def _granted() -> list[str]:
    """Return what reads grants: one by one, each by its own index.

    Parties that a record names in a column of its own are found by that, not by their grants.
    """
    grant = (
        "SELECT 'granted', g.record_kind, g.record_id, g.body_id FROM access_grant AS g"
        " WHERE g.revoked_at IS NULL AND g.expires_at > %(at)s"
    )
    team = (
        "SELECT m.team_id FROM access_teammember AS m JOIN access_team AS t ON t.id = m.team_id"
        " WHERE m.person_id = %(person)s AND m.starts_at <= %(at)s"
        " AND (m.ends_at IS NULL OR m.ends_at > %(at)s)"
        " AND (t.ends_at IS NULL OR t.ends_at > %(at)s)"
    )
    to_body, by_grant = _one_of("g.body_id", "bodies"), _one_of("g.record_kind", "by_grant")
    return [
        f"{grant} AND g.person_id = %(person)s",
        f"{grant} AND g.team_id IN ({team})",
        f"{grant} AND {to_body} AND g.purpose <> '{Purpose.PARTY}'",
        f"{grant} AND {to_body} AND g.purpose = '{Purpose.PARTY}' AND {by_grant}",
    ]


def _one_of(column: str, name: str) -> str:
    """Return the test for a column that is one of the array given as ``name``."""
    if connection.vendor == "postgresql":
        return f"{column} = ANY(%({name})s)"
    return f"{column} IN (SELECT value FROM json_each(%({name})s))"  # noqa: S608 - our own words


def _array(numbers: list[int]) -> Any:
    """Return numbers as one parameter, as the database takes it."""
    return numbers if connection.vendor == "postgresql" else json.dumps(numbers)


@cache
def parties_by_grant() -> list[int]:
    """Return the kinds of record whose parties no column names."""
    by_column = {m.KIND for m in apps.get_models() if party_columns(m)}  # type: ignore[attr-defined]
    return [kind.value for kind in RecordKind if kind not in by_column]

"""Making a million findings to measure with: rows like the demo's, put in by the thousand.

They spread over four hundred more enterprises and two years, so that what somebody sees, what a
filter keeps and what is overdue stand in proportions as in life. Deterministic for a given count.
"""

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import connections, transaction
from django.db.models import Model
from django.utils import timezone

from liandu.access.models import Grant
from liandu.access.rules import FOR_GOOD, GrantLevel, Label, Purpose, RecordKind
from liandu.audit.models import Event
from liandu.audit.rules import commit_to
from liandu.findings.models import Finding
from liandu.findings.rules import ENDED
from liandu.kernel.models import new_id
from liandu.orgs.models import Body
from liandu.orgs.rules import BodyKind, path_of
from liandu.works.models import SupervisedObject

BATCH = 10_000
ENTERPRISES = 400
YEARS = timedelta(days=730)
CLOSED_SHARE, DISTRICT_SHARE, SENSITIVE_SHARE, RARE_SHARE = 0.9, 0.4, 0.05, 0.0005
DISTRICT = "JD"
FINDER_KINDS = (BodyKind.DISCIPLINE, BodyKind.SECRETARIAT)
# When a step of an open finding is due, in days from now: one in four is late.
DUE = (-20.0, 60.0)
DATES = ("step_started_at", "assigned_at", "due_at", "first_due_at", "submitted_at", "closed_at")
RARE = "（桩基复测）"


@dataclass(frozen=True, slots=True)
class Pattern:
    """A finding of the demo as the database takes it, by column, and when it was registered."""

    values: dict[str, Any]
    dates: dict[str, datetime | None]
    created_at: datetime
    is_given: bool


@dataclass(frozen=True, slots=True)
class Cast:
    """Who finds, puts right and reviews, and about what."""

    district: list[Body]
    others: list[Body]
    responsible: list[int]
    supervising: list[int]
    objects: list[Any]
    closed: list[Pattern]
    open: list[Pattern]


Row = dict[str, Any]


def load_scale(count: int, say: Callable[[str], object]) -> None:
    """Copy the demo's findings until there are ``count``, each with its parties and one event."""
    have = Finding.objects.unscoped("how many there are").count()
    chance = random.Random(count)  # noqa: S311 - a demo, not a secret
    cast, now = _cast(), timezone.now()
    made = (_copy(cast, chance, n, now - YEARS * (1 - n / count), now) for n in range(have, count))
    done = have
    while batch := list(islice(made, BATCH)):
        with transaction.atomic():
            _insert(Finding, batch)
            _insert(Grant, [grant for finding in batch for grant in _grants(finding)])
            _insert(Event, [_event(finding) for finding in batch])
        done += len(batch)
        say(f"{done} findings")
    if connections["default"].vendor == "postgresql":
        # SQLite chooses better without: of a column with few values it then reads all rows.
        with connections["default"].cursor() as cursor:
            cursor.execute("ANALYZE")


def _cast() -> Cast:
    """Return who takes part, with the enterprises that are added for this."""
    district = Body.objects.filter(code=DISTRICT).first()
    _add_enterprises(district)
    path = district.path if district else "-"
    bodies = list(Body.objects.order_by("pk"))
    finders = [body for body in bodies if body.kind in FINDER_KINDS and body.jurisdiction_id]
    objects = SupervisedObject.objects.unscoped("to spread over").order_by("pk")
    rows = Finding.objects.unscoped("patterns to copy").order_by("number", "pk")
    return Cast(
        district=[body for body in finders if body.path.startswith(path)] or finders,
        others=[body for body in finders if not body.path.startswith(path)] or finders,
        responsible=[body.pk for body in bodies if body.kind == BodyKind.ENTERPRISE],
        supervising=[body.pk for body in bodies if body.kind == BodyKind.DEPARTMENT],
        objects=list(objects.values_list("pk", flat=True)),
        closed=[_pattern(one) for one in rows if one.closed_at],
        open=[_pattern(one) for one in rows if one.state not in ENDED],
    )


def _add_enterprises(parent: Body | None) -> None:
    """Add enterprises below the district committee, whose leader then has many bodies in sight."""
    if Body.objects.filter(code__startswith="GM-").exists():
        return
    made = Body.objects.bulk_create(
        Body(
            code=f"GM-{number:03}", name=f"规模测量单位{number:03}（示例）",
            short_name=f"单位{number:03}", kind=BodyKind.ENTERPRISE, position=1000 + number,
            parent=parent, jurisdiction=parent.jurisdiction if parent else None,
        )
        for number in range(1, ENTERPRISES + 1)
    )  # fmt: skip
    for body in made:
        body.path = path_of(parent.path if parent else "", body.pk)
    Body.objects.bulk_update(made, ["path"])


def _pattern(finding: Finding) -> Pattern:
    """Return a finding as a pattern."""
    database = connections["default"]
    return Pattern(
        {
            field.column: field.get_db_prep_save(getattr(finding, field.attname), database)
            for field in _stored(Finding)
        },
        {name: getattr(finding, name) for name in DATES},
        finding.created_at,
        finding.responsible_body_id is not None,
    )


def _copy(cast: Cast, chance: random.Random, number: int, at: datetime, now: datetime) -> Row:
    """Return one more finding: like one of the demo's, elsewhere and at another time."""
    is_closed = chance.random() < CLOSED_SHARE
    pattern = chance.choice(cast.closed if is_closed else cast.open)
    owner = chance.choice(cast.district if chance.random() < DISTRICT_SHARE else cast.others)
    by = at - pattern.created_at
    return pattern.values | {
        **{name: moment and moment + by for name, moment in pattern.dates.items()},
        "id": new_id(),
        "number": f"WT-S-{number:07}",
        "title": pattern.values["title"] + (RARE if chance.random() < RARE_SHARE else ""),
        "owner_body_id": owner.pk,
        "jurisdiction_id": owner.jurisdiction_id,
        "responsible_body_id": chance.choice(cast.responsible) if pattern.is_given else None,
        "supervising_body_id": chance.choice(cast.supervising) if pattern.is_given else None,
        "supervised_object_id": chance.choice(cast.objects) if cast.objects else None,
        "link_id": None,
        "inspection_id": None,
        "workpaper_id": None,
        "label": (Label.SENSITIVE if chance.random() < SENSITIVE_SHARE else Label.INTERNAL).value,
        "created_at": at,
        "found_on": at.date(),
        "step_due_at": None if is_closed else now + timedelta(days=chance.uniform(*DUE)),
    }


def _grants(finding: Row) -> Iterator[Row]:
    """Yield what lets the parties of a finding in."""
    for side in ("responsible_body", "supervising_body"):
        if body := finding[f"{side}_id"]:
            yield {
                "record_kind": RecordKind.FINDING.value, "record_id": finding["id"],
                "body_id": body, "level": GrantLevel.READ.value, "purpose": Purpose.PARTY.value,
                "basis": side, "granted_at": finding["created_at"], "expires_at": FOR_GOOD,
            }  # fmt: skip


def _event(finding: Row) -> Row:
    """Return the event that tells of the registration."""
    salt = finding["id"].hex
    return {
        "at": finding["created_at"], "person_id": finding["registered_by_id"],
        "body_id": finding["owner_body_id"], "kind": "findings.finding_registered",
        "subject_kind": "findings.finding", "subject_id": str(finding["id"]),
        "facts_text": "{}", "salt": salt, "commitment": commit_to(salt, "{}"),
    }  # fmt: skip


def _stored(model: type[Model]) -> list[Any]:
    """Return the columns that the database does not fill in itself."""
    return [field for field in model._meta.concrete_fields if not field.db_returning]


def _insert(model: type[Model], rows: list[Row]) -> None:
    """Put rows in as fast as the database takes them; bulk_create takes ten times as long."""
    database = connections["default"]
    quote = database.ops.quote_name
    table, names = quote(model._meta.db_table), ", ".join(map(quote, rows[0]))
    lines: Iterable[list[Any]] = (list(row.values()) for row in rows)
    with database.cursor() as cursor:
        if database.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for line in lines:
                    copy.write_row(line)
        else:
            marks = ", ".join(["%s"] * len(rows[0]))
            plain = [[_plain(value) for value in line] for line in lines]
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", plain)  # noqa: S608


def _plain(value: Any) -> Any:
    """Return a value as SQLite keeps it."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ")
    if isinstance(value, UUID):
        return value.hex
    return value.isoformat() if isinstance(value, date) else value

"""Frozen figures and ledgers compared, for programs."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import QueryDict
from ninja import Query, Schema
from pydantic import Field

from liandu.figures import listings, queries
from liandu.figures.listings import ReconciliationFilter, SnapshotFilter
from liandu.figures.models import Reconciliation, Snapshot
from liandu.figures.rules import By, Verdict
from liandu.interfaces.api import (
    ApiRequest,
    Area,
    Asked,
    Happened,
    Named,
    Page,
    Words,
    events_of,
    hang,
    narrowed,
    page_of,
)
from liandu.kernel.errors import NotVisible

area, ledgers = Area("figures"), Area("figures")
hang("/snapshots", area)
hang("/reconciliations", ledgers)


class SnapshotsAsked(Asked):
    """What the list of snapshots is narrowed by, as on its page."""

    q: Words = Field("", description="Part of number or title")


class SnapshotLine(Schema):
    """Frozen figures as the list shows them."""

    id: UUID
    number: str
    title: str
    period: str = Field(description="Such as 2026, 2026-Q2, 2026-06 or 2026-01-15_2026-03-31")
    jurisdiction: str | None = Field(description="Code of GB/T 2260; null: all of them")
    body: Named | None
    label: int = Field(description="Up to which handling label was counted, 0 to 3")
    frozen_at: datetime


class FrozenFigure(Schema):
    """One figure as it was frozen, with the words and the definition of that day."""

    key: str
    group: str
    label: str
    meaning: str
    unit: str = Field(description="Empty: so many; %: a share of 1; fen, days, times")
    value: float | None


class SnapshotWhole(SnapshotLine):
    """The same with all figures."""

    figures: list[FrozenFigure]


class FrozenRow(Schema):
    """A row of a frozen table: a jurisdiction, body, field or link, and its figures by key."""

    name: str
    numbers: dict[str, float | None]


def line(row: Snapshot) -> dict[str, Any]:
    """Return what the list says of a snapshot."""
    return {
        "id": row.pk, "number": row.number, "title": row.title, "period": row.period,
        "jurisdiction": row.jurisdiction and row.jurisdiction.code,
        "body": Named.of(row.owner_body), "label": row.label, "frozen_at": row.created_at,
    }  # fmt: skip


@area.read("", Page[SnapshotLine], summary="List frozen figures, the latest first")
def list_snapshots(request: ApiRequest, asked: Query[SnapshotsAsked]) -> Page[SnapshotLine]:
    """List the snapshots that the post may know of."""
    given = QueryDict(mutable=True)
    for name, several in narrowed(asked.dict(), ("q",)).items():
        given.setlist(name, several)
    rows = SnapshotFilter(given, queries.snapshots(request.actor), request=request).qs
    return page_of(rows, ("-created_at",), asked, lambda row: SnapshotLine(**line(row)))


@area.read("/{uuid:snapshot_id}", SnapshotWhole, summary="Read frozen figures")
def read_snapshot(request: ApiRequest, snapshot_id: UUID) -> SnapshotWhole:
    """Read the figures of a snapshot, as they were frozen."""
    row = queries.seen_snapshot(request.actor, snapshot_id)
    figures = [
        FrozenFigure(
            key=one.key, group=group, label=one.label, meaning=one.meaning, unit=one.unit,
            value=one.was,
        )
        for group, found in queries.kept(row)
        for one in found
    ]  # fmt: skip
    return SnapshotWhole(**line(row), figures=figures)


@area.read(
    "/{uuid:snapshot_id}/tables/{by}", list[FrozenRow], summary="Read a frozen table"
)  # fmt: skip
def read_snapshot_table(request: ApiRequest, snapshot_id: UUID, by: By) -> list[FrozenRow]:
    """Read a table of a snapshot, as it was frozen.

    :raises NotVisible: where none was kept, or it counts what the post may not know of
    """
    row = queries.seen_snapshot(request.actor, snapshot_id)
    rows = queries.table_rows(request.actor, row, by)
    if rows is None:
        raise NotVisible
    return [FrozenRow(name=name, numbers=numbers) for name, numbers in rows]


@area.read(
    "/{uuid:snapshot_id}/events", Page[Happened], summary="List what happened to frozen figures"
)
def list_snapshot_events(
    request: ApiRequest, snapshot_id: UUID, asked: Query[Asked]
) -> Page[Happened]:
    """List what happened to the snapshot, latest first."""
    return events_of(queries.seen_snapshot(request.actor, snapshot_id), asked)


class ReconciliationLine(Schema):
    """Ledgers compared, as the list shows them."""

    id: UUID
    number: str
    title: str
    body: Named | None
    other_body: Named | None
    found_from: date
    found_until: date
    compared_at: datetime


class ComparedLine(Schema):
    """A line of either ledger: what came of comparing, and the columns that differ."""

    verdict: Verdict
    row: int | None = Field(description="In their file")
    finding: UUID | None
    number: str
    differs_in: list[str]


class ReconciliationWhole(ReconciliationLine):
    """The same line by line, by what the post may know of now."""

    lines: list[ComparedLine]


def compared_line(row: Reconciliation) -> dict[str, Any]:
    """Return what the list says of ledgers compared."""
    return {
        "id": row.pk, "number": row.number, "title": row.title,
        "body": Named.of(row.owner_body), "other_body": Named.of(row.other_body),
        "found_from": row.since, "found_until": row.until, "compared_at": row.created_at,
    }  # fmt: skip


@ledgers.read("", Page[ReconciliationLine], summary="List ledgers compared, the latest first")
def list_reconciliations(
    request: ApiRequest, asked: Query[SnapshotsAsked]
) -> Page[ReconciliationLine]:
    """List the reconciliations that the post may know of."""
    given = QueryDict(mutable=True)
    for name, several in narrowed(asked.dict(), ("q",)).items():
        given.setlist(name, several)
    every = queries.reconciliations(request.actor)
    rows = ReconciliationFilter(given, every, request=request).qs
    return page_of(
        rows, ("-created_at",), asked, lambda row: ReconciliationLine(**compared_line(row))
    )


@ledgers.read(
    "/{uuid:reconciliation_id}", ReconciliationWhole, summary="Read ledgers compared, line by line"
)
def read_reconciliation(request: ApiRequest, reconciliation_id: UUID) -> ReconciliationWhole:
    """Read two ledgers line by line."""
    row = queries.seen_reconciliation(request.actor, reconciliation_id)
    lines = [
        ComparedLine(
            verdict=line.pair.verdict, row=line.pair.theirs.row if line.pair.theirs else None,
            finding=line.pair.ours.key if line.pair.ours else None, number=line.number,
            differs_in=[one.column for one in line.pair.differences],
        )
        for line in listings.lines_of(queries.pairs(request.actor, row), {})
    ]  # fmt: skip
    return ReconciliationWhole(**compared_line(row), lines=lines)


@ledgers.read(
    "/{uuid:reconciliation_id}/events", Page[Happened],
    summary="List what happened to ledgers compared",
)  # fmt: skip
def list_reconciliation_events(
    request: ApiRequest, reconciliation_id: UUID, asked: Query[Asked]
) -> Page[Happened]:
    """List what happened to the reconciliation, latest first."""
    return events_of(queries.seen_reconciliation(request.actor, reconciliation_id), asked)

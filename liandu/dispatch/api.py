"""Weekly dispatch for programs: the sheets of a week, and filing one."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Query, Schema
from pydantic import Field, StringConstraints

from liandu.dispatch import actions, queries
from liandu.dispatch.models import DispatchItem
from liandu.dispatch.queries import Shown
from liandu.dispatch.rules import ItemKind, ItemOutcome, Line, SheetState, key_of, read_key
from liandu.interfaces.api import (
    ApiRequest,
    Area,
    Asked,
    Day,
    Key,
    Named,
    Page,
    Reference,
    Text,
    hang,
    page_of,
)
from liandu.kernel.errors import NotVisible

area = Area("dispatch")
hang("/dispatch", area)

MOST_LINES, MOST_KEPT = 50, 200
Week = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-W[0-9]{2}$")]


class SheetLine(Schema):
    """The sheet of a project for one week."""

    project: Reference
    week: str
    state: SheetState
    body: Named | None = Field(description="Who files it")
    due_at: datetime
    filed_at: datetime | None
    is_late: bool
    progress: str


class SheetItem(Schema):
    """An obstacle, a promise or a decision; it stays with every later week until settled."""

    id: int
    kind: ItemKind
    text: str
    owner_body: Named | None
    owner_post: str
    due_on: date
    settled_at: datetime | None
    outcome: ItemOutcome | None
    note: str


class SheetWhole(SheetLine):
    """The same with its lines, and those of earlier weeks that are still open."""

    items: list[SheetItem]
    carried: list[SheetItem]


class NewLine(Schema):
    """An obstacle with who is to remove it, or a promise."""

    kind: Literal[ItemKind.OBSTACLE, ItemKind.PROMISE]
    text: Text = Field(min_length=1, max_length=200)
    due_on: Day
    owner_body_id: Key | None = None
    owner_post: Text = Field("", max_length=80)


class NewSheet(Schema):
    """What went on this week, what was kept, what is in the way, what is promised."""

    progress: Text = Field(min_length=1, max_length=500)
    kept_ids: list[Key] = Field(
        [], max_length=MOST_KEPT, description="Ids of carried lines that are done"
    )
    lines: list[NewLine] = Field([], max_length=MOST_LINES)


def monday_of(week: str) -> date:
    """Return the Monday of a week.

    :raises NotVisible: if there is no such week
    """
    found = read_key(week)
    if found is None:
        raise NotVisible
    return found


def item(row: DispatchItem) -> SheetItem:
    """Return a line as it is told."""
    return SheetItem(
        id=row.pk, kind=ItemKind(row.kind), text=row.text, owner_body=Named.of(row.owner_body),
        owner_post=row.owner_post, due_on=row.due_on, settled_at=row.settled_at,
        outcome=ItemOutcome(row.outcome) if row.outcome else None, note=row.note,
    )  # fmt: skip


def line(shown: Shown) -> SheetLine:
    """Return a sheet as a list tells it."""
    sheet, record = shown.sheet, shown.record
    return SheetLine(
        project=Reference(id=record.pk, number=record.number, name=record.name),
        week=key_of(sheet.week), state=SheetState(sheet.state),
        body=Named.of(shown.dispatch.body), due_at=sheet.due_at, filed_at=sheet.filed_at,
        is_late=sheet.is_late, progress=sheet.progress,
    )  # fmt: skip


def whole(request: ApiRequest, project_id: UUID, week: date) -> SheetWhole:
    """Return a sheet with its lines."""
    dispatch = queries.seen_dispatch(request.actor, project_id, week)
    shown = queries.filed(week, [dispatch])[0]
    return SheetWhole(
        **line(shown).dict(), items=[item(one) for one in shown.items],
        carried=[item(one) for one in shown.carried],
    )  # fmt: skip


@area.read("/{week}", Page[SheetLine], summary="List the sheets of a week")
def list_sheets(request: ApiRequest, week: Week, asked: Query[Asked]) -> Page[SheetLine]:
    """List the sheets of projects that the post may know of, filed or not."""
    monday = monday_of(week)
    found = page_of(queries.of_week(request.actor, monday), ("pk",), asked, lambda row: row)
    rows = queries.filed(monday, found.items)
    return Page[SheetLine](items=[line(one) for one in rows], next=found.next)


@area.read("/{week}/{uuid:project_id}", SheetWhole, summary="Read one sheet")
def read_sheet(request: ApiRequest, week: Week, project_id: UUID) -> SheetWhole:
    """Read the sheet of a project for one week."""
    return whole(request, project_id, monday_of(week))


@area.write("/{week}/{uuid:project_id}", SheetWhole, summary="File a sheet")
def file_sheet(request: ApiRequest, week: Week, project_id: UUID, sent: NewSheet) -> SheetWhole:
    """File the sheet of a week; filed again before the meeting, its open lines are replaced."""
    monday = monday_of(week)
    lines = [
        Line(one.kind.value, one.text, one.due_on, one.owner_body_id, one.owner_post)
        for one in sent.lines
    ]
    actions.file_sheet(
        actor=request.actor, object_id=project_id, week=monday, progress=sent.progress,
        kept_ids=frozenset(sent.kept_ids), lines=lines,
    )  # fmt: skip
    return whole(request, project_id, monday)

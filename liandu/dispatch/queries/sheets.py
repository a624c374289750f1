"""Finding what is dispatched, the sheets of a week, and the lines that roll on."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from liandu.access.queries import live_grants
from liandu.access.rules import Purpose
from liandu.deadlines.queries import Edition, edition
from liandu.dispatch.models import DispatchItem, DispatchSheet, WeeklyDispatch
from liandu.dispatch.queries.changes import Changes, changes, span
from liandu.dispatch.rules import Hour, ItemKind, SheetState
from liandu.kernel.actor import Actor
from liandu.kernel.errors import NotVisible
from liandu.kernel.models import one
from liandu.orgs.models import Body
from liandu.works.queries import held_object, listed

MOST = 200
"""More than this nobody goes through in one meeting; the list holds the rest."""

Rows = QuerySet[WeeklyDispatch]


@dataclass(slots=True)
class Shown:
    """The sheet of one object and week with all that is shown of it."""

    dispatch: WeeklyDispatch
    sheet: DispatchSheet
    changes: Changes = field(default_factory=Changes)
    carried: list[DispatchItem] = field(default_factory=list)
    items: list[DispatchItem] = field(default_factory=list)

    @property
    def record(self) -> Any:
        """Return the object, with how it stands as ``overview``."""
        return self.dispatch.supervised_object

    def of(self, kind: ItemKind) -> list[DispatchItem]:
        """Return the lines of one kind that this week brought."""
        return [item for item in self.items if item.kind == kind]

    @property
    def obstacles(self) -> list[DispatchItem]:
        """Return the obstacles of this week."""
        return self.of(ItemKind.OBSTACLE)

    @property
    def promises(self) -> list[DispatchItem]:
        """Return the promises of this week."""
        return self.of(ItemKind.PROMISE)

    @property
    def decisions(self) -> list[DispatchItem]:
        """Return what the meeting of this week decided."""
        return self.of(ItemKind.DECISION)

    @property
    def kept_count(self) -> int:
        """Return how many of the lines that rolled on are settled."""
        return sum(item.settled_at is not None for item in self.carried)


def dispatches(actor: Actor) -> Rows:
    """Return what is dispatched weekly, or was, and the actor may know of."""
    rows: Rows = WeeklyDispatch.objects.visible_to(actor)
    return rows.select_related("body")


def covering(week: date) -> Q:
    """Return the condition for what is dispatched in ``week``."""
    return Q(first_week__lte=week) & (Q(ended_week=None) | Q(ended_week__gt=week))


def of_week(actor: Actor, week: date) -> Rows:
    """Return what is dispatched in ``week``: objects with how they stand, sheets in ``found``."""
    sheets = DispatchSheet.objects.unscoped("of what was found visible").filter(week=week)
    its = sheets.filter(dispatch=OuterRef("pk"))
    lines: Any = DispatchItem.objects.unscoped("of what was found visible").filter(
        kind=ItemKind.OBSTACLE.value, sheet__dispatch=OuterRef("pk"), sheet__week=week
    )
    rows = dispatches(actor).filter(covering(week)).annotate(
        has_obstacle=Exists(lines),
        sheet_filed_at=Subquery(its.values("filed_at")[:1]),
        sheet_state=Coalesce(Subquery(its.values("state")[:1]), Value(SheetState.OPEN.value)),
    )  # fmt: skip
    return rows.prefetch_related(
        Prefetch("supervised_object", listed(actor)),
        Prefetch("sheets", sheets.prefetch_related(_items()), to_attr="found"),
    )


def _items() -> Prefetch[Any]:
    rows = DispatchItem.objects.unscoped("of sheets found visible").select_related("owner_body")
    return Prefetch("items", rows)


def hour(name: str, now: Edition) -> Hour:
    """Return the hour of the week that the limits set for ``name``."""
    on, at = now.limits[name], now.limits[f"{name}_hour"]
    return Hour(on.amount, on.unit, at.amount)


def due_at(week: date, now: Edition | None = None) -> datetime:
    """Return until when sheets of ``week`` are to be filed."""
    now = now or edition()
    zone = timezone.get_default_timezone()
    return hour("dispatch_sheet", now).of(week, now.calendar, zone)


def sheet_of(dispatch: WeeklyDispatch, week: date, now: Edition | None = None) -> DispatchSheet:
    """Return the sheet of a week, made but not stored if nobody wrote in it yet."""
    kept = getattr(dispatch, "found", None)
    if kept is None:
        kept = dispatch.sheets.filter(week=week)
    for sheet in kept:
        sheet.dispatch = dispatch
        return sheet
    return DispatchSheet(dispatch=dispatch, week=week, body=dispatch.body, due_at=due_at(week, now))


def carried(ids: Collection[int], week: date) -> dict[int, list[DispatchItem]]:
    """Return the lines of earlier weeks that ``week`` began with, by what they are of.

    Those settled before it are done with; those settled in it or after it are shown as they ended.
    """
    first, _after = span(week)
    rows = DispatchItem.objects.unscoped("of what was found visible").filter(
        Q(settled_at=None) | Q(settled_at__gte=first), sheet__dispatch__in=ids, sheet__week__lt=week
    )
    found: dict[int, list[DispatchItem]] = defaultdict(list)
    for item in rows.select_related("owner_body", "sheet").order_by("due_on", "pk"):
        found[item.sheet.dispatch_id].append(item)
    return found


def shown(actor: Actor, week: date, rows: Iterable[WeeklyDispatch]) -> list[Shown]:
    """Return rows of :func:`of_week` with all that is shown of them."""
    found = filed(week, rows)
    brought = changes(actor, [each.dispatch.supervised_object_id for each in found], week)
    for each in found:
        each.changes = brought[each.dispatch.supervised_object_id]
    return found


def filed(week: date, rows: Iterable[WeeklyDispatch]) -> list[Shown]:
    """Return the same but for what the week brought."""
    every, now = list(rows), edition()
    rolled = carried([row.pk for row in every], week)
    found = []
    for row in every:
        sheet = sheet_of(row, week, now)
        items = list(sheet.items.all()) if sheet.pk else []
        found.append(Shown(row, sheet, carried=rolled[row.pk], items=items))
    return found


def dispatch_of(actor: Actor, object_id: Any) -> WeeklyDispatch | None:
    """Return how an object is dispatched, if it is or was and the actor may know of it."""
    return dispatches(actor).filter(supervised_object=object_id).first()


def seen_dispatch(actor: Actor, object_id: Any, week: date) -> WeeklyDispatch:
    """Return how an object is dispatched, with its sheet of ``week`` and how it stands.

    :raises NotVisible: if it is not dispatched, or the actor may not know of it
    """
    rows = dispatches(actor)
    sheets = DispatchSheet.objects.unscoped("of what was found visible").filter(week=week)
    rows = rows.prefetch_related(
        Prefetch("supervised_object", listed(actor)),
        Prefetch("sheets", sheets.prefetch_related(_items()), to_attr="found"),
    )
    found = one(rows, object_id, by="supervised_object")
    if not found.covers(week) and sheet_of(found, week).pk is None:
        raise NotVisible
    return found


def held_dispatch(actor: Actor, object_id: Any) -> WeeklyDispatch:
    """Return how an object is dispatched, the object held until the transaction ends.

    :raises NotVisible: if it is not dispatched, or the actor may not know of it
    """
    record = held_object(actor, object_id)
    found = one(dispatches(actor), record.pk, by="supervised_object")
    found.supervised_object = record
    return found


def seen_item(actor: Actor, pk: Any) -> DispatchItem:
    """Return one line of a sheet.

    :raises NotVisible: if there is none, or the actor may not know of it
    """
    rows: QuerySet[DispatchItem] = DispatchItem.objects.visible_to(actor)
    return one(rows.select_related("owner_body", "sheet__dispatch__supervised_object"), pk)


def past_sheets(dispatch: WeeklyDispatch, week: date) -> QuerySet[DispatchSheet]:
    """Return the sheets before ``week`` of what was found visible, latest first, with their lines.

    Once the dispatch has ended, all of them.
    """
    rows: QuerySet[DispatchSheet] = dispatch.sheets.prefetch_related(_items())
    rows = rows.filter(week__lt=week) if dispatch.covers(week) else rows
    return rows.select_related("body").order_by("-week")


def filed_count(actor: Actor, object_id: Any) -> int:
    """Return how many sheets there are about an object."""
    rows: QuerySet[DispatchSheet] = DispatchSheet.objects.visible_to(actor)
    return rows.filter(dispatch__supervised_object=object_id).exclude(filed_at=None).count()


def sides(record: Any) -> QuerySet[Body]:
    """Return the open bodies that take part in an object that was found visible, its owner too."""
    parties = live_grants(record).filter(purpose=Purpose.PARTY).exclude(body=None)
    taking_part = Q(pk__in=parties.values("body")) | Q(pk=record.owner_body_id)
    return Body.objects.filter(taking_part, closed_on=None).order_by(F("path"))


def choices_of_body(record: Any) -> QuerySet[Body]:
    """Return the open bodies that may file an object's sheets: responsible ones, lead, owner."""
    named = Q(pk__in=record.responsible_bodies.values("pk"))
    named |= Q(pk__in=[record.lead_body_id or 0, record.owner_body_id])
    return Body.objects.filter(named, closed_on=None).order_by("path")


def filer_of(record: Any) -> Body | None:
    """Return who files for an object first: who is responsible, who leads, whose list it is in."""
    responsible = record.responsible_bodies.values_list("pk", flat=True)
    order = [*sorted(responsible), record.lead_body_id, record.owner_body_id]
    return min(choices_of_body(record), key=lambda body: order.index(body.pk), default=None)


def running(records: Collection[Any]) -> set[Any]:
    """Return the keys of those among objects that were found visible that are dispatched now."""
    rows = WeeklyDispatch.objects.unscoped("of objects held").filter(ended_week=None)
    rows = rows.filter(supervised_object__in=records)
    return set(rows.values_list("supervised_object", flat=True))


def last_discussed(record: Any) -> DispatchSheet | None:
    """Return the last sheet that a meeting went through, of an object found visible."""
    rows: QuerySet[DispatchSheet] = DispatchSheet.objects.unscoped("of an object found visible")
    rows = rows.filter(dispatch__supervised_object=record).exclude(discussed_at=None)
    found = rows.select_related("body", "dispatch").prefetch_related(_items())
    return found.order_by("-week").first()


def lines_of(sheet: DispatchSheet) -> list[DispatchItem]:
    """Return every line that stood on a sheet when it was discussed: rolled on, then new."""
    return [*carried([sheet.dispatch_id], sheet.week)[sheet.dispatch_id], *sheet.items.all()]

"""Everything that changes weekly dispatch. Sheets are held by holding their object."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, cast
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.dispatch import queries
from liandu.dispatch.models import DispatchItem, DispatchSheet, WeeklyDispatch
from liandu.dispatch.rules import (
    OF_FILER,
    ItemKind,
    ItemOutcome,
    Line,
    fileable,
    key_of,
    lacking,
    week_of,
)
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid, WrongState
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require
from liandu.orgs.models import Body
from liandu.works.queries import held_object

kind("dispatch.dispatch_started", gettext_lazy("put it on weekly dispatch"), "calendar-week")
kind("dispatch.dispatch_stopped", gettext_lazy("ended its weekly dispatch"), "calendar-off")
kind("dispatch.sheet_filed", gettext_lazy("filed the weekly sheet"), "file-text")
kind("dispatch.sheet_discussed", gettext_lazy("discussed it at the weekly meeting"), "users")
kind("dispatch.item_kept", gettext_lazy("settled a line of weekly dispatch"), "checkbox")
kind("dispatch.item_released", gettext_lazy("released a line of weekly dispatch"), "ban")
kind("dispatch.sheets_exported", gettext_lazy("exported weekly sheets"), "download", is_read=True)

LACKS = {
    "text": gettext_lazy("A line is empty. Say what it is, or leave the line out."),
    "owner_body": gettext_lazy("A line has no owner. Name a body or a post."),
    "due_on": gettext_lazy("A line has no day, or one before this week. Enter until when."),
}


@action("dispatch.start_dispatch")
def start_dispatch(
    *, actor: Actor, object_id: Any, body_id: int, first_week: date
) -> WeeklyDispatch:
    """Have an object dispatched weekly from the week of ``first_week`` on, or change who files.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if another body keeps the list it is in
    :raises Invalid: if the body does not answer for the object
    """
    kept = held_object(actor, object_id)
    require(actor, "dispatch.start_dispatch", kept)
    if not queries.choices_of_body(kept).filter(pk=body_id).exists():
        raise Invalid({"body": _("This body does not answer for the object. Choose another.")})
    return _start(actor, kept, Body.objects.get(pk=body_id), first_week)


@action("dispatch.start_several")
def start_several(*, actor: Actor, object_ids: Collection[UUID], first_week: date) -> int:
    """Have objects dispatched weekly that are not yet, each filed for by the first who may.

    All of them, or none; return how many were not dispatched before.

    :raises NotVisible: if the actor may not know of one of them
    :raises NotAllowed: if another body keeps the list of one of them
    :raises Invalid: if nothing was chosen, or nobody in this system answers for one of them
    """
    if not object_ids:
        raise Invalid(_("Nothing was chosen. Tick at least one line."))
    # Always in the same order, so that two who choose the same wait for each other.
    every = [held_object(actor, pk) for pk in sorted(set(object_ids))]
    for kept in every:
        require(actor, "dispatch.start_several", kept)
    running = queries.running(every)
    for kept in every:
        if kept.pk in running:
            continue
        body = queries.filer_of(kept)
        if body is None:
            raise Invalid(_("Nobody in this system answers for %s.") % kept.name)
        _start(actor, kept, body, first_week)
    return len(every) - len(running)


@action("dispatch.stop_dispatch")
def stop_dispatch(*, actor: Actor, object_id: Any, reason: str) -> WeeklyDispatch:
    """End the weekly dispatch of an object with last week; sheets and lines stay.

    :raises NotVisible: if it is not dispatched, or the actor may not know of it
    :raises NotAllowed: if another body keeps the list it is in
    :raises WrongState: if it was ended already
    """
    dispatch = queries.held_dispatch(actor, object_id)
    require(actor, "dispatch.stop_dispatch", dispatch.supervised_object)
    if dispatch.ended_week is not None:
        raise WrongState(_("It is not dispatched any more. Reload to see how it stands."))
    dispatch.ended_week = week_of(timezone.localdate())
    dispatch.save(update_fields=["ended_week"])
    record(actor, "dispatch.dispatch_stopped", dispatch.supervised_object, reason=reason)
    return dispatch


@action("dispatch.file_sheet")
def file_sheet(
    *, actor: Actor, object_id: Any, week: date, progress: str,
    kept_ids: Collection[int] = (), lines: Sequence[Line] = (),
) -> DispatchSheet:  # fmt: skip
    """File the sheet of a week: what went on, what was kept, what is in the way, what is promised.

    Filed again before the meeting, its own open lines are replaced.

    :raises NotVisible: if the object is not dispatched, or the actor may not know of it
    :raises NotAllowed: if the actor does not file for the responsible side
    :raises WrongState: if the week is over or yet to come, or the meeting has gone through it
    :raises Invalid: without progress, or if a line lacks its owner or day
    """
    dispatch = queries.held_dispatch(actor, object_id)
    require(actor, "dispatch.file_sheet", dispatch)
    sheet = _begun(dispatch, week)
    if week not in fileable(timezone.localdate()):
        raise WrongState(_("Sheets are filed for this week and the last one only."))
    before = sheet.advance("file")
    if not progress.strip():
        raise Invalid({"progress": _("Say in a line what went on.")})
    _check(dispatch, lines, week, OF_FILER)
    sheet.progress, sheet.body = progress.strip(), dispatch.body
    # The first filing decides whether it was in time.
    sheet.filed_at = sheet.filed_at or timezone.now()
    sheet.filed_by_id = actor.person_id
    sheet.save()
    open_lines = sheet.items.filter(settled_at=None, kind__in=OF_FILER)
    open_lines.delete()
    _add(sheet, lines)
    for item in queries.carried([dispatch.pk], week)[dispatch.pk]:
        if item.pk in kept_ids and item.settled_at is None:
            _settle(actor, item, ItemOutcome.KEPT)
    has_obstacle = any(line.kind == ItemKind.OBSTACLE for line in lines)
    record(
        actor, "dispatch.sheet_filed", dispatch.supervised_object, before=before,
        after=_facts(sheet, lines), note=f"{sheet.key} {sheet.progress}", quiet=not has_obstacle,
    )  # fmt: skip
    return sheet


@action("dispatch.discuss_sheet")
def discuss_sheet(
    *, actor: Actor, object_id: UUID, week: date, lines: Sequence[Line] = ()
) -> DispatchSheet:
    """Write down that the meeting went through a sheet, filed or not, and what it decided.

    :raises NotVisible: if the object is not dispatched, or the actor may not know of it
    :raises NotAllowed: if another body keeps the list it is in
    :raises WrongState: if the meeting has gone through it, or the week is yet to come
    :raises Invalid: if a decision lacks its owner or day
    """
    dispatch = queries.held_dispatch(actor, object_id)
    require(actor, "dispatch.discuss_sheet", dispatch)
    sheet = _begun(dispatch, week)
    if week > timezone.localdate():
        raise WrongState(_("This week is yet to come."))
    before = sheet.advance("discuss")
    _check(dispatch, lines, week, (ItemKind.DECISION,))
    sheet.discussed_at, sheet.discussed_by_id = timezone.now(), actor.person_id
    sheet.save()
    _add(sheet, lines)
    record(
        actor, "dispatch.sheet_discussed", dispatch.supervised_object, before=before,
        after=_facts(sheet, lines), note="；".join((sheet.key, *(line.text for line in lines))),
    )  # fmt: skip
    return sheet


@action("dispatch.keep_item")
def keep_item(*, actor: Actor, item_id: int, note: str = "") -> DispatchItem:
    """Say that a promise was kept, an obstacle is out of the way, a decision carried out.

    :raises NotVisible: if there is none, or the actor may not know of it
    :raises NotAllowed: if it is neither theirs nor of the sheets they file or discuss
    :raises WrongState: if it was settled already
    """
    item = _held_item(actor, item_id)
    require(actor, "dispatch.keep_item", item)
    _settle(actor, item, ItemOutcome.KEPT, note)
    return item


@action("dispatch.release_item")
def release_item(*, actor: Actor, item_id: int, reason: str) -> DispatchItem:
    """Let a line go that is not wanted any more; it stays on record with the reason.

    :raises NotVisible: if there is none, or the actor may not know of it
    :raises NotAllowed: if the actor is not of the office of the list
    :raises WrongState: if it was settled already
    """
    item = _held_item(actor, item_id)
    require(actor, "dispatch.release_item", item)
    _settle(actor, item, ItemOutcome.RELEASED, reason)
    return item


@action("dispatch.export_sheets")
def export_sheets(*, actor: Actor, count: int, query: str) -> None:
    """Put on record that a list leaves as a file: who took how many lines, found by what.

    :raises NotAllowed: if the actor holds no post
    """
    require(actor, "dispatch.export_sheets")
    body = Body.objects.get(pk=actor.body_id or 0)
    record(actor, "dispatch.sheets_exported", body, after={"count": count, "query": query})


def _start(actor: Actor, kept: Any, body: Body, first_week: date) -> WeeklyDispatch:
    """Write down that an object held is dispatched weekly, and put it on record."""
    dispatch, _made = WeeklyDispatch.objects.unscoped("of an object held").update_or_create(
        supervised_object=kept,
        defaults={"body": body, "first_week": week_of(first_week), "ended_week": None},
    )
    after = {"body": body.pk, "first_week": key_of(dispatch.first_week)}
    record(actor, "dispatch.dispatch_started", kept, after=after, note=body.short_name)
    return dispatch


def _begun(dispatch: WeeklyDispatch, week: date) -> DispatchSheet:
    """Return the sheet of a week in memory, stored or not.

    :raises WrongState: if there is no sheet for that week
    """
    if not dispatch.covers(week):
        raise WrongState(_("The object is not dispatched in this week."))
    return queries.sheet_of(dispatch, week)


def _held_item(actor: Actor, item_id: int) -> DispatchItem:
    """Return a line, its object held until the transaction ends."""
    found = queries.seen_item(actor, item_id)
    held_object(actor, found.sheet.dispatch.supervised_object_id)
    # Read again under the lock: somebody else may have been first.
    return queries.seen_item(actor, item_id)


def _check(
    dispatch: WeeklyDispatch, lines: Sequence[Line], week: date, kinds: Sequence[ItemKind]
) -> None:
    """Pass lines that can stand, of bodies that take part in the object.

    :raises Invalid: otherwise
    """
    if lack := lacking(lines, week):
        raise Invalid(str(LACKS[lack]))
    owners = {line.owner_body_id for line in lines if line.owner_body_id is not None}
    known = queries.sides(dispatch.supervised_object).filter(pk__in=owners).count()
    if known != len(owners) or any(line.kind not in kinds for line in lines):
        raise Invalid(_("A line is of a body that takes no part in the object."))


def _add(sheet: DispatchSheet, lines: Sequence[Line]) -> None:
    DispatchItem.objects.bulk_create(
        DispatchItem(
            sheet=sheet, kind=line.kind, text=line.text.strip(), due_on=cast(date, line.due_on),
            owner_body_id=line.owner_body_id, owner_post=line.owner_post.strip(),
        )
        for line in lines
    )  # fmt: skip


def _settle(actor: Actor, item: DispatchItem, outcome: ItemOutcome, words: str = "") -> None:
    """End a line.

    :raises WrongState: if it was settled already
    """
    if item.settled_at is not None:
        raise WrongState(_("It was settled already. Reload to see how it stands."))
    item.settled_at, item.settled_by_id = timezone.now(), actor.person_id
    item.outcome, item.note = outcome.value, words.strip()
    item.save(update_fields=["settled_at", "settled_by", "outcome", "note"])
    record(
        actor, f"dispatch.item_{outcome.value}", item.sheet.dispatch.supervised_object,
        note=item.text, reason=item.note, after={"item": item.pk, "due_on": str(item.due_on)},
        quiet=True,
    )  # fmt: skip


def _facts(sheet: DispatchSheet, lines: Sequence[Line]) -> dict[str, Any]:
    """Return what the record keeps of a sheet."""
    return {
        "week": sheet.key, "state": sheet.state, "progress": sheet.progress,
        "lines": [[line.kind, line.text, line.owner_body_id, line.owner_post, str(line.due_on)]
                  for line in lines],
    }  # fmt: skip

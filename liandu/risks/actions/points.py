"""Entering, changing, checking and retiring risk points; taking them over from the library."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.access.queries import locked
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid, WrongState
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require
from liandu.orgs.models import Body
from liandu.risks import queries
from liandu.risks.actions.asking import keep
from liandu.risks.models import RiskCheck, RiskPoint
from liandu.risks.rules import (
    POINT_LIFE,
    TEXTS,
    Level,
    PointDraft,
    PointState,
    Result,
    next_check,
)
from liandu.works.queries import seen_link, seen_object

kind("risks.point_added", gettext_lazy("entered a risk point"), "shield-plus")
kind("risks.points_taken_over", gettext_lazy("took over risk points from the library"), "copy")
kind("risks.point_edited", gettext_lazy("changed a risk point"), "pencil")
kind("risks.point_checked", gettext_lazy("checked a risk point"), "shield-check")
kind("risks.point_retired", gettext_lazy("retired a risk point"), "shield-off")
kind("risks.point_restored", gettext_lazy("put a risk point back in force"), "shield-up")
kind("risks.points_exported", gettext_lazy("exported the risk register"), "download", is_read=True)

BODIES = ("responsible_body_id", "supervising_body_id")


@action("risks.add_point")
def add_point(*, actor: Actor, link_id: int, draft: PointDraft) -> RiskPoint:
    """Enter a risk point at a link; its first check is due one term from today.

    :raises NotVisible: if the actor may not know of the object
    :raises NotAllowed: if the actor speaks for neither its keeper nor its lead body
    :raises Invalid: if it has no name, is there already, or names a body that takes no part
    """
    link = _held_link(actor, link_id)
    require(actor, "risks.add_point", link)
    return enter(actor, link, draft)


def enter(actor: Actor, link: Any, draft: PointDraft) -> RiskPoint:
    """Enter a point at a link that is held, and put it on record.

    :raises Invalid: if it has no name, is there already, or names a body that takes no part
    """
    _check(draft, link)
    made = RiskPoint(link=link)
    _write(made, draft)
    made.due_on = next_check(timezone.localdate(), draft.frequency)
    keep(made)
    _record(actor, "risks.point_added", made, after=_facts(made))
    return made


@action("risks.edit_point")
def edit_point(*, actor: Actor, point_id: int, draft: PointDraft) -> RiskPoint:
    """Change a risk point; another frequency counts from its last check.

    :raises NotVisible: if the actor may not know of the object
    :raises NotAllowed: if the actor speaks for neither its keeper nor its lead body
    :raises WrongState: if the point is retired
    :raises Invalid: if it has no name, is there already, or names a body that takes no part
    """
    point = queries.held_point(actor, point_id)
    require(actor, "risks.edit_point", point)
    _must_be_in_force(point)
    return change(actor, point, draft)


def change(actor: Actor, point: RiskPoint, draft: PointDraft) -> RiskPoint:
    """Change a point in force whose object is held, and put it on record.

    :raises Invalid: if it has no name, is there already, or names a body that takes no part
    """
    _check(draft, point.link, point)
    before, was = _facts(point), point.frequency
    _write(point, draft)
    if point.frequency != was:
        last = point.last_check.on if point.last_check else timezone.localdate()
        point.due_on = next_check(last, point.frequency)
    keep(point)
    after = _facts(point)
    changed = [name for name, value in after.items() if before[name] != value]
    _record(
        actor, "risks.point_edited", point,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
    )  # fmt: skip
    return point


@action("risks.check_point")
def check_point(*, actor: Actor, point_id: int, on: date, result: str, note: str = "") -> RiskCheck:
    """Say what a check of a risk point came to; the next is due one term later.

    :raises NotVisible: if the actor may not know of the object
    :raises NotAllowed: if the actor neither answers for the point nor supervises or keeps it
    :raises WrongState: if the point is retired
    :raises Invalid: if the day is yet to come or before the last check, or nothing says what is
        not in order
    """
    point = queries.held_point(actor, point_id)
    require(actor, "risks.check_point", point)
    _must_be_in_force(point)
    _check_of(point, on, result, note.strip())
    made: RiskCheck = RiskCheck.objects.create(
        point=point, on=on, result=Result(result), note=note.strip(),
        by_id=actor.person_id, body_id=actor.body_id or 0,
    )  # fmt: skip
    before, point.last_check = point.due_on, made
    point.due_on = next_check(on, point.frequency)
    keep(point, "last_check", "due_on")
    _record(
        actor, "risks.point_checked", point, before={"due_on": f"{before}"},
        after={"on": f"{on}", "result": made.result, "note": made.note,
               "due_on": f"{point.due_on}"},
        said=str(made.get_result_display()),
    )  # fmt: skip
    return made


@action("risks.retire_point")
def retire_point(*, actor: Actor, point_id: int, reason: str) -> RiskPoint:
    """Retire a risk point: it is kept with its checks, but no longer asks for any.

    :raises NotVisible: if the actor may not know of the object
    :raises NotAllowed: if the actor speaks for neither its keeper nor its lead body
    :raises WrongState: if it is retired already
    """
    point = queries.held_point(actor, point_id)
    require(actor, "risks.retire_point", point)
    point.state = POINT_LIFE.after("retire", point.state)
    keep(point, "state")
    _record(actor, "risks.point_retired", point, reason=reason)
    return point


@action("risks.restore_point")
def restore_point(*, actor: Actor, point_id: int, reason: str) -> RiskPoint:
    """Put a retired risk point back in force; its next check is due one term from today.

    :raises NotVisible: if the actor may not know of the object
    :raises NotAllowed: if the actor speaks for neither its keeper nor its lead body
    :raises WrongState: if it is in force, or another of its name is
    """
    point = queries.held_point(actor, point_id)
    require(actor, "risks.restore_point", point)
    point.state = POINT_LIFE.after("restore", point.state)
    if _is_taken(point.link, point.name, point):
        raise WrongState(_("Another risk point of this name is in force at the link."))
    point.due_on = next_check(timezone.localdate(), point.frequency)
    keep(point, "state", "due_on")
    _record(actor, "risks.point_restored", point, reason=reason)
    return point


@action("risks.take_over")
def take_over(*, actor: Actor, object_id: UUID, item_ids: Collection[int]) -> int:
    """Enter risk points of the library at the links of an object; return how many.

    What is in force there already is passed over.

    :raises NotVisible: if the actor may not know of the object
    :raises NotAllowed: if the actor speaks for neither its keeper nor its lead body
    :raises Invalid: if nothing was chosen
    """
    found = seen_object(actor, object_id)
    held = locked(type(found), actor, found.pk)
    require(actor, "risks.take_over", held)
    chosen = [one for one in queries.offers(held) if one.item.pk in set(item_ids)]
    if not chosen:
        raise Invalid({"items": _("Nothing was chosen. Tick at least one line.")})
    today = timezone.localdate()
    for one in chosen:
        made = RiskPoint(link=one.link, due_on=next_check(today, one.item.frequency))
        for name in (*TEXTS, "level", "frequency"):
            setattr(made, name, getattr(one.item, name))
        keep(made)
    library = chosen[0].item.library
    record(
        actor, "risks.points_taken_over", held,
        after=[f"{one.link.code}: {one.item.name}" for one in chosen],
        note=f"{library.name} v{library.version} · {len(chosen)}",
    )  # fmt: skip
    return len(chosen)


@action("risks.export_points")
def export_points(*, actor: Actor, count: int, query: str = "") -> None:
    """Put on record that a register leaves the system.

    :raises NotAllowed: if the actor holds no post
    """
    require(actor, "risks.export_points")
    body = Body.objects.get(pk=actor.body_id or 0)
    record(actor, "risks.points_exported", body, after={"rows": count, "query": query})


def _held_link(actor: Actor, link_id: int) -> Any:
    """Return a link, its object held until the transaction ends.

    :raises NotVisible: if there is none, or the actor may not know
    """
    found = seen_link(actor, link_id).supervised_object
    locked(type(found), actor, found.pk)
    return seen_link(actor, link_id)


def _check(draft: PointDraft, link: Any, kept: RiskPoint | None = None) -> None:
    """Pass a draft that can be kept at a link.

    :raises Invalid: if it has no name, is there already, or names a body that takes no part
    """
    faults: dict[str, str] = {}
    if not draft.name.strip():
        faults["name"] = _("Enter what may go wrong.")
    elif _is_taken(link, draft.name.strip(), kept):
        faults["name"] = _("This risk point is in force at the link already.")
    known = set(queries.bodies_for(link.supervised_object, kept).values_list("pk", flat=True))
    for name in BODIES:
        if getattr(draft, name) not in {None, *known}:
            faults[name.removesuffix("_id")] = _(
                "This body takes no part in the object. Name it at the link first."
            )
    if faults:
        raise Invalid(faults)


def _is_taken(link: Any, name: str, kept: RiskPoint | None) -> bool:
    """Test whether another point in force at a link has this name."""
    same = RiskPoint.objects.unscoped("of a link in hand").filter(
        link=link, name=name, state=PointState.IN_FORCE
    )
    return bool(same.exclude(pk__in=[kept.pk] if kept else []).exists())


def _must_be_in_force(point: RiskPoint) -> None:
    """Pass a point that is in force.

    :raises WrongState: if it is retired
    """
    if point.state != PointState.IN_FORCE:
        raise WrongState(_("This risk point is retired. Put it back in force first."))


def _check_of(point: RiskPoint, on: date, result: str, note: str) -> None:
    """Pass a check that can be kept.

    :raises Invalid: if its day or its note will not do
    """
    faults: dict[str, str] = {}
    if on > timezone.localdate():
        faults["on"] = _("This day is yet to come. Enter today or an earlier day.")
    elif point.last_check and on < point.last_check.on:
        faults["on"] = _("It was checked after this day already. Enter a later day.")
    if result != Result.IN_ORDER and not note:
        faults["note"] = _("Say what is not in order.")
    if faults:
        raise Invalid(faults)


def _write(point: RiskPoint, draft: PointDraft) -> None:
    """Put what a draft says into a point, in memory."""
    for name in TEXTS:
        setattr(point, name, getattr(draft, name).strip())
    point.level, point.frequency = Level(draft.level), draft.frequency
    point.responsible_body_id = draft.responsible_body_id
    point.supervising_body_id = draft.supervising_body_id


def _facts(point: RiskPoint) -> dict[str, Any]:
    """Return what the record keeps of a point."""
    facts = {name: getattr(point, name) for name in (*TEXTS, "frequency", *BODIES)}
    return facts | {"level": int(point.level), "due_on": f"{point.due_on}"}


def _record(actor: Actor, what: str, point: RiskPoint, said: str = "", **facts: Any) -> None:
    """Record a change of a point with its object, whose timeline tells the whole."""
    note = " · ".join(part for part in (point.link.name, point.name, said) if part)
    target = {"point": point.pk, "link": point.link.code}
    facts["after"] = target | facts.get("after", {})
    record(actor, what, point.link.supervised_object, note=note, **facts)

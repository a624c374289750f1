"""The draft: what is planned, what and who it concerns, what is looked at."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.access.queries import locked
from liandu.inspections import queries
from liandu.inspections.actions.parties import sync
from liandu.inspections.models import Inspection, InspectionItem
from liandu.inspections.rules import OPEN_ITEMS, InspectionState, Mode, Plan
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid, WrongState
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require
from liandu.orgs.actions import take_number
from liandu.orgs.models import Body
from liandu.works.queries import objects

kind("inspections.planned", gettext_lazy("Planned the inspection"), "file-plus")
kind("inspections.plan_changed", gettext_lazy("Changed the plan"), "edit")
kind("inspections.objects_chosen", gettext_lazy("Changed what is inspected"), "target")
kind("inspections.bodies_chosen", gettext_lazy("Changed who takes part"), "users")
kind("inspections.item_added", gettext_lazy("Added an item to look at"), "list-check")

PREFIX, DIGITS = "JC", 3
FIELDS = (
    "title", "mode", "basis", "starts_on", "ends_on", "inspecting_power", "checklist_id",
)  # fmt: skip


@action("inspections.plan_inspection")
def plan_inspection(
    *, actor: Actor, plan: Plan, object_ids: Collection[UUID] = (), body_ids: Collection[int] = ()
) -> Inspection:
    """Begin an inspection of the actor's body, with the items of its checklist.

    :raises NotAllowed: if the actor's post plans no inspections
    :raises Invalid: if the plan cannot stand, or names an object the actor may not know of
    """
    require(actor, "inspections.plan_inspection")
    _check(plan)
    assert actor.body_id is not None  # noqa: S101 - the permit has seen to it
    inspection = Inspection(owner_body_id=actor.body_id, created_by_id=actor.person_id)
    _fill(inspection, plan)
    inspection.number = take_number(
        body_id=actor.body_id, prefix=PREFIX, year=plan.starts_on.year, width=DIGITS
    )
    inspection.save(force_insert=True)
    _copy_items(inspection)
    record(actor, "inspections.planned", inspection, after={"title": plan.title})
    if object_ids:
        choose_objects(actor=actor, inspection_id=inspection.pk, add=object_ids)
    if body_ids:
        choose_bodies(actor=actor, inspection_id=inspection.pk, add=body_ids)
    return inspection


@action("inspections.change_plan")
def change_plan(*, actor: Actor, inspection_id: Any, plan: Plan) -> Inspection:
    """Change a plan that is still a draft; another checklist brings other items.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if it is not of the actor's body
    :raises WrongState: if it was submitted already
    :raises Invalid: if the plan cannot stand
    """
    inspection = locked(Inspection, actor, inspection_id)
    require(actor, "inspections.change_plan", inspection)
    _require_draft(inspection)
    _check(plan, kept=inspection.checklist_id)
    before = {name: getattr(inspection, name) for name in FIELDS}
    _fill(inspection, plan)
    inspection.save(update_fields=FIELDS)
    sync(actor, inspection)
    if before["checklist_id"] != plan.checklist_id:
        inspection.items.all().delete()
        _copy_items(inspection)
    changed = [name for name in FIELDS if before[name] != getattr(plan, name)]
    record(
        actor, "inspections.plan_changed", inspection,
        before={name: _plain(before[name]) for name in changed},
        after={name: _plain(getattr(plan, name)) for name in changed},
    )  # fmt: skip
    return inspection


@action("inspections.choose_objects")
def choose_objects(
    *, actor: Actor, inspection_id: Any, add: Collection[UUID] = (), drop: Collection[UUID] = ()
) -> Inspection:
    """Put objects on the plan or take them off; one not named to the actor stays where it is.

    :raises NotVisible: if the actor may not know of the inspection
    :raises NotAllowed: if it is not of the actor's body
    :raises WrongState: if it was submitted already
    :raises Invalid: if an object does not exist for the actor
    """
    inspection = locked(Inspection, actor, inspection_id)
    require(actor, "inspections.choose_objects", inspection)
    _require_draft(inspection)
    chosen = list(objects(actor).filter(pk__in=add))
    found = {str(one.pk) for one in chosen}
    if len(found) != len(set(add)):
        raise Invalid({"objects": _("An object is not there any more. Choose again.")})
    dropped = set(queries.named(actor).filter(pk__in=drop).values_list("pk", flat=True))
    _take_up(inspection, add, dropped)
    # It names them: it is to be handled no less carefully than any of them.
    inspection.label = max([inspection.label, *(one.label for one in chosen)])
    inspection.save(update_fields=["label"])
    sync(actor, inspection)
    record(
        actor, "inspections.objects_chosen", inspection, quiet=True,
        # Who reads the history may be walled off from an object: it is not named here.
        note=str(len(found)), before=sorted(str(one) for one in dropped), after=sorted(found),
    )  # fmt: skip
    return inspection


@action("inspections.choose_bodies")
def choose_bodies(
    *, actor: Actor, inspection_id: Any, add: Collection[int] = (), drop: Collection[int] = ()
) -> Inspection:
    """Ask bodies to take part, or no longer.

    :raises NotVisible: if the actor may not know of the inspection
    :raises NotAllowed: if it is not of the actor's body
    :raises WrongState: if it was submitted already
    :raises Invalid: if a body is closed, plans it, or is itself inspected
    """
    inspection = locked(Inspection, actor, inspection_id)
    require(actor, "inspections.choose_bodies", inspection)
    _require_draft(inspection)
    found = {body.pk: str(body) for body in queries.pickable_bodies(inspection, "")}
    if unknown := set(add) - set(found):
        names = "、".join(str(body) for body in Body.objects.filter(pk__in=unknown))
        raise Invalid({"bodies": _("%(names)s cannot take part in this.") % {"names": names}})
    inspection.participating_bodies.add(*add)
    inspection.participating_bodies.remove(*drop)
    record(
        actor, "inspections.bodies_chosen", inspection, quiet=True,
        note="、".join(found[pk] for pk in add), before=sorted(drop), after=sorted(add),
    )  # fmt: skip
    return inspection


@action("inspections.add_item")
def add_item(
    *, actor: Actor, inspection_id: Any, section: str, text: str, basis: str = ""
) -> InspectionItem:
    """Put one more thing to look at on the list, until the visit is over.

    :raises NotVisible: if the actor may not know of the inspection
    :raises NotAllowed: if the actor neither plans it nor is in the team
    :raises WrongState: if the visit is over
    """
    inspection = locked(Inspection, actor, inspection_id)
    require(actor, "inspections.add_item", inspection)
    if inspection.state not in OPEN_ITEMS:
        raise WrongState(_("The visit is over; the list of items is closed."))
    last = inspection.items.order_by("-position").first()
    item = InspectionItem.objects.create(
        inspection=inspection, position=last.position + 1 if last else 1,
        section=section, text=text, basis=basis,
    )  # fmt: skip
    record(actor, "inspections.item_added", inspection, note=text, quiet=True)
    return item


def _require_draft(inspection: Inspection) -> None:
    """Pass while the plan may be changed.

    :raises WrongState: otherwise
    """
    if inspection.state != InspectionState.DRAFT:
        raise WrongState(_("The plan was submitted. Have it returned to change it."))


def _check(plan: Plan, kept: int | None = None) -> None:
    """Pass if there can be such a plan; it may keep the checklist it has, also a replaced one.

    :raises Invalid: otherwise
    """
    faults = {}
    if plan.ends_on < plan.starts_on:
        faults["ends_on"] = _("The end lies before the start. Choose a later day.")
    if plan.mode not in set(Mode):
        faults["mode"] = _("Choose how it is carried out.")
    if plan.checklist_id and not queries.checklists(kept).filter(pk=plan.checklist_id).exists():
        faults["checklist"] = _("This checklist is no longer in use. Choose another.")
    if faults:
        raise Invalid(faults)


def _take_up(inspection: Inspection, add: Collection[UUID], drop: Collection[UUID]) -> None:
    """Write which objects are inspected."""
    table = Inspection.supervised_objects.through.objects
    mine = table.filter(inspection=inspection.pk)
    mine.filter(supervisedobject__in=drop).delete()
    there = set(mine.values_list("supervisedobject", flat=True))
    table.bulk_create(
        Inspection.supervised_objects.through(inspection_id=inspection.pk, supervisedobject_id=pk)
        for pk in sorted(set(add) - there)
    )


def _fill(inspection: Inspection, plan: Plan) -> None:
    for name in FIELDS:
        setattr(inspection, name, getattr(plan, name))


def _copy_items(inspection: Inspection) -> None:
    """Copy the items of the checklist, so that later versions change nothing here."""
    chosen = inspection.checklist
    InspectionItem.objects.bulk_create(
        InspectionItem(
            inspection=inspection, position=item.position, section=item.section, text=item.text,
            basis=item.basis, link_code=item.link_code,
        )
        for item in (chosen.items.all() if chosen else ())
    )  # fmt: skip


def _plain(value: object) -> object:
    return value if value is None or isinstance(value, int | str) else str(value)

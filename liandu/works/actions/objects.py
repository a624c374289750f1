"""Entering, editing and assigning supervised objects, and who takes part in them."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.access.actions import sync_parties
from liandu.access.queries import locked
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid, NotVisible
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require
from liandu.orgs.actions.numbers import take_numbers
from liandu.orgs.models import Body
from liandu.orgs.queries import seats_of
from liandu.works import queries
from liandu.works.actions.templates import fit
from liandu.works.models import SupervisedObject, SupervisionTier, TierMember
from liandu.works.rules import SCALARS, Member, ObjectDraft, TierKind

kind("works.object_created", gettext_lazy("entered the object"), "plus")
kind("works.object_edited", gettext_lazy("changed the object"), "pencil")
kind("works.objects_assigned", gettext_lazy("changed the lead body"), "user-plus")
kind("works.tiers_set", gettext_lazy("changed who supervises"), "users")
kind("works.objects_exported", gettext_lazy("exported a list of objects"), "download", is_read=True)

PREFIX = "XM"
MANY = {"jurisdictions": "jurisdiction_ids", "responsible_bodies": "responsible_body_ids"}


@action("works.create_object")
def create_object(
    *, actor: Actor, draft: ObjectDraft, template_id: int | None = None
) -> SupervisedObject:
    """Enter an object into the list of the actor's body, with the links of its template.

    :raises NotAllowed: if the actor's post enters no objects
    :raises Invalid: if the name is missing, the dates are in the wrong order, the number is taken
    """
    require(actor, "works.create_object")
    check(actor, draft)
    made = SupervisedObject(owner_body_id=actor.body_id or 0)
    write(made, draft)
    made.number = draft.number or new_numbers(actor, 1)[0]
    made.template = (
        queries.template(template_id) if template_id else queries.template_in_use(made.object_type)
    )
    made.save()
    made.jurisdictions.set(draft.jurisdiction_ids)
    made.responsible_bodies.set(draft.responsible_body_ids)
    fit(made)
    follow_parties(actor, made)
    record(actor, "works.object_created", made, after=facts_of(made))
    return made


@action("works.edit_object")
def edit_object(*, actor: Actor, object_id: UUID, draft: ObjectDraft) -> SupervisedObject:
    """Change what is known of an object; the label is changed by sharing, not here.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if another body keeps the list it is in
    :raises Invalid: if the name is missing, the dates are in the wrong order, the number is taken
    """
    kept = locked(SupervisedObject, actor, object_id)
    require(actor, "works.edit_object", kept)
    check(actor, draft, kept)
    before, label, number = facts_of(kept), kept.label, kept.number
    write(kept, draft)
    kept.label, kept.number = label, draft.number or number
    kept.save()
    kept.jurisdictions.set(draft.jurisdiction_ids)
    kept.responsible_bodies.set(draft.responsible_body_ids)
    follow_parties(actor, kept)
    after = facts_of(kept)
    changed = [key for key, value in after.items() if before.get(key) != value]
    record(
        actor, "works.object_edited", kept,
        before={key: before.get(key) for key in changed},
        after={key: after[key] for key in changed},
    )  # fmt: skip
    return kept


@action("works.assign_objects")
def assign_objects(*, actor: Actor, object_ids: Collection[UUID], lead_body_id: int) -> int:
    """Give several objects one lead body; all of them, or none.

    :raises NotVisible: if the actor may not know of one of them
    :raises NotAllowed: if another body keeps one of them
    :raises Invalid: if nothing was chosen, or the body is closed
    """
    chosen = several(actor, object_ids)
    for each in chosen:
        require(actor, "works.assign_objects", each)
    body = Body.objects.filter(pk=lead_body_id, closed_on=None).first()
    if body is None:
        raise Invalid({"lead_body": _("The body is closed. Choose another.")})
    for each in chosen:
        before, each.lead_body = each.lead_body_id, body
        each.save(update_fields=["lead_body"])
        follow_parties(actor, each)
        record(
            actor, "works.objects_assigned", each,
            before=before, after=body.pk, note=body.short_name,
        )  # fmt: skip
    return len(chosen)


@action("works.set_tiers")
def set_tiers(
    *, actor: Actor, object_id: UUID, tiers: Mapping[str, tuple[str, Collection[Member]]]
) -> SupervisedObject:
    """Write down who supervises an object in each of the three tiers, and in what rhythm.

    :raises NotVisible: if the actor may not know of the object
    :raises NotAllowed: if another body keeps it
    """
    kept = locked(SupervisedObject, actor, object_id)
    require(actor, "works.set_tiers", kept)
    for name in TierKind:
        rhythm, members = tiers.get(name, ("", ()))
        tier, _made = SupervisionTier.objects.unscoped("of an object held").update_or_create(
            supervised_object=kept, tier=name, defaults={"rhythm": rhythm}
        )
        TierMember.objects.unscoped("of an object held").filter(tier=tier).delete()
        TierMember.objects.bulk_create(
            TierMember(tier=tier, body_id=member.body_id, post=member.post, position=position)
            for position, member in enumerate(members, 1)
        )
    follow_parties(actor, kept)
    after = {
        name: {"rhythm": rhythm, "members": [[m.body_id, m.post] for m in members]}
        for name, (rhythm, members) in tiers.items()
    }
    record(actor, "works.tiers_set", kept, after=after)
    return kept


@action("works.export_objects")
def export_objects(*, actor: Actor, count: int, query: str) -> None:
    """Put on record that a list leaves as a file: who took how many lines, found by what.

    :raises NotAllowed: if the actor holds no post
    """
    require(actor, "works.export_objects")
    body = Body.objects.get(pk=actor.body_id or 0)
    record(actor, "works.objects_exported", body, after={"count": count, "query": query})


def several(actor: Actor, ids: Collection[UUID]) -> list[SupervisedObject]:
    """Return the objects, held until the transaction ends, always in the same order.

    :raises NotVisible: if the actor may not know of one of them
    :raises Invalid: if there is none
    """
    wanted = set(ids)
    if not wanted:
        raise Invalid(_("Nothing was chosen. Tick at least one line."))
    rows = queries.objects(actor).select_for_update(of=("self",)).filter(pk__in=wanted)
    found = list(rows.order_by("pk"))
    if len(found) != len(wanted):
        raise NotVisible
    return found


def new_numbers(actor: Actor, count: int) -> list[str]:
    """Return the next numbers of the actor's body for this year that no list used before."""
    free: list[str] = []
    while len(free) < count:
        taken = take_numbers(
            count - len(free), body_id=actor.body_id or 0, prefix=PREFIX,
            year=timezone.localdate().year, width=3,
        )  # fmt: skip
        same = SupervisedObject.objects.unscoped("a number is taken, whoever may see by what")
        used = set(
            same.filter(owner_body_id=actor.body_id, number__in=taken).values_list(
                "number", flat=True
            )
        )
        free += [number for number in taken if number not in used]
    return free


def check(actor: Actor, draft: ObjectDraft, kept: SupervisedObject | None = None) -> None:
    """Pass a draft that can be kept.

    :raises Invalid: if the name is missing, the dates are in the wrong order, the number is taken
    """
    check_label(actor, draft.label)
    faults: dict[str, str] = {}
    if not draft.name.strip():
        faults["name"] = _("Enter a name.")
    if not draft.is_in_order:
        faults["ends_on"] = _("The end is before the start. Change one of the two.")
    # Only among what the actor may know of: a number taken by a hidden object must not show.
    same = queries.objects(actor).filter(owner_body_id=actor.body_id, number=draft.number)
    if draft.number and same.exclude(pk__in=[kept.pk] if kept else []).exists():
        faults["number"] = _("Another object of this list has this number. Choose another.")
    if faults:
        raise Invalid(faults)


def check_label(actor: Actor, label: int) -> None:
    """Pass a label up to which the actor's post is cleared for the body it speaks for.

    :raises Invalid: otherwise, for what they entered would be out of their sight at once
    """
    seats = (seat for seat in seats_of(actor) if seat.body_id == actor.body_id)
    if label > max((seat.clearance for seat in seats), default=-1):
        raise Invalid({"label": _("Your own clearance does not reach this label.")})


def write(target: SupervisedObject, draft: ObjectDraft) -> None:
    """Put what a draft says into an object, in memory."""
    for name in SCALARS:
        setattr(target, name, getattr(draft, name))
    target.name = target.name.strip()
    target.normal_name = queries.normal(target.name)


def follow_parties(actor: Actor, target: SupervisedObject) -> None:
    """Let exactly those bodies see the object that take part in it now."""
    sync_parties(actor=actor, record=target, bodies=queries.parties_of(target))


def facts_of(target: SupervisedObject) -> dict[str, Any]:
    """Return what the record keeps of an object."""
    facts: dict[str, Any] = {name: getattr(target, name) for name in SCALARS}
    facts["jurisdictions"] = sorted(target.jurisdictions.values_list("code", flat=True))
    facts["responsible_bodies"] = sorted(target.responsible_bodies.values_list("pk", flat=True))
    facts["template"] = target.template_id
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in facts.items()}

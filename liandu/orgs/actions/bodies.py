"""Jurisdictions, kinds of supervision and the tree of bodies."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from django.db.models import F, Value
from django.db.models.functions import Concat, Length, Substr
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.kernel import events
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid, WrongState
from liandu.kernel.models import one
from liandu.kernel.permits import require
from liandu.orgs.models import Body, Jurisdiction, SupervisionKind
from liandu.orgs.queries import holders
from liandu.orgs.rules import CODE, BodyKind, path_of

events.kind("orgs.body_added", gettext_lazy("added a body"), "building")
events.kind("orgs.body_edited", gettext_lazy("changed a body"), "building")
events.kind("orgs.body_moved", gettext_lazy("moved a body in the tree"), "sitemap")
events.kind("orgs.body_closed", gettext_lazy("closed a body"), "building-off")
events.kind("orgs.jurisdiction_set", gettext_lazy("set a jurisdiction"), "map-pin")
events.kind("orgs.supervision_kind_set", gettext_lazy("set a kind of supervision"), "category")


@dataclass(frozen=True, slots=True)
class BodyFacts:
    """What is said of a body."""

    code: str
    name: str
    kind: str
    short_name: str = ""
    jurisdiction: Jurisdiction | None = None
    parent: Body | None = None
    position: int = 0
    supervision_kinds: Collection[SupervisionKind] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """What is said of a jurisdiction."""

    code: str
    name: str
    short_name: str
    name_en: str = ""
    tone: str = ""
    parent: Jurisdiction | None = None
    position: int = 0
    tile_row: int | None = None
    tile_column: int | None = None


@action("orgs.add_body")
def add_body(*, actor: Actor, facts: BodyFacts) -> Body:
    """Add a body to the tree.

    :raises NotAllowed: if the actor does not keep bodies
    :raises Invalid: if the code is taken, or what is said makes no body
    """
    require(actor, "orgs.add_body")
    _check(facts)
    body = Body(path="")
    _put(body, facts)
    body.path = path_of(facts.parent.path if facts.parent else "", body.pk)
    body.save(update_fields=["path"])
    events.record(actor, "orgs.body_added", body, after=_said(body))
    return body


@action("orgs.edit_body")
def edit_body(*, actor: Actor, body_id: int, facts: BodyFacts) -> Body:
    """Change what is said of a body; where it stands in the tree stays.

    :raises NotVisible: if there is none
    :raises NotAllowed: if the actor does not keep bodies
    :raises Invalid: if the code is taken, or it makes no body
    """
    body = one(Body.objects.select_for_update(), body_id)
    require(actor, "orgs.edit_body", body)
    facts = replace(facts, parent=body.parent)
    _check(facts, body)
    before = _said(body)
    _put(body, facts)
    events.record(actor, "orgs.body_edited", body, before=before, after=_said(body))
    return body


@action("orgs.move_body")
def move_body(*, actor: Actor, body_id: int, parent: Body | None, reason: str) -> Body:
    """Put a body below another, or at the root; all below it moves along.

    :raises NotVisible: if there is none
    :raises NotAllowed: if the actor gives no rights
    :raises Invalid: if it would stand below itself, or below a body that is closed
    """
    body = one(Body.objects.select_for_update(), body_id)
    require(actor, "orgs.move_body", body)
    if fault := _fault_below(parent, body):
        raise Invalid({"parent": fault})
    before, old = body.parent_id, body.path
    body.parent = parent
    body.save(update_fields=["parent"])
    _move(old, path_of(parent.path if parent else "", body.pk))
    body.refresh_from_db(fields=["path"])
    after = parent.pk if parent else None
    events.record(actor, "orgs.body_moved", body, before=before, after=after, reason=reason)
    return body


@action("orgs.close_body")
def close_body(*, actor: Actor, body_id: int, reason: str) -> Body:
    """Close a body that has neither parts nor people any more; its records stay.

    :raises NotVisible: if there is none
    :raises NotAllowed: if the actor does not keep bodies
    :raises WrongState: if it is closed, or somebody or something still is in it
    """
    body = one(Body.objects.select_for_update(), body_id)
    require(actor, "orgs.close_body", body)
    if body.closed_on is not None:
        raise WrongState(_("The body is closed already."))
    if body.parts.filter(closed_on=None).exists() or holders(body.pk).exists():
        raise WrongState(_("It has open bodies below it, or people in posts. End those first."))
    body.closed_on = timezone.localdate()
    body.save(update_fields=["closed_on"])
    events.record(actor, "orgs.body_closed", body, reason=reason)
    return body


@action("orgs.set_jurisdiction")
def set_jurisdiction(*, actor: Actor, place: Place, jurisdiction_id: int = 0) -> Jurisdiction:
    """Add a jurisdiction, or change the one given.

    :raises NotVisible: if there is none
    :raises NotAllowed: if the actor does not keep bodies
    :raises Invalid: if the code is taken, or is no GB/T 2260 code
    """
    require(actor, "orgs.set_jurisdiction")
    held = Jurisdiction.objects.select_for_update()
    row = one(held, jurisdiction_id) if jurisdiction_id else Jurisdiction()
    if not CODE.fullmatch(place.code):
        raise Invalid({"code": _("Enter the six digits of GB/T 2260, such as 510300.")})
    if Jurisdiction.objects.filter(code=place.code).exclude(pk=row.pk).exists():
        raise Invalid({"code": _("Another jurisdiction has this code.")})
    for name in Place.__slots__:
        setattr(row, name, getattr(place, name))
    row.save()
    events.record(actor, "orgs.jurisdiction_set", row, after=[row.code, row.name])
    return row


@action("orgs.set_supervision_kind")
def set_supervision_kind(
    *, actor: Actor, code: str, name: str, name_en: str, position: int
) -> SupervisionKind:
    """Add a kind of supervision, or rename the one of that code.

    :raises NotAllowed: if the actor does not keep bodies
    :raises Invalid: without a name
    """
    require(actor, "orgs.set_supervision_kind")
    if not name.strip():
        raise Invalid({"name": _("Enter a name.")})
    values = {"name": name.strip(), "name_en": name_en.strip(), "position": position}
    row, _made = SupervisionKind.objects.update_or_create(code=code, defaults=values)
    events.record(actor, "orgs.supervision_kind_set", row, after=[code, row.name])
    return row


def _check(facts: BodyFacts, body: Body | None = None) -> None:
    """Pass if there can be such a body.

    :raises Invalid: otherwise
    """
    faults = {}
    for name in ("code", "name"):
        if not getattr(facts, name).strip():
            faults[name] = _("This is needed.")
    taken = Body.objects.filter(code=facts.code.strip()).exclude(pk=body.pk if body else 0)
    if taken.exists():
        faults["code"] = _("Another body has this code.")
    if facts.kind not in set(BodyKind):
        faults["kind"] = _("Choose what sort of body it is.")
    if body is None and (fault := _fault_below(facts.parent)):
        faults["parent"] = fault
    if faults:
        raise Invalid(faults)


def _fault_below(parent: Body | None, body: Body | None = None) -> str:
    """Return why a body cannot stand below ``parent``, or nothing."""
    if parent and body and parent.path.startswith(body.path):
        return _("A body cannot stand below itself.")
    return _("This body is closed. Choose another.") if parent and parent.closed_on else ""


def _put(body: Body, facts: BodyFacts) -> None:
    body.code, body.name, body.kind = facts.code.strip(), facts.name.strip(), facts.kind
    body.short_name = facts.short_name.strip() or body.name[:40]
    body.jurisdiction, body.parent = facts.jurisdiction, facts.parent
    body.position = facts.position
    body.save()
    body.supervision_kinds.set(facts.supervision_kinds)


def _move(old: str, new: str) -> None:
    """Give a body and all below it their new paths, in one statement."""
    rest = Substr(F("path"), Length(Value(old)) + 1)
    Body.objects.filter(path__startswith=old).update(path=Concat(Value(new), rest))


def _said(body: Body) -> dict[str, object]:
    return {
        "code": body.code, "name": body.name, "kind": body.kind, "parent": body.parent_id,
        "jurisdiction": body.jurisdiction_id,
    }  # fmt: skip

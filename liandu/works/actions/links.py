"""Planning, moving and checking the links of an object."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.access.queries import locked
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid, NotVisible
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require
from liandu.works import queries
from liandu.works.actions.objects import follow_parties
from liandu.works.models import Checkpoint, SupervisedObject, SupervisionLink
from liandu.works.rules import LINK_LIFE, CheckpointState

kind("works.link_planned", gettext_lazy("planned a link"), "calendar")
kind("works.link_moved", gettext_lazy("moved a link on"), "progress")
kind("works.checkpoint_set", gettext_lazy("checked a link"), "clipboard-check")

Follower = Callable[[SupervisionLink], None]
FOLLOWERS: list[Follower] = []


def follows_link(follower: Follower) -> Follower:
    """Have ``follower`` called with each link that moved, in the same transaction."""
    FOLLOWERS.append(follower)
    return follower


@action("works.plan_link")
def plan_link(
    *,
    actor: Actor,
    link_id: int,
    planned_start_on: date | None,
    planned_end_on: date | None,
    responsible_body_id: int | None,
    supervising_body_id: int | None,
) -> SupervisionLink:
    """Set when a link is to begin and to be done, who answers for it and who supervises it.

    :raises NotVisible: if the actor may not know of the object
    :raises NotAllowed: if the actor speaks for neither its keeper nor its lead body
    :raises Invalid: if the end is before the start
    """
    link = _held(actor, link_id)
    require(actor, "works.plan_link", link)
    if planned_start_on and planned_end_on and planned_end_on < planned_start_on:
        raise Invalid({"planned_end_on": _("The end is before the start. Change one of the two.")})
    before = _facts(link)
    link.planned_start_on, link.planned_end_on = planned_start_on, planned_end_on
    link.responsible_body_id = responsible_body_id
    link.supervising_body_id = supervising_body_id
    link.save()
    follow_parties(actor, link.supervised_object)
    _record(actor, "works.link_planned", link, before)
    return link


@action("works.move_link")
def move_link(*, actor: Actor, link_id: int, step: str, on: date | None = None) -> SupervisionLink:
    """Take a link a step on: begin, finish, check, reopen. ``on`` is the day it happened.

    :raises NotVisible: if the actor may not know of the object
    :raises NotAllowed: if the actor may not say so; checking is never for who is responsible
    :raises WrongState: if the step cannot be taken from where the link is
    :raises Invalid: if the day is in the future, or before the link began
    """
    link = _held(actor, link_id)
    require(actor, "works.check_link" if step == "check" else "works.move_link", link)
    before = _facts(link)
    link.state = LINK_LIFE.after(step, link.state)
    _date(link, step, on or timezone.localdate())
    link.save()
    if step == "begin":
        _written_down(link)
    for follower in FOLLOWERS:
        follower(link)
    _record(actor, "works.link_moved", link, before)
    return link


@action("works.set_checkpoint")
def set_checkpoint(
    *, actor: Actor, link_id: int, position: int, state: str, note: str = ""
) -> Checkpoint:
    """Say what was found at a checkpoint of a link.

    :raises NotVisible: if the actor may not know of the object, or there is no such checkpoint
    :raises NotAllowed: if the actor may not check this link
    :raises Invalid: if something is not in order and no note says what
    """
    link = _held(actor, link_id)
    require(actor, "works.set_checkpoint", link)
    if state == CheckpointState.FAILED and not note.strip():
        raise Invalid({"note": _("Say what is not in order.")})
    found = next((p for p in _written_down(link) if p.position == position), None)
    if found is None:
        raise NotVisible
    before = {"state": found.state, "note": found.note}
    found.state, found.note = CheckpointState(state), note.strip()
    is_open = found.state == CheckpointState.OPEN
    found.checked_at = None if is_open else timezone.now()
    found.checked_by_id = None if is_open else actor.person_id
    found.save()
    record(
        actor, "works.checkpoint_set", link.supervised_object, before=before,
        after={"link": link.code, "checkpoint": found.text, "state": found.state,
               "note": found.note},
        note=f"{link.name}：{found.text} · {found.get_state_display()}",
    )  # fmt: skip
    return found


def _held(actor: Actor, link_id: int) -> SupervisionLink:
    """Return a link, its object held until the transaction ends.

    :raises NotVisible: if there is none, or the actor may not know
    """
    found = queries.seen_link(actor, link_id)
    held = locked(SupervisedObject, actor, found.supervised_object_id)
    # Read again under the lock: somebody else may have been first.
    link: SupervisionLink = held.links.get(pk=link_id)
    return link


def _written_down(link: SupervisionLink) -> list[Checkpoint]:
    """Return the checkpoints of a link, kept from now on if its template told them so far."""
    if not link.checkpoints.exists():
        Checkpoint.objects.bulk_create(queries.checkpoints(link))
    return queries.checkpoints(link)


def _date(link: SupervisionLink, step: str, on: date) -> None:
    """Put the day of a step into the link.

    :raises Invalid: if the day is in the future, or before the link began
    """
    if on > timezone.localdate():
        raise Invalid({"on": _("This day is yet to come. Enter today or an earlier day.")})
    if step == "begin":
        link.started_on = on
    elif step == "reopen":
        link.ended_on = None
    elif step == "finish":
        if link.started_on and on < link.started_on:
            raise Invalid({"on": _("The link had not begun on this day. Enter a later day.")})
        link.ended_on = on


def _facts(link: SupervisionLink) -> dict[str, Any]:
    """Return what the record keeps of a link."""
    days = ("planned_start_on", "planned_end_on", "started_on", "ended_on")
    facts: dict[str, Any] = {
        "link": link.code, "state": str(link.state),
        "responsible_body": link.responsible_body_id,
        "supervising_body": link.supervising_body_id,
    }  # fmt: skip
    for name in days:
        day = getattr(link, name)
        facts[name] = day.isoformat() if day else None
    return facts


def _record(actor: Actor, what: str, link: SupervisionLink, before: dict[str, Any]) -> None:
    """Record a change of a link with its object, whose timeline tells the whole."""
    note = f"{link.name} · {link.get_state_display()}"
    record(actor, what, link.supervised_object, before=before, after=_facts(link), note=note)

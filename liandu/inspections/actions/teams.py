"""Forming the team: asked in by hand or by draw, declared by each member, then complete."""

from datetime import datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.access.actions import declare_recusal, grant_team, make_team, set_team
from liandu.access.queries import locked
from liandu.inspections import queries
from liandu.inspections.models import Inspection, InspectionMember
from liandu.inspections.rules import (
    LED,
    SEES_AFTER,
    InspectionState,
    TeamFault,
    TeamSource,
    team_faults,
)
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid, NotVisible, WrongState
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require

kind("inspections.member_added", gettext_lazy("Asked into the team"), "user-plus")
kind("inspections.member_dropped", gettext_lazy("Left the team"), "user-minus")
kind("inspections.avoidance_declared", gettext_lazy("Declared on avoidance"), "writing-sign")
kind("inspections.leader_changed", gettext_lazy("Another leader"), "user-star")
kind("inspections.team_completed", gettext_lazy("Team complete"), "users-group")


@action("inspections.add_member")
def add_member(
    *, actor: Actor, inspection_id: Any, membership_id: Any, is_leader: bool = False,
    certificate: str = "", source: str = TeamSource.HAND,
) -> InspectionMember:  # fmt: skip
    """Ask somebody into the team, through a post at a body that takes part.

    :raises NotVisible: if the actor may not know of the inspection
    :raises NotAllowed: if it is not of the actor's body
    :raises WrongState: if the plan is not approved, or the team is complete
    :raises Invalid: if the person must keep away, or cannot be asked
    """
    inspection = locked(Inspection, actor, inspection_id)
    require(actor, "inspections.add_member", inspection)
    _require_forming(inspection)
    seat = queries.seat_for(inspection, membership_id, timezone.now())
    if seat is None:
        words = _("This person is in the team already, or holds no post at a body taking part.")
        raise Invalid({"member": words})
    if queries.barred(inspection, [seat.person_id]):
        words = _("This person must keep away from what is inspected. Choose somebody else.")
        raise Invalid({"member": words})
    if is_leader:
        inspection.members.filter(left_at=None).update(is_leader=False)
    member = InspectionMember.objects.create(
        inspection=inspection, person_id=seat.person_id, body_id=seat.post.body_id,
        is_leader=is_leader, source=source, certificate=certificate,
    )  # fmt: skip
    _open_to_team(actor, inspection, source)
    record(
        actor, "inspections.member_added", inspection, quiet=True,
        note=str(seat.post), after={"person": seat.person_id, "is_leader": is_leader},
    )  # fmt: skip
    return member


@action("inspections.drop_member")
def drop_member(*, actor: Actor, inspection_id: Any, member_id: Any) -> None:
    """Take somebody out of the team before it is complete.

    :raises NotVisible: if the actor may not know of the inspection, or nobody such is in the team
    :raises NotAllowed: if it is not of the actor's body
    :raises WrongState: if the team is complete
    """
    inspection = locked(Inspection, actor, inspection_id)
    require(actor, "inspections.drop_member", inspection)
    _require_forming(inspection)
    member = next((one for one in inspection.team_now if one.pk == int(member_id)), None)
    if member is None:
        raise NotVisible
    _leave(actor, inspection, member)
    record(
        actor, "inspections.member_dropped", inspection, quiet=True,
        before={"person": member.person_id},
    )  # fmt: skip


@action("inspections.declare_avoidance")
def declare_avoidance(*, actor: Actor, inspection_id: Any, ground: str = "") -> None:
    """Say whether a ground keeps the actor from inspecting; with one they leave and see no more.

    :raises NotVisible: if the actor may not know of the inspection
    :raises NotAllowed: if the actor is not in the team
    :raises WrongState: if the team is complete
    """
    inspection = locked(Inspection, actor, inspection_id)
    require(actor, "inspections.declare_avoidance", inspection)
    _require_forming(inspection)
    member = next(one for one in inspection.team_now if one.person_id == actor.person_id)
    member.declared_at, member.ground = timezone.now(), ground.strip()
    member.save(update_fields=["declared_at", "ground"])
    # The ground itself is nobody else's to read: the history says only that it was declared.
    record(actor, "inspections.avoidance_declared", inspection, quiet=True)
    if member.ground:
        declare_recusal(actor=actor, record=inspection, reason=member.ground)
        _leave(actor, inspection, member)


@action("inspections.complete_team")
def complete_team(*, actor: Actor, inspection_id: Any) -> Inspection:
    """Say that the team is complete.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if it is not of the actor's body
    :raises WrongState: if the plan is not approved, or the team was complete already
    :raises Invalid: without a leader, with too few members, or before each has declared
    """
    inspection = locked(Inspection, actor, inspection_id)
    require(actor, "inspections.complete_team", inspection)
    before = inspection.advance("complete_team")
    says = {
        TeamFault.NO_LEADER: _("Name who leads the team."),
        TeamFault.TOO_FEW: _("A team is a leader and at least two members."),
        TeamFault.NOT_DECLARED: _("Each member has to declare on avoidance first."),
    }
    team = inspection.team_now
    faults = team_faults(
        sum(one.is_leader for one in team), [one.declared_at is not None for one in team]
    )
    if faults:
        raise Invalid(" ".join(says[fault] for fault in faults))
    inspection.save(update_fields=["state"])
    record(
        actor, "inspections.team_completed", inspection, before=before, after=inspection.state,
        note=str(len(team)),
    )  # fmt: skip
    return inspection


@action("inspections.change_leader")
def change_leader(
    *, actor: Actor, inspection_id: Any, member_id: Any, reason: str
) -> InspectionMember:
    """Have another member lead a team that is complete: the leader is ill, or must keep away.

    A leader who must keep away leaves the team; any other stays a member of it.

    :raises NotVisible: if the actor may not know of the inspection
    :raises NotAllowed: if it is not of the actor's body
    :raises WrongState: if no team is complete, or the report is issued
    :raises Invalid: without a reason, or if the member cannot lead
    """
    inspection = locked(Inspection, actor, inspection_id)
    require(actor, "inspections.change_leader", inspection)
    if inspection.state not in LED:
        raise WrongState(_("Only a complete team is led, until its report is issued."))
    if not reason.strip():
        raise Invalid({"reason": _("Give a reason.")})
    able = {one.pk: one for one in queries.able_to_lead(inspection)}
    if member_id not in able:
        raise Invalid({"member": _("Choose a member who can lead.")})
    former = next((one for one in inspection.team_now if one.is_leader), None)
    inspection.members.update(is_leader=False)
    inspection.members.filter(pk=member_id).update(is_leader=True)
    if former is not None and queries.barred(inspection, [former.person_id]):
        inspection.members.filter(pk=former.pk).update(left_at=timezone.now())
    _open_to_team(actor, inspection, inspection.team_source)
    record(
        actor, "inspections.leader_changed", inspection, reason=reason.strip(),
        before={"person": former.person_id if former else None},
        after={"person": able[member_id].person_id},
    )  # fmt: skip
    return able[member_id]


def _require_forming(inspection: Inspection) -> None:
    """Pass while the team is being formed.

    :raises WrongState: otherwise
    """
    if inspection.state != InspectionState.APPROVED:
        raise WrongState(_("The team is formed once the plan is approved, until it is complete."))


def _leave(actor: Actor, inspection: Inspection, member: InspectionMember) -> None:
    """Take a member out of the team; what they did stays."""
    member.left_at = timezone.now()
    member.is_leader = False
    member.save(update_fields=["left_at", "is_leader"])
    _open_to_team(actor, inspection, inspection.team_source)


def _open_to_team(actor: Actor, inspection: Inspection, source: str) -> None:
    """Let exactly the present members see the inspection, until some time after its end."""
    # Read again: it was read before it changed.
    inspection.__dict__.pop("team_now", None)
    people = [one.person_id for one in inspection.team_now]
    leader_id = next((one.person_id for one in inspection.team_now if one.is_leader), None)
    leader = leader_id or 0
    zone = timezone.get_current_timezone()
    until = datetime.combine(inspection.ends_on + SEES_AFTER, time.max, zone)
    if inspection.team is None:
        # Told wherever the team is let in, also to those who may not know of the visit: no number.
        name = _("Inspection team %(key)s of %(body)s") % {
            "body": inspection.owner_body, "key": inspection.pk.hex[-4:].upper(),
        }  # fmt: skip
        inspection.team = make_team(
            actor=actor, name=name, members=people, leader=leader, until=until
        )
    else:
        set_team(actor=actor, team=inspection.team, members=people, leader=leader, until=until)
    grant_team(actor=actor, record=inspection, team=inspection.team, until=until)
    inspection.leader_id, inspection.team_source = leader_id, source
    inspection.save(update_fields=["team", "leader", "team_source"])

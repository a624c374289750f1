"""Committees as tests need them: set up by the office of the federation."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from liandu.committees import actions
from liandu.committees.models import Committee, CommitteePost, Mechanism
from liandu.committees.rules import Constitution, MechanismText, Place, PostKind, Shape
from liandu.orgs.models import Body, Membership, Person
from tests.people import World, acting


def seat_of(who: Person) -> int:
    """Return the seat of somebody who holds just one."""
    return Membership.objects.get(person=who).pk


def joint_meeting(world: World, *bodies: Body, **said: Any) -> Committee:
    """Return a joint meeting of some bodies, with one of the office as its secretariat."""
    places = said.pop("places", [Place(body.pk) for body in bodies])
    label = said.pop("label", 1)
    made = actions.create_committee(
        actor=acting(world.secretary), shape=Shape.JOINT_MEETING, label=label, members=places,
        constitution=Constitution(**{"name": "川南渝西监督协作联席会议", **said}),
    )  # fmt: skip
    appointed(world, made, world.secretary, PostKind.SECRETARIAT)
    since = timezone.localdate() - timedelta(days=600)
    actions.begin_term(
        actor=acting(world.secretary), committee_id=made.pk, starts_on=since, ends_on=None
    )
    return made


def appointed(
    world: World, committee: Committee, who: Person, kind: str = PostKind.DIRECTOR
) -> CommitteePost:
    """Return a post in a committee that somebody fills from today on."""
    return actions.appoint(
        actor=acting(world.secretary), committee_id=committee.pk, kind=kind,
        seat_id=seat_of(who), since=timezone.localdate(),
    )  # fmt: skip


def sees(who: Person, committee: Committee) -> bool:
    """Test whether somebody may know of a committee."""
    return bool(Committee.objects.visible_to(acting(who)).filter(pk=committee.pk).exists())


def content(committee: Committee, **said: Any) -> MechanismText:
    """Return what a draft of a mechanism says: it governs joint inspections."""
    usual = {"text": "第一条 联合监督检查由监督办统筹。", "owner_id": committee.owner_body_id}
    return MechanismText(**{**usual, "governs": ("inspections.joint",), **said})


def in_force(
    world: World, committee: Committee, name: str = "联合监督检查", days: int = 300, **said: Any
) -> Mechanism:
    """Return a mechanism whose first version is in force since some days."""
    officer = acting(world.secretary)
    made = actions.add_mechanism(actor=officer, committee_id=committee.pk, name=name)
    draft = made.versions.get()
    actions.edit_mechanism(actor=officer, version_id=draft.pk, content=content(committee, **said))
    since = timezone.localdate() - timedelta(days=days)
    actions.publish_mechanism(actor=officer, version_id=draft.pk, effective_on=since)
    return made


def with_mechanism(world: World, *bodies: Body) -> Committee:
    """Return a joint meeting with a mechanism in force and a draft of its next version."""
    made = joint_meeting(world, *bodies)
    mechanism = in_force(world, made)
    actions.draft_mechanism(actor=acting(world.secretary), mechanism_id=mechanism.pk)
    return made

"""Forming the team: who may be in it, who sees what, who must keep away."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from liandu.access.models import TeamMember, Tie, Wall
from liandu.access.rules import RecordKind
from liandu.audit.models import Event
from liandu.inspections import actions, queries
from liandu.inspections.models import InspectionMember
from liandu.kernel.errors import Invalid, NotAllowed, NotVisible, WrongState
from liandu.orgs.models import Membership, Person, Post
from tests.inspections import build
from tests.people import World, acting, person


def test_members_see_the_inspection_from_when_they_are_asked_in(world: World) -> None:
    site = build.approved(world)
    with pytest.raises(NotVisible):
        queries.seen_inspection(site.lead, site.pk)
    build.join(site, site.leader, is_leader=True, certificate="川执 001")
    found = queries.seen_inspection(site.lead, site.pk)
    assert found.leader == site.leader
    assert found.team_now[0].certificate == "川执 001"
    member = site.again().team_now[0]
    actions.drop_member(actor=site.office, inspection_id=site.pk, member_id=member.pk)
    with pytest.raises(NotVisible):
        queries.seen_inspection(site.lead, site.pk)
    assert site.again().leader_id is None
    assert TeamMember.objects.get(person=site.leader).ends_at is not None
    with pytest.raises(NotVisible):
        actions.drop_member(actor=site.office, inspection_id=site.pk, member_id=member.pk)


def test_a_second_leader_takes_the_place_of_the_first(world: World) -> None:
    site = build.approved(world)
    build.join(site, site.leader, is_leader=True)
    build.join(site, site.others[0], is_leader=True)
    assert site.again().leader == site.others[0]
    assert [one.is_leader for one in site.again().team_now] == [True, False]


def test_somebody_drawn_is_told_apart_from_somebody_chosen(world: World) -> None:
    site = build.approved(world)
    build.join(site, site.leader, source="draw")
    assert site.again().team_source == "draw"
    assert site.again().team_now[0].source == "draw"


def test_only_people_of_the_bodies_taking_part_are_asked_and_once(world: World) -> None:
    site = build.approved(world)
    build.join(site, site.leader)
    for who in (site.leader, world.builder_head, world.zigong_auditor):
        with pytest.raises(Invalid):
            build.join(site, who)


def test_a_tie_a_wall_or_an_own_post_keeps_people_out(world: World) -> None:
    site = build.approved(world)
    tied, walled, about, seated = (
        person(name, name, world.luzhou, roles=["inspector"])
        for name in ("tied", "walled", "about", "seated")
    )
    Tie.objects.create(person=tied, other_body=world.builder, kind="kin", source="本人")
    place = {"source": "declared", "reason": "x"}
    Wall.objects.create(
        record_kind=RecordKind.INSPECTION, record_id=site.pk, person=walled, **place
    )
    Wall.objects.create(
        record_kind=RecordKind.SUPERVISED_OBJECT,
        record_id=site.objects[0].pk,
        person=about,
        **place,
    )
    post = Post.objects.create(body=world.builder, name="监理")
    Membership.objects.create(person=seated, post=post, starts_at=timezone.now())
    for who in (tied, walled, about, seated):
        seat = Membership.objects.filter(person=who).earliest("pk")
        with pytest.raises(Invalid) as refused:
            actions.add_member(actor=site.office, inspection_id=site.pk, membership_id=seat.pk)
        assert who.name not in str(refused.value)
    assert not site.again().team_now


def test_in_a_cross_inspection_people_of_the_place_keep_away(world: World) -> None:
    site = build.approved(world, mode="cross")
    with pytest.raises(Invalid):
        build.join(site, site.leader, is_leader=True)
    build.join(site, site.others[0], is_leader=True)


def test_a_ground_to_withdraw_takes_the_member_out_and_closes_the_record(world: World) -> None:
    site = build.gathered(world)
    actor = site.member()
    actions.declare_avoidance(actor=actor, inspection_id=site.pk, ground="配偶在灌区公司")
    assert site.others[0].pk not in [one.person_id for one in site.again().team_now]
    with pytest.raises(NotVisible):
        queries.seen_inspection(site.member(), site.pk)
    with pytest.raises(Invalid):
        build.join(site, site.others[0])
    row = InspectionMember.objects.unscoped("test").get(person=site.others[0])
    assert row.ground == "配偶在灌区公司"


def test_a_team_is_complete_once_it_is_led_large_enough_and_declared(world: World) -> None:
    site = build.approved(world)
    build.join(site, site.leader)
    with pytest.raises(Invalid) as refused:
        actions.complete_team(actor=site.office, inspection_id=site.pk)
    assert len(str(refused.value).split("。")) == 4  # three sentences
    for who in site.others:
        build.join(site, who)
    make_leader(site)
    for who in (site.leader, *site.others):
        actions.declare_avoidance(actor=acting(who), inspection_id=site.pk)
    actions.complete_team(actor=site.office, inspection_id=site.pk)
    assert site.again().state == "team_ready"
    with pytest.raises(WrongState):
        build.join(site, world.luzhou_officer)
    with pytest.raises(WrongState):
        actions.declare_avoidance(actor=site.lead, inspection_id=site.pk)
    with pytest.raises(WrongState):
        actions.drop_member(actor=site.office, inspection_id=site.pk, member_id=1)


def make_leader(site: build.Site) -> None:
    """Make the first member the leader."""
    row = next(one for one in site.again().team_now if one.person == site.leader)
    actions.drop_member(actor=site.office, inspection_id=site.pk, member_id=row.pk)
    build.join(site, site.leader, is_leader=True)


def test_only_the_office_forms_the_team_and_only_members_declare(world: World) -> None:
    site = build.gathered(world)
    seat = Membership.objects.get(person=world.luzhou_officer)
    for actor in (site.lead, acting(world.luzhou_officer)):
        with pytest.raises(NotAllowed):
            actions.add_member(actor=actor, inspection_id=site.pk, membership_id=seat.pk)
        with pytest.raises(NotAllowed):
            actions.complete_team(actor=actor, inspection_id=site.pk)
    with pytest.raises(NotAllowed):
        actions.declare_avoidance(actor=site.office, inspection_id=site.pk)


def number_of(site: build.Site, who: Person) -> int:
    """Return the member that somebody is."""
    return next(one.pk for one in site.again().team_now if one.person == who)


def hand_lead(site: build.Site, to: Person, reason: str = "组长住院") -> None:
    """Have another member lead."""
    member = number_of(site, to)
    actions.change_leader(actor=site.office, inspection_id=site.pk, member_id=member, reason=reason)


def test_another_member_leads_when_the_leader_cannot(world: World) -> None:
    site = build.notified(world)
    hand_lead(site, site.others[0])
    assert site.again().leader == site.others[0]
    assert [one.person for one in site.again().team_now if one.is_leader] == [site.others[0]]
    with pytest.raises(NotAllowed):
        actions.enter_site(actor=site.lead, inspection_id=site.pk, on=build.today())
    actions.enter_site(actor=site.member(), inspection_id=site.pk, on=build.today())
    assert site.leader.pk in [one.person_id for one in site.again().team_now]
    event = Event.objects.filter(kind="inspections.leader_changed").get()
    assert event.facts["reason"] == "组长住院"


def test_a_visit_goes_on_though_a_wall_came_between_it_and_its_leader(world: World) -> None:
    site = build.notified(world)
    Wall.objects.create(
        record_kind=RecordKind.INSPECTION, record_id=site.pk, person=site.leader,
        source="declared", reason="x",
    )  # fmt: skip
    with pytest.raises(NotVisible):
        actions.enter_site(actor=site.lead, inspection_id=site.pk, on=build.today())
    hand_lead(site, site.others[0], "按规定回避")
    assert site.leader.pk not in [one.person_id for one in site.again().team_now]
    actions.enter_site(actor=site.member(), inspection_id=site.pk, on=build.today())
    assert site.again().state == "on_site"


def test_the_lead_goes_to_a_member_who_may_have_it_and_for_a_reason(world: World) -> None:
    site = build.staffed(world)
    Wall.objects.create(
        record_kind=RecordKind.INSPECTION, record_id=site.pk, person=site.others[1],
        source="declared", reason="x",
    )  # fmt: skip
    for who, reason, field in (
        (site.others[1], "组长住院", "member"), (site.leader, "组长住院", "member"),
        (site.others[0], "  ", "reason"),
    ):  # fmt: skip
        with pytest.raises(Invalid) as refused:
            hand_lead(site, who, reason)
        assert set(refused.value.fields) == {field}
    member = number_of(site, site.others[0])
    with pytest.raises(NotAllowed):
        actions.change_leader(
            actor=site.lead, inspection_id=site.pk, member_id=member, reason="换人"
        )
    assert site.again().leader == site.leader


@pytest.mark.parametrize("made", [build.gathered, build.issued])
def test_only_a_complete_team_is_led_until_its_report_is_issued(
    world: World, made: Callable[[World], build.Site]
) -> None:
    site = made(world)
    with pytest.raises(WrongState):
        hand_lead(site, site.others[0])

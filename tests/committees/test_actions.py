"""Setting committees up, their members, terms and posts."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from liandu.committees import actions, queries
from liandu.committees.actions import HANDINGS
from liandu.committees.models import Committee
from liandu.committees.permits import chairs, is_secretariat, represents
from liandu.committees.rules import Constitution, Place, PostKind, Shape, Share, VoteOf
from liandu.kernel.actor import SYSTEM
from liandu.kernel.errors import Invalid, NotAllowed, NotVisible, WrongState
from liandu.orgs import actions as orgs
from liandu.orgs.models import Body
from tests.committees.build import appointed, joint_meeting, seat_of, sees
from tests.people import World, acting, person

TODAY, DAY = timezone.localdate, timedelta(days=1)


@pytest.fixture
def meeting(world: World) -> Committee:
    """Return the joint meeting of two cities."""
    return joint_meeting(world, world.zigong, world.luzhou)


def names(committee: Committee) -> list[str]:
    """Return who is a member, in order."""
    return [one.body.name for one in queries.members(committee)]


def test_the_office_sets_up_a_committee_under_one_superior_and_all_of_it_is_seen(
    world: World,
) -> None:
    made = actions.create_committee(
        actor=acting(world.secretary), shape=Shape.COMMITTEE, label=1,
        constitution=Constitution(
            " 监督委员会 ", "区委〔2023〕1 号", world.builder.pk, Share.ALL, Share.THREE_QUARTERS,
            VoteOf.EVERY,
        ),
        members=[Place(world.luzhou.pk), Place(world.zigong_water.pk, is_voting=False)],
    )  # fmt: skip
    assert (made.name, made.owner_body, made.is_joint) == ("监督委员会", world.federation, False)
    assert [one.is_voting for one in queries.members(made)] == [True, False]
    assert sees(world.builder_liaison, made)  # of the superior
    assert sees(world.water_officer, made)
    assert not sees(world.zigong_auditor, made)


def test_members_see_it_and_others_do_not_know_of_it(world: World, meeting: Committee) -> None:
    assert sees(world.luzhou_officer, meeting)
    assert sees(world.zigong_inspector, meeting)
    assert not sees(world.water_officer, meeting)
    with pytest.raises(NotVisible):
        queries.seen_committee(acting(world.water_officer), meeting.pk)


def test_only_a_central_office_sets_one_up(world: World) -> None:
    words: dict[str, Any] = {
        "shape": Shape.JOINT_MEETING, "label": 1, "constitution": Constitution("联席会议"),
        "members": [Place(world.zigong.pk), Place(world.luzhou.pk)],
    }  # fmt: skip
    with pytest.raises(NotAllowed):
        actions.create_committee(actor=acting(world.zigong_officer), **words)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"name": " "}, "name"), ({"quorum": "few"}, "quorum"), ({"label": 3}, "label"),
        ({"superior_id": 0}, "superior"), ({"places": []}, ""),
    ],
)  # fmt: skip
def test_what_cannot_stand_is_told_beside_its_field(
    world: World, said: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as caught:
        joint_meeting(world, world.zigong, world.luzhou, **said)
    assert field in caught.value.fields
    assert not Committee.objects.unscoped("test").exists()


def test_a_host_has_one_of_a_name_and_keeps_the_name_when_it_is_changed(
    world: World, meeting: Committee
) -> None:
    with pytest.raises(Invalid):
        joint_meeting(world, world.zigong, world.luzhou)
    kept = actions.edit_committee(
        actor=acting(world.secretary), committee_id=meeting.pk,
        constitution=Constitution(meeting.name, "章程", quorum=Share.ALL),
    )  # fmt: skip
    assert (kept.basis, kept.quorum) == ("章程", Share.ALL)


def test_a_superior_that_is_closed_is_none(world: World) -> None:
    Body.objects.filter(pk=world.builder.pk).update(closed_on=TODAY())
    with pytest.raises(Invalid) as caught:
        actions.create_committee(
            actor=acting(world.secretary), shape=Shape.COMMITTEE, label=1,
            constitution=Constitution("委员会", superior_id=world.builder.pk),
            members=[Place(world.zigong.pk), Place(world.luzhou.pk)],
        )  # fmt: skip
    assert "superior" in caught.value.fields


def test_members_are_put_in_order_and_who_leaves_sees_it_no_more(
    world: World, meeting: Committee
) -> None:
    since = TODAY() - 30 * DAY
    places = [Place(world.zigong_water.pk, since=since), Place(world.zigong.pk, is_voting=False)]
    actions.set_members(actor=acting(world.secretary), committee_id=meeting.pk, members=places)
    assert names(meeting) == ["自贡市水利局", "自贡市监督办"]
    assert queries.members(meeting)[0].starts_on == since
    assert [one.body for one in queries.former_members(meeting)] == [world.luzhou]
    assert sees(world.water_officer, meeting)
    assert not sees(world.luzhou_officer, meeting)


def test_members_that_cannot_stand_change_nothing(world: World, meeting: Committee) -> None:
    zigong, luzhou = world.zigong.pk, world.luzhou.pk
    Body.objects.filter(pk=world.builder.pk).update(closed_on=TODAY())
    for places in (
        [Place(zigong), Place(zigong), Place(luzhou)], [Place(zigong)],
        [Place(zigong), Place(world.builder.pk)],
        [Place(zigong), Place(luzhou, since=TODAY() + DAY)],
    ):  # fmt: skip
        with pytest.raises(Invalid):
            actions.set_members(
                actor=acting(world.secretary), committee_id=meeting.pk, members=places
            )
    assert names(meeting) == ["自贡市监督办", "泸州市监督办"]


def test_a_term_ends_the_one_before(world: World, meeting: Committee) -> None:
    officer = acting(world.secretary)
    first, second = TODAY() - 400 * DAY, TODAY()
    for starts, ends in ((first, None), (second, second + 365 * DAY)):
        actions.begin_term(actor=officer, committee_id=meeting.pk, starts_on=starts, ends_on=ends)
    days = [(one.number, one.starts_on, one.ends_on) for one in meeting.terms.all()]
    assert days[:2] == [(3, second, second + 365 * DAY), (2, first, second - DAY)]
    for starts, ends in ((second, None), (second + DAY, second)):
        with pytest.raises(Invalid):
            actions.begin_term(
                actor=officer, committee_id=meeting.pk, starts_on=starts, ends_on=ends
            )


def test_a_term_that_ended_early_keeps_its_end(world: World, meeting: Committee) -> None:
    officer, first = acting(world.secretary), TODAY() - 400 * DAY
    for starts, ends in ((first, first + DAY), (TODAY(), None)):
        actions.begin_term(actor=officer, committee_id=meeting.pk, starts_on=starts, ends_on=ends)
    assert meeting.terms.get(number=2).ends_on == first + DAY


def test_what_was_dissolved_changes_no_more(world: World, meeting: Committee) -> None:
    officer = acting(world.secretary)
    actions.dissolve_committee(actor=officer, committee_id=meeting.pk, reason="并入新机制")
    with pytest.raises(WrongState):
        actions.dissolve_committee(actor=officer, committee_id=meeting.pk, reason="再次")
    assert sees(world.luzhou_officer, meeting)


def test_members_do_not_keep_it(world: World, meeting: Committee) -> None:
    with pytest.raises(NotAllowed):
        actions.set_members(
            actor=acting(world.zigong_officer), committee_id=meeting.pk,
            members=[Place(world.zigong.pk), Place(world.luzhou.pk)],
        )  # fmt: skip


def test_a_post_counts_from_the_seat_it_is_held_from(world: World, meeting: Committee) -> None:
    appointed(world, meeting, world.zigong_inspector, PostKind.SECRETARIAT)
    assert is_secretariat(acting(world.zigong_inspector), meeting)
    assert represents(acting(world.zigong_inspector), meeting, world.zigong.pk)
    assert not is_secretariat(acting(world.zigong_officer), meeting)
    orgs.end_membership(actor=SYSTEM, membership_id=seat_of(world.zigong_inspector), reason="调离")
    assert not is_secretariat(acting(world.zigong_inspector), meeting)
    assert [one.is_left for one in queries.posts(meeting)] == [False, True]


def test_who_speaks_for_a_member_and_who_may_chair(world: World, meeting: Committee) -> None:
    officer, head = acting(world.luzhou_officer), acting(world.zigong_head)
    assert represents(officer, meeting)
    assert not represents(officer, meeting, world.zigong.pk)
    assert not represents(acting(world.zigong_inspector), meeting)
    assert not represents(acting(world.water_officer), meeting)
    assert not represents(acting(world.audit_admin), meeting)
    assert not chairs(head, meeting)
    appointed(world, meeting, world.zigong_head)
    assert chairs(acting(world.zigong_head), meeting)
    assert not chairs(acting(world.audit_admin), meeting)
    again = acting(world.zigong_head)
    assert chairs(again, meeting)
    assert not is_secretariat(again, meeting)


def test_one_director_at_a_time_and_nobody_twice(world: World, meeting: Committee) -> None:
    appointed(world, meeting, world.zigong_head)
    appointed(world, meeting, world.zigong_head, PostKind.MEMBER)
    for who, kind, field in (
        (world.luzhou_officer, PostKind.DIRECTOR, "kind"), (world.zigong_head, "king", "kind"),
        (world.zigong_head, PostKind.MEMBER, "seat"),
        (world.water_officer, PostKind.MEMBER, "seat"),
    ):  # fmt: skip
        with pytest.raises(Invalid) as caught:
            appointed(world, meeting, who, kind)
        assert field in caught.value.fields
    with pytest.raises(Invalid):
        actions.appoint(
            actor=acting(world.secretary), committee_id=meeting.pk, kind=PostKind.MEMBER,
            seat_id=seat_of(world.luzhou_officer), since=TODAY() + DAY,
        )  # fmt: skip


def test_a_post_goes_to_a_successor_with_what_is_open(
    world: World, meeting: Committee, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved: list[tuple[int, int]] = []

    def hand(_actor: Any, _committee: Any, leaving: int, successor: int) -> int:
        moved.append((leaving, successor))
        return 3

    monkeypatch.setitem(HANDINGS, "tests.items", hand)
    old, officer = appointed(world, meeting, world.zigong_head), acting(world.secretary)
    new = actions.change_post(
        actor=officer, post_id=old.pk, seat_id=seat_of(world.luzhou_officer), reason="轮换"
    )
    assert moved == [(world.zigong_head.pk, world.luzhou_officer.pk)]
    assert (new.kind, new.starts_on) == (PostKind.DIRECTOR, TODAY())
    assert [one.seat.person for one in queries.former_posts(meeting)] == [world.zigong_head]
    with pytest.raises(WrongState):
        actions.end_post(actor=officer, post_id=old.pk, reason="已交接")
    with pytest.raises(Invalid):
        actions.change_post(
            actor=officer, post_id=new.pk, seat_id=seat_of(world.luzhou_officer), reason="同一人"
        )
    actions.end_post(actor=officer, post_id=new.pk, reason="撤销")
    assert not chairs(acting(world.luzhou_officer), meeting)


def test_handing_over_a_body_hands_over_its_posts_in_committees(
    world: World, meeting: Committee
) -> None:
    appointed(world, meeting, world.zigong_officer, PostKind.MEMBER)
    appointed(world, meeting, world.zigong_officer, PostKind.DEPUTY)
    appointed(world, meeting, world.zigong_inspector, PostKind.DEPUTY)
    orgs.hand_over(
        actor=acting(world.zigong_head), body_id=world.zigong.pk,
        leaving=world.zigong_officer.pk, successor=world.zigong_inspector.pk,
    )  # fmt: skip
    held = [(one.kind, one.seat.person.username) for one in queries.posts(meeting)]
    assert ("member", "zigong_inspector") in held
    # The successor is deputy already: this one stays where it was.
    assert ("deputy", "zigong_officer") in held


def test_a_post_held_from_another_body_stays(world: World, meeting: Committee) -> None:
    both = person("both", "综合岗二", world.zigong, roles=["secretariat"])
    extra = person("extra", "综合岗三", world.luzhou, roles=["secretariat"])
    appointed(world, meeting, both, PostKind.MEMBER)
    assert (
        actions.give_posts(actor=acting(world.zigong_head), leaving=both.pk, successor=extra.pk)
        == 0
    )


def test_taking_the_list_away_is_on_record_and_not_for_administrators(world: World) -> None:
    actions.export_committees(actor=acting(world.secretary), count=1, query="")
    with pytest.raises(NotAllowed):
        actions.export_committees(actor=acting(world.audit_admin), count=1, query="")

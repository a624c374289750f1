"""The pages of committees, as the secretariat and a member use them."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from liandu.committees.models import Committee
from liandu.committees.queries import members, posts
from liandu.search.queries import find, hits
from tests.committees.build import appointed, joint_meeting, seat_of
from tests.people import World, acting, signed_in

pytestmark = pytest.mark.django_db
OK, FOUND, WANTED = 200, 302, 422


@pytest.fixture
def office(world: World) -> Client:
    """Return the browser of the secretariat."""
    return signed_in(world.secretary)


def text(answer: Any) -> str:
    """Return what a page says."""
    assert answer.status_code == OK
    words: str = answer.content.decode()
    return words


def test_the_office_sets_up_a_joint_meeting_and_orders_its_members(
    world: World, office: Client
) -> None:
    answer = office.post(reverse("committees:create"), {
        "shape": "joint_meeting", "name": "联席会议", "members": [world.zigong.pk, world.luzhou.pk],
        "quorum": "two_thirds", "vote": "more_than_half", "vote_of": "present", "label": 1,
    })  # fmt: skip
    made = Committee.objects.unscoped("test").get()
    assert answer.url == made.get_absolute_url()
    answer = office.post(reverse("committees:set_members", args=[made.pk]), {
        "row-0-position": 2, "row-0-body": world.zigong.pk, "row-0-is_voting": "on",
        "row-1-position": 1, "row-1-body": world.luzhou.pk, "row-2-body": "",
    })  # fmt: skip
    assert answer.status_code == FOUND
    assert [(one.body, one.is_voting) for one in members(made)] == [
        (world.luzhou, False), (world.zigong, True),
    ]  # fmt: skip
    page = text(office.get(made.get_absolute_url()))
    assert page.index("泸州市监督办") < page.index("自贡市监督办")
    assert world.zigong.name in text(office.get(reverse("committees:set_members", args=[made.pk])))


def test_the_office_changes_it_begins_terms_fills_posts_and_dissolves_it(
    world: World, office: Client
) -> None:
    made = joint_meeting(world, world.zigong, world.luzhou)

    def send(page: str, key: Any = made.pk, **values: Any) -> None:
        assert office.post(reverse(f"committees:{page}", args=[key]), values).status_code == FOUND

    send("edit", name="监督联席会议", quorum="all", vote="all", vote_of="every")
    send("begin_term", starts_on="2026-01-01")
    send("appoint", kind="director", seat=seat_of(world.zigong_head), since="2026-01-01")
    director = posts(made)[0]
    send("change_post", director.pk, seat=seat_of(world.luzhou_officer), reason="轮换")
    page = text(office.get(made.get_absolute_url()))
    for words in ("监督联席会议", "全体", "第 2 届", "负责人"):
        assert words in page
    send("end_post", posts(made)[0].pk, reason="调整")
    theirs = text(signed_in(world.luzhou_officer).get(made.get_absolute_url()))
    assert reverse("committees:appoint", args=[made.pk]) not in theirs
    send("dissolve", reason="并入")
    assert "已撤销" in text(office.get(made.get_absolute_url()))


def test_what_is_refused_is_told_at_the_form(world: World, office: Client) -> None:
    made = joint_meeting(world, world.zigong, world.luzhou)
    appointed(world, made, world.zigong_head)
    answer = office.post(reverse("committees:appoint", args=[made.pk]), {
        "kind": "director", "seat": seat_of(world.luzhou_officer),
        "since": timezone.localdate().isoformat(),
    })  # fmt: skip
    assert answer.status_code == WANTED
    said = answer.content.decode()
    assert "请改为移交" in said


def test_the_list_is_narrowed_taken_away_and_searched(world: World, office: Client) -> None:
    made = joint_meeting(world, world.zigong, world.luzhou, basis="八地协作章程")
    url = reverse("committees:committee_list")
    for query, is_there in (
        ({}, True), ({"shape": "committee"}, False), ({"q": "联席"}, True), ({"q": "无此"}, False),
        ({"member": world.zigong.pk}, True), ({"member": world.builder.pk}, False),
        ({"dissolved": "true"}, False), ({"dissolved": "false"}, True),
    ):  # fmt: skip
        assert (made.name in text(office.get(url, query)).replace("<mark>", "")) == is_there, query
    csv = b"".join(office.get(url, {"export": "csv"})).decode("utf-8-sig")
    assert made.name in csv
    found = find(acting(world.luzhou_officer), "章程")
    assert [hit.line.title for hit in hits(acting(world.luzhou_officer), found)] == [made.name]
    assert not find(acting(world.water_officer), "章程")


def test_a_post_in_a_committee_is_told_when_business_is_handed_over(world: World) -> None:
    made = joint_meeting(world, world.zigong, world.luzhou)
    appointed(world, made, world.zigong_officer)
    url = reverse("orgs:hand_over", args=[world.zigong.pk, world.zigong_officer.pk])
    assert made.name in text(signed_in(world.zigong_head).get(url))

"""Who is told of what, who may still read it, and what telling costs."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from liandu.access.models import Grant, Wall
from liandu.access.rules import Purpose
from liandu.kernel.actor import SYSTEM
from liandu.kernel.errors import NotAllowed
from liandu.kernel.events import record
from liandu.notices import queries
from liandu.notices.actions import follow, read_notices, tell, unfollow
from liandu.notices.models import Follow, Notice
from liandu.notices.panels import follow_button
from liandu.orgs.models import Body, Person
from tests.people import World, acting, person, signed_in
from tests.portal import build

KIND = "findings.finding_assigned"
READ = "notices.notices_read"


def finding(owner: Body, **fields: Any) -> Any:
    found = build.finding(owner, title="设计变更未报批", **fields)
    found.save()
    return found


def told() -> set[str]:
    return {notice.person.username for notice in Notice.objects.select_related("person")}


def party(about: Any, body: Body, **fields: Any) -> None:
    values = {"purpose": Purpose.PARTY, "expires_at": timezone.now() + timedelta(days=1)}
    Grant.objects.create(
        record_kind=about.KIND, record_id=about.pk, body=body, basis="—", **(values | fields)
    )


def test_the_owners_and_the_parties_people_are_told_but_not_who_did_it(world: World) -> None:
    about = finding(world.zigong)
    party(about, world.builder)
    party(about, world.luzhou, purpose=Purpose.COOPERATION)
    party(about, world.zigong_audit, revoked_at=timezone.now())
    party(about, world.zigong_water, expires_at=timezone.now())
    tell(acting(world.zigong_officer), KIND, about, {})
    assert told() == {"zigong_head", "builder_liaison", "builder_head"}


def test_who_has_no_clearance_no_such_role_or_no_account_is_not_told(world: World) -> None:
    person("cleared", "核心岗", world.zigong, roles=["secretariat"], clearance=3)
    person("gone", "离任岗", world.zigong, roles=["secretariat"], clearance=3, is_active=False)
    person("without", "无角色岗", world.zigong, clearance=3)
    tell(SYSTEM, KIND, finding(world.zigong, label=3), {})
    assert told() == {"cleared"}


def test_followers_are_told_whatever_body_they_are_of(world: World) -> None:
    about = finding(world.zigong)
    follow(actor=acting(world.secretary), followed=about)
    tell(acting(world.zigong_head), KIND, about, {})
    assert told() == {"zigong_officer", "secretary"}


@pytest.mark.parametrize("facts", [{}, {"quiet": True}])
def test_reads_and_quiet_events_tell_nobody(world: World, facts: dict[str, Any]) -> None:
    tell(SYSTEM, KIND if facts else READ, finding(world.zigong), facts)
    assert told() == set()


def test_events_about_what_is_no_record_tell_nobody(world: World) -> None:
    record(SYSTEM, "orgs.body_added", world.zigong)
    assert told() == set()


def test_telling_costs_three_queries_however_many_are_told(world: World) -> None:
    about = finding(world.zigong)
    party(about, world.builder)
    for number in range(30):
        follower = person(f"follower{number}")
        Follow.objects.create(person=follower, record_kind=about.KIND, record_id=about.pk)
    with CaptureQueriesContext(connection) as queries_run:
        tell(SYSTEM, KIND, about, {})
    assert Notice.objects.count() >= 32
    assert len(queries_run) == 3


def page_of(who: Person, **query: str) -> str:
    return str(signed_in(who).get("/notices/", query).content.decode())


def test_a_sensitive_record_is_told_by_its_number_alone(world: World) -> None:
    plain, sensitive = finding(world.zigong), finding(world.zigong, label=2)
    for about in (plain, sensitive):
        tell(SYSTEM, KIND, about, {})
    page = page_of(world.zigong_officer)
    assert plain.number in page
    assert sensitive.number in page
    assert page.count("设计变更未报批") == 1
    desk = signed_in(world.zigong_officer).get("/desk/").content.decode()
    latest = desk.partition('id="h-recent"')[2]
    assert latest.count("设计变更未报批") == 1
    assert sensitive.number in latest


def test_what_is_no_longer_open_is_neither_shown_nor_counted_nor_opened(world: World) -> None:
    about = finding(world.zigong)
    tell(SYSTEM, KIND, about, {})
    actor = acting(world.zigong_officer)
    notice = Notice.objects.get(person=world.zigong_officer)
    assert queries.unread_count(actor) == 1
    assert about.number in page_of(world.zigong_officer)
    Wall.objects.create(
        person=world.zigong_officer, record_kind=about.KIND, record_id=about.pk,
        source="declared", reason="—",
    )  # fmt: skip
    browser = signed_in(world.zigong_officer)
    assert queries.unread_count(acting(world.zigong_officer)) == 0
    assert about.number not in page_of(world.zigong_officer)
    assert browser.get(f"/notices/{notice.pk}/").status_code == 404
    assert browser.post(f"/notices/follow/{about.KIND.value}/{about.pk}/").status_code == 404


def test_opening_a_notice_reads_it_and_leads_to_the_record(world: World) -> None:
    about = finding(world.zigong)
    tell(SYSTEM, KIND, about, {})
    own = Notice.objects.get(person=world.zigong_officer)
    others = Notice.objects.get(person=world.zigong_head)
    browser = signed_in(world.zigong_officer)
    assert browser.get(f"/notices/{others.pk}/").status_code == 404
    assert browser.get(f"/notices/{own.pk}/").headers["Location"] == about.get_absolute_url()
    own.refresh_from_db()
    others.refresh_from_db()
    assert own.read_at
    assert others.read_at is None
    assert about.number in page_of(world.zigong_officer)
    assert about.number not in page_of(world.zigong_officer, which="unread")


def test_all_are_read_at_once_and_the_count_goes(world: World) -> None:
    for _ in range(3):
        tell(SYSTEM, KIND, finding(world.zigong), {})
    browser = signed_in(world.zigong_officer)
    page = browser.post("/notices/read/", follow=True).content.decode()
    assert "3 条通知已标为已读" in page
    assert "全部标为已读" not in page
    assert queries.unread_count(acting(world.zigong_officer)) == 0
    assert read_notices(actor=acting(world.zigong_officer)) == 0
    assert Notice.objects.filter(person=world.zigong_head, read_at=None).count() == 3


def test_the_inbox_is_turned_by_key(world: World) -> None:
    made = [finding(world.zigong) for _ in range(120)]
    Notice.objects.bulk_create(
        Notice(person=world.zigong_officer, kind=KIND, at=timezone.now(),
               record_kind=one.KIND, record_id=one.pk)
        for one in made
    )  # fmt: skip
    browser = signed_in(world.zigong_officer)
    found: list[str] = []
    url = "/notices/"
    while url:
        response = browser.get(url)
        found += [one.record.number for one in response.context["told"]]
        after = response.context["page"].after
        url = f"/notices/?after={after}" if after else ""
    assert found == [one.number for one in reversed(made)]


def test_the_inbox_costs_the_same_for_ten_notices_and_a_thousand(world: World) -> None:
    browser = signed_in(world.zigong_officer)

    def cost(many: int) -> int:
        found = type(finding(world.zigong)).objects.bulk_create(
            build.finding(world.zigong) for _ in range(many)
        )
        Notice.objects.bulk_create(
            Notice(person=world.zigong_officer, kind=KIND, at=timezone.now(), body=world.builder,
                   record_kind=one.KIND, record_id=one.pk)
            for one in found
        )  # fmt: skip
        browser.get("/notices/")
        with CaptureQueriesContext(connection) as queries_run:
            assert browser.get("/notices/").status_code == 200
        return len(queries_run)

    few = cost(10)
    assert cost(1000) == few <= 25


def test_following_twice_is_following_once_and_ends_at_will(world: World) -> None:
    about, actor = finding(world.zigong), acting(world.zigong_officer)
    for _ in range(2):
        follow(actor=actor, followed=about)
    assert Follow.objects.count() == 1
    assert queries.follows(actor, about)
    for _ in range(2):
        unfollow(actor=actor, followed=about)
    assert not queries.follows(actor, about)


@pytest.mark.parametrize("page", ["finding", "inspection", "works"])
def test_a_record_is_followed_from_its_page(world: World, page: str) -> None:
    made: dict[str, Callable[[], Any]] = {
        "finding": lambda: finding(world.zigong),
        "inspection": lambda: build.inspection(world.zigong, timezone.localdate()),
        "works": lambda: build.works(world.zigong),
    }
    about = made[page]()
    browser = signed_in(world.zigong_officer)
    url = f"/notices/follow/{about.KIND.value}/{about.pk}/"
    shown = browser.get(about.get_absolute_url()).content.decode()
    assert url in shown
    assert "取消关注</button>" not in shown
    followed = browser.post(url, follow=True)
    assert followed.redirect_chain[-1][0] == about.get_absolute_url()
    assert "取消关注</button>" in followed.content.decode()
    assert "取消关注</button>" not in browser.post(url, follow=True).content.decode()


def test_a_kind_there_is_not_cannot_be_followed(world: World) -> None:
    about = finding(world.zigong)
    response = signed_in(world.zigong_officer).post(f"/notices/follow/99/{about.pk}/")
    assert response.status_code == 404


def test_only_who_holds_a_post_follows_and_only_who_is_signed_in_reads(world: World) -> None:
    about = finding(world.zigong)
    for change in (follow, unfollow):
        with pytest.raises(NotAllowed):
            change(actor=acting(world.system_admin), followed=about)
    with pytest.raises(NotAllowed):
        read_notices(actor=SYSTEM)


def test_rows_name_themselves(world: World) -> None:
    about = finding(world.zigong)
    tell(SYSTEM, KIND, about, {})
    follow(actor=acting(world.secretary), followed=about)
    notice = Notice.objects.first()
    assert notice
    assert str(notice) == f"{KIND} → {notice.person_id}"
    assert str(Follow.objects.get()) == f"{world.secretary.pk} → {about.pk}"
    notice.kind = "gone.kind"
    assert notice.says.sentence == "gone.kind"


def test_administrators_are_offered_no_following(world: World) -> None:
    request: Any = SimpleNamespace(actor=acting(world.system_admin))
    assert follow_button(request, finding(world.zigong)) is None

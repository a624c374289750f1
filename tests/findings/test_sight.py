"""Who sees a finding, and what waits for whom."""

from types import SimpleNamespace

import pytest
from django.http import QueryDict
from django.utils import timezone

from liandu.access import sight
from liandu.findings import actions, queries
from liandu.findings.listings.ledger import FindingFilter
from liandu.findings.models import EstablishedRule, Finding, Reply
from liandu.kernel.actor import Actor
from liandu.kernel.errors import NotVisible
from liandu.orgs.models import Person
from liandu.works import actions as works
from liandu.works.rules import ObjectDraft
from tests.findings.road import at, in_days, order, registered, result, take
from tests.people import World, acting
from tests.plugin import IS_POSTGRES


def seen(who: Person) -> bool:
    """Test whether somebody sees any finding."""
    return queries.findings(acting(who)).exists()


def test_before_it_is_assigned_the_finder_and_those_above_see_it(world: World) -> None:
    registered(world)
    assert all(map(seen, (world.zigong_officer, world.zigong_head, world.secretary, world.leader)))
    assert not any(
        map(seen, (world.builder_head, world.water_officer, world.luzhou_officer,
                   world.zigong_inspector, world.audit_admin, world.system_admin))
    )  # fmt: skip


def test_once_assigned_the_responsible_and_the_supervising_body_see_it(world: World) -> None:
    finding = at(world, "assign")
    assert all(map(seen, (world.builder_head, world.builder_liaison, world.water_officer)))
    assert not seen(world.luzhou_officer)
    with pytest.raises(NotVisible):
        queries.seen_finding(acting(world.luzhou_officer), finding.pk)
    assert queries.seen_finding(acting(world.builder_head), finding.pk) == finding


def test_assigning_to_another_body_is_for_that_body(world: World) -> None:
    finding = at(world, "confirm")
    take(world, finding, "assign", responsible_body_id=world.luzhou.pk)
    assert seen(world.luzhou_officer)
    assert not seen(world.builder_head)


def asked(rows: object) -> list[str]:
    """Return what is asked in each row."""
    return [row.asked for row in rows]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("last", "who", "step"),
    [
        ("confirm", "zigong_officer", "assign"),
        ("assign", "builder_liaison", "accept"),
        ("accept", "builder_head", "file_plan"),
        ("file_plan", "zigong_officer", "approve_plan"),
        ("approve_plan", "builder_head", "submit"),
        ("approve_plan", "builder_liaison", "rectify"),
        ("submit", "water_officer", "start_first_review"),
        ("start_first_review", "water_officer", "pass_first_review"),
        ("pass_first_review", "zigong_head", "close"),
    ],
)
def test_each_finds_on_the_desk_what_waits_for_them(
    world: World, last: str, who: str, step: str
) -> None:
    at(world, last)
    assert asked(queries.waiting_for(acting(getattr(world, who)))) == [step]
    assert not queries.waiting_for(acting(world.secretary)).exists()


def test_what_others_are_to_do_is_given_out(world: World) -> None:
    at(world, "assign")
    assert asked(queries.given_out(acting(world.zigong_officer))) == ["accept"]
    assert asked(queries.given_out(acting(world.water_officer))) == ["accept"]
    assert asked(queries.given_out(acting(world.builder_head))) == []


def test_what_waits_for_me_is_not_given_out_and_what_is_closed_is_neither(world: World) -> None:
    officer = world.zigong_officer
    finding = at(world, "pass_first_review")
    assert not queries.given_out(acting(officer)).exists()
    take(world, finding, "close")
    assert not queries.given_out(acting(officer)).exists()
    assert not queries.waiting_for(acting(officer)).exists()


def test_the_second_review_waits_for_nobody_who_took_an_earlier_step(world: World) -> None:
    finding = at(world, "pass_first_review")
    rows = Finding.objects.unscoped("test").filter(pk=finding.pk)
    rows.update(first_reviewer=world.zigong_officer)
    assert not queries.waiting_for(acting(world.zigong_officer)).exists()
    assert queries.waiting_for(acting(world.zigong_head)).exists()


def test_without_a_post_nothing_waits_and_nothing_is_given_out(world: World) -> None:
    registered(world)
    nobody = Actor(person_id=world.system_admin.pk)
    assert not queries.waiting_for(nobody).exists()
    assert not queries.given_out(nobody).exists()


def test_internal_replies_are_read_by_the_body_that_wrote_them(world: World) -> None:
    finding = at(world, "assign")
    actions.post_reply(
        actor=acting(world.builder_head), finding_id=finding.pk, text="内部", is_internal=True
    )
    assert queries.internal_replies(acting(world.builder_liaison), finding).count() == 1
    assert queries.internal_replies(acting(world.zigong_officer), finding).count() == 0
    assert Reply.objects.visible_to(acting(world.luzhou_officer)).count() == 0


@pytest.mark.parametrize("most", [0, sight.MANY], ids=["wide", "narrow"])
def test_figures_are_the_lists_that_they_count(
    world: World, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(sight, "MANY", most)
    today, officer = timezone.localdate(), acting(world.zigong_officer)
    closed = at(world, "close", result("变更管理办法"))
    registered(world)
    days = (in_days(-1), today)
    zigong, luzhou = world.zigong.jurisdiction_id, world.luzhou.jurisdiction_id
    assert list(queries.rectified(officer, *days)) == [closed]
    assert queries.found(officer, *days, zigong).count() == 2
    assert queries.established_rules(officer, *days, zigong).count() == 1
    assert not queries.rectified(officer, *days, luzhou).exists()
    assert not queries.rectified(officer, in_days(-9), in_days(-2)).exists()
    assert not queries.established_rules(acting(world.luzhou_officer), *days).exists()


def test_rules_of_an_open_finding_do_not_count(world: World) -> None:
    at(world, "submit", result("变更管理办法"))
    assert EstablishedRule.objects.unscoped("test").count() == 1
    assert not queries.rules_recorded(acting(world.zigong_officer)).exists()


def test_a_sub_jurisdiction_counts_in_its_parent(world: World) -> None:
    today, officer = timezone.localdate(), acting(world.zigong_officer)
    place = world.zigong.jurisdiction
    assert place is not None
    place.parent = world.luzhou.jurisdiction
    place.save()
    registered(world)
    assert queries.found(officer, today, today, world.luzhou.jurisdiction_id).count() == 1


def test_an_order_to_the_same_body_is_one_party(world: World) -> None:
    finding = at(world, "confirm")
    same = order(world, supervising_body_id=world.builder.pk)
    actions.assign_finding(actor=acting(world.zigong_officer), finding_id=finding.pk, order=same)
    assert seen(world.builder_liaison)


def test_who_keeps_the_list_sees_what_others_find_at_its_works(world: World) -> None:
    draft = ObjectDraft(name="北干渠", lead_body_id=world.zigong.pk)
    thing = works.create_object(actor=acting(world.luzhou_officer), draft=draft)
    elsewhere, found = registered(world), registered(world, supervised_object_id=thing.pk)
    for one in (elsewhere, found):
        for step in ("confirm", "assign"):
            take(world, one, step)
        one.refresh_from_db()
    assert (found.keeper_body_id, elsewhere.keeper_body_id) == (world.luzhou.pk, None)
    assert list(queries.findings(acting(world.luzhou_officer))) == [found]


@pytest.mark.parametrize("most", [0, sight.MANY], ids=["wide", "narrow"])
def test_a_narrow_sight_is_not_led_by_a_state(
    world: World, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(sight, "MANY", most)
    finding = registered(world)
    actor = acting(world.zigong_officer)
    wanted = QueryDict(f"state={finding.state}&state=closed")
    asked = SimpleNamespace(actor=actor)
    rows = FindingFilter(wanted, queries.ledger(actor), request=asked).qs
    assert [one.pk for one in rows] == [finding.pk]
    told = rows.order_by().values("pk").explain()
    # PostgreSQL knows how many rows hold a value, and reads so few as a whole.
    assert ("finding_state" in told) is (most == 0 and not IS_POSTGRES), told

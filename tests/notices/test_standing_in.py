"""While somebody is away a colleague is told besides, and sees no more by it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from liandu.access.models import Wall
from liandu.kernel.actor import SYSTEM
from liandu.kernel.errors import Invalid, NotAllowed, NotVisible
from liandu.notices import actions, queries
from liandu.notices.models import Notice, StandIn
from liandu.orgs.models import Person
from tests.notices.test_reminding import assigned, remind, told
from tests.people import World, acting, person, signed_in

DAY = timedelta(days=1)


@pytest.fixture
def away(world: World) -> tuple[Person, Person]:
    """Return who is away, and the colleague without a role of their own who stands in."""
    stand_in = person("deputy", "副岗", world.builder, roles=[])
    name(world.builder_liaison, stand_in)
    return world.builder_liaison, stand_in


def name(who: Person, stand_in: Person) -> StandIn:
    now = timezone.now()
    return actions.name_stand_in(
        actor=acting(who), stand_in_id=stand_in.pk, starts_at=now - DAY, ends_at=now + DAY
    )


def test_the_stand_in_is_reminded_besides_once_and_only_while_it_lasts(
    world: World, away: tuple[Person, Person]
) -> None:
    absent, _ = away
    name(absent, world.builder_head)
    found = assigned(world, 1)
    assert [remind(absent), remind(absent)] == [3, 0]
    notice = Notice.objects.get(person=world.builder_head, key__isnull=False)
    assert notice.on_behalf_of == absent
    page = signed_in(world.builder_head).get("/notices/").content.decode()
    assert "代builder_liaison办理" in page
    assert found.number in page
    found.state = "withdrawn"
    found.step_due_at = None
    found.save()
    remind(absent)
    assert told(world.builder_head, read_at=None) == []
    StandIn.objects.update(ends_at=timezone.now())
    assigned(world, 1)
    assert remind(absent) == 1


def test_who_stands_in_from_now_on_is_told_of_what_is_known_already(
    world: World, away: tuple[Person, Person]
) -> None:
    absent, _ = away
    assigned(world, 1)
    actions.remind_all()
    name(absent, world.builder_head)
    actions.remind_all()
    rows = Notice.objects.filter(person=world.builder_head, on_behalf_of=absent, read_at=None)
    assert rows.count() == 1


def test_the_stand_in_is_shown_only_what_they_may_see_themselves(
    world: World, away: tuple[Person, Person]
) -> None:
    absent, stand_in = away
    found = assigned(world, 1)
    Wall.objects.create(
        person=stand_in, record_kind=found.KIND, record_id=found.pk, source="declared", reason="—"
    )
    remind(absent)
    assert Notice.objects.filter(person=stand_in).count() == 1
    assert queries.unread_count(acting(stand_in)) == 0
    assert found.number not in signed_in(stand_in).get("/notices/").content.decode()


def test_the_stand_in_is_told_of_events_besides_and_nobody_is_told_twice(
    world: World, away: tuple[Person, Person]
) -> None:
    absent, stand_in = away
    found = assigned(world, 1)
    actions.follow(actor=acting(absent), followed=found)
    actions.tell(SYSTEM, "findings.finding_assigned", found, {})
    rows = Notice.objects.filter(record_id=found.pk, person__in=[absent, stand_in])
    assert {row.person: row.on_behalf_of for row in rows} == {absent: None, stand_in: absent}
    assert rows.count() == 2


def test_a_stand_in_is_a_colleague_and_for_a_time_to_come(world: World) -> None:
    now = timezone.now()
    times = {"starts_at": now, "ends_at": now + DAY}
    for other in (world.luzhou_officer, world.builder_liaison):
        with pytest.raises(Invalid):
            actions.name_stand_in(
                actor=acting(world.builder_liaison), stand_in_id=other.pk, **times
            )
    for wrong in ({"ends_at": now - DAY}, {"starts_at": now + 2 * DAY}):
        with pytest.raises(Invalid):
            actions.name_stand_in(
                actor=acting(world.builder_liaison), stand_in_id=world.builder_head.pk,
                **(times | wrong),
            )  # fmt: skip
    with pytest.raises(NotAllowed):
        actions.name_stand_in(
            actor=acting(world.system_admin), stand_in_id=world.builder_head.pk, **times
        )


def test_it_is_named_and_ended_on_the_account_page(world: World) -> None:
    browser = signed_in(world.builder_liaison)
    today = timezone.localdate()
    sent = {"stand_in": world.builder_head.pk, "since": today, "until": today + DAY}
    page = browser.post("/notices/stand-in/", sent, follow=True).content.decode()
    assert "builder_head" in page
    assert "代办</dt>" in signed_in(world.builder_head).get("/account/").content.decode()
    row = StandIn.objects.get()
    assert str(row) == f"{world.builder_liaison.pk} → {world.builder_head.pk}"
    with pytest.raises(NotVisible):
        actions.end_stand_in(actor=acting(world.builder_head), stand_in_id=row.pk)
    assert browser.get(f"/notices/stand-in/{row.pk}/end/").status_code == 200
    browser.post(f"/notices/stand-in/{row.pk}/end/")
    assert not StandIn.objects.exists()

"""What of weekly dispatch stands on whose desk."""

from datetime import timedelta

from time_machine import TimeMachineFixture

from liandu.dispatch import queries
from liandu.dispatch.actions import keep_item, stop_dispatch
from liandu.dispatch.rules import WEEK
from liandu.orgs.models import Person
from liandu.portal.queries import waiting, waiting_count
from tests.dispatch.build import LAST, THIS, TODAY, discussed, filed, obstacle, on, promise, watched
from tests.people import World, acting, signed_in


def weeks(who: Person) -> list[object]:
    """Return the weeks that somebody is asked to file."""
    return [sheet.week for sheet in queries.to_file(acting(who))]


def test_the_liaison_is_asked_to_file_until_the_sheet_is_filed_or_discussed(world: World) -> None:
    thing = watched(world)
    assert weeks(world.builder_liaison) == weeks(world.builder_head) == [LAST, THIS]
    filed(world, thing)
    assert weeks(world.builder_liaison) == [LAST]
    discussed(world, thing, week=LAST)
    assert weeks(world.builder_liaison) == []


def test_nobody_else_is_asked(world: World) -> None:
    watched(world)
    for who in (world.water_officer, world.zigong_officer, world.luzhou_officer):
        assert weeks(who) == []


def test_nothing_is_asked_before_the_first_week_nor_after_the_end(world: World) -> None:
    thing = watched(world, first_week=THIS + WEEK)
    assert weeks(world.builder_liaison) == []
    stop_dispatch(actor=acting(world.zigong_officer), object_id=thing.pk, reason="完工")
    assert weeks(world.builder_liaison) == []


def test_a_line_stands_on_its_owners_desk_from_a_week_before_it_is_due(world: World) -> None:
    thing = watched(world)
    near, far = TODAY + timedelta(days=7), TODAY + timedelta(days=8)
    sheet = filed(world, thing, obstacle(world, "近", near), obstacle(world, "远", far))
    assert [item.text for item in queries.owed(acting(world.water_officer))] == ["近"]
    keep_item(actor=acting(world.water_officer), item_id=sheet.items.all()[0].pk)
    assert not queries.owed(acting(world.water_officer)).exists()


def test_the_count_in_the_navigation_is_that_of_the_desk_and_red_when_late(
    world: World, wednesday: TimeMachineFixture
) -> None:
    thing = watched(world, first_week=THIS)
    liaison = world.builder_liaison
    assert waiting_count(acting(liaison)) == (len(waiting(acting(liaison))), False) == (1, False)
    wednesday.move_to(on(3, 18), tick=False)
    assert waiting_count(acting(liaison)) == (1, True)
    filed(world, thing, promise(world, until=TODAY + timedelta(days=1)))
    assert waiting_count(acting(liaison)) == (1, False)
    wednesday.move_to(on(0, week=THIS + WEEK), tick=False)
    assert waiting_count(acting(liaison)) == (len(waiting(acting(liaison))), True) == (2, True)


def test_the_secretariat_sees_on_its_desk_who_has_not_filed(world: World) -> None:
    first, _second = watched(world), watched(world, name="南干渠", number="XM-2")
    filed(world, first)
    missing = [str(sheet.dispatch) for sheet in queries.missing(acting(world.zigong_officer))]
    assert missing == ["南干渠"]
    assert queries.missing(acting(world.zigong_inspector)) == []
    assert queries.missing(acting(world.secretary)) == []
    browser = signed_in(world.zigong_officer)
    given = browser.get("/desk/?which=given").content.decode()
    assert "南干渠" in given
    mine = browser.get("/desk/").content.decode()
    assert "filed=false" in mine


def test_the_desk_of_somebody_without_dispatch_shows_none_of_it(world: World) -> None:
    assert "parts-of_desk" not in signed_in(world.luzhou_officer).get("/desk/").content.decode()

"""The map of links and jurisdictions: each number is the length of the list it opens."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from liandu.findings.models import Finding
from liandu.portal.rules import Heating
from liandu.risks.models import RiskPoint
from liandu.works.models import SupervisedObject
from tests.people import World, signed_in
from tests.portal import build
from tests.risks.build import added, watched
from tests.works.lists import link_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def there(world: World) -> build.Places:
    return build.places()


def fill(world: World, there: build.Places) -> list[SupervisedObject]:
    """Put objects, findings at their links, and risk points at several places."""
    found = []
    for places in ((there.zigong,), (there.luzhou, there.district), (there.district,), ()):
        made = watched(world, jurisdiction_ids=tuple(place.pk for place in places))
        for code in ("approval", "tender", "tender", "funds"):
            place = places[0] if places else None
            Finding.objects.bulk_create(
                [build.finding(world.zigong, supervised_object=made, link=link_of(made, code),
                               jurisdiction=place)]
            )  # fmt: skip
        for number in range(2):
            added(world, made, "tender", name=f"风险{number}")
        found.append(made)
    return found


def rows(browser: Client, **query: Any) -> Any:
    return browser.get(reverse("portal:overview"), query).context["heat_rows"]


def count_of(browser: Client, url: str) -> int:
    total: int = browser.get(url).context["list"].page.total
    return total


@pytest.mark.parametrize("heating", list(Heating))
@pytest.mark.parametrize("who", ["secretary", "zigong_officer", "luzhou_officer", "leader"])
def test_each_number_is_the_length_of_the_list_it_opens(
    world: World, there: build.Places, heating: str, who: str
) -> None:
    fill(world, there)
    browser = signed_in(getattr(world, who))
    places: list[dict[str, Any]] = [{}, {"place": there.zigong.pk}, {"place": there.district.pk}]
    for place in places:
        for row in rows(browser, heat=heating, **place):
            assert row.total == sum(cell.value for cell in row.cells)
            for cell in row.cells:
                if cell.value:
                    assert count_of(browser, cell.url) == cell.value, (row.place, cell.url)


def test_a_part_counts_towards_its_whole_once(world: World, there: build.Places) -> None:
    made = watched(world, jurisdiction_ids=(there.zigong.pk, there.district.pk))
    added(world, made, "tender")
    found = rows(signed_in(world.zigong_officer), heat="risks")
    assert {row.place: row.total for row in found} == {there.zigong: 1}


def test_closed_findings_and_retired_risks_are_not_counted(
    world: World, there: build.Places
) -> None:
    made = fill(world, there)[0]
    Finding.objects.unscoped("test").update(state="withdrawn")
    RiskPoint.objects.unscoped("test").update(state="set_aside")
    for heating in Heating:
        assert not any(row.total for row in rows(signed_in(world.secretary), heat=heating)), made


def test_nobody_counts_at_a_link_of_an_object_they_may_not_know_of(
    world: World, there: build.Places
) -> None:
    fill(world, there)
    Finding.objects.unscoped("test").update(owner_body=world.luzhou, label=0)
    SupervisedObject.objects.unscoped("test").update(owner_body=world.zigong_audit, label=3)
    browser = signed_in(world.luzhou_officer)
    assert count_of(browser, reverse("findings:finding_list")) > 0
    assert not any(row.total for row in rows(browser))
    assert count_of(browser, f"{reverse('findings:finding_list')}?link=tender") == 0


def test_darkness_follows_the_number(world: World, there: build.Places) -> None:
    made = watched(world, jurisdiction_ids=(there.zigong.pk,))
    for code, count in (("tender", 9), ("funds", 5), ("change", 1)):
        for number in range(count):
            added(world, made, code, name=f"风险{number}")
    (row,) = rows(signed_in(world.zigong_officer), heat="risks")
    assert {cell.value: cell.level for cell in row.cells} == {0: 0, 1: 1, 5: 2, 9: 3}

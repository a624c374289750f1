"""A bulletin as the office issues it: figures frozen, told in a paper, signed for; all stay put."""

import pytest
from django.urls import reverse

from liandu.findings.models import Finding
from tests.journeys.conftest import Enter
from tests.people import World
from tests.portal import build

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = 390
FOUND = "发现问题3项"


def put(world: World, count: int) -> None:
    """Put findings of Zigong into the table."""
    Finding.objects.bulk_create(build.finding(world.zigong) for _ in range(count))


def test_a_bulletin_says_what_was_frozen_whatever_comes_after(world: World, enter: Enter) -> None:
    put(world, 3)
    office, head = enter(world.zigong_officer), enter(world.zigong_head)
    phone = enter(world.water_officer, width=PHONE)

    office.open(reverse("figures:figures"))
    office.push(f'main a[href^="{reverse("figures:take")}"]')
    office.fill()
    snapshot, pk = office.path, office.pk
    put(world, 2)

    office.step("papers:draft", "bulletin", pk, recipients=world.zigong_water.name)
    paper, address = office.pk, office.path
    assert FOUND in office.words
    office.step("papers:submit", paper)
    head.open(address)
    head.step("papers:approve", paper)
    office.open(address)
    office.step("papers:issue", paper)
    assert "通〔" in office.words

    phone.open(reverse("portal:desk"))
    phone.push(f'main a[href="{address}"]')
    assert FOUND in phone.words
    assert phone.look(lambda page: page.evaluate("document.documentElement.scrollWidth")) <= PHONE
    phone.step("papers:sign_for", paper)

    office.open(snapshot)
    rows = [words.split() for words in office.texts("tbody tr")]
    assert next(row[1:] for row in rows if row[0] == "发现问题") == ["3", "5", "+2"]
    assert office.count(".lines a") >= 2

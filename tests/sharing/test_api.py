"""Shared information as programs read it."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from tests.findings import road
from tests.interfaces.programs import program
from tests.people import World
from tests.sharing import build


@pytest.fixture(autouse=True)
def unhurried() -> Iterator[None]:
    """Let no program have asked before."""
    cache.clear()
    yield
    cache.clear()


def test_programs_read_what_their_post_may_know_of(world: World) -> None:
    made = build.published(world)
    build.signed(world, made)
    build.question(world, made, "含小型水库吗")
    publisher, recipient = program(world.zigong_officer), program(world.luzhou_officer)
    (row,) = publisher.every("/shared", box="out")
    assert (row["number"], row["receipts"], row["signed"]) == (made.number, 2, 1)
    (row,) = recipient.every("/shared", box="in")
    assert (row["receipts"], row["signed"]) == (1, 1)
    assert recipient.every("/shared", waiting="sign") == []
    assert [one["id"] for one in program(world.water_officer).every("/shared", waiting="sign")] == [
        str(made.pk)
    ]
    whole = recipient.get(f"/shared/{made.pk}").json()
    assert whole["text"] == build.TEXT
    (receipt,) = whole["every_receipt"]
    assert receipt["body"]["id"] == world.luzhou.pk
    assert [one["text"] for one in receipt["questions"]] == ["含小型水库吗"]
    assert len(publisher.get(f"/shared/{made.pk}").json()["every_receipt"]) == 2
    assert program(world.builder_liaison).get(f"/shared/{made.pk}").status_code == 404


def test_what_it_led_to_is_told_to_programs_that_may_know_of_it(world: World) -> None:
    found = road.registered(world)
    made = build.published(world, world.luzhou_officer, body_ids=(world.zigong.pk,))
    build.used(world, made, found.number)
    asked = f"/shared/{made.pk}"
    (mine,) = program(world.zigong_officer).get(asked).json()["every_receipt"]
    (theirs,) = program(world.luzhou_officer).get(asked).json()["every_receipt"]
    assert (mine["effect"], mine["led_to"]) == ("finding", str(found.pk))
    assert (theirs["effect"], theirs["led_to"]) == ("finding", None)

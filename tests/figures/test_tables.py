"""Frozen tables: kept as they were, and closed to whoever may not know of all that they count."""

from typing import Any

import pytest
from django.utils import timezone, translation

from liandu.access.models import Wall
from liandu.figures import queries
from liandu.figures.models import Snapshot
from liandu.figures.rules import By
from liandu.findings.models import Finding
from liandu.orgs.models import Jurisdiction, Person
from tests.figures.test_snapshots import put, taken
from tests.interfaces.programs import program
from tests.people import World, acting, signed_in
from tests.works.lists import entered, link_of

HEADS = 9


def rows(who: Person, snapshot: Snapshot, by: By) -> dict[str, Any] | None:
    """Return the rows of a table by name, each with how many were found and are open."""
    found = queries.table(acting(who), snapshot, by)
    if found is None:
        return None
    assert len(found.heads) == HEADS
    return {name: (numbers[0], numbers[5]) for name, numbers in found.rows}


def walled(who: Person, record: Any) -> None:
    """Wall somebody off from a record."""
    Wall.objects.create(
        record_kind=record.KIND, record_id=record.pk, person=who, source="declared", reason="x"
    )


def in_place(world: World) -> dict[str, Any]:
    """Return what a finding says that names body, place, object and link."""
    thing = entered(world, number="XM-1", lead_body_id=world.zigong_water.pk)
    return {
        "jurisdiction": Jurisdiction.objects.get(code="510300"), "supervised_object": thing,
        "responsible_body": world.builder, "link": link_of(thing),
    }  # fmt: skip


def test_tables_stay_as_they_were_in_both_languages(world: World) -> None:
    fields = in_place(world)
    put(world, 2, **fields)
    put(world, 1, responsible_body=world.zigong_water)
    snapshot = taken(world)
    put(world, 4, **fields)
    snapshot.refresh_from_db()
    who = world.zigong_officer
    assert rows(who, snapshot, By.JURISDICTION) == {"自贡市": ("2", "2")}
    assert rows(who, snapshot, By.BODY) == {
        str(world.builder): ("2", "2"), str(world.zigong_water): ("1", "1"),
    }  # fmt: skip
    chinese = rows(who, snapshot, By.LINK)
    with translation.override("en"):
        english = rows(who, snapshot, By.LINK)
    assert chinese
    assert english
    assert list(chinese.values()) == list(english.values()) == [("2", "2")]
    assert set(chinese).isdisjoint(english)
    page = signed_in(who).get(f"{snapshot.get_absolute_url()}?by={By.BODY}")
    assert f">{world.builder}</th>" in page.content.decode()


@pytest.mark.parametrize("by", list(By))
def test_who_may_not_know_of_one_finding_is_shown_no_row(world: World, by: By) -> None:
    fields = in_place(world)
    seen, hidden = put(world, 2, **fields)
    snapshot = taken(world)
    assert rows(world.zigong_head, snapshot, by) is not None
    walled(world.zigong_head, hidden)
    assert rows(world.zigong_head, snapshot, by) is None
    assert rows(world.zigong_officer, snapshot, by) is not None
    page = signed_in(world.zigong_head).get(f"{snapshot.get_absolute_url()}?by={by}")
    assert page.status_code == 200
    assert str(fields["responsible_body"]) not in page.content.decode()
    assert seen.pk != hidden.pk


def test_a_label_that_was_raised_since_closes_the_tables(world: World) -> None:
    (one,) = put(world)
    snapshot = taken(world)
    Finding.objects.unscoped("test").filter(pk=one.pk).update(label=3)
    assert all(rows(world.zigong_officer, snapshot, by) is None for by in By)


@pytest.mark.parametrize("by", list(By))
def test_an_object_out_of_sight_closes_what_it_names(world: World, by: By) -> None:
    fields = in_place(world)
    put(world, **fields)
    snapshot = taken(world)
    walled(world.zigong_head, fields["supervised_object"])
    is_open = rows(world.zigong_head, snapshot, by) is not None
    assert is_open is (by in {By.JURISDICTION, By.BODY})


def test_a_finding_closed_since_still_counts_for_who_may_read(world: World) -> None:
    (one,) = put(world, found_on=timezone.localdate().replace(year=2020))
    snapshot = taken(world)
    assert snapshot.members["found"] == []
    walled(world.zigong_head, one)
    assert rows(world.zigong_head, snapshot, By.BODY) is None


def test_where_too_many_were_counted_nobody_can_tell(world: World) -> None:
    put(world)
    snapshot = taken(world)
    snapshot.members["open"] = None
    assert rows(world.zigong_officer, snapshot, By.BODY) is None


def test_snapshots_of_before_have_no_tables(world: World) -> None:
    snapshot = taken(world)
    Snapshot.objects.unscoped("test").update(tables={})
    snapshot.refresh_from_db()
    assert rows(world.zigong_officer, snapshot, By.BODY) is None
    page = signed_in(world.zigong_officer).get(snapshot.get_absolute_url()).content.decode()
    assert 'id="h-by"' not in page


@pytest.mark.parametrize("by", list(By))
def test_programs_read_a_table_where_their_post_does(world: World, by: By) -> None:
    fields = in_place(world)
    _seen, hidden = put(world, 2, **fields)
    snapshot = taken(world)
    path = f"/snapshots/{snapshot.pk}/tables/{by}"
    shown = program(world.zigong_officer).get(path).json()
    page = rows(world.zigong_officer, snapshot, by)
    assert page or by is By.FIELD, "this work has no field"
    told = {row["name"]: (row["numbers"]["found"], row["numbers"]["open"]) for row in shown}
    assert told == {name: (int(found), int(still)) for name, (found, still) in (page or {}).items()}
    walled(world.zigong_head, hidden)
    assert program(world.zigong_head).get(path).status_code == 404
    assert program(world.zigong_officer).get(f"{path}s").status_code in {404, 422}

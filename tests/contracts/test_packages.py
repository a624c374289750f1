"""Projects taken away as OC4IDS: all in sight and no other, as the standard has them."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from liandu.audit.models import Event
from liandu.contracts import queries
from liandu.contracts.rules import Entry
from liandu.contracts.rules.oc4ids import filled, process_status, value
from liandu.engines import oc4ids as reading
from liandu.engines.tabular.places import Gazetteer, Place
from liandu.engines.tabular.vocabulary import World as Words
from liandu.orgs.models import Person
from liandu.works.models import SupervisedObject
from tests.contracts import build
from tests.contracts.oc4ids import PACKAGE, check
from tests.interfaces.programs import program
from tests.people import World, acting, signed_in
from tests.works.lists import entered

URL = reverse("contracts:oc4ids")


def full(world: World) -> SupervisedObject:
    """Return a project with one of everything."""
    thing = build.watched(
        world, number="XM-1", developer="灌区建设公司", content="新建渠道", status="completed",
        investment_fen=1_000_000_05, starts_on=date(2026, 1, 5), ends_on=date(2027, 6, 30),
    )  # fmt: skip
    made = build.contract(
        world, thing, estimate_fen=90_000_00, bidders=4, documents_from_on=date(2026, 1, 6),
        final_fen=95_000_00,
    )  # fmt: skip
    for number, fen in (("BG-1", 1_000_00), ("BG-2", -300_50)):
        said = {"number": number, "reason": "地质条件变化", "approved_on": date(2026, 3, 3)}
        build.added(world, thing, Entry.CHANGE, contract_id=made.pk, amount_fen=fen, **said)
    build.added(world, thing, Entry.PAYMENT, contract_id=made.pk, payee="示例劳务公司", number="")
    build.added(world, thing, Entry.BID, contract_id=made.pk, head="张三", account="6222020001")
    build.contract(world, thing, number="HT-2", kind="service", signed_on=None, amount_fen=None)
    soon = timezone.localdate() + timedelta(days=9)
    for code, planned, done in (
        ("feasibility", None, date(2026, 1, 1)), ("completion", soon, None),
        ("permit", date(2026, 1, 2), None),
    ):  # fmt: skip
        build.added(world, thing, Entry.MILESTONE, code=code, planned_on=planned, done_on=done,
                    amount_fen=1)  # fmt: skip
    return thing


def taken(who: Person, url: str = URL) -> Any:
    """Return the package that somebody takes away."""
    answer = signed_in(who).get(url)
    assert answer["Content-Type"] == "application/json"
    assert answer["Content-Disposition"].startswith("attachment")
    return json.loads(b"".join(answer) if answer.streaming else answer.content)


def test_a_project_is_told_whole_and_as_the_standard_has_it(world: World) -> None:
    thing = full(world)
    package = taken(world.zigong_officer)
    check(package)
    assert not {"张三", "6222020001"} & set(str(package).split("'"))
    (project,) = package["projects"]
    assert (project["id"], project["title"]) == (str(thing.pk), thing.name)
    assert project["identifiers"][0]["id"] == "XM-1"
    assert (project["status"], project["description"]) == ("maintenance", "新建渠道")
    assert project["budget"]["amount"] == {"amount": 1_000_000.05, "currency": "CNY"}
    assert project["period"] == {
        "startDate": "2026-01-05T00:00:00+08:00", "endDate": "2027-06-30T00:00:00+08:00"
    }  # fmt: skip
    roles = {one["name"]: one["roles"] for one in project["parties"]}
    assert roles == {
        world.zigong_water.name: ["publicAuthority"], "灌区建设公司": ["buyer"],
        world.builder.name: ["administrativeEntity"], "川南建工": ["supplier", "tenderer"],
        "示例劳务公司": ["payee"],
    }  # fmt: skip
    assert project["publicAuthority"]["name"] == world.zigong_water.name
    assert {(one.get("code"), one["status"], one["type"]) for one in project["milestones"]} == {
        ("projectApproval", "met", "approval"), ("completion", "scheduled", "delivery"),
        (None, "notMet", "approval"),
    }  # fmt: skip
    first, second = (one["summary"] for one in project["contractingProcesses"])
    assert (first["nature"], first["status"], "nature" in second) == (
        ["construction"], "closed", False
    )  # fmt: skip
    assert second["status"] == "pre-award"
    assert first["tender"]["numberOfTenderers"] == 4
    assert [one["name"] for one in first["tender"]["tenderers"]] == ["川南建工"]
    worth = [
        (one["oldContractValue"]["amount"], one["newContractValue"]["amount"])
        for one in first["modifications"]
    ]
    assert worth == [(10_000, 11_000), (11_000, 10_699.5)]
    (paid,) = first["transactions"]
    assert (paid["value"]["amount"], paid["payee"]["name"]) == (500, "示例劳务公司")


def test_what_is_taken_away_can_be_read_in_again(world: World) -> None:
    full(world)
    here = world.zigong.jurisdiction
    gazetteer = Gazetteer([Place(here.code, here.name)])
    data = json.dumps(taken(world.zigong_officer)).encode()
    (draft,) = reading.read(data, Words(gazetteer=gazetteer, vocabularies={}))
    assert draft.values["status"] == "completed"
    assert draft.values["investment"] == 1_000_000_05
    assert draft.values["lead_body"] == (world.zigong_water.name,)
    assert draft.values["responsible_body"] == (world.builder.name,)
    assert draft.values["places"] == (here.code,)


def test_only_works_projects_in_sight_are_taken_and_it_is_on_record(world: World) -> None:
    mine = build.watched(world)
    entered(world, number="S-1", object_type="waters")
    away = {one["id"] for one in taken(world.zigong_officer)["projects"]}
    assert away == {str(mine.pk)}
    event = Event.objects.get(kind="contracts.projects_exported")
    assert event.facts["after"] == {"rows": 1}
    elsewhere = signed_in(world.luzhou_officer)
    assert elsewhere.get(URL).status_code == 409
    one = reverse("contracts:oc4ids_of", args=[mine.pk])
    assert elsewhere.get(one).status_code == 404
    assert signed_in(world.system_admin).get(URL).status_code == 403
    assert Event.objects.filter(kind="contracts.projects_exported").count() == 1
    package = taken(world.zigong_officer, one)
    check(package)
    assert [project["id"] for project in package["projects"]] == [str(mine.pk)]


def test_nobody_is_named(world: World) -> None:
    full(world)
    text = json.dumps(taken(world.zigong_officer), ensure_ascii=False)
    for who in Person.objects.exclude(name=""):
        assert who.name not in text


def test_many_projects_take_as_many_questions_as_one(
    world: World, django_assert_num_queries: Any
) -> None:
    for number in range(3):
        build.contract(world, build.watched(world, number=f"XM-{number}"))
    rows = queries.projects(acting(world.zigong_officer))
    with django_assert_num_queries(8):
        assert len([queries.as_oc4ids(row) for row in rows]) == 3


def test_programs_read_packages_page_by_page(world: World) -> None:
    made = {str(build.watched(world, number=f"XM-{number}").pk) for number in range(3)}
    asking, found, cursor = program(world.zigong_officer), set(), ""
    while True:
        package = asking.get("/oc4ids", limit=2, cursor=cursor).json()
        cursor = package.pop("links")["next"]
        check(package)
        found |= {one["id"] for one in package["projects"]}
        if cursor is None:
            break
    assert found == made
    one = min(made)
    assert asking.get(f"/oc4ids/{one}").json()["projects"][0]["id"] == one
    other = program(world.luzhou_officer)
    assert other.get("/oc4ids").json()["projects"] == []
    assert other.get(f"/oc4ids/{one}").status_code == 404
    works_alone = program(world.zigong_officer, scope={"works": "read"})
    assert works_alone.get("/oc4ids").status_code == 403


def test_the_ways_to_take_away_are_on_the_pages(world: World) -> None:
    thing = build.watched(world)
    browser = signed_in(world.zigong_officer)
    assert URL in browser.get(reverse("contracts:contracts")).content.decode()
    page = browser.get(f"{thing.get_absolute_url()}?tab=contracts").content.decode()
    assert reverse("contracts:oc4ids_of", args=[thing.pk]) in page
    waters = entered(world, number="S-1", object_type="waters")
    page = browser.get(f"{waters.get_absolute_url()}?tab=contracts").content.decode()
    assert "oc4ids" not in page
    page = signed_in(world.system_admin).get(reverse("contracts:contracts")).content.decode()
    assert URL not in page


@pytest.mark.parametrize(
    ("fen", "amount"), [(0, 0), (100, 1), (105, 1.05), (-1, -0.01), (2**53 - 1, (2**53 - 1) / 100)]
)
def test_sums_are_yuan(fen: int, amount: float) -> None:
    assert value(fen) == {"amount": amount, "currency": "CNY"}
    assert value(None) == {}


def test_what_is_empty_is_left_out_at_any_depth() -> None:
    assert filled({"a": {"b": {"c": ""}}, "d": [], "e": 0, "f": [{"g": None, "h": 1}]}) == {
        "e": 0, "f": [{"h": 1}]
    }  # fmt: skip
    assert process_status(is_signed=True, is_settled=False) == "active"
    assert PACKAGE["additionalProperties"] is False

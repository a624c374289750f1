"""What the interface answers: to strangers, to slips, to those who ask twice or too often."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import override_settings

from liandu.audit.models import Event
from liandu.findings.models import Finding
from liandu.interfaces.api import schema
from liandu.interfaces.models import Answer
from liandu.interfaces.panels import operations
from liandu.interfaces.rules import AREAS, WRITABLE
from liandu.kernel.models import new_id
from tests.findings import road
from tests.interfaces.programs import ROOT, made, program
from tests.people import Browser, World, signed_in

NEW = {
    "title": "砂浆强度不足", "fact": "K1+200 处回弹值低于设计值。",
    "rule_broken": "《规范》第 3 条", "demand": "返工", "found_on": "2026-01-05",
}  # fmt: skip


PLACE = re.compile(r"\{(\w+)\}")
GIVEN = {"week": "2026-W03", "kind": "1", "risk_id": "7", "body_id": "7"}


@pytest.fixture(autouse=True)
def uncounted() -> Iterator[None]:
    """Begin each test with no request counted."""
    cache.clear()
    yield
    cache.clear()


def paths() -> list[tuple[str, str]]:
    """Return every operation: method and path, of records that there are not."""
    return [
        (method, ROOT + PLACE.sub(lambda found: GIVEN.get(found[1]) or str(new_id()), path))
        for path, methods in schema()["paths"].items()
        for method in methods
    ]  # fmt: skip


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer liandu_x"},
                                     {"Authorization": "Basic eDp5"}])  # fmt: skip
def test_without_a_token_that_holds_every_operation_is_closed(db: None, headers: Any) -> None:
    for method, path in paths():
        answer = getattr(Browser(), method)(path, headers=headers)
        assert answer.status_code == 401, path
        assert answer["WWW-Authenticate"] == "Bearer"
        assert answer["Content-Type"] == "application/problem+json"


def test_the_session_of_a_browser_opens_nothing_and_gets_no_cookie(world: World) -> None:
    browser = signed_in(world.zigong_officer)
    for method, path in paths():
        answer = getattr(browser, method)(path)
        assert answer.status_code == 401
        assert not answer.cookies


def test_a_token_reaches_its_areas_alone(world: World) -> None:
    asking = program(world.zigong_officer, scope={"works": "read", "findings": "read"})
    assert asking.get("/projects").status_code == 200
    assert asking.get("/papers").status_code == 403
    assert asking.get("/findings").status_code == 200
    assert asking.post("/findings", NEW).status_code == 403


def test_every_operation_belongs_to_an_area_that_a_token_can_reach() -> None:
    used = {
        (one["tags"][0], method == "post")
        for methods in schema()["paths"].values()
        for method, one in methods.items()
    }
    assert {area for area, _writes in used} == set(AREAS)
    assert {area for area, writes in used if writes} == WRITABLE


def test_addresses_that_there_are_not_look_like_records_that_there_are_not(world: World) -> None:
    asking = program(world.zigong_officer)
    paths = (f"/findings/{new_id()}", "/nothing", "/findings/7", "/no%0Athing")
    answers = [asking.get(path) for path in paths]
    assert {one.status_code for one in answers} == {404}
    assert len({one.content for one in answers}) == 1


def test_a_method_that_is_not_taken_is_said(world: World) -> None:
    answer = Browser().delete(f"{ROOT}/findings")
    assert answer.status_code == 405
    assert set(answer["Allow"].split(", ")) == {"GET", "POST"}
    assert answer.json()["status"] == 405


@pytest.mark.parametrize(
    ("path", "asked", "field"),
    [
        ("/findings", {"limit": 0}, "limit"),
        ("/findings", {"limit": 201}, "limit"),
        ("/findings", {"state": "no"}, "state.0"),
        ("/findings", {"cursor": "x"}, "cursor"),
        ("/findings", {"stat": "closed"}, "stat"),
        ("/findings", {"q": "\0"}, "q"),
        ("/search", {}, "q"),
    ],
)
def test_slips_are_said_by_field(world: World, path: str, asked: Any, field: str) -> None:
    answer = program(world.zigong_officer).get(path, **asked)
    assert answer.status_code == 422
    assert [one["field"] for one in answer.json()["errors"]] == [field]


def test_a_cursor_of_another_list_is_refused(world: World) -> None:
    for _each in range(2):
        road.registered(world)
    asking = program(world.zigong_officer)
    cursor = asking.get("/findings", limit=1).json()["next"]
    assert asking.get("/findings", limit=1, cursor=cursor).json()["next"] is None
    assert asking.get("/papers", cursor=cursor).status_code == 422


def test_pages_go_on_where_the_last_ended_whatever_went_away(world: World) -> None:
    rows = [road.registered(world) for _each in range(3)]
    asking = program(world.zigong_officer)
    listed = asking.every("/findings", limit=1)
    assert {one["id"] for one in listed} == {str(row.pk) for row in rows}
    assert len(listed) == 3
    cursor = asking.get("/findings", limit=1).json()["next"]
    Finding.objects.unscoped("test").exclude(pk=listed[0]["id"]).update(label=3)
    assert asking.get("/findings", cursor=cursor).json() == {"items": [], "next": None}


def test_nothing_is_kept_by_a_cache(world: World) -> None:
    asking = program(world.zigong_officer)
    for path in ("/findings", "/nothing", "/findings?limit=0"):
        assert "no-store" in asking.get(path)["Cache-Control"] or path == "/nothing"


def test_the_description_is_open_and_has_a_tag(db: None) -> None:
    first = Browser().get(f"{ROOT}/openapi.json")
    assert first.json()["openapi"] == "3.1.0"
    again = Browser().get(f"{ROOT}/openapi.json", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert Browser().post(f"{ROOT}/openapi.json").status_code == 405


def test_the_manual_shows_every_operation(world: World) -> None:
    page = signed_in(world.zigong_officer).get("/interfaces/").content.decode()
    every = [one for _area, rows in operations(schema()) for one in rows]
    assert len(every) == len(paths())
    for one in every:
        assert one.path in page


def test_who_asks_too_often_is_told_how_long_to_wait(world: World) -> None:
    _token, secret = made(world.zigong_officer)
    other = program(world.zigong_officer)
    with override_settings(LIANDU_API_PER_MINUTE=2):
        headers = {"Authorization": f"Bearer {secret}"}
        answers = [Browser().get(f"{ROOT}/findings", headers=headers) for _each in range(3)]
        assert [one.status_code for one in answers] == [200, 200, 429]
        assert 0 < int(answers[2]["Retry-After"]) <= 60
        assert other.get("/findings").status_code == 200


# Writing once


def test_what_is_sent_again_is_answered_again_and_done_once(world: World) -> None:
    asking = program(world.zigong_officer)
    first = asking.post("/findings", NEW, key="a-1")
    again = asking.post("/findings", NEW, key="a-1")
    assert first.status_code == again.status_code == 201
    assert first.content == again.content
    assert Finding.objects.unscoped("test").count() == 1
    assert Event.objects.filter(kind="interfaces.program_wrote").count() == 1


def test_another_request_under_the_same_key_is_refused(world: World) -> None:
    asking = program(world.zigong_officer)
    asking.post("/findings", NEW, key="a-1")
    other = asking.post("/findings", NEW | {"title": "另一件"}, key="a-1")
    assert other.status_code == 422
    assert other.json()["errors"][0]["field"] == "Idempotency-Key"
    assert Finding.objects.unscoped("test").count() == 1


def test_each_token_has_keys_of_its_own(world: World) -> None:
    for _each in range(2):
        program(world.zigong_officer).post("/findings", NEW, key="a-1")
    assert Finding.objects.unscoped("test").count() == 2


@pytest.mark.parametrize("key", ["", "x" * 201, "两"])
def test_a_request_that_writes_wants_a_key(world: World, key: str) -> None:
    asking = program(world.zigong_officer)
    headers = asking.headers() | (
        {"Idempotency-Key": key.encode().decode("latin-1")} if key else {}
    )
    answer = Browser().post(
        f"{ROOT}/findings", NEW, content_type="application/json", headers=headers
    )
    assert answer.status_code == 400
    assert not Finding.objects.unscoped("test").exists()


def test_a_refusal_leaves_nothing_so_the_key_can_be_used_again(world: World) -> None:
    asking = program(world.zigong_officer)
    assert asking.post("/findings", NEW | {"title": " "}, key="a-1").status_code == 422
    assert not Answer.objects.exists()
    assert asking.post("/findings", NEW, key="a-1").status_code == 201


def test_what_is_no_json_is_said(world: World) -> None:
    asking = program(world.zigong_officer)
    answer = Browser().post(
        f"{ROOT}/findings", "{", content_type="application/json",
        headers=asking.headers() | {"Idempotency-Key": "a"},
    )  # fmt: skip
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"

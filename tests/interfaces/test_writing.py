"""A finding lives its whole life, and a weekly sheet is filed, by programs alone."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache

from liandu.dispatch.rules import key_of, week_of
from liandu.findings.models import Finding
from tests.access_table.scene import made
from tests.findings import road
from tests.interfaces.programs import Program, program
from tests.people import World
from tests.works import lists

RESULT = {
    "statement": "审批已补办。", "recovered_fen": 0, "root_cause": "execution",
    "similar_cases": "其余标段未发现。", "handled": {"talk": 1},
    "rules": [{"name": "变更管理办法", "issued_on": "2026-01-05"}],
}  # fmt: skip


@pytest.fixture(autouse=True)
def uncounted() -> Iterator[None]:
    """Begin each test with no request counted."""
    cache.clear()
    yield
    cache.clear()


def new(**changes: Any) -> dict[str, Any]:
    """Return a finding as a program registers it."""
    values = {
        "title": "砂浆强度不足", "fact": "回弹值低于设计值。", "rule_broken": "《规范》第 3 条",
        "demand": "返工", "found_on": str(road.in_days(0)), "items": [{"place": "K1+200"}],
    }  # fmt: skip
    return values | changes


def done(asking: Program, path: str, sent: Any = None) -> Any:
    """Write something that is to be done, and return what is answered."""
    answer = asking.post(path, sent)
    assert answer.status_code == 201, answer.content.decode()
    return answer.json()


def test_a_finding_lives_its_whole_life_over_the_interface(world: World) -> None:
    office, head = program(world.zigong_officer), program(world.zigong_head)
    liaison, builder = program(world.builder_liaison), program(world.builder_head)
    water = program(world.water_officer)
    pk = done(office, "/findings", new(items=[]))["id"]
    done(office, f"/findings/{pk}/confirm")
    order = {
        "responsible_body_id": world.builder.pk, "supervising_body_id": world.zigong_water.pk,
        "rectification_type": "immediate", "due_on": str(road.in_days(20)),
    }  # fmt: skip
    assert done(office, f"/findings/{pk}/assign", order)["state"] == "assigned"
    done(liaison, f"/findings/{pk}/accept")
    assert builder.post(f"/findings/{pk}/submit", RESULT).status_code == 422
    files = builder.upload(f"/findings/{pk}/evidence", [road.photo()])
    assert files.status_code == 201, files.content
    assert files.json()["items"][0]["name"] == "现场.png"
    assert done(builder, f"/findings/{pk}/submit", RESULT)["state"] == "submitted"
    done(water, f"/findings/{pk}/start-review")
    done(water, f"/findings/{pk}/return", {"reason": "缺审批原件"})
    builder.upload(f"/findings/{pk}/evidence", [road.photo(shade=9)])
    done(builder, f"/findings/{pk}/submit", RESULT)
    done(water, f"/findings/{pk}/start-review")
    done(water, f"/findings/{pk}/pass-review", {"opinion": "齐全"})
    closed = done(head, f"/findings/{pk}/close", {"conclusion": "同意销号"})
    assert closed["state"] == "closed"
    assert closed["returns"] == 1


def test_refusals_are_those_of_the_pages(world: World) -> None:
    finding = road.registered(world)
    office, water = program(world.zigong_officer), program(world.water_officer)
    assert water.post(f"/findings/{finding.pk}/confirm").status_code == 404
    inspector = program(world.zigong_inspector)
    assert inspector.post(f"/findings/{finding.pk}/confirm").status_code == 404
    done(office, f"/findings/{finding.pk}/confirm")
    late = office.post(f"/findings/{finding.pk}/confirm")
    assert late.status_code == 409
    assert "not from" not in late.json()["detail"]
    assert program(world.builder_head).post("/findings", new()).status_code == 403


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"title": " ", "fact": "\n"}, {"title", "fact"}),
        ({"found_on": str(road.in_days(1))}, {"found_on"}),
        ({"jurisdiction_id": 2**40}, {"jurisdiction_id"}),
        ({"project_id": "01890000-0000-7000-8000-000000000000"}, {"project_id"}),
        ({"title": "x" * 121}, {"title"}),
        ({"fact": "a\0b"}, {"fact"}),
        ({"amount_fen": -1}, {"amount_fen"}),
    ],
)
def test_what_cannot_be_used_is_said_by_field(world: World, changes: Any, fields: Any) -> None:
    answer = program(world.zigong_officer).post("/findings", new(**changes))
    assert answer.status_code == 422
    assert {one["field"] for one in answer.json()["errors"]} == fields
    assert not Finding.objects.unscoped("test").exists()


def test_whether_it_is_the_same_again_is_asked_as_on_the_page(world: World) -> None:
    thing = lists.entered(world, number="XM-2026-001")
    office = program(world.zigong_officer)
    sent = new(project_id=str(thing.pk), link_id=lists.link_of(thing).pk)
    first = done(office, "/findings", sent)
    again = office.post("/findings", sent)
    assert [one["field"] for one in again.json()["errors"]] == ["repeats_id"]
    assert (
        done(office, "/findings", sent | {"repeats_id": first["id"]})["repeats"]["id"]
        == (first["id"])
    )
    assert done(office, "/findings", sent | {"is_another": True})["repeats"] is None


def test_a_bad_file_is_refused_and_the_same_files_are_taken_once(world: World) -> None:
    finding = road.at(world, "approve_plan")
    builder = program(world.builder_head)
    path = f"/findings/{finding.pk}/evidence"
    text = road.photo("现场.png")
    text.name = "现场.docx"
    assert builder.upload(path, [text]).status_code == 422
    first = builder.upload(path, [road.photo()], key="a")
    again = builder.upload(path, [road.photo()], key="a")
    assert first.content == again.content
    assert builder.upload(path, [road.photo(shade=7)], key="a").status_code == 422
    assert builder.upload(path, [road.photo(shade=n) for n in range(21)]).status_code == 422


def test_a_weekly_sheet_is_filed(world: World) -> None:
    scene = made(world)
    week = key_of(week_of(road.in_days(0)))
    builder = program(world.builder_liaison)
    path = f"/dispatch/{week}/{scene.object.pk}"
    carried = builder.get(path).json()["carried"]
    assert [one["text"] for one in carried] == ["补报变更手续"]
    sent = {
        "progress": "主体完成", "kept_ids": [carried[0]["id"]],
        "lines": [{"kind": "promise", "text": "封顶", "due_on": str(road.in_days(6)),
                   "owner_body_id": world.builder.pk}],
    }  # fmt: skip
    answer = done(builder, path, sent)
    assert answer["state"] == "filed"
    assert [one["text"] for one in answer["items"]] == ["封顶"]
    assert answer["carried"][0]["outcome"] == "kept"
    office = program(world.zigong_officer)
    assert office.post(path, sent).status_code == 403
    assert builder.post(path.replace(week, "2020-W01"), sent).status_code in {404, 409}
    assert builder.get(f"/dispatch/2026-W60/{scene.object.pk}").status_code == 404
    assert builder.post(path, sent | {"lines": [{"kind": "decision"}]}).status_code == 422

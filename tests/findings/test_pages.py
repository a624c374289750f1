"""The pages of findings, as a browser asks for them."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from liandu.audit.models import Event
from liandu.findings.models import Finding
from liandu.findings.rules import FindingState
from liandu.findings.views import PAGES
from liandu.kernel.models import new_id
from liandu.orgs.models import Person
from tests.findings.road import at, in_days, photo, registered, result
from tests.people import World, signed_in

S = FindingState
NEW = {
    "title": "监理日志缺签字", "fact": "6 月缺 3 日签字。", "rule_broken": "质量条例第 37 条",
    "demand": "补签并说明", "source": "self", "severity": "general", "found_on": "2026-01-05",
    "rectification_type": "phased", "amount_fen": "12.5",
}  # fmt: skip

SAID = {"recovered_fen": "0", "root_cause": "rules", "similar_cases": "无"}


def get(who: Person, path: str, **query: str) -> str:
    """Return a page that is shown to somebody."""
    response = signed_in(who).get(path, query)
    assert response.status_code == 200, path
    return str(response.content.decode())


def of(finding: Finding, page: str = "") -> str:
    """Return the address of a finding's page."""
    return f"/findings/{finding.pk}/{page}{'/' if page else ''}"


def many(finding: Finding, count: int, year: int) -> None:
    """Add ``count`` copies of a finding, numbered in a year of theirs."""
    names = {f.attname: getattr(finding, f.attname) for f in Finding._meta.concrete_fields}
    del names["scope_key"]
    Finding.objects.bulk_create(
        Finding(**names | {"id": new_id(), "number": f"WT-{year}-{n:05}"}) for n in range(count)
    )


def test_the_ledger_shows_what_is_seen_and_nothing_else(world: World) -> None:
    finding = registered(world)
    assert finding.title in get(world.zigong_officer, "/findings/")
    assert finding.title not in get(world.luzhou_officer, "/findings/")


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ({"whose": "waiting"}, True), ({"whose": "given_out"}, False), ({"due": "overdue"}, False),
        ({"due": "week"}, True), ({"due": "today"}, False), ({"due": "later"}, False),
        ({"state": "second_review"}, True), ({"state": "closed"}, False),
        ({"severity": "severe"}, False), ({"source": "self"}, True), ({"q": "wt-"}, True),
        ({"q": "设计变更"}, True), ({"q": "没有"}, False),
        ({"object": "0190a6f0-0000-7000-8000-000000000000"}, False),
    ],
)  # fmt: skip
def test_the_ledger_is_narrowed(world: World, query: dict[str, str], shown: bool) -> None:
    finding = at(world, "pass_first_review")
    assert (finding.get_absolute_url() in get(world.zigong_head, "/findings/", **query)) is shown


def test_an_overdue_finding_is_in_the_overdue_view_and_red_in_the_navigation(world: World) -> None:
    finding = at(world, "assign")
    past = timezone.now() - timedelta(days=2)
    Finding.objects.unscoped("test").update(step_due_at=past)
    page = get(world.builder_liaison, "/findings/", due="overdue")
    assert finding.get_absolute_url() in page
    assert "超期 2 天" in page
    assert "cnt--hot" in page


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_export_leaves_a_record(world: World, kind: str) -> None:
    registered(world)
    response: Any = signed_in(world.zigong_officer).get("/findings/", {"export": kind})
    assert response.status_code == 200
    assert b"".join(response.streaming_content)
    assert Event.objects.get(kind="findings.findings_exported").facts["after"]["count"] == 1


def test_rules_made_have_a_list_of_their_own(world: World) -> None:
    at(world, "close", result("变更先审后建规程"))
    assert "变更先审后建规程" in get(world.zigong_officer, "/findings/rules/")
    assert "变更先审后建规程" not in get(world.luzhou_officer, "/findings/rules/")


@pytest.mark.parametrize("last", ["", "confirm", "assign", "file_plan", "submit", "close"])
def test_the_page_of_a_finding_is_drawn_at_every_stage(world: World, last: str) -> None:
    finding = at(world, last) if last else registered(world)
    for page in ("", "print"):
        assert finding.title in get(world.zigong_officer, of(finding, page))
    listed = get(world.zigong_officer, of(finding), view="list")
    assert ("举证材料" in listed) is (last not in {"", "confirm"})


def test_an_inspection_without_a_plan_has_four_steps(world: World) -> None:
    finding = at(world, "accept", rectification_type="immediate")
    page = get(world.builder_head, of(finding))
    assert 'class="steps' in page
    assert "整改方案</b>" not in page


def test_a_withdrawn_finding_is_shown_without_steps(world: World) -> None:
    finding = registered(world)
    response = signed_in(world.zigong_officer).post(
        of(finding, "withdraw_finding"), {"reason": "重复"}
    )
    assert response.status_code == 302
    assert "已撤回" in get(world.zigong_officer, of(finding))


def test_each_sees_the_buttons_of_the_steps_that_are_theirs(world: World) -> None:
    finding = at(world, "start_first_review")
    water = get(world.water_officer, of(finding))
    assert of(finding, "pass_first_review") in water
    assert of(finding, "return_finding") in water
    builder = get(world.builder_head, of(finding))
    assert not any(of(finding, page.name) in builder for page in PAGES)


def test_strangers_get_404_for_every_page(world: World) -> None:
    finding = at(world, "approve_plan")
    client = signed_in(world.luzhou_officer)
    names = ["", "print", "edit", "evidence", "reply", *(page.name for page in PAGES)]
    assert {client.get(of(finding, name)).status_code for name in names} == {404}
    measure = finding.plans.get().measures.get()
    assert client.post(of(finding, f"measures/{measure.pk}")).status_code == 404


def test_steps_that_are_not_theirs_get_403_and_those_that_are_over_409(world: World) -> None:
    finding = at(world, "confirm")
    client = signed_in(world.secretary)
    theirs = {"reopen_finding"}
    names = ["edit", "evidence", "reply", *({page.name for page in PAGES} - theirs)]
    assert {client.get(of(finding, name)).status_code for name in names} == {403}
    assert {client.get(of(finding, name)).status_code for name in theirs} == {409}
    officer = signed_in(world.zigong_officer)
    assert officer.get(of(finding, "confirm_finding")).status_code == 409
    assert officer.post(of(finding, "confirm_finding")).status_code == 409


def test_a_finding_is_registered_and_changed_by_form(world: World) -> None:
    client = signed_in(world.zigong_officer)
    assert client.get("/findings/new/").status_code == 200
    response: Any = client.post("/findings/new/", {**NEW, "evidence": [photo()]})
    finding = Finding.objects.unscoped("test").get()
    assert response.url == of(finding)
    assert (finding.amount_fen, finding.title) == (12_500_000, NEW["title"])
    page = client.get(of(finding, "edit")).content.decode()
    assert 'value="12.5"' in page
    client.post(of(finding, "edit"), {**NEW, "title": "监理日志缺 3 日签字"})
    finding.refresh_from_db()
    assert finding.title == "监理日志缺 3 日签字"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"), ({"found_on": "2999-01-01"}, "found_on"),
        ({"object_number": "XM-0"}, "object_number"), ({"link_code": "tender"}, "object_number"),
        ({"amount_fen": "-1"}, "amount_fen"),
        ({"inspection": "0190a6f0-0000-7000-8000-000000000000"}, ""),
    ],
)  # fmt: skip
def test_what_was_typed_stays_beside_its_error(
    world: World, changes: dict[str, str], field: str
) -> None:
    response = signed_in(world.zigong_officer).post("/findings/new/", {**NEW, **changes})
    page = response.content.decode()
    assert response.status_code == 422
    assert NEW["fact"] in page
    assert not field or f'id="id_{field}_error"' in page
    assert not Finding.objects.unscoped("test").exists()


def test_the_supervised_may_not_open_the_form(world: World) -> None:
    assert signed_in(world.builder_head).get("/findings/new/").status_code == 403


def post(who: Person, finding: Finding, page: str, **data: Any) -> int:
    """Send a form of a finding, and return the status."""
    return signed_in(who).post(of(finding, page), data).status_code


def test_the_whole_road_is_gone_by_forms_alone(world: World) -> None:
    finding = registered(world)
    office, head, water = world.zigong_officer, world.zigong_head, world.water_officer
    liaison, builder = world.builder_liaison, world.builder_head

    def go(*sent: tuple[Person, str, int, dict[str, Any]]) -> None:
        for who, page, status, data in sent:
            assert post(who, finding, page, **data) == status, (page, data)
        finding.refresh_from_db()

    order = {
        "responsible_body": world.builder.pk, "supervising_body": world.zigong_water.pk,
        "rectification_type": "phased", "due_on": "",
    }  # fmt: skip
    go((office, "confirm_finding", 302, {}))
    assert "selected>自贡市监督办" in get(office, of(finding, "assign_finding"))
    go((office, "assign_finding", 422, {}), (office, "assign_finding", 302, order))
    assert timezone.localdate(finding.due_at) == in_days(60)
    plan = {"responsible_person": "总工程师", "planned_end": str(in_days(20))}
    lines = f"补办审批 {in_days(9)}\n\n查明原因"
    asked = {"until": str(in_days(70)), "reason": "汛期"}
    go(
        (liaison, "accept_finding", 302, {}),
        (builder, "file_plan", 422, {**plan, "measures": "查 2026-02-31"}),
        (builder, "file_plan", 422, {**plan, "measures": "长" * 401}),
        (builder, "file_plan", 302, {**plan, "measures": lines}),
        (office, "approve_plan", 302, {"opinion": ""}),
    )
    assert "最晚" in get(liaison, of(finding, "ask_extension"))
    go(
        (liaison, "ask_extension", 302, asked),
        (head, "refuse_extension", 302, {"reason": "理由不足"}),
    )
    measures = list(finding.plans.get().measures.all())
    assert [(m.text, m.due_on) for m in measures] == [("补办审批", in_days(9)), ("查明原因", None)]
    said = SAID | {"statement": "已整改"}
    rule = {"rule_name_1": "变更管理办法", "rule_day_1": str(in_days(0))}
    go(
        *((liaison, f"measures/{one.pk}", 302, {"done": "1"}) for one in measures),
        (liaison, "evidence", 302, {"evidence": [photo(shade=3)]}),
        (builder, "submit_finding", 422, said),
        (builder, "submit_finding", 422, {**said, "rule_number_2": "1 号"}),
        (builder, "submit_finding", 422, {**said, **rule, "is_without_rules": "on"}),
        (builder, "submit_finding", 302, {**said, **rule}),
        (office, "reply", 302, {"text": "请说明第 11 行"}),
        (water, "start_first_review", 302, {}),
        (water, "pass_first_review", 302, {"opinion": "资料齐全"}),
        (head, "close_finding", 302, {"conclusion": "同意销号"}),
    )
    assert finding.state == S.CLOSED


def test_a_refused_submission_keeps_the_statement(world: World) -> None:
    finding = at(world, "approve_plan")
    response = signed_in(world.builder_head).post(
        of(finding, "submit_finding"),
        SAID | {"statement": "已补办审批", "recovered_fen": "1.5", "is_without_rules": "on"},
    )
    page = response.content.decode()
    assert (response.status_code, "已补办审批" in page) == (422, True)
    assert "至少上传一份举证材料" in page
    assert page.count('<input type="date" name="rule_day_') == 3
    assert "标记完成" in page


def test_a_dialog_is_drawn_for_htmx(world: World) -> None:
    finding = registered(world)
    response = signed_in(world.zigong_officer).get(
        of(finding, "confirm_finding"), headers={"HX-Request": "true"}
    )
    assert b"<html" not in response.content
    assert "确认这个问题" in response.content.decode()


def test_a_measure_is_marked_as_not_done_after_all(world: World) -> None:
    finding = at(world, "approve_plan")
    measure = finding.plans.get().measures.get()
    for done in ("1", "0"):
        assert post(world.builder_liaison, finding, f"measures/{measure.pk}", done=done) == 302
    measure.refresh_from_db()
    assert measure.done_at is None


def test_internal_notes_are_read_by_their_own_body_alone(world: World) -> None:
    finding = at(world, "assign")
    said = {"text": "先不要外传", "is_internal": "on"}
    assert post(world.builder_head, finding, "reply", **said) == 302
    assert "先不要外传" in get(world.builder_liaison, of(finding))
    assert "先不要外传" not in get(world.zigong_officer, of(finding))


@pytest.mark.parametrize("path", ["/findings/", "/findings/?whose=given_out", "detail"])
def test_queries_do_not_grow_with_rows(world: World, path: str) -> None:
    finding = at(world, "accept")
    path = of(finding) if path == "detail" else path
    client = signed_in(world.zigong_officer)
    client.get(path)
    counts = []
    for more, year in ((9, 2020), (990, 2021)):
        many(finding, more, year)
        with CaptureQueriesContext(connection) as caught:
            assert client.get(path).status_code == 200
        counts.append(len(caught))
    assert counts[0] == counts[1]
    assert counts[0] <= 40

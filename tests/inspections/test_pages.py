"""The pages of inspections: who gets them, what they say, how many queries they take."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from liandu.audit.models import Event
from liandu.findings.models import Finding
from liandu.inspections import actions
from liandu.inspections.models import Inspection
from liandu.inspections.rules import Mode
from liandu.inspections.views.detail import MOST
from liandu.kernel.models import new_id
from liandu.orgs.models import Membership
from tests.files.crafted import upload
from tests.inspections import build
from tests.people import World, signed_in


@pytest.fixture(autouse=True)
def _folder(tmp_path: Any, settings: Any) -> None:
    storages = {**settings.STORAGES}
    storages["default"] = {**storages["default"], "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = storages


def to(name: str, *args: Any) -> str:
    return reverse(f"inspections:{name}", args=args)


def words(client: Client, url: str, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status, url
    return answer.content.decode()


def form(**changes: Any) -> dict[str, Any]:
    plan = build.plan()
    return {
        "title": plan.title, "mode": plan.mode, "basis": plan.basis, "starts_on": plan.starts_on,
        "ends_on": plan.ends_on, "inspecting_power": plan.inspecting_power,
        "checklist": plan.checklist_id, **changes,
    }  # fmt: skip


def test_a_plan_is_made_from_pages_alone(world: World) -> None:
    client, chosen = signed_in(world.zigong_officer), build.works(world)
    assert "工程项目 13 环节" in words(client, to("plan"))
    answer = client.post(f"{to('plan')}?object={chosen.pk}&object=nonsense", form())
    made = Inspection.objects.unscoped("test").get()
    assert answer["Location"] == to("objects", made.pk)
    other = build.works(world, "XM-7", name="釜溪河治理")
    assert "釜溪河治理" in words(client, f"{to('objects', made.pk)}?q=釜溪")
    client.post(to("objects", made.pk), {"add": str(other.pk)})
    client.post(to("objects", made.pk), {"drop": str(chosen.pk)})
    client.post(to("bodies", made.pk), {"add": str(world.luzhou.pk)})
    assert "泸州" in words(client, to("bodies", made.pk) + "?q=监督")
    for page in ("objects", "bodies"):
        assert client.post(to(page, made.pk), {"add": "x"}).status_code == 422
    assert client.post(to("bodies", made.pk), {"add": str(world.zigong.pk)}).status_code == 422
    client.post(to("change", made.pk), form(title="改后的标题"))
    client.post(to("add_item", made.pk), {"section": "其他", "text": "另查一项"})
    page = words(client, to("inspection", made.pk))
    assert "改后的标题" in page
    assert "另查一项" in page
    assert "釜溪河治理" in page
    answer = client.post(to("plan"), form(ends_on="2020-01-01"))
    assert answer.status_code == 422
    assert "改晚" in answer.content.decode()


def test_only_a_list_that_is_cut_tells_to_search(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    pk, told = build.draft(world).pk, "其余请搜索"
    assert told not in words(signed_in(world.zigong_officer), to("bodies", pk))
    monkeypatch.setattr("liandu.inspections.views.plans.MOST_PICKED", 1)
    assert told in words(signed_in(world.zigong_officer), to("bodies", pk))


def test_a_visit_nearby_has_the_page_ask_why(world: World) -> None:
    first, office = build.approved(world), signed_in(world.zigong_officer)
    plan, chosen = build.plan(), [first.objects[0].pk]
    again = actions.plan_inspection(actor=first.office, plan=plan, object_ids=chosen)
    assert office.post(to("submit", again.pk), {"conflict_reason": ""}).status_code == 422
    assert office.post(to("submit", again.pk), {"conflict_reason": "跟踪整改"}).status_code == 302


def test_the_whole_road_by_pages(world: World) -> None:
    site = build.draft(world)
    office, head = signed_in(world.zigong_officer), signed_in(world.zigong_head)
    ask = words(office, to("submit", site.pk))
    assert "没有其他检查" in ask
    assert "conflict_reason" not in ask
    assert office.post(to("submit", site.pk), {}).status_code == 302
    assert head.post(to("return", site.pk), {"reason": "补充"}).status_code == 302
    assert office.post(to("submit", site.pk), {}).status_code == 302
    assert head.post(to("approve", site.pk), {}).status_code == 302
    seats = {p: Membership.objects.get(person=p).pk for p in (site.leader, *site.others)}
    assert "检查岗" in words(office, to("team", site.pk) + "?q=检查")
    office.post(to("team", site.pk), {"leader": seats[site.leader], "certificate": "川 01"})
    for one in site.others:
        office.post(to("team", site.pk), {"add": seats[one]})
    assert office.post(to("team", site.pk), {"add": "x"}).status_code == 422
    assert office.post(to("team", site.pk), {"add": seats[site.leader]}).status_code == 422
    assert office.post(to("team", site.pk), {"drop": "99999"}).status_code == 404
    for who in (site.leader, *site.others):
        assert signed_in(who).get(to("declare", site.pk)).status_code == 200
        assert signed_in(who).post(to("declare", site.pk), {"answer": "ground"}).status_code == 422
        assert signed_in(who).post(to("declare", site.pk), {"answer": "none"}).status_code == 302
    assert office.post(to("complete_team", site.pk), {}).status_code == 302
    lead = signed_in(site.leader)
    assert site.objects[0].name in words(lead, to("notice", site.pk))
    assert words(lead, to("print_notice", site.pk), 404)
    lead.post(to("notice", site.pk), {"text": "请准备。", "documents": "合同", "contact": "综合岗"})
    assert "川 01" in words(lead, to("print_notice", site.pk))
    lead.post(to("enter", site.pk), {"on": build.today()})
    assert site.again().state == "on_site"


def test_workpapers_are_written_one_item_a_screen(world: World) -> None:
    site = build.on_site(world)
    member = signed_in(site.others[0])
    items, chosen = list(site.again().items.all()), site.objects[0]
    first = to("field_item", site.pk, chosen.pk, items[0].pk)
    assert member.get(to("field", site.pk))["Location"] == first
    page = words(member, first)
    assert items[0].text in page
    assert items[1].text in page
    assert member.post(first, {}).status_code == 422
    bad = {"conclusion": "not_conform", "fact": "缺 3 天", "photos": [upload("坏.png", b"x")]}
    answer = member.post(first, bad)
    assert answer.status_code == 422
    assert "坏.png" in answer.content.decode()
    assert "缺 3 天" in answer.content.decode()
    good = {"conclusion": "not_conform", "fact": "缺 3 天", "severity": "severe",
            "place": "K12", "persons_present": "河长", "photos": [upload()]}  # fmt: skip
    second = to("field_item", site.pk, chosen.pk, items[1].pk)
    assert member.post(first, good)["Location"] == second
    assert 'value="K12"' in words(member, second)  # carried over
    assert member.get(to("field", site.pk))["Location"] == second
    for item in items[1:]:
        answer = member.post(
            to("field_item", site.pk, chosen.pk, item.pk), {"conclusion": "conform"}
        )
    assert answer["Location"].endswith("?tab=workpapers")
    assert member.get(to("field", site.pk))["Location"] == first
    assert "6 / 6" in words(member, to("field", site.pk) + "?list")
    assert words(member, to("field_item", site.pk, chosen.pk, 999999), 404)
    review_and_report(site, first, good)


def review_and_report(site: build.Site, first: str, good: dict[str, Any]) -> None:
    """Go on from the written workpapers to the report, by pages."""
    world, member, lead = site.world, signed_in(site.others[0]), signed_in(site.leader)
    for paper in site.again().workpapers.all():
        assert lead.get(to("review", paper.pk)).status_code == 200
        for who in (lead, signed_in(site.others[1])):
            who.post(to("review", paper.pk), {"passes": "yes", "note": ""})
    assert "底稿已复核" in words(member, first)
    assert member.post(first, good).status_code == 409
    assert lead.post(to("signature", site.pk), {"signed_by": "河长办"}).status_code == 302
    assert lead.post(to("finish", site.pk), {"on": build.today()}).status_code == 302
    assert "缺 3 天" in words(lead, to("report", site.pk))
    lead.post(to("report", site.pk), {"text": "报告正文"})
    head = signed_in(world.zigong_head)
    head.post(to("send_back", site.pk), {"reason": "补"})
    lead.post(to("report", site.pk), {"text": "报告正文"})
    build.agreed(site)
    head.post(to("issue", site.pk), {})
    assert "报告正文" in words(head, to("print_report", site.pk))
    become_a_finding(site)


def become_a_finding(site: build.Site) -> None:
    """See the way from the workpaper to the finding."""
    office = signed_in(site.world.zigong_officer)
    paper = site.again().workpapers.get(conclusion="not_conform")
    assert "SHA-256" in words(office, to("workpaper", paper.pk) + "?print")
    register = f"{reverse('findings:finding_new')}?workpaper={paper.pk}"
    assert register in words(office, to("workpaper", paper.pk))
    assert register in words(office, to("inspection", site.pk) + "?tab=workpapers")
    assert office.post(to("close", site.pk), {}).status_code == 422


def test_a_field_list_without_objects_says_so(world: World) -> None:
    site = build.on_site(world)
    site.again().supervised_objects.clear()
    assert "没有选择检查对象" in words(signed_in(site.leader), to("field", site.pk))


@pytest.mark.parametrize(
    "tab", ["", "team", "notice", "workpapers", "findings", "report", "record"]
)
def test_every_tab_opens_for_the_team(world: World, tab: str) -> None:
    site = build.issued(world)
    assert site.inspection.title in words(
        signed_in(site.leader), to("inspection", site.pk) + f"?tab={tab}"
    )


def test_the_inspected_read_plan_and_notice_and_the_rest_once_the_report_is_issued(
    world: World,
) -> None:
    site = build.reported(world)
    client = signed_in(world.builder_liaison)
    page = to("inspection", site.pk)
    paper = site.again().workpapers.all()[0]
    for tab in ("", "team", "notice", "findings"):
        words(client, f"{page}?tab={tab}")
    for tab in ("workpapers", "report", "record", "nonsense"):
        words(client, f"{page}?tab={tab}", 404)
    for url in (to("workpaper", paper.pk), to("print_report", site.pk)):
        words(client, url, 404)
    build.agreed(site)
    actions.issue_report(actor=site.head, inspection_id=site.pk)
    for url in (f"{page}?tab=report", to("workpaper", paper.pk), to("print_report", site.pk)):
        words(client, url)
    words(client, f"{page}?tab=record", 404)


def test_a_report_that_is_not_written_has_no_paper(world: World) -> None:
    site = build.on_site(world)
    words(signed_in(site.leader), to("print_report", site.pk), 404)


PAGES = ("inspection", "objects", "team", "field", "submit", "notice", "report", "print_report")


@pytest.mark.parametrize("name", PAGES)
def test_who_may_not_know_of_it_finds_nothing(world: World, name: str) -> None:
    site = build.submitted(world)
    for who in (world.builder_liaison, world.zigong_auditor, world.system_admin):
        words(signed_in(who), to(name, site.pk), 404)


@pytest.mark.parametrize("name", ["objects", "team", "field", "submit", "approve", "cancel"])
def test_who_may_know_but_not_act_is_told_so(world: World, name: str) -> None:
    site = build.submitted(world)
    words(signed_in(world.luzhou_officer), to(name, site.pk), 403)


@pytest.mark.parametrize("mode", list(Mode))
def test_the_buttons_are_the_steps_that_can_be_taken(world: World, mode: Mode) -> None:
    site = build.approved(world, mode=mode.value)
    Inspection.objects.unscoped("test").filter(pk=site.pk).update(state="team_ready")
    if mode is not Mode.CROSS:
        Inspection.objects.unscoped("test").filter(pk=site.pk).update(state="approved")
        build.join(site, site.leader, is_leader=True)
        Inspection.objects.unscoped("test").filter(pk=site.pk).update(state="team_ready")
        page = words(signed_in(site.leader), to("inspection", site.pk))
        is_unannounced = mode is Mode.UNANNOUNCED
        assert (to("enter", site.pk) in page) is is_unannounced
        assert (f'href="{to("notice", site.pk)}"' in page) is not is_unannounced
    page = words(signed_in(world.zigong_officer), to("inspection", site.pk))
    assert to("cancel", site.pk) in page


def test_the_list_is_narrowed_by_words_days_place_and_body(world: World) -> None:
    site = build.on_site(world)
    client, page = signed_in(world.zigong_officer), to("inspection_list")
    number = site.inspection.number
    far, here, there = "2020-01-01", world.zigong.jurisdiction_id, world.luzhou.jurisdiction_id
    for query, is_found in (
        ("q=干渠", True), ("q=没有", False), ("state=on_site", True), ("mode=cross", False),
        (f"days_after={far}", True), (f"days_before={far}", False), (f"jurisdiction={here}", True),
        (f"jurisdiction={there}", False), (f"owner_body={world.zigong.pk}", True),
        (f"on_site_after={build.today()}", True),
    ):  # fmt: skip
        assert (number in words(client, f"{page}?{query}")) is is_found, query
    assert client.get(f"{page}?export=csv").status_code == 200
    assert Event.objects.filter(kind="inspections.exported").count() == 1
    assert number not in words(signed_in(world.zigong_auditor), page)


def test_many_findings_are_shown_in_part_and_all_of_them_in_the_ledger(world: World) -> None:
    site = build.on_site(world)
    findings = [
        Finding(
            number=f"WT-{number:03}", title=f"第{number}个", owner_body=world.zigong, fact="-",
            rule_broken="-", demand="-", found_on=build.today(), inspection_id=site.pk,
        )
        for number in range(MOST)
    ]  # fmt: skip
    Finding.objects.bulk_create(findings)
    url, every = to("inspection", site.pk) + "?tab=findings", f"/findings/?inspection={site.pk}"
    page = signed_in(world.zigong_officer).get(url)
    assert (len(page.context["findings"]), every in page.content.decode()) == (MOST, False)
    findings[0].pk, findings[0].number = new_id(), "WT-999"
    Finding.objects.bulk_create(findings[:1])
    page = signed_in(world.zigong_officer).get(url)
    assert (len(page.context["findings"]), every in page.content.decode()) == (MOST, True)
    assert signed_in(world.zigong_officer).get(every).context["list"].page.total == MOST + 1
    # Nobody learns from it of an inspection that is not open to them.
    Inspection.objects.unscoped("test").update(owner_body=world.luzhou)
    assert signed_in(world.zigong_officer).get(every).context["list"].page.total == 0

"""Pages of objects, links, set-up and imports, as a browser without JavaScript meets them."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from python_calamine import load_workbook

from liandu.engines.tabular import WORKS_FIELDS, choose, read_book
from liandu.orgs.models import Jurisdiction
from liandu.works import actions, queries
from liandu.works.models import ImportBatch, LightRule, LinkTemplate, SupervisedObject
from liandu.works.views import imports as import_pages
from tests.people import World, acting, signed_in
from tests.works.lists import csv, entered, fates, finding_at, line, link_of, uploaded, xlsx

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(world: World) -> Client:
    """Return a browser in which Zigong's officer has signed in."""
    return signed_in(world.zigong_officer)


def text_of(answer: Any) -> str:
    found: str = answer.content.decode()
    return found


FORM = {
    "name": "南干渠", "number": "", "object_type": "works_project", "status": "implementation",
    "label": "1", "investment_fen": "864000", "starts_on": "2023-05", "ends_on": "2026",
}  # fmt: skip


def test_an_object_is_entered_with_a_form(world: World, browser: Client) -> None:
    place = Jurisdiction.objects.get(code="510300")
    sent = {
        **FORM, "jurisdictions": [place.pk], "lead_body": world.zigong_water.pk,
        "responsible_bodies": [world.builder.pk],
    }  # fmt: skip
    answer = browser.post(reverse("works:new"), sent)
    made = SupervisedObject.objects.unscoped("test").get()
    assert answer["Location"] == made.get_absolute_url()
    assert (made.investment_fen, made.starts_text, made.ends_text) == (
        864_000_000_000, "2023-05", "2026",
    )  # fmt: skip
    assert list(made.jurisdictions.all()) == [place]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"starts_on": "不知道"}, "不是日期"),
        ({"starts_on": "2027", "ends_on": "2026"}, "结束早于开始"),
        ({"name": ""}, "fld--err"),
    ],
)
def test_what_was_typed_is_kept_beside_what_is_wrong(
    browser: Client, wrong: dict[str, str], words: str
) -> None:
    answer = browser.post(reverse("works:new"), {**FORM, "content": "打过的字", **wrong})
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert "打过的字" in text_of(answer)
    assert not SupervisedObject.objects.unscoped("test").exists()


def test_the_form_shows_an_object_as_it_is_kept(world: World, browser: Client) -> None:
    browser.post(reverse("works:new"), FORM)
    made = SupervisedObject.objects.unscoped("test").get()
    url = reverse("works:edit", args=[made.pk])
    form = browser.get(url).context["form"]
    assert form["investment_fen"].value() == "864000"
    assert form["starts_on"].value() == "2023-05"
    sent = {**FORM, "name": "改名", "number": made.number, "starts_on": ""}
    assert browser.post(url, sent)["Location"] == made.get_absolute_url()
    made.refresh_from_db()
    assert (made.name, made.investment_fen) == ("改名", 864_000_000_000)
    assert made.starts_on is None


def test_the_page_of_an_object_shows_links_lights_and_why(world: World, browser: Client) -> None:
    made = entered(world, lead_body_id=world.zigong_water.pk)
    link = link_of(made, "tender")
    link.state, link.planned_end_on = "in_progress", timezone.localdate() - timedelta(days=5)
    link.save()
    finding_at(world, made, "tender", found_on=timezone.localdate() - timedelta(days=20))
    page = browser.get(made.get_absolute_url())
    assert page.context["chosen"].found.link == link
    text = text_of(page)
    assert "存在未销号问题且超过 7 天" in text
    assert "1 项未销号" in text
    assert "投标时间不少于 20 日" in text
    other = browser.get(made.get_absolute_url(), {"link": link_of(made).pk})
    assert other.context["chosen"].number == 1
    assert other.context["chosen"].previous_url == ""
    assert browser.get(made.get_absolute_url(), {"link": "x"}).context["chosen"].number == 4


def test_an_object_without_links_says_so(world: World, browser: Client) -> None:
    made = entered(world)
    made.links.all().delete()
    assert "还没有环节" in text_of(browser.get(made.get_absolute_url()))


@pytest.mark.parametrize("tab", ["setup", "documents", "record", "nonsense"])
def test_every_tab_answers(world: World, browser: Client, tab: str) -> None:
    made = entered(world, starts_on=timezone.localdate(), ends_on=timezone.localdate())
    assert browser.get(made.get_absolute_url(), {"tab": tab}).status_code == 200


def test_a_hidden_object_is_not_found_on_any_of_its_pages(world: World) -> None:
    made = entered(world)
    stranger, link = signed_in(world.luzhou_officer), link_of(made)
    for name, args in [
        ("object", [made.pk]), ("edit", [made.pk]), ("tiers", [made.pk]),
        ("plan_link", [link.pk]), ("link_step", [link.pk, "begin"]),
        ("checkpoint", [link.pk, 1]),
    ]:  # fmt: skip
        assert stranger.get(reverse(f"works:{name}", args=args)).status_code == 404


def test_who_may_only_look_is_told_so(world: World) -> None:
    made = entered(world, lead_body_id=world.luzhou.pk)
    guest = signed_in(world.secretary)
    assert guest.get(reverse("works:edit", args=[made.pk])).status_code == 403
    assert guest.get(reverse("works:tiers", args=[made.pk])).status_code == 403
    page = text_of(guest.get(made.get_absolute_url()))
    assert reverse("works:edit", args=[made.pk]) not in page
    assert reverse("works:plan_link", args=[link_of(made).pk]) not in page


def test_the_page_of_an_object_costs_the_same_with_more_findings(world: World) -> None:
    made, browser = entered(world), signed_in(world.zigong_officer)
    url = made.get_absolute_url()

    def cost() -> int:
        browser.get(url)
        with CaptureQueriesContext(connection) as made_queries:
            browser.get(url)
        return len(made_queries)

    finding_at(world, made, "tender")
    few = cost()
    for _ in range(20):
        finding_at(world, made, "tender")
    assert cost() == few


def test_a_link_is_planned_moved_and_checked_on_pages(world: World, browser: Client) -> None:
    made = entered(world)
    link, today = link_of(made), timezone.localdate().isoformat()
    back = f"{made.get_absolute_url()}?link={link.pk}"
    plan = reverse("works:plan_link", args=[link.pk])
    sent = {
        "planned_start_on": today, "planned_end_on": today,
        "responsible_body": world.builder.pk, "supervising_body": world.zigong.pk,
    }  # fmt: skip
    assert browser.post(plan, sent)["Location"] == back
    assert browser.get(plan).context["form"]["responsible_body"].value() == world.builder.pk
    assert browser.post(plan, {})["Location"] == back
    for step in ("begin", "finish", "check"):
        url = reverse("works:link_step", args=[link.pk, step])
        assert browser.get(url).status_code == 200
        assert browser.post(url, {"on": today})["Location"] == back
    link.refresh_from_db()
    assert link.state == "checked"
    assert browser.get(reverse("works:link_step", args=[link.pk, "begin"])).status_code == 409
    assert browser.get(reverse("works:link_step", args=[link.pk, "fly"])).status_code == 404


def test_a_day_ahead_is_refused_at_its_field(world: World, browser: Client) -> None:
    url = reverse("works:link_step", args=[link_of(entered(world)).pk, "begin"])
    answer = browser.post(url, {"on": (timezone.localdate() + timedelta(days=2)).isoformat()})
    assert answer.status_code == 422
    assert "这一天还没到" in text_of(answer)


def test_a_checkpoint_is_checked_on_a_page(world: World, browser: Client) -> None:
    link = link_of(entered(world))
    url = reverse("works:checkpoint", args=[link.pk, 2])
    assert "概算超估算" in text_of(browser.get(url))
    assert browser.post(url, {"state": "failed", "note": ""}).status_code == 422
    assert browser.post(url, {"state": "failed", "note": "缺报告"}).status_code == 302
    assert queries.checkpoints(link)[1].note == "缺报告"
    assert browser.get(reverse("works:checkpoint", args=[link.pk, 99])).status_code == 404


def test_tiers_are_set_on_a_page(world: World, browser: Client) -> None:
    made = entered(world)
    url = reverse("works:tiers", args=[made.pk])
    sent = {
        "rhythm-task_force": "跟进 · 每周调度", "row-0-tier": "task_force",
        "row-0-body": world.builder.pk, "row-0-post": "专班长", "row-1-tier": "task_force",
    }  # fmt: skip
    assert browser.post(url, sent).status_code == 302
    form = browser.get(url).context["form"]
    assert form["rhythm-task_force"].value() == "跟进 · 每周调度"
    assert (form["row-0-body"].value(), form["row-0-post"].value()) == (world.builder.pk, "专班长")
    assert "专班长" in text_of(browser.get(made.get_absolute_url()))


def test_several_lines_get_a_lead_body_after_a_look(world: World, browser: Client) -> None:
    made = [entered(world), entered(world)]
    url, keys = reverse("works:assign"), [str(one.pk) for one in made]
    page = browser.get(url, {"pk": keys})
    assert "已选 2 个项目" in text_of(page)
    assert all(key in text_of(page) for key in keys)
    answer = browser.post(url, {"pk": keys, "lead_body": world.zigong_water.pk})
    assert answer["Location"] == reverse("works:objects")
    assert {one.lead_body for one in queries.objects(acting(world.zigong_officer))} == {
        world.zigong_water
    }
    assert browser.post(url, {"pk": ["made up"], "lead_body": world.builder.pk}).status_code == 422


def test_several_lines_get_a_template_after_a_look(world: World, browser: Client) -> None:
    made, waters = entered(world), queries.template_in_use("waters")
    assert waters
    url = reverse("works:set_template")
    assert "已选 1 个项目" in text_of(browser.get(url, {"pk": str(made.pk)}))
    browser.post(url, {"pk": str(made.pk), "template": waters.pk})
    assert made.links.count() == 6


def test_the_central_office_works_on_templates_with_pages(world: World) -> None:
    office = signed_in(world.secretary)
    assert "工程项目 13 环节" in text_of(office.get(reverse("works:setup")))
    old = queries.template_in_use("idle_land")
    assert old
    answer = office.post(reverse("works:copy_template", args=[old.pk]))
    draft = LinkTemplate.objects.get(code="idle_land", version=2)
    edit = reverse("works:edit_template", args=[draft.pk])
    assert answer["Location"] == edit
    assert office.get(edit).context["form"]["row-0-name"].value() == "摸底认定"
    sent = {
        "name": "盘活", "row-0-name": "后", "row-0-position": "2", "row-0-code": "b",
        "row-1-name": "前", "row-1-position": "1", "row-7-name": "末",
    }  # fmt: skip
    assert office.post(edit, sent)["Location"] == reverse("works:setup")
    assert [item.name for item in draft.items.all()] == ["前", "后", "末"]
    office.post(reverse("works:publish_template", args=[draft.pk]))
    draft.refresh_from_db()
    assert draft.state == "published"
    office.post(reverse("works:copy_template", args=[draft.pk]), {"as_new": "1"})
    copy = LinkTemplate.objects.get(code="idle_land-2")
    office.post(reverse("works:discard_template", args=[copy.pk]))
    assert not LinkTemplate.objects.filter(pk=copy.pk).exists()


def test_the_central_office_changes_light_rules_with_a_page(world: World) -> None:
    office, url = signed_in(world.secretary), reverse("works:light_rules")
    assert office.get(url).context["form"]["row-0-sentence"].value() == "存在超期未整改问题"
    sent = {
        "row-0-light": "red", "row-0-metric": "days_late", "row-0-comparison": "above",
        "row-0-amount": "5", "row-0-sentence": "晚了 5 天", "row-0-is_active": "on",
        "row-x-sentence": "?",
    }  # fmt: skip
    assert office.post(url, sent)["Location"] == reverse("works:setup")
    assert [(one.sentence, one.amount) for one in LightRule.objects.all()] == [("晚了 5 天", 5)]


def test_others_do_not_reach_the_set_up(world: World, browser: Client) -> None:
    for name in ("setup", "light_rules"):
        assert browser.get(reverse(f"works:{name}")).status_code == 403


# Imports


def upload(browser: Client, content: bytes, name: str = "list.csv") -> Any:
    return browser.post(reverse("works:new_import"), {"file": SimpleUploadedFile(name, content)})


def the_batch() -> ImportBatch:
    found: ImportBatch = ImportBatch.objects.get()
    return found


def test_a_list_goes_from_upload_to_report_without_a_script(world: World, browser: Client) -> None:
    bad = line(项目编号="B", 项目名称="坏", 开工="2023-02-30")
    url = upload(browser, csv(bad, line()))["Location"]
    page = browser.get(url)
    text = text_of(page)
    assert "E2" in text
    assert "没有“2023-02-30”这一天" in text
    assert 'name="cell-2-starts_on" value="2023-02-30"' in text
    sent = {
        "counts": page.context["counted"], "line": ["2"], "cell-2-starts_on": "2023-02-28",
        "was-2-starts_on": "2023-02-30", "label": "1", "list_year": "2023", "then": "queue",
    }  # fmt: skip
    # What was entered changes what would come in, so it is shown once more first.
    assert browser.post(url, sent)["Location"].startswith(url)
    assert the_batch().state == "preview"
    page = browser.get(url)
    sent = {"counts": page.context["counted"], "label": "1", "then": "queue", "list_year": "2023"}
    browser.post(url, sent)
    assert the_batch().state == "queued"
    assert "正在导入" in text_of(browser.get(url))
    assert "正在导入" in text_of(
        browser.get(reverse("works:import_progress", args=[the_batch().pk]))
    )
    actions.run_import(the_batch().pk)
    assert "已导入 2 行" in text_of(browser.get(url))
    report = browser.get(reverse("works:import_report", args=[the_batch().pk]))
    rows = load_workbook(io.BytesIO(b"".join(report))).get_sheet_by_index(0).to_python()  # type: ignore[call-overload]
    assert rows[1][1:4] == ["新增", "B", "坏"]
    assert {one.list_year for one in SupervisedObject.objects.unscoped("test")} == {2023}


def test_a_file_that_cannot_be_read_is_told_at_the_form(browser: Client) -> None:
    answer = upload(browser, b"\x00\x01\x02")
    assert answer.status_code == 422
    assert "文件既不是表格" in text_of(answer)


def test_a_file_that_is_too_large_is_told_at_the_form(
    browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("liandu.works.forms.objects.LARGEST_UPLOAD", 3)
    answer = upload(browser, csv(line()))
    assert answer.status_code == 422
    assert "20 MB" in text_of(answer)


def test_each_line_can_be_settled_by_itself(world: World, browser: Client) -> None:
    entered(world, name="北干渠")
    doubt = line(项目编号="D", 项目名称="疑", 开工="45000")
    url = upload(browser, csv(line(项目编号="N"), doubt))["Location"]
    assert fates(world.zigong_officer, the_batch()) == {2: "skip", 3: "unseen"}
    sent = {"line": ["2", "3"], "do-2": "new", "do-3": "", "seen-3": "on", "label": "1"}
    assert browser.post(url, sent).status_code == 302
    assert fates(world.zigong_officer, the_batch()) == {2: "new", 3: "new"}
    browser.post(url, {"line": ["2", "3"], "do-2": "bad", "label": "x", "for_all": "update"})
    assert fates(world.zigong_officer, the_batch()) == {2: "update", 3: "unseen"}


def test_the_views_of_the_preview_show_what_they_say(world: World, browser: Client) -> None:
    entered(world, name="北干渠")
    bad = line(项目编号="B", 项目名称="坏", 开工="2023-02-30")
    url = upload(browser, csv(line(项目编号="N"), bad))["Location"]

    def shown(view: str) -> list[int]:
        return [one.line.number for one in browser.get(url, {"show": view}).context["lines"]]

    found = {view: shown(view) for view in ("wrong", "doubtful", "matched", "all", "", "x")}
    assert found == {
        "wrong": [3], "doubtful": [], "matched": [2], "all": [2, 3], "": [3], "x": [3],
    }  # fmt: skip


def test_lines_that_stayed_out_are_told_on_the_page(world: World, browser: Client) -> None:
    bad = line(项目编号="B", 项目名称="坏", 开工="2023-02-30")
    batch = uploaded(world.zigong_officer, csv(bad, line()))
    actions.queue_import(actor=acting(world.zigong_officer), batch_id=batch.pk)
    actions.run_import(batch.pk)
    text = text_of(browser.get(reverse("works:import", args=[batch.pk])))
    assert "未导入：有错误 1" in text
    assert "没有“2023-02-30”这一天" in text


def test_columns_are_settled_on_a_page(world: World, browser: Client) -> None:
    upload(browser, xlsx(line(), sheets=("清单", "清单二")), "list.xlsx")
    url = reverse("works:import_columns", args=[the_batch().pk])
    text = text_of(browser.get(url))
    assert "项目编号" in text
    assert "XM-2023-001" in text
    sent = {
        "sheet": "0",
        "field-0": "",
        "field-1": "name",
        "unit-6": "万元",
        "field-6": "investment",
    }
    answer = browser.post(url, sent)
    assert answer["Location"] == reverse("works:import", args=[the_batch().pk])
    assert the_batch().choices["layout"]["columns"][0]["field"] is None
    assert the_batch().choices["layout"]["columns"][6]["unit"] == "万元"
    assert browser.post(url, {"sheet": "1"})["Location"] == url
    assert the_batch().choices["layout"]["sheet"] == 1


def test_guessed_columns_must_be_looked_at(world: World, browser: Client) -> None:
    url = upload(browser, xlsx(line(), sheets=("清单", "清单二")), "list.xlsx")["Location"]
    page = browser.get(url)
    answer = browser.post(
        url, {"counts": page.context["counted"], "then": "queue", "label": "1"}, follow=True
    )
    assert "请先查看并确认各列" in text_of(answer)
    assert the_batch().state == "preview"


def test_an_import_is_given_up_after_a_question(world: World, browser: Client) -> None:
    upload(browser, csv(line()))
    url = reverse("works:cancel_import", args=[the_batch().pk])
    assert "放弃这次导入" in text_of(browser.get(url))
    assert browser.post(url).status_code == 302
    assert the_batch().state == "cancelled"
    page = text_of(browser.get(reverse("works:import", args=[the_batch().pk])))
    assert "已放弃" in page


def test_a_running_import_says_that_it_is_stopping(world: World, browser: Client) -> None:
    batch = uploaded(world.zigong_officer, csv(line()))
    actions.queue_import(actor=acting(world.zigong_officer), batch_id=batch.pk)
    actions.stop_import(acting(world.zigong_officer), batch)
    batch.refresh_from_db()
    assert import_pages._job(batch).label == "正在停止"  # noqa: SLF001 - what the page is drawn from


@pytest.mark.parametrize("why", ["broken", "其他原因"])
def test_a_failed_import_says_why(world: World, browser: Client, why: str) -> None:
    batch = uploaded(world.zigong_officer, csv(line()))
    ImportBatch.objects.filter(pk=batch.pk).update(state="failed", report={"why": why})
    text = text_of(browser.get(reverse("works:import", args=[batch.pk])))
    assert {"broken": "已全部撤回"}.get(why, why) in text


def test_imports_are_listed_for_who_began_them(world: World, browser: Client) -> None:
    assert "还没有导入过清单" in text_of(browser.get(reverse("works:imports")))
    uploaded(world.zigong_officer, csv(line()), "自贡.csv")
    assert "自贡.csv" in text_of(browser.get(reverse("works:imports")))
    assert "自贡.csv" not in text_of(signed_in(world.zigong_head).get(reverse("works:imports")))


def test_nobody_opens_an_import_of_others(world: World) -> None:
    batch = uploaded(world.zigong_officer, csv(line()))
    other = signed_in(world.zigong_head)
    for name in ("import", "import_columns", "cancel_import", "import_progress", "import_report"):
        assert other.get(reverse(f"works:{name}", args=[batch.pk])).status_code == 404


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_heading_of_the_empty_workbook_is_recognised(browser: Client, language: str) -> None:
    browser.cookies["language"] = language
    answer = browser.get(reverse("works:import_template"))
    book = read_book(b"".join(answer), "empty.xlsx")  # type: ignore[call-overload]
    layout = choose(book, WORKS_FIELDS)
    assert all(column.field for column in layout.columns)
    assert {"number", "name", "places", "investment", "lead_body"} <= {
        column.field for column in layout.columns
    }
    assert layout.is_usable


def test_an_oc4ids_package_is_previewed_by_its_paths(browser: Client) -> None:
    package = b'{"projects": [{"id": "a", "title": "B", "locations": [{"description": "X"}]}]}'
    url = upload(browser, package, "package.json")["Location"]
    text = text_of(browser.get(url))
    assert "projects[0].locations[0]" in text
    assert reverse("works:import_columns", args=[the_batch().pk]) not in text

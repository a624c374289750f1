"""Pages of an import, from upload to report, as a browser without JavaScript meets them."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from python_calamine import load_workbook

from liandu.engines.tabular import WORKS_FIELDS, choose, read_book
from liandu.works import actions
from liandu.works.models import ImportBatch, SupervisedObject
from liandu.works.views import imports as import_pages
from tests.people import World, acting, signed_in
from tests.works.lists import csv, entered, fates, line, uploaded, xlsx

pytestmark = pytest.mark.django_db


@pytest.fixture
def browser(world: World) -> Client:
    """Return a browser in which Zigong's officer has signed in."""
    return signed_in(world.zigong_officer)


def text_of(answer: Any) -> str:
    found: str = answer.content.decode()
    return found


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

"""Papers through the browser: drawn up from a finding, taken away as files, found in the list."""

import io
from typing import Any

import docx
import pytest
from django.urls import reverse

from liandu.engines.papers import NoPdf, Why
from liandu.papers import actions
from liandu.papers.models import Paper, PaperTemplate
from liandu.papers.rules import Content
from tests.meetings import build as meetings
from tests.papers import build
from tests.people import World, acting, signed_in

pytestmark = pytest.mark.django_db


def read(answer: Any) -> str:
    return b"".join(answer).decode("utf-8-sig")


def only() -> Paper:
    return Paper.objects.unscoped("test").get()


def test_a_notice_is_drawn_up_from_the_page_of_a_finding(world: World) -> None:
    about = build.assigned(world)
    browser = signed_in(world.zigong_officer)
    url = reverse("papers:draft", args=[build.NOTICE, about.pk])
    assert url in read(browser.get(about.get_absolute_url()))
    form = browser.get(url)
    initial = form.context["form"].initial
    assert initial["recipients"] == [world.builder]
    assert about.number in initial["text"]
    values = {key: value for key, value in initial.items() if key != "recipients"}
    wrong = browser.post(url, values | {"recipients": "没有的单位"})
    assert wrong.status_code == 422
    assert "没有的单位" in read(wrong)
    sent = values | {"recipients": "灌区公司", "copies": "自贡市水利局、自贡市审计局"}
    assert browser.post(url, sent).status_code == 302
    paper = only()
    assert [row.body for row in paper.recipients.all()] == [
        world.builder, world.zigong_water, world.zigong_audit,
    ]  # fmt: skip
    assert paper.get_absolute_url() in read(browser.get(about.get_absolute_url()))
    edit = browser.get(reverse("papers:edit", args=[paper.pk]))
    assert "自贡市水利局、自贡市审计局" in read(edit)
    again = browser.post(reverse("papers:edit", args=[paper.pk]), sent | {"title": "新标题"})
    assert again.status_code == 302
    assert only().title == "新标题"


def test_the_steps_are_taken_on_the_page_of_the_paper(world: World) -> None:
    paper = build.drafted(world)
    for who, step in (
        (world.zigong_officer, "submit"), (world.zigong_head, "approve"),
        (world.zigong_officer, "issue"), (world.builder_liaison, "sign_for"),
    ):  # fmt: skip
        browser = signed_in(who)
        url = reverse(f"papers:{step}", args=[paper.pk])
        assert url in read(browser.get(paper.get_absolute_url())), step
        assert browser.get(url).status_code == 200
        assert browser.post(url).status_code == 302
        assert url not in read(browser.get(paper.get_absolute_url())), step
    page = read(signed_in(world.zigong_officer).get(paper.get_absolute_url()))
    assert "联络员 builder_liaison" in page
    head = signed_in(world.zigong_head)
    gone = head.post(reverse("papers:withdraw", args=[paper.pk]), {"reason": "依据有误"})
    assert gone.status_code == 302
    assert "已撤回" in read(head.get(reverse("papers:print", args=[paper.pk])))


def test_the_paper_is_taken_away_as_a_file_of_word(world: World) -> None:
    paper = build.issued(world)
    answer = signed_in(world.builder_liaison).get(reverse("papers:docx", args=[paper.pk]))
    document = docx.Document(io.BytesIO(b"".join(answer)))
    said = [one.text for one in document.paragraphs]
    assert paper.number in said
    assert paper.title in said
    assert "filename" in answer["Content-Disposition"]
    draft = build.drafted(world)
    answer = signed_in(world.zigong_officer).get(reverse("papers:docx", args=[draft.pk]))
    assert answer.status_code == 200


@pytest.mark.parametrize("why", Why)
def test_without_pdf_the_page_says_why(
    world: World, why: Why, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_docx: bytes) -> bytes:
        raise NoPdf(why)

    monkeypatch.setattr("liandu.papers.views.files.as_pdf", fail)
    url = reverse("papers:pdf", args=[build.issued(world).pk])
    page = read(signed_in(world.zigong_officer).get(url))
    assert ("apt-get install" in page) == (why in {Why.PROGRAM, Why.FONT})


def test_with_it_the_pdf_is_sent(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("liandu.papers.views.files.as_pdf", lambda _docx: b"%PDF")
    answer = signed_in(world.zigong_officer).get(
        reverse("papers:pdf", args=[build.issued(world).pk])
    )
    assert (answer["Content-Type"], answer.content) == ("application/pdf", b"%PDF")


def test_the_sheet_shows_marks_tables_and_headings(world: World) -> None:
    paper = build.drafted(
        world, joint=(world.zigong_water.pk,), copies=(), attachments="方案\n报告",
        text="一、问题。如下。\n| 编号 | 一 |",
    )  # fmt: skip
    page = read(signed_in(world.zigong_officer).get(reverse("papers:print", args=[paper.pk])))
    for part in ("自贡市水利局</p>", "<td>编号</td>", "附件：1. 方案", "一、问题。</b>", "文件"):
        assert part in page


def test_the_sheet_of_minutes_has_their_mark_and_no_seal(world: World) -> None:
    meeting = meetings.issued(world, meetings.closed(world))
    content = Content("第一次联席会议纪要", "会议听取了情况。", recipients=(world.luzhou.pk,))
    paper = actions.draft_paper(
        actor=acting(world.secretary), code="meeting_minutes", record_id=meeting.pk,
        content=content,
    )  # fmt: skip
    page = read(signed_in(world.secretary).get(reverse("papers:print", args=[paper.pk])))
    assert "会议纪要</div>" in page
    assert f"主送：{world.luzhou.name}。" in page
    assert 'class="signed"' not in page


def test_the_list_is_narrowed_and_exported(world: World) -> None:
    paper, other = build.issued(world), build.drafted(world, title="另一份通知")
    url = reverse("papers:paper_list")
    officer, liaison = signed_in(world.zigong_officer), signed_in(world.builder_liaison)
    assert paper.title in read(liaison.get(url, {"direction": "waiting"}))
    assert paper.title in read(liaison.get(url, {"direction": "in"}))
    assert paper.title not in read(officer.get(url, {"direction": "in"}))
    sent = read(officer.get(url, {"direction": "out", "state": "issued"}))
    assert paper.title in sent
    assert other.title not in sent
    assert other.title in read(officer.get(url, {"q": "另一份", "kind": build.NOTICE}))
    file = read(officer.get(url, {"export": "csv"}))
    assert paper.number in file
    assert "0/2" in file
    Paper.objects.unscoped("test").update(kind="gone")
    assert "gone" in read(officer.get(url))


def test_templates_and_marks_are_set_on_pages(world: World) -> None:
    office = signed_in(world.secretary)
    template = PaperTemplate.objects.get(code=build.NOTICE)
    copied = office.post(reverse("papers:copy_template", args=[template.pk]))
    made = PaperTemplate.objects.get(code=build.NOTICE, state="draft")
    assert copied["Location"] == reverse("papers:edit_template", args=[made.pk])
    page = office.get(copied["Location"])
    assert "{编号}" in read(page)
    values = page.context["form"].initial
    assert office.post(copied["Location"], values | {"text": "{没有}"}).status_code == 422
    assert office.post(copied["Location"], values | {"title": "新题"}).status_code == 302
    assert office.post(reverse("papers:publish_template", args=[made.pk])).status_code == 302
    listed = read(office.get(reverse("papers:templates")))
    assert "新题" in listed
    office.post(reverse("papers:copy_template", args=[made.pk]))
    last = PaperTemplate.objects.get(state="draft")
    assert office.post(reverse("papers:discard_template", args=[last.pk])).status_code == 302
    mine = signed_in(world.zigong_officer)
    url = reverse("papers:letterhead")
    assert "自贡市监督办" in read(mine.get(url))
    assert mine.post(url, {"mark": "自贡督", "word": "自督"}).status_code == 302
    assert build.issued(world).number.startswith("自督整〔")


def test_of_a_record_that_one_may_not_know_of_a_paper_says_nothing(world: World) -> None:
    about = build.assigned(world)
    paper = build.issued(world, about, recipients=(world.luzhou.pk,), copies=())
    page = read(signed_in(world.luzhou_officer).get(paper.get_absolute_url()))
    assert paper.title in page
    assert about.number not in page
    assert signed_in(world.luzhou_officer).get(about.get_absolute_url()).status_code == 404
    assert acting(world.luzhou_officer).has("secretariat")

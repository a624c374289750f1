"""The pages of contracts and prompts: what stands there, and what is taken from a form or file."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from liandu.contracts.models import Contract, Milestone, Payment, Prompt
from liandu.contracts.rules import Entry
from liandu.findings.models import Finding
from tests.contracts import build
from tests.people import World, signed_in

pytestmark = pytest.mark.django_db


def text(answer: Any) -> str:
    if answer.streaming:
        return b"".join(answer).decode("utf-8-sig")
    return str(answer.content.decode())


def upload(world: World, made: Any, entry: str, *lines: str) -> Any:
    url = reverse("contracts:import", args=[made.pk, entry])
    file = SimpleUploadedFile("合同.csv", "\n".join(lines).encode())
    return signed_in(world.builder_liaison).post(url, {"file": file})


def test_a_contract_is_entered_and_its_page_tells_what_does_not_fit(world: World) -> None:
    made, browser = build.watched(world), signed_in(world.builder_liaison)
    sent = {"number": "HT-1", "name": "施工 1 标", "kind": "works", "contractor": "川南建工",
            "bid_fen": "100", "amount_fen": "120.5", "signed_on": "2026-03-01",
            "progress_permille": "46.2", "progress_on": "2026-04-01"}  # fmt: skip
    answer = browser.post(reverse("contracts:add", args=[made.pk, "contract"]), sent)
    found = Contract.objects.unscoped("test").get()
    assert (answer.status_code, answer["Location"]) == (302, found.get_absolute_url())
    assert (found.amount_fen, found.progress_permille) == (1_205_000_00, 462)
    page = text(browser.get(found.get_absolute_url()))
    assert "合同价与中标价不一致" in page
    assert "46.2%" in page
    edit = reverse("contracts:edit", args=["contract", found.pk])
    assert 'value="120.5"' in text(browser.get(edit))
    assert 'value="46.2"' in text(browser.get(edit))
    wrong = browser.post(edit, sent | {"contractor": " ", "amount_fen": "-1"})
    assert wrong.status_code == 422


def test_changes_payments_and_milestones_have_their_forms(world: World) -> None:
    made = build.contract(world)
    browser, of_object = signed_in(world.zigong_officer), made.record.get_absolute_url()
    for entry, sent in (
        ("change", {"contract_id": made.pk, "number": "1", "what": "改线", "amount_fen": "-3"}),
        ("payment", {"contract_id": made.pk, "kind": "progress", "payee": "乙公司",
                     "amount_fen": "1", "paid_on": "2026-03-02"}),
        ("milestone", {"code": "start", "done_on": "2026-02-01"}),
    ):  # fmt: skip
        url = reverse("contracts:add", args=[made.record.pk, entry])
        assert browser.get(f"{url}?contract={made.pk}").status_code == 200
        answer = browser.post(url, sent)
        after = f"{of_object}?tab=contracts" if entry == "milestone" else made.get_absolute_url()
        assert (answer.status_code, answer["Location"]) == (302, after), text(answer)
    page = text(browser.get(f"{of_object}?tab=contracts"))
    assert "收款单位不是合同相对方" in page
    assert "开工" in page
    paid = Payment.objects.unscoped("test").get()
    url = reverse("contracts:remove", args=["payment", paid.pk])
    assert browser.post(url, {"reason": "重复"})["Location"] == made.get_absolute_url()
    stone = Milestone.objects.unscoped("test").get()
    url = reverse("contracts:remove", args=["milestone", stone.pk])
    assert browser.post(url, {"reason": "重复"})["Location"] == f"{of_object}?tab=contracts"
    url = reverse("contracts:remove", args=["contract", made.pk])
    assert "变更和支付" in text(browser.get(url))
    assert browser.get(reverse("contracts:edit", args=["paper", 1])).status_code == 404


def test_a_list_is_shown_row_by_row_and_taken_whole(world: World) -> None:
    made = build.watched(world)
    head = "合同编号,合同名称,合同类别,承包单位,合同价（万元）,签订日期,形象进度,进度截至日期"
    row = "HT-1,施工,施工,甲公司,120.5,2026-03-01,46.2%,2026-04-01"
    answer = upload(world, made, "contract", head, row)
    page = text(answer)
    assert answer.status_code == 200
    kept = page.partition('name="rows" value="')[2].partition('"')[0]
    url = reverse("contracts:import", args=[made.pk, "contract"])
    browser = signed_in(world.builder_liaison)
    assert browser.post(url, {"rows": kept}).status_code == 302
    found = Contract.objects.unscoped("test").get()
    assert (found.amount_fen, found.kind) == (1_205_000_00, "works")
    assert found.signed_on == date(2026, 3, 1)
    assert browser.post(url, {"rows": f"{kept}x"}).status_code == 422
    template = reverse("contracts:template", args=[made.pk, "contract"])
    assert b"".join(browser.get(template))[:2] == b"PK"


def test_what_cannot_be_read_is_told_by_row_and_column_and_nothing_is_written(
    world: World,
) -> None:
    made = build.watched(world)
    head = "合同编号,合同名称,承包单位,合同价（万元）,签订日期"
    answer = upload(world, made, "contract", head, "HT-1,施工,甲,很多,2026-03")
    assert answer.status_code == 422
    page = text(answer)
    assert "没有写明日期到日" in page
    assert "很多" in page
    assert 'name="rows"' not in page
    unnamed = upload(world, made, "contract", head, "HT-1,施工,,1,2026-03-01", "合计,,,1,")
    assert unnamed.status_code == 422
    assert "合计" in text(unnamed)
    for lines in (("没有表头",), (head,), ("合同名称,承包单位", "a,b")):
        assert upload(world, made, "contract", *lines).status_code == 422
    assert not Contract.objects.unscoped("test").exists()


def test_a_preview_that_no_longer_fits_is_told(world: World) -> None:
    made = build.contract(world)
    head = "合同编号,变更编号,变更内容,变更金额（万元）"
    page = text(upload(world, made.record, "change", head, "HT-1,1,改线,-3"))
    kept = page.partition('name="rows" value="')[2].partition('"')[0]
    made.delete()
    url = reverse("contracts:import", args=[made.record.pk, "change"])
    answer = signed_in(world.builder_liaison).post(url, {"rows": kept})
    assert answer.status_code == 422
    assert "预览之后" in text(answer)


def test_prompts_are_listed_open_ones_first_and_found_by_what_they_are(world: World) -> None:
    made = build.contract(world, bid_fen=1)
    build.added(world, made.record, Entry.MILESTONE)
    browser, url = signed_in(world.zigong_officer), reverse("contracts:prompts")
    page = text(browser.get(url))
    assert "合同价与中标价不一致" in page
    assert "无施工许可先开工" in page
    only = text(browser.get(url, {"link": "contract", "export": "csv"}))
    assert "合同价与中标价不一致" in only
    assert "无施工许可先开工" not in only
    prompt = build.open_prompts(world.zigong_officer)["sum_differs"]
    build.dismissed(world.zigong_officer, prompt)
    assert "合同价" not in text(browser.get(url, {"export": "csv"}))
    assert "合同价与中标价" in text(browser.get(url, {"aside": "true", "export": "csv"}))
    assert "合同价与中标价" in text(browser.get(url, {"outcome": "explained", "export": "csv"}))
    place = str(world.zigong.jurisdiction_id)
    assert "先开工" in text(browser.get(url, {"jurisdiction": place, "q": "北干", "export": "csv"}))


def test_contracts_are_found_by_what_is_to_be_looked_at(world: World) -> None:
    made = build.contract(world, bid_fen=1)
    build.contract(world, made.record, number="HT-2", name="监理合同")
    browser, url = signed_in(world.builder_head), reverse("contracts:contracts")
    assert "监理合同" in text(browser.get(url, {"q": "监理", "export": "csv"}))
    looked = text(browser.get(url, {"look": "true", "export": "csv"}))
    assert "施工 1 标" in looked
    assert "监理合同" not in looked
    assert "监理合同" in text(browser.get(url, {"look": "false", "export": "csv"}))


def test_a_prompt_is_put_aside_taken_up_and_becomes_a_finding(world: World) -> None:
    made = build.contract(world, bid_fen=1)
    prompt = build.open_prompts(world.zigong_officer)["sum_differs"]
    browser, url = signed_in(world.zigong_officer), prompt.get_absolute_url()
    assert "《招标投标法》第四十六条" in text(browser.get(url))
    new = f"{reverse('findings:finding_new')}?prompt={prompt.pk}"
    form = text(browser.get(new))
    for words in ("《招标投标法》第四十六条", "HT-1", "中标价", made.record.number):
        assert words in form
    assert "HT-1" not in text(browser.get(new.replace(f"={prompt.pk}", "=999")))
    dismiss = reverse("contracts:dismiss_prompt", args=[prompt.pk])
    assert prompt.digest in text(browser.get(dismiss))
    sent = {"outcome": "taken_up", "reason": "已登记", "digest": prompt.digest}
    assert browser.post(dismiss, sent)["Location"] == url
    assert browser.get(dismiss).status_code == 409
    assert "已登记" in text(browser.get(url))
    reopen = reverse("contracts:reopen_prompt", args=[prompt.pk])
    assert browser.post(reopen, {"reason": "再核"})["Location"] == url
    assert browser.get(reopen).status_code == 409
    assert Prompt.objects.unscoped("test").get().dismissal is None
    assert not Finding.objects.unscoped("test").exists()

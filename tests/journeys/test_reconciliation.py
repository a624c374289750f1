"""Two ledgers compared as the office does it: their file taken in, differences seen, explained."""

import io
from datetime import date, timedelta

import pytest
import xlsxwriter
from django.urls import reverse
from django.utils import timezone

from liandu.findings.models import Finding
from tests.journeys.conftest import Enter
from tests.journeys.papers import SHEET, File
from tests.people import World
from tests.portal import build

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = 390
HEADS = ("编号", "问题", "状态", "责任单位", "发现日期")
WHY = "对方按收文日登记"


def workbook(*rows: tuple[str, ...]) -> list[File]:
    """Return the ledger of the other body as a file to choose."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet("台账")
        for at, row in enumerate((HEADS, *rows)):
            sheet.write_row(at, 0, row)
    return [("台账.xlsx", SHEET, file.getvalue())]


def put(world: World, title: str, found_on: date) -> Finding:
    """Put a finding into the table that the builder is to put right."""
    (made,) = Finding.objects.bulk_create([
        build.finding(world.zigong, title=title, responsible_body=world.builder, found_on=found_on)
    ])  # fmt: skip
    return Finding.objects.unscoped("test").get(pk=made.pk)


def test_differences_of_two_ledgers_are_seen_explained_and_settled(
    world: World, enter: Enter
) -> None:
    day = timezone.localdate() - timedelta(days=3)
    same, other, ours = (put(world, title, day) for title in ("未批先建", "超付工程款", "漏报变更"))
    state, later = str(same.get_state_display()), (day + timedelta(days=1)).isoformat()
    file = workbook(
        (same.number, same.title, state, world.builder.name, day.isoformat()),
        (other.number, other.title, state, world.builder.name, later),
        ("A-7", "围挡不到位", state, world.builder.name, day.isoformat()),
    )
    office, phone = enter(world.zigong_officer), enter(world.zigong_head, width=PHONE)

    office.open(reverse("figures:reconciliations"))
    office.step(
        "figures:begin", body=world.builder.pk, since=(day - timedelta(days=9)).isoformat(),
        until=timezone.localdate().isoformat(), file=file,
    )  # fmt: skip
    assert [words.split()[0] for words in office.texts(".panel-h h2")] == [
        "不一致", "仅我方有", "仅对方有", "一致",
    ]  # fmt: skip
    office.step("figures:explain", office.pk, "r3", text=WHY)
    assert WHY in line_of(office.texts(".lines li"), other.title)
    assert "发现日期不同" in line_of(office.texts(".lines li"), other.title)
    assert office.hrefs(".lines a").count(reverse("findings:finding_detail", args=[ours.pk])) == 1

    Finding.objects.unscoped("test").filter(pk=other.pk).update(found_on=later)
    phone.open(office.path)
    assert phone.look(lambda page: page.evaluate("document.documentElement.scrollWidth")) <= PHONE
    assert "不一致" not in phone.texts(".panel-h h2")
    assert WHY in phone.words


def line_of(lines: list[str], text: str) -> str:
    """Return the line that has the words."""
    return next(words for words in lines if text in words)

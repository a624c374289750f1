"""Time limits and the calendar as data: read once per edition, changed by the office."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.urls import reverse

from liandu.deadlines import actions, queries
from liandu.deadlines.models import CalendarDay, TimeLimit
from liandu.deadlines.rules import DEFAULTS, Mark, read_lines
from liandu.kernel.deadlines import Unit
from liandu.kernel.errors import Invalid, NotAllowed, NotVisible, WrongState
from tests.people import World, acting, signed_in

LIMIT = "finding_accept"


def set_limit(who: Any, **changes: Any) -> TimeLimit:
    values = {"code": LIMIT, "amount": 3, "unit": "day", "basis": "县监督办通知", **changes}
    return actions.set_limit(actor=acting(who), **values)


@pytest.mark.parametrize(
    ("code", "amount", "unit"),
    [
        ("finding_accept", 2, "working_day"), ("finding_plan", 15, "day"),
        ("finding_objection", 5, "working_day"), ("finding_review", 5, "working_day"),
        ("finding_rectify", 60, "day"), ("inspection_overlap_window", 90, "day"),
        ("inspection_comment", 10, "day"), ("inspection_report", 15, "day"),
        ("audit_notice", 3, "day"),
    ],
)  # fmt: skip
def test_the_limits_that_others_ask_for_are_there(
    db: None, code: str, amount: int, unit: str
) -> None:
    found = queries.limit(code)
    assert (found.amount, found.unit) == (amount, unit)


def test_every_default_is_loaded_and_says_its_basis(db: None) -> None:
    rows = {row.code: row for row in queries.limits()}
    assert set(rows) == {given.code for given in DEFAULTS}
    assert all(row.is_default and row.basis for row in rows.values())


def test_a_term_in_working_days_passes_over_the_holidays_announced(db: None) -> None:
    friday = datetime(2023, 9, 28, 1, tzinfo=UTC)  # the day before eight holidays in a row
    due = queries.due_from(LIMIT, friday)
    assert (due.at.date(), due.is_provisional) == (date(2023, 10, 8), False)


def test_a_term_in_a_year_not_announced_is_provisional(db: None) -> None:
    assert queries.due_from(LIMIT, datetime(2031, 3, 3, tzinfo=UTC)).is_provisional


@pytest.mark.parametrize("year", [2023, 2024, 2025, 2026])
def test_every_make_up_day_is_a_weekend_and_no_holiday_is_also_one(db: None, year: int) -> None:
    days = queries.days_of(year).values()
    assert all(day.date.weekday() > 4 for day in days if day.is_working)
    assert sum(not day.is_working for day in days) >= 25


def test_a_limit_is_changed_and_put_back(world: World) -> None:
    set_limit(world.secretary)
    assert (queries.limit(LIMIT).amount, queries.limit(LIMIT).unit) == (3, Unit.DAY)
    assert not TimeLimit.objects.get(code=LIMIT).is_default
    actions.reset_limit(actor=acting(world.system_admin), code=LIMIT)
    assert (queries.limit(LIMIT).amount, queries.limit(LIMIT).unit) == (2, Unit.WORKING_DAY)


def test_a_limit_that_makes_no_sense_is_refused(world: World) -> None:
    with pytest.raises(Invalid) as refusal:
        set_limit(world.secretary, amount=0, unit="week", basis=" ")
    assert set(refusal.value.fields) == {"amount", "unit", "basis"}
    with pytest.raises(NotVisible):
        set_limit(world.secretary, code="nothing")


def test_only_the_office_and_the_system_administrator_keep_limits(world: World) -> None:
    for outsider in (world.zigong_inspector, world.security_admin):
        with pytest.raises(NotAllowed):
            set_limit(outsider)


def test_a_limit_that_was_added_here_has_no_default(world: World) -> None:
    TimeLimit.objects.create(
        code="own", name="自定", amount=1, unit="day", basis="x", tag="I", position=99
    )
    assert TimeLimit.objects.get(code="own").is_default
    with pytest.raises(WrongState):
        actions.reset_limit(actor=acting(world.secretary), code="own")


def test_days_are_marked_and_given_back_to_their_weekday(world: World) -> None:
    office, monday = acting(world.secretary), date(2027, 3, 1)
    actions.mark_days(actor=office, marks=[Mark(monday, False, "停电")])
    assert not queries.calendar().is_working(monday)
    assert queries.years()[2027] is False
    actions.mark_days(actor=office, marks=[Mark(monday, True), Mark(monday, None)])
    assert queries.calendar().is_working(monday)


def test_of_two_marks_for_one_day_the_last_holds(world: World) -> None:
    sunday = date(2027, 3, 7)
    actions.mark_days(
        actor=acting(world.secretary), marks=[Mark(sunday, False), Mark(sunday, True, "调休")]
    )
    assert CalendarDay.objects.get(date=sunday).is_working


def test_a_year_is_announced_once_its_holidays_are_in(world: World) -> None:
    actions.announce_year(actor=acting(world.secretary), year=2031, is_announced=True)
    assert not queries.due_from(LIMIT, datetime(2031, 3, 3, tzinfo=UTC)).is_provisional


def test_the_calendar_is_read_once_per_edition(db: None, django_assert_num_queries: Any) -> None:
    queries.calendar()
    with django_assert_num_queries(1):
        queries.calendar()


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("2027-01-01 休 元旦", Mark(date(2027, 1, 1), False, "元旦")),
        ("2027/1/3，班，元旦调休", Mark(date(2027, 1, 3), True, "元旦调休")),
        ("2027年2月6日 放假", Mark(date(2027, 2, 6), False)),
    ],
)  # fmt: skip
def test_a_line_of_the_yearly_notice_is_understood(line: str, mark: Mark) -> None:
    assert read_lines([line, " "]) == ([mark], [])


@pytest.mark.parametrize(
    ("line", "why"), [("元旦放假", "shape"), ("2027-02-30 休", "day"), ("2027-01-01 元旦", "kind")]
)
def test_a_bad_line_is_told_with_its_number(line: str, why: str) -> None:
    marks, bad = read_lines(["2027-01-01 休", line])
    assert (len(marks), bad[0].number, bad[0].why) == (1, 2, why)


def test_the_pages_show_and_change_limits_and_days(world: World) -> None:
    office = signed_in(world.secretary)
    assert "责任单位签收问题" in office.get(reverse("deadlines:limit_list")).content.decode()
    url = reverse("deadlines:limit_set", args=[LIMIT])
    assert office.get(url).status_code == 200
    assert office.post(url, {"amount": "x", "unit": "day", "basis": "b"}).status_code == 422
    assert office.post(url, {"amount": 4, "unit": "day", "basis": "b"}).status_code == 302
    assert queries.limit(LIMIT).amount == 4
    assert office.post(reverse("deadlines:limit_reset", args=[LIMIT])).status_code == 302
    mark = reverse("deadlines:days_mark")
    days = {"first": "2027-02-05", "last": "2027-02-11", "kind": "off", "note": "春节"}
    assert office.post(mark, days).status_code == 302
    assert len(queries.days_of(2027)) == 7
    assert office.post(mark, {**days, "last": "2027-01-01"}).status_code == 422
    page = office.get(reverse("deadlines:calendar_year", args=[2027])).content.decode()
    assert page.count('class="cal-off" title="春节"') == 7
    assert office.post(reverse("deadlines:year_announce", args=[2027])).status_code == 302
    assert queries.years()[2027]
    assert office.get(reverse("deadlines:calendar")).status_code == 200
    assert office.get(reverse("deadlines:calendar_year", args=[1900])).status_code == 404
    assert office.get(reverse("deadlines:year_announce", args=[1900])).status_code == 404


def test_a_list_of_holidays_is_imported_whole_or_not_at_all(world: World) -> None:
    office, url = signed_in(world.secretary), reverse("deadlines:days_import")
    good = "2027-01-01 休 元旦\n2027-01-03 班 元旦调休"
    page = office.post(url, {"text": f"{good}\n2027-02-30 休"})
    assert page.status_code == 422
    assert "第 3 行" in page.content.decode()
    assert not queries.days_of(2027)
    assert office.post(url, {"text": good}).status_code == 302
    assert len(queries.days_of(2027)) == 2
    assert office.post(url, {"text": ""}).status_code == 422


def test_a_file_of_holidays_is_imported(world: World) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415

    office, url = signed_in(world.secretary), reverse("deadlines:days_import")
    csv = SimpleUploadedFile("2027.csv", "日期,休/班,说明\n2027-01-01,休,元旦\n".encode())
    assert office.post(url, {"file": csv}).status_code == 302
    assert queries.days_of(2027)[date(2027, 1, 1)].note == "元旦"
    bad = SimpleUploadedFile("2027.xlsx", b"PK\x03\x04broken")
    assert office.post(url, {"file": bad}).status_code == 422


def test_others_may_look_but_not_change(world: World) -> None:
    officer = signed_in(world.builder_liaison)
    assert officer.get(reverse("deadlines:limit_list")).status_code == 200
    assert officer.get(reverse("deadlines:days_mark")).status_code == 403
    assert officer.get(reverse("deadlines:limit_set", args=[LIMIT])).status_code == 403
    assert officer.get(reverse("deadlines:limit_set", args=["nothing"])).status_code == 404

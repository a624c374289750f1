"""The smallest parts: what they say, that they are safe, that shape tells what colour tells."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone, translation

from liandu.kernel.deadlines import Lateness, Standing, Unit
from liandu.web import draw, say

NASTY = '<script>"x"</script>'
NOW = datetime(2026, 6, 9, 4, 0, tzinfo=UTC)  # noon in Shanghai


@pytest.fixture(params=["en", "zh-hans"])
def language(request: Any) -> Any:
    with translation.override(request.param):
        yield request.param


PARTS = {
    "lamp": lambda: draw.lamp("g", NASTY),
    "light": lambda: draw.light("g", NASTY),
    "pill": lambda: draw.pill(NASTY, "a", "a"),
    "org": lambda: draw.org(NASTY, "yu"),
    "who": lambda: draw.who(NASTY),
    "place": lambda: draw.place(NASTY),
    "places": lambda: draw.places([(NASTY, "yu")] * 5),
    "digest": lambda: draw.digest(NASTY),
    "bar": lambda: draw.bar(5, "a", NASTY),
    "icon": lambda: draw.icon(NASTY),
    "tiles": lambda: draw.tiles([(NASTY, 0, 0, "")]),
}


@pytest.mark.parametrize("part", sorted(PARTS))
def test_what_people_typed_is_escaped(part: str) -> None:
    assert "<script" not in PARTS[part]()


def test_a_light_alone_speaks_and_beside_words_is_silent() -> None:
    assert 'aria-label="Red"' in draw.light("r", "Red")
    assert 'aria-hidden="true"' in draw.light("r")


def test_each_label_has_its_mark(language: str) -> None:
    marks = [draw.mark(label) for label in range(4)]
    assert len(set(marks)) == 4
    assert [("公开" in marks[0]), ("核心敏感" in marks[3])] == [language != "en"] * 2


def test_the_strip_tells_by_shape_and_in_words(language: str) -> None:
    strip = draw.m13("garbn", 2)
    assert strip.count("<path") == 2
    assert strip.count("<rect") == 4
    assert ("绿 1" in strip) == (language != "en")


def test_the_strip_is_spoken_in_the_language_of_the_page() -> None:
    with translation.override("en"):
        english = draw.m13("ggg")
    with translation.override("zh-hans"):
        assert draw.m13("ggg") != english


def test_places_beyond_the_third_are_counted() -> None:
    row = draw.places([("A", ""), ("B", "yu"), ("C", ""), ("D", ""), ("E", "")])
    assert "+2" in row
    assert 'title="D、E"' in row
    assert "+" not in draw.places([("A", "")])


@pytest.mark.parametrize(("value", "width"), [(-5, "0"), (46.26, "46.3"), (180, "100")])
def test_bars_stay_in_their_frame(value: float, width: str) -> None:
    assert f'<rect width="{width}" height="6"' in draw.bar(value)


def test_nothing_to_divide_draws_nothing() -> None:
    assert "<rect" not in draw.stackbar(0, 0, 0)
    assert draw.stackbar(1, 0, 2).count("<rect") == 2


def test_tiles_without_names_are_eight_squares() -> None:
    assert draw.tiles().count("<rect") == 8


def test_an_asset_has_an_address_before_it_is_collected() -> None:
    assert draw.asset("web/nowhere.css").endswith("static/web/nowhere.css")


@pytest.mark.parametrize(
    ("fen", "chinese", "english"),
    [
        (None, "", ""),
        (864_000_000_000, "86.4 亿元", "¥8.64 bn"),
        (126_400_000, "126.4 万元", "¥1.26 m"),
        (3_500, "35 元", "¥35"),
        (0, "0 元", "¥0"),
        (-126_400_000, "-126.4 万元", "¥-1.26 m"),
    ],
)
def test_money_is_told_in_its_unit(fen: int | None, chinese: str, english: str) -> None:
    with translation.override("zh-hans"):
        assert say.money(fen) == chinese
    with translation.override("en"):
        assert say.money(fen) == english


def test_a_column_of_money_leaves_the_unit_to_its_head() -> None:
    assert say.money(31_270_000_000_00, "yi") == "312.7"
    assert say.money(126_400_000, "wan") == "126.4"


def test_days_of_this_year_leave_it_out() -> None:
    this, last = timezone.localdate(), date(2001, 2, 3)
    with translation.override("zh-hans"):
        assert say.day(this) == f"{this.month}月{this.day}日"
        assert say.day(last) == "2001年2月3日"
        assert say.moment(datetime(2001, 2, 3, 1, tzinfo=UTC)) == "2001年2月3日 09:00"
    with translation.override("en"):
        assert say.day(last) == "3 Feb 2001"
    assert say.day(None) == say.moment(None) == ""


@pytest.mark.parametrize(
    ("away", "chinese", "css"),
    [
        (timedelta(days=11), "剩 11 天", '"due "'),
        (timedelta(days=3), "剩 3 天", "due--soon"),
        (timedelta(hours=6), "今天 18:00", "due--today"),
        (timedelta(days=-2), "超期 2 天", "due--over"),
    ],
)
def test_a_term_is_told_by_what_is_left(away: timedelta, chinese: str, css: str) -> None:
    with translation.override("zh-hans"):
        badge = say.due(NOW + away, now=NOW)
    assert chinese in badge
    assert css in badge


@pytest.mark.parametrize(
    ("stands", "english"),
    [
        (Lateness(Standing.LEFT, 7, Unit.WORKING_DAY), "7 working days left"),
        (Lateness(Standing.LEFT, 1, Unit.HOUR), "1 hour left"),
        (Lateness(Standing.OVERDUE, 5, Unit.HOUR), "5 hours overdue"),
        (Lateness(Standing.OVERDUE, 1, Unit.DAY), "1 day overdue"),
    ],
)
def test_a_term_is_told_in_its_own_unit(stands: Lateness, english: str) -> None:
    with translation.override("en"):
        assert english in say.due(NOW, stands)


def test_a_term_to_the_end_of_a_day_names_no_hour() -> None:
    with translation.override("zh-hans"):
        badge = say.due(date(2026, 6, 9), now=NOW)
    assert "今天" in badge
    assert ":" not in badge.split("title=")[1].split(">")[0]
    assert say.due(None) == ""


def test_cells_show_values_in_words() -> None:
    with translation.override("en"):
        assert [say.shown(v) for v in (None, True, False, 3, "x")] == ["", "Yes", "No", 3, "x"]
        assert say.shown(date(2001, 2, 3)) == "3 Feb 2001"
        assert say.shown(datetime(2001, 2, 3, 1, tzinfo=UTC)) == "3 Feb 2001 09:00"

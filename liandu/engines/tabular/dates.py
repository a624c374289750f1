"""Readers of dates and of spans; a date may be known to the day, the month or the year."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from liandu.engines.tabular.book import Value
from liandu.engines.tabular.cells import Read, compact, is_pending, nothing_in, refused, say
from liandu.engines.tabular.problems import Problem

FIRST_YEAR, LAST_YEAR = 1900, 2199
NEAR = range(1980, 2061)
SERIAL_START = date(1899, 12, 30)
SERIALS = range(20_000, 80_000)  # 1954 to 2119: what five digits can mean as a day of ours

PLANNED = r"(?P<planned>计划于?|拟于?|预计于?|力争|约)?"
YEAR = r"(?P<year>\d{4})"
ENDING = r"(?:开工|动工|竣工|完工|建成|投产|完成)?(?P<vague>前|之前|左右)?"
DAY = re.compile(
    rf"{PLANNED}{YEAR}(?:[-./年](?P<month>\d{{1,2}})[-./月](?P<day>\d{{1,2}})[日号]?"
    rf"|(?P<month2>\d{{2}})(?P<day2>\d{{2}}))(?:T?\d{{1,2}}:\d{{2}}(?::\d{{2}}(?:\.\d+)?)?(?:Z|[+-]\d{{2}}:\d{{2}})?)?{ENDING}"
)
MONTH = re.compile(
    rf"{PLANNED}{YEAR}(?:[-./年](?P<month>\d{{1,2}})月?份?|(?P<month2>\d{{2}}))"
    rf"(?P<part>上旬|中旬|下旬|初|中|底|末)?{ENDING}"
)
SEASON = re.compile(
    rf"{PLANNED}{YEAR}年?(?P<season>上半年|下半年|(?:第?[一二三四1-4]季度)|Q[1-4])?"
    rf"年?(?P<part>初|内|底|末)?{ENDING}",
    re.IGNORECASE,
)
DURATION = re.compile(r"[\d一二三四五六七八九十两半.]+(?:个月|年半?|天|日历天|个日历天)")
BETWEEN = re.compile(r"至|到|~|—+|–|--+|―|→")
OPEN_END = re.compile(r"(?:起|以来|-|~|—+|–|至今|开始)$")
QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
THIRDS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31)}


@dataclass(frozen=True, slots=True)
class When:
    """A date as far as it is known: the first and the last day it may be."""

    first: date
    last: date

    @property
    def precision(self) -> str:
        """Return ``day``, ``month`` or ``year``: how narrowly the date is known."""
        if self.first == self.last:
            return "day"
        same = (self.first.year, self.first.month) == (self.last.year, self.last.month)
        return "month" if same else "year"


Span = tuple[When | None, When | None]


def when(cell: Value) -> Read[When]:
    """Read one date; a bare month or year is kept as such."""
    if isinstance(cell, date):
        return _checked(cell, When(cell, cell))
    return nothing_in(cell) or _text(cell, compact(cell))


def span(cell: Value) -> Read[Span]:
    """Read a start and an end that stand in one cell, such as 2021-2025."""
    seen = compact(cell)
    if DURATION.fullmatch(seen) and not re.fullmatch(r"\d{4}年", seen):
        return refused("duration", cell)
    if isinstance(cell, str) and (halves := _halves(seen)):
        start, end = (_text(cell, half) for half in halves)
        return Read((start.value, end.value), (*start.said, *end.said))
    opened = OPEN_END.sub("", seen) if isinstance(cell, str) and not is_pending(cell) else seen
    read = when(opened if opened != seen else cell)
    if read.value is None:
        return Read(None, read.said)
    return Read((read.value, None), (*read.said, say("span_open", cell)))


def between(start: When | None, end: When | None) -> Problem | None:
    """Return what is wrong when the end is certainly before the start."""
    if start is None or end is None or end.last >= start.first:
        return None
    return say("end_before_start", start=start.first.isoformat(), end=end.last.isoformat())


def _halves(seen: str) -> list[str] | None:
    """Return the two dates of a span, or nothing if it is not two dates."""
    halves = BETWEEN.split(seen)
    if len(halves) == 2 and all(halves):  # noqa: PLR2004 - a span has two ends
        return halves
    for at, character in enumerate(seen):
        if character == "-":
            pair = [seen[:at], seen[at + 1 :]]
            if all(_text(half, half).value for half in pair):
                return pair
    return None


def _text(cell: Value, seen: str) -> Read[When]:
    if re.fullmatch(r"\d{5}(?:\.\d+)?", seen) and int(float(seen)) in SERIALS:
        day = SERIAL_START + timedelta(days=int(float(seen)))
        return Read(When(day, day), (say("date_serial", cell, date=day.isoformat()),))
    for pattern, reader in ((DAY, _day), (MONTH, _month), (SEASON, _season)):
        match = pattern.fullmatch(seen)
        if match is None:
            continue
        if not FIRST_YEAR <= int(match["year"]) <= LAST_YEAR:
            break
        try:
            found = reader(match)
        except ValueError:
            return refused("date_impossible", cell)
        return _checked(cell, found, match)
    return refused("date_unknown", cell)


def _day(match: re.Match[str]) -> When:
    day = date(
        int(match["year"]),
        int(match["month"] or match["month2"]),
        int(match["day"] or match["day2"]),
    )
    return When(day, day)


def _month(match: re.Match[str]) -> When:
    year, month = int(match["year"]), int(match["month"] or match["month2"])
    first = date(year, month, 1)
    length = calendar.monthrange(year, month)[1]
    start, end = THIRDS.get(match["part"] or "", (1, length))
    return When(first.replace(day=start), first.replace(day=min(end, length)))


def _season(match: re.Match[str]) -> When:
    year, season = int(match["year"]), match["season"] or ""
    first, last = 1, 12
    if "半年" in season:
        first, last = (1, 6) if season.startswith("上") else (7, 12)
    elif season:
        quarter = QUARTERS[next(c for c in season if c in QUARTERS)]
        first, last = 3 * quarter - 2, 3 * quarter
    elif match["part"] in ("底", "末"):
        first = 12
    return When(date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1]))


def _checked(cell: Value, found: When, match: re.Match[str] | None = None) -> Read[When]:
    """Return the date with what has to be said about it."""
    bounds = {"first": found.first.isoformat(), "last": found.last.isoformat()}
    said = []
    if found.first.year not in NEAR:
        said.append(say("date_far", cell))
    if match and (match["planned"] or match["vague"]):
        said.append(say("date_planned", cell, **bounds))
    elif match and re.fullmatch(r"\d{4}\.1", match[0]):
        # A spreadsheet shows October, 2022.10, as 2022.1.
        said.append(say("date_ambiguous", cell, **bounds))
    elif found.precision != "day":
        said.append(say("date_partial", cell, **bounds))
    return Read(found, tuple(said))

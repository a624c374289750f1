"""The plan calendar: who visits what and when, what is visited too often, what never."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET

from liandu.engines.timeline import DAY, Frame, Span, lanes
from liandu.inspections import queries
from liandu.inspections.models.words import STATES
from liandu.inspections.queries import ROWS, By, Entry, Line
from liandu.inspections.rules import UNDECIDED, InspectionState
from liandu.web.middleware import ActorRequest
from liandu.web.pieces import Nothing, Tab
from liandu.web.say import day as said

SPANS = {
    Span.MONTH: pgettext_lazy("calendar", "Month"),
    Span.QUARTER: pgettext_lazy("calendar", "Quarter"),
    Span.YEAR: pgettext_lazy("calendar", "Year"),
}
LOOKS = {
    By.OBJECT: gettext_lazy("By object"),
    By.BODY: gettext_lazy("By body"),
    By.NEVER: gettext_lazy("Not visited"),
}
OVER = {InspectionState.ISSUED.value, InspectionState.CLOSED.value}
LANE, GAP, LEAST = 12, 3, 0.15
"""Height of a line of bars and of the space around it in pixels; the least width in units."""
FIRST_YEAR, LAST_YEAR = 2000, 2100
LONGEST_NUMBER = 6


@dataclass(frozen=True, slots=True)
class Bar:
    """An inspection as it is drawn; places in units of the drawing."""

    x: str
    y: int
    width: str
    css: str
    url: str
    words: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A line of the calendar as it is drawn."""

    line: Line
    bars: list[Bar]
    height: int


@require_GET
def calendar(request: ActorRequest) -> HttpResponse:
    """Show the inspections in sight over a month, a quarter or a year."""
    by, frame, page = _asked(request)
    found = queries.plans(request.actor, frame, by, page)
    today = timezone.localdate()
    here = today if frame.shows(today) else frame.first

    def at(**changes: Any) -> str:
        kept = {"span": frame.span.value, "day": frame.first, "by": by.value, **changes}
        return f"{reverse('inspections:calendar')}?{urlencode(kept)}"

    context = {
        "title": _("Plan calendar"), "name": _name(frame), "by": by, "frame": frame, "plans": found,
        "spans": [Tab(words, at(span=each.value, day=here), each is frame.span)
                  for each, words in SPANS.items()],
        "looks": [Tab(words, at(by=each.value), each is by) for each, words in LOOKS.items()],
        "before": at(day=frame.before), "after": at(day=frame.after), "now": at(day=today),
        "rows": [_drawn(frame, line) for line in found.lines],
        "units": [_unit(frame, each) for each in frame.units],
        "grid": "".join(f"M{n} 0V999" for n in range(1, frame.width)),
        "lane": LANE, "today": f"{frame.at(today):.3f}" if here == today else None,
        "newer": at(page=page - 1) if page else "",
        "older": at(page=page + 1) if (page + 1) * ROWS < found.count else "",
        "nothing": _nothing(by),
    }  # fmt: skip
    return render(request, "inspections/calendar.html", context)


def _asked(request: ActorRequest) -> tuple[By, Frame, int]:
    """Return what the address asks for; what makes no sense is as if it were not said."""
    asked = request.GET
    by = By(asked["by"]) if asked.get("by") in set(By) else By.OBJECT
    span = Span(asked["span"]) if asked.get("span") in set(Span) else Span.QUARTER
    page = asked.get("page", "")[:LONGEST_NUMBER]
    frame = Frame.around(span, _day(asked.get("day", "")))
    return by, frame, int(page) if page.isdecimal() else 0


def _day(words: str) -> date:
    """Return the day named; today if it is none, or one that no calendar of ours reaches."""
    try:
        found = parse_date(words)
    except ValueError:
        found = None
    if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
        return timezone.localdate()
    return found


def _name(frame: Frame) -> str:
    year = frame.first.year
    if frame.span is Span.YEAR:
        return _("%(year)s") % {"year": year}
    if frame.span is Span.QUARTER:
        return _("Quarter %(n)s of %(year)s") % {"n": (frame.first.month + 2) // 3, "year": year}
    return date_format(frame.first, "YEAR_MONTH_FORMAT")


def _unit(frame: Frame, first: date) -> str:
    """Return what stands above a unit."""
    if frame.span is Span.YEAR:
        return date_format(first, "M")
    return str(first.day) if frame.span is Span.MONTH else f"{first.month}.{first.day}"


def _drawn(frame: Frame, line: Line) -> Drawn:
    every = {each.pk: each for each in line.entries}
    rows = lanes(each.days for each in line.entries)
    bars = [
        _bar(frame, every[one.key], n, is_near=one.key in line.near)
        for n, lane in enumerate(rows) for one in lane
    ]  # fmt: skip
    return Drawn(line, bars, max(1, len(rows)) * (LANE + GAP) + GAP)


def _bar(frame: Frame, entry: Entry, lane: int, *, is_near: bool) -> Bar:
    since, until = frame.at(entry.days.first), frame.at(entry.days.last + DAY)
    days = f"{said(entry.days.first)}–{said(entry.days.last)}"
    words = f"{entry.number} {entry.title} {days} {dict(STATES)[entry.state]}"
    css = "is-near" if is_near else _looks(entry.state)
    url = reverse("inspections:inspection", args=[entry.pk])
    width = f"{max(until - since, LEAST):.3f}"
    return Bar(f"{since:.3f}", lane * (LANE + GAP) + GAP, width, css, url, words)


def _looks(state: str) -> str:
    if state in UNDECIDED:
        return "is-draft"
    return "is-over" if state in OVER else "is-set"


def _nothing(by: By) -> Nothing:
    if by is By.NEVER:
        words = _("Objects without an inspection in these days stand here.")
        return Nothing(_("Every object in sight is visited"), words)
    words = _("Inspections that are planned or held in these days stand here.")
    return Nothing(_("No inspections in these days"), words)

"""Pages of time limits and of the calendar of working days."""

from calendar import Calendar
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from liandu.deadlines import actions, queries
from liandu.deadlines.forms import ImportForm, LimitForm, MarkForm
from liandu.deadlines.models import CalendarDay
from liandu.kernel.errors import NotVisible
from liandu.kernel.permits import allowed, require
from liandu.orgs.rules import AdminKind, RoleCode
from liandu.web.forms import Ask, Form, respond_form
from liandu.web.middleware import ActorRequest
from liandu.web.pages import nav

YEARS = range(2000, 2100)
SATURDAY = 5

nav(
    "deadlines", gettext_lazy("Time limits and calendar"), "calendar", "deadlines:limit_list",
    group="admin", order=60,
    sees=lambda actor: actor.admin == AdminKind.SYSTEM or actor.has(RoleCode.SECRETARIAT),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Square:
    """One day of the year as it is drawn; ``kind`` is off, work, rest or empty."""

    day: date
    kind: str
    note: str
    is_today: bool


@require_GET
def limit_list(request: ActorRequest) -> HttpResponse:
    """Show how long each thing may take, and where that is from."""
    context = {
        "title": _("Time limits"),
        "limits": queries.limits(),
        "may_edit": allowed(request.actor, "deadlines.set_limit"),
    }
    return render(request, "deadlines/limit_list.html", context)


@require_http_methods(["GET", "POST"])
def limit_set(request: ActorRequest, code: str) -> HttpResponse:
    """Change one limit."""
    limit = queries.limit_row(code)
    require(request.actor, "deadlines.set_limit", limit)
    back = reverse("deadlines:limit_list")
    return respond_form(
        request,
        LimitForm,
        action=lambda clean: actions.set_limit(actor=request.actor, code=code, **clean),
        success=back,
        done=gettext_lazy("The time limit is changed."),
        initial={"amount": limit.amount, "unit": limit.unit, "basis": limit.basis},
        ask=Ask(
            title=str(limit),
            intro=_("Terms that run already keep their last day; new ones follow the change."),
            button=_("Change the limit"),
            back=back,
            crumbs=((_("Time limits"), back),),
        ),
    )


@require_http_methods(["GET", "POST"])
def limit_reset(request: ActorRequest, code: str) -> HttpResponse:
    """Put one limit back to what was delivered."""
    limit = queries.limit_row(code)
    require(request.actor, "deadlines.reset_limit", limit)
    back = reverse("deadlines:limit_list")
    return respond_form(
        request,
        Form,
        action=lambda _clean: actions.reset_limit(actor=request.actor, code=code),
        success=back,
        done=gettext_lazy("The time limit is as it was delivered."),
        ask=Ask(
            title=_("Put %(limit)s back to the default?") % {"limit": limit},
            intro=_("Terms that run already keep their last day."),
            button=_("Back to default"),
            back=back,
            crumbs=((_("Time limits"), back),),
        ),
    )


@require_GET
def calendar(request: ActorRequest, year: int = 0) -> HttpResponse:
    """Show a year with its holidays and make-up days."""
    today = timezone.localdate()
    year = year or today.year
    if year not in YEARS:
        raise NotVisible
    known = queries.years()
    context = {
        "title": _("Calendar of working days"),
        "year": year,
        "years": sorted({*known, today.year, today.year + 1}),
        "is_announced": known.get(year, False),
        "months": _months(year, queries.days_of(year), today),
        "may_edit": allowed(request.actor, "deadlines.mark_days"),
    }
    return render(request, "deadlines/calendar.html", context)


@require_http_methods(["GET", "POST"])
def days_mark(request: ActorRequest) -> HttpResponse:
    """Mark a holiday or a make-up day."""
    require(request.actor, "deadlines.mark_days")
    return respond_form(
        request,
        MarkForm,
        action=lambda clean: _marked(request, clean),
        success=_year_url,
        done=gettext_lazy("The calendar is changed."),
        initial={"first": request.GET.get("day", "")},
        ask=Ask(title=_("Mark days"), button=_("Mark"), back=reverse("deadlines:calendar")),
    )


@require_http_methods(["GET", "POST"])
def days_import(request: ActorRequest) -> HttpResponse:
    """Take the days of a list."""
    require(request.actor, "deadlines.mark_days")
    return respond_form(
        request,
        ImportForm,
        action=lambda clean: _marked(request, clean),
        success=_year_url,
        done=gettext_lazy("The list is in the calendar."),
        ask=Ask(
            title=_("Import holidays"),
            intro=_("Paste the yearly notice as a list, or choose a file. A bad line stops all."),
            button=_("Import"),
            back=reverse("deadlines:calendar"),
        ),
    )


@require_http_methods(["GET", "POST"])
def year_announce(request: ActorRequest, year: int) -> HttpResponse:
    """Say that the holidays of a year are announced, or not yet."""
    require(request.actor, "deadlines.announce_year")
    if year not in YEARS:
        raise NotVisible
    is_new = not queries.years().get(year, False)
    title = (
        _("Are the holidays of %(year)s announced and entered?")
        if is_new
        else _("Take %(year)s for provisional again?")
    )
    return respond_form(
        request,
        Form,
        action=lambda _clean: actions.announce_year(
            actor=request.actor, year=year, is_announced=is_new
        ),
        success=reverse("deadlines:calendar_year", args=[year]),
        done=gettext_lazy("The year is settled."),
        ask=Ask(
            title=title % {"year": year},
            intro=_("Terms in working days that reach into a provisional year say so."),
            button=_("Announced") if is_new else _("Provisional"),
            back=reverse("deadlines:calendar_year", args=[year]),
        ),
    )


def _marked(request: ActorRequest, clean: dict[str, Any]) -> int:
    """Mark the days and return the year to show."""
    actions.mark_days(actor=request.actor, marks=clean["marks"])
    year: int = clean["marks"][0].day.year
    return year


def _year_url(year: int) -> str:
    return reverse("deadlines:calendar_year", args=[year])


def _months(
    year: int, marked: dict[date, CalendarDay], today: date
) -> list[tuple[date, list[list[Square | None]]]]:
    """Return the months of a year as weeks of squares, with gaps before the first and after."""
    return [
        (
            date(year, month, 1),
            [
                [_square(day, marked, today) if day.month == month else None for day in week]
                for week in Calendar().monthdatescalendar(year, month)
            ],
        )
        for month in range(1, 13)
    ]


def _square(day: date, marked: dict[date, CalendarDay], today: date) -> Square:
    row = marked.get(day)
    if row is not None:
        kind = "work" if row.is_working else "off"
    else:
        kind = "rest" if day.weekday() >= SATURDAY else ""
    return Square(day, kind, row.note if row else "", day == today)

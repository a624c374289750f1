"""All figures of a period on one page, and the lists of what was visited."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy
from django.views.decorators.http import require_GET

from liandu.figures import actions, listings, queries
from liandu.figures.queries import Sets
from liandu.figures.rules import By, Period, Span
from liandu.kernel.errors import NotVisible
from liandu.kernel.permits import allowed
from liandu.orgs.models import Jurisdiction
from liandu.web import charts, spreadsheet
from liandu.web.middleware import ActorRequest
from liandu.web.pieces import Tab

SPANS = {
    Span.YEAR: pgettext_lazy("period", "Year"),
    Span.QUARTER: pgettext_lazy("period", "Quarter"),
    Span.MONTH: pgettext_lazy("period", "Month"),
}


def read_by(request: ActorRequest) -> None:
    """Pass if the figures concern the actor.

    :raises NotVisible: otherwise: administrators and the overseen have none
    """
    if not allowed(request.actor, "figures.read_figures"):
        raise NotVisible


def asked_period(request: ActorRequest) -> str:
    """Return the key of the period asked for, by name or by its two days."""
    since, until = request.GET.get("since", ""), request.GET.get("until", "")
    return f"{since}_{until}" if since and until else request.GET.get("period", "")


def address(period: str, place: Any, by: str = "") -> str:
    """Return the address of a page of figures for a period, a place and what tells them apart."""
    parts = [f"period={period}"] if period else []
    parts += [f"place={place.pk}"] if place else []
    parts += [f"by={by}"] if by else []
    return f"?{'&'.join(parts)}"


def asked_place(request: ActorRequest) -> Jurisdiction | None:
    """Return the place asked for, if there is one."""
    asked = request.GET.get("place", "")
    found: Jurisdiction | None = (
        Jurisdiction.objects.filter(pk=asked).first() if asked.isdecimal() else None
    )
    return found


@require_GET
def figures(request: ActorRequest) -> HttpResponseBase:
    """Show every figure of a period, what it was before, and where it comes from.

    :raises NotVisible: for those whom the figures do not concern
    """
    read_by(request)
    today = timezone.localdate()
    period, place = Period.read(asked_period(request), today), asked_place(request)
    by = By.read(request.GET.get("by", ""))
    at = listings.Place(period, today, place.pk if place else None)
    sets = Sets(request.actor, period, at.place_id)
    last = Period.read(period.previous, today) if period.previous else None
    before = (
        queries.figures(Sets(request.actor, last, at.place_id), is_standing=False) if last else {}
    )
    shown = listings.groups(queries.figures(sets), before, at)
    rows = listings.table(queries.told_apart(sets, by), at, by)
    if request.GET.get("export"):
        return _file(request, shown, rows, by)
    context = {
        **periods(period, place, by, today), "groups": shown, "ages": charts.bands(*_ages(shown)),
        "rows": rows, "heads": [queries.FIGURES[key] for key in queries.COMPARED],
        "by_tabs": [
            Tab(label, f"{address(period.key, place, one)}#h-by", one is by)
            for one, label in listings.BY_NAMES.items()
        ],
        "before_name": queries.name_of(last) if last else "",
        "parts": [] if place else Jurisdiction.objects.filter(parent=None),
        "as_of": timezone.now(), "may_freeze": allowed(request.actor, "figures.take_snapshot"),
        "may_compare": allowed(request.actor, "figures.begin_reconciliation"),
        **trend(sets),
    }  # fmt: skip
    return render(request, "figures/figures.html", context)


def periods(period: Period, place: Any, by: str, today: date) -> dict[str, Any]:
    """Return what the choice of a period is drawn of."""
    return {
        "period": period, "place": place, "by": by, "period_name": queries.name_of(period),
        "spans": [
            Tab(word, address(period.as_span(span, today), place, by), span == period.span)
            for span, word in SPANS.items()
        ],
        "previous": period.previous and address(period.previous, place, by),
        "next": period.next and address(period.next, place, by),
        "whole": address(period.key, None, by),
    }  # fmt: skip


def trend(sets: Sets) -> dict[str, Any]:
    """Return the chart of twelve months, and the table that says the same."""
    months = queries.trend(sets)
    names = ("visits", "found", "closed")
    bars, *lines = (
        charts.Series(
            queries.MEASURES[name].label, [numbers[name] for _day, numbers in months], css
        )
        for name, css in zip(names, charts.LOOKS, strict=True)
    )
    labels = [pgettext("month", "%(month)s") % {"month": day.month} for day, _numbers in months]
    spoken = _("Inspections, findings and what was closed, month by month; the table says the same")
    return {
        "chart": charts.trend(labels, bars, lines, spoken),
        "chart_series": [bars, *lines],
        "chart_rows": [(day, [numbers[name] for name in names]) for day, numbers in months],
    }


def _ages(shown: Sequence[tuple[Any, list[Any]]]) -> tuple[list[tuple[Any, int]], Any]:
    """Return the bars of ages, and what is spoken of them."""
    return [(one.figure.label, one.value) for one in shown[-1][1]], shown[-1][0]


def _file(request: ActorRequest, shown: Any, rows: Any, by: By) -> HttpResponseBase:
    """Answer with all figures as a workbook."""
    lines = list(listings.lines_of_file(shown, rows, by))
    actions.export_figures(actor=request.actor, count=len(lines), query=request.GET.urlencode())
    name = f"{pgettext('statistics', 'Figures')}-{timezone.localtime():%Y%m%d-%H%M}"
    return spreadsheet.as_xlsx(name, listings.HEADS, lines, author=str(request.user))


def _visited(request: ActorRequest) -> Sets:
    """Return the sets that a list of what was visited is read from.

    :raises NotVisible: for those whom the figures do not concern
    """
    read_by(request)
    since, until = request.GET.get("days_after", ""), request.GET.get("days_before", "")
    asked = request.GET.get("jurisdiction", "")
    period = Period.read(f"{since}_{until}", timezone.localdate())
    return Sets(request.actor, period, int(asked) if asked.isdecimal() else None)


@require_GET
def objects(request: ActorRequest) -> HttpResponseBase:
    """Show the objects that were visited, the most often visited first."""
    return listings.OBJECTS.respond(request, _visited(request).visited_objects())


@require_GET
def bodies(request: ActorRequest) -> HttpResponseBase:
    """Show the bodies that answer for what was visited, the most often visited first."""
    return listings.BODIES.respond(request, _visited(request).visited_bodies())

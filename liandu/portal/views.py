"""The desk, where most people begin, and the head-line figures, where leaders do."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET

from liandu.deadlines.queries import edition
from liandu.figures.queries import Sets, name_of
from liandu.figures.rules import Period
from liandu.figures.views.cockpit import SPANS, asked_period, trend
from liandu.kernel.actor import Actor
from liandu.kernel.errors import NotVisible
from liandu.kernel.permits import allowed
from liandu.orgs.rules import AdminKind
from liandu.portal import listings, queries
from liandu.portal.panels import PILES, desk_items, lights
from liandu.portal.rules import DeskItem, Heating, monday_of, piled
from liandu.web.middleware import ActorRequest
from liandu.web.pieces import Choice, Nothing, Tab

Heap = Callable[[Actor], list[queries.Waiting]]
HEAPS: dict[str, tuple[Any, Heap]] = {
    "": (pgettext_lazy("tasks", "Mine"), queries.waiting),
    "given": (pgettext_lazy("tasks", "Given out"), queries.given_out),
    "followed": (pgettext_lazy("tasks", "Followed"), queries.followed),
}
SATURDAY = 5
HOMES = {
    AdminKind.SYSTEM: "orgs:person_list",
    AdminKind.SECURITY: "orgs:person_list",
    AdminKind.AUDIT: "audit:event_list",
}
WAYS = (
    ("inspections.plan_inspection",
     Choice(gettext_lazy("Plan an inspection"), "inspections:plan", "clipboard-check")),
    ("findings.register_finding",
     Choice(gettext_lazy("Register a finding"), "findings:finding_new", "plus", "btn-primary")),
)  # fmt: skip


@require_GET
def home(request: ActorRequest) -> HttpResponse:
    """Lead everybody to where their day begins."""
    if request.actor.admin:
        return redirect(HOMES[AdminKind(request.actor.admin)])
    is_only_leader = request.actor.has("leader") and not request.actor.has("secretariat", "head")
    return redirect("portal:overview" if is_only_leader else "portal:desk")


@require_GET
def desk(request: ActorRequest) -> HttpResponse:
    """Show what waits for the person, what was given out, what is followed.

    :raises NotVisible: for administrators, who have no business of their own
    """
    if request.actor.admin:
        raise NotVisible
    which = request.GET.get("which", "")
    which = which if which in HEAPS else ""
    items = desk_items(HEAPS[which][1](request.actor), edition())
    today = timezone.localdate()
    context = {
        "heaps": _heaps(items),
        "count": len(items),
        "is_full": len(items) >= queries.MOST,
        "tabs": [
            Tab(word, f"?which={key}" if key else "?", current=key == which)
            for key, (word, _heap) in HEAPS.items()
        ],
        "ways": _ways(request.actor),
        "today": today,
        "week_number": today.isocalendar().week,
        "nothing": _nothing(request.actor, which),
        **_beside(request, today),
    }
    return render(request, "portal/desk.html", context)


def _heaps(items: list[DeskItem]) -> list[tuple[Any, list[DeskItem]]]:
    zone = timezone.get_current_timezone()
    return [(PILES[pile], heap) for pile, heap in piled(items, timezone.now(), zone)]


def _ways(actor: Actor) -> list[Choice]:
    """Return what can be begun from here; the last is what most people come for."""
    return [replace(way, url=reverse(way.url)) for name, way in WAYS if allowed(actor, name)]


def _nothing(actor: Actor, which: str) -> Nothing:
    """Return what an empty desk says."""
    if actor.post_id is None:
        return Nothing(
            _("You hold no post"), _("Tasks come with a post. Ask your system administrator.")
        )
    if which == "followed":
        return Nothing(
            _("You follow nothing"), _("Press Follow on a record to find it here.")
        )  # fmt: skip
    if which == "given":
        return Nothing(_("You wait for nobody"), _("What others owe your body appears here."))
    return Nothing(
        _("Nothing waits for you"), _("What is asked of your post appears here by its date.")
    )


def _beside(request: ActorRequest, today: date) -> dict[str, Any]:
    """Return what stands beside the heaps: the week, the objects, what happened."""
    monday = monday_of(_asked_day(request, today))
    week = queries.schedule(request.actor, monday)
    led = queries.led_objects(request.actor)
    return {
        "friday": week[-1][0],
        "monday": monday,
        "last_week": monday - timedelta(days=7),
        "next_week": monday + timedelta(days=7),
        "week": week,
        "agenda": queries.first_days(week),
        "lights": lights(led, today) if led else None,
        "recent": queries.recent(request.actor),
    }


def _asked_day(request: ActorRequest, today: date) -> date:
    """Return the day whose week is asked for; at a weekend that is the one to come."""
    this = today + timedelta(days=2) if today.weekday() >= SATURDAY else today
    try:
        day = date.fromisoformat(request.GET.get("week", ""))
    except ValueError:
        return this
    return day if abs(day - today) < timedelta(days=3660) else this


@require_GET
def overview(request: ActorRequest) -> HttpResponse:
    """Show the head-line figures of a period, by jurisdiction; each opens its list.

    :raises NotVisible: for administrators and the overseen, whom the figures do not concern
    """
    if not allowed(request.actor, "portal.read_overview"):
        raise NotVisible
    today = timezone.localdate()
    period = Period.read(asked_period(request), today)
    asked = request.GET.get("place", "")
    table = queries.table(request.actor, period, int(asked) if asked.isdecimal() else None)
    context = {
        "period": period,
        "period_name": name_of(period),
        "place": table.place,
        "spans": [
            Tab(word, _address(period.as_span(span, today), table.place), span == period.span)
            for span, word in SPANS.items()
        ],
        "previous": period.previous and _address(period.previous, table.place),
        "next": period.next and _address(period.next, table.place),
        "whole": _address(period.key, None),
        "headline": listings.cells(table.total, period, table.place),
        "figures": listings.FIGURES,
        "comparison": listings.comparison(table.rows, period),
        "map": listings.schematic(table.rows, period),
        **_heat(request, period, table),
        **trend(Sets(request.actor, period, table.place.pk if table.place else None)),
        "as_of": timezone.now(),
    }
    return render(request, "portal/overview.html", context)


def _heat(request: ActorRequest, period: Period, table: queries.Table) -> dict[str, Any]:
    """Return what stands open or is at risk now, by link and jurisdiction."""
    heating = Heating.read(request.GET.get("heat", ""))
    found = queries.heat(request.actor, heating, table)
    address = _address(period.key, table.place)
    return {
        "heat": found,
        "heat_rows": listings.heat_rows(found, heating),
        "heat_sums": [found.of_link(code) for code, _name in found.links],
        "heat_tabs": [
            Tab(label, f"{address}&heat={one}#h-heat", one == heating)
            for one, (label, _url, _query) in listings.HEATED.items()
        ],
    }


def _address(period: str, place: Any) -> str:
    """Return the address of this page for a period and a place."""
    return f"?period={period}&place={place.pk}" if place else f"?period={period}"

"""The desk, where most people begin, and the head-line figures, where leaders do."""

from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from liandu.kernel.actor import Actor
from liandu.kernel.errors import NotVisible
from liandu.orgs.rules import AdminKind
from liandu.portal import listings, queries
from liandu.portal.panels import PILES, desk_items
from liandu.portal.rules import Period, monday_of, piled
from liandu.web.middleware import ActorRequest
from liandu.web.pages import nav
from liandu.web.pieces import Nothing, Tab

HEAPS = {"": queries.waiting, "given": queries.given_out, "followed": queries.followed}
HEAP_WORDS = {"": _("Mine"), "given": _("Given out"), "followed": _("Followed")}
HOMES = {
    AdminKind.SYSTEM: "orgs:person_list",
    AdminKind.SECURITY: "orgs:person_list",
    AdminKind.AUDIT: "audit:event_list",
}


def home(request: ActorRequest) -> HttpResponse:
    """Lead everybody to where their day begins."""
    if request.actor.admin:
        return redirect(HOMES[AdminKind(request.actor.admin)])
    is_only_leader = request.actor.has("leader") and not request.actor.has("secretariat", "head")
    return redirect("portal:overview" if is_only_leader else "portal:desk")


def desk(request: ActorRequest) -> HttpResponse:
    """Show what waits for the person, what was given out, what is followed."""
    which = request.GET.get("which", "")
    heap = HEAPS.get(which, queries.waiting)
    items = desk_items(heap(request.actor))
    today = timezone.localdate()
    context = {
        "heaps": _heaps(items),
        "count": len(items),
        "tabs": [
            Tab(word, f"?which={key}", current=key == which) for key, word in HEAP_WORDS.items()
        ],
        "today": today,
        "week_number": today.isocalendar().week,
        "nothing": Nothing(
            _("Nothing waits for you"), _("What is asked of your post appears here by its date.")
        ),
        **_beside(request, today),
    }
    return render(request, "portal/desk.html", context)


def _heaps(items: list[Any]) -> list[tuple[Any, list[Any]]]:
    zone = timezone.get_current_timezone()
    return [(PILES[pile], heap) for pile, heap in piled(items, timezone.now(), zone)]


def _beside(request: ActorRequest, today: date) -> dict[str, Any]:
    """Return what stands beside the heaps: the week, the projects, what happened."""
    monday = monday_of(_asked_day(request, today))
    return {
        "monday": monday,
        "last_week": monday - timedelta(days=7),
        "next_week": monday + timedelta(days=7),
        "week": queries.schedule(request.actor, monday),
        "objects": queries.my_objects(request.actor)[:5],
        "recent": queries.recent(request.actor),
    }


def _asked_day(request: ActorRequest, today: date) -> date:
    """Return the day whose week is asked for; today if the address says none."""
    try:
        return date.fromisoformat(request.GET.get("week", ""))
    except ValueError:
        return today


def overview(request: ActorRequest) -> HttpResponse:
    """Show the head-line figures of a period, by jurisdiction; each opens its list.

    :raises NotVisible: for administrators and the overseen, whom the figures do not concern
    """
    if not sees_overview(request.actor):
        raise NotVisible
    period = Period.read(request.GET.get("period", ""), timezone.localdate())
    rows = queries.by_jurisdiction(request.actor, period)
    context = {
        "period": period,
        "periods": _periods(period),
        "headline": listings.cells(queries.figures(request.actor, period), period),
        "columns": [figure.label for figure in listings.FIGURES],
        "table": listings.table(rows, period),
        "map": listings.tiles(rows, period),
        "as_of": timezone.now(),
    }
    return render(request, "portal/overview.html", context)


def _periods(period: Period) -> list[Tab]:
    """Return the year, its quarters and the present month as choices."""
    year = period.since.year
    month = f"{timezone.localdate():%Y-%m}"
    keys = [str(year), *(f"{year}-Q{number}" for number in range(1, 5)), month]
    return [Tab(key, f"?period={key}", current=key == period.key) for key in dict.fromkeys(keys)]


def sees_overview(actor: Actor) -> bool:
    """Test whether the figures concern the post: those who supervise, not those overseen."""
    return actor.has("secretariat", "leader", "inspector") or (
        actor.has("head", "liaison") and actor.body_id is not None
    )


def has_desk(actor: Actor) -> bool:
    """Test whether ``actor`` holds a post."""
    return actor.post_id is not None


nav("desk", _("Desk"), "checklist", "portal:desk", order=1, sees=has_desk,
    count=queries.waiting_count, short=_("Desk"))  # fmt: skip
nav("overview", _("Overview"), "map-2", "portal:overview", order=2, sees=sees_overview,
    short=_("Overview"))  # fmt: skip

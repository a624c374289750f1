"""A week as a list, as the page a meeting is run from, and as a sheet of paper."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from liandu.deadlines.queries import edition
from liandu.dispatch import queries
from liandu.dispatch.listings import listing
from liandu.dispatch.panels import part
from liandu.dispatch.rules import WEEK, key_of, read_key, week_of
from liandu.kernel.errors import NotVisible
from liandu.web.middleware import ActorRequest


def week_named(key: str) -> date:
    """Return the Monday of the week that an address names.

    :raises NotVisible: if there is no such week
    """
    week = read_key(key)
    if week is None:
        raise NotVisible
    return week


def beside(week: date, name: str, *args: Any) -> dict[str, Any]:
    """Return the week as a page says it, with the ways to the ones beside it."""
    return {
        "week": week,
        "key": key_of(week),
        "sunday": week + WEEK - (WEEK / 7),
        "week_number": week.isocalendar().week,
        "before_url": reverse(name, args=[*args, key_of(week - WEEK)]),
        "after_url": reverse(name, args=[*args, key_of(week + WEEK)]),
    }


@require_GET
def week_list(request: ActorRequest, week: str = "") -> HttpResponseBase:
    """Show the sheets of a week: who filed, who did not, what is in the way."""
    monday = week_named(week) if week else week_of(timezone.localdate())
    rows = queries.of_week(request.actor, monday)
    return listing(monday, edition()).respond(request, rows, **beside(monday, "dispatch:week"))


@require_GET
def meeting(request: ActorRequest, week: str) -> HttpResponse:
    """Show all that the weekly meeting goes through, on one page."""
    return render(request, "dispatch/meeting.html", _whole(request, week_named(week)))


@require_GET
def print_week(request: ActorRequest, week: str) -> HttpResponse:
    """Show the same as a sheet of paper."""
    return render(request, "dispatch/print/week.html", _whole(request, week_named(week)))


def _whole(request: ActorRequest, week: date) -> dict[str, Any]:
    """Return what the meeting of a week goes through, red lights first."""
    rows = list(queries.of_week(request.actor, week).order_by("pk")[: queries.MOST])
    found = queries.shown(request.actor, week, rows)
    found.sort(key=lambda one: "rag".find(one.record.overview.letter) % 4)
    now = edition()
    zone = timezone.get_current_timezone()
    return {
        "parts": [part(request.actor, one) for one in found],
        "unfiled": [one for one in found if one.sheet.filed_at is None],
        "discussed": sum(one.sheet.discussed_at is not None for one in found),
        "obstacles": sum(len(one.obstacles) for one in found),
        "meeting_at": queries.hour("dispatch_meeting", now).of(week, now.calendar, zone),
        "as_of": timezone.now(),
        **beside(week, "dispatch:meeting"),
    }

"""The sheets of one week as a list."""

from datetime import date
from typing import Any

import django_filters as filters
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.deadlines.queries import Edition
from liandu.dispatch import actions, queries
from liandu.dispatch.models import STATES, WeeklyDispatch
from liandu.dispatch.rules import ItemKind, key_of
from liandu.orgs.models import Body
from liandu.web import draw
from liandu.web.listing import Column, Listing, View
from liandu.web.middleware import ActorRequest
from liandu.web.pieces import Nothing
from liandu.web.say import due


class SheetFilter(filters.FilterSet):
    """What the sheets of a week are narrowed by."""

    q = filters.CharFilter(
        label=_("Search"), field_name="supervised_object__name", lookup_expr="icontains"
    )
    state = filters.MultipleChoiceFilter(
        label=_("State"), choices=STATES, field_name="sheet_state", distinct=False
    )
    body = filters.ModelMultipleChoiceFilter(
        label=_("Responsible side"), queryset=Body.objects.all(), distinct=False
    )
    filed = filters.BooleanFilter(
        label=pgettext_lazy("sheet", "Filed"), field_name="sheet_filed_at", lookup_expr="isnull",
        exclude=True,
    )  # fmt: skip
    obstacle = filters.BooleanFilter(label=_("With obstacles"), field_name="has_obstacle")

    class Meta:
        model = WeeklyDispatch
        fields = ()


def columns(week: date, now: Edition) -> tuple[Column[WeeklyDispatch], ...]:
    """Return the columns for one week; ``now`` is the calendar that hours are counted by."""

    def sheet(row: WeeklyDispatch) -> Any:
        return queries.sheet_of(row, week, now)

    def texts(row: WeeklyDispatch, kind: ItemKind) -> str:
        found = sheet(row)
        return "；".join(i.text for i in found.items.all() if i.kind == kind) if found.pk else ""

    def link(row: WeeklyDispatch) -> str:
        return reverse("dispatch:sheet", args=[row.supervised_object_id, key_of(week)])

    return (
        Column("object", pgettext_lazy("works", "Object"), str, link=link, css="w-name"),
        Column("light", pgettext_lazy("filter", "Light"), light_words, draw=lamp),
        Column("current", _("Current link"), current, css="nowrap"),
        Column("state", _("State"), lambda r: sheet(r).words,
               draw=lambda r: draw.pill(*sheet(r).pill)),
        Column("due", _("Due"), lambda r: sheet(r).due_at, css="nowrap",
               draw=lambda r: due(sheet(r).due_at) if sheet(r).state == "open" else ""),
        Column("progress", _("Progress"), lambda r: sheet(r).progress),
        Column("obstacles", _("Obstacles"), lambda r: texts(r, ItemKind.OBSTACLE)),
        Column("promises", _("Promises"), lambda r: texts(r, ItemKind.PROMISE), hidden=True),
        Column("decisions", _("Decisions"), lambda r: texts(r, ItemKind.DECISION), hidden=True),
        Column("body", _("Responsible side"), lambda r: str(r.body),
               draw=lambda r: draw.org(r.body), css="nowrap"),
        Column("filed", pgettext_lazy("sheet", "Filed"), lambda r: sheet(r).filed_at,
               hidden=True),
    )  # fmt: skip


def listing(week: date, now: Edition) -> Listing[WeeklyDispatch]:
    """Return the list of one week."""
    return Listing(
        name="dispatch",
        title=_("Weekly dispatch"),
        columns=columns(week, now),
        filterset=SheetFilter,
        order=("pk",),
        template="dispatch/week_list.html",
        views=(
            View("all", pgettext_lazy("view", "All"), "", counted=True),
            View("open", pgettext_lazy("sheet", "Not filed"), "filed=false", counted=True),
            View("filed", pgettext_lazy("sheet", "Filed"), "filed=true", counted=True),
            View("obstacle", _("With obstacles"), "obstacle=true", counted=True),
        ),
        nothing=Nothing(
            _("Nothing is dispatched in this week"),
            _("Put a project on weekly dispatch on its page, under Dispatch."),
        ),
        search_hint=_("Name of the object"),
        exported=exported,
    )


def current(row: WeeklyDispatch) -> str:
    """Return the link the object stands at, with its place."""
    at: Any = row.supervised_object
    return f"{at.overview.place} {at.overview.current.link}" if at.overview.current else ""


def lamp(row: WeeklyDispatch) -> Any:
    """Return the light of the object."""
    record: Any = row.supervised_object
    return draw.lamp(record.overview.letter)


def light_words(row: WeeklyDispatch) -> str:
    """Return the light of the object in words."""
    record: Any = row.supervised_object
    return str(draw.LIGHTS[record.overview.letter])


def exported(request: ActorRequest, count: int) -> None:
    """Put an export on record before the file leaves."""
    actions.export_sheets(actor=request.actor, count=count, query=request.get_full_path())

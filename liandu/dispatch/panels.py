"""Weekly dispatch in the navigation, on the page of an object and on the desk."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.deadlines.queries import edition
from liandu.dispatch import queries
from liandu.dispatch.models import STANDINGS, DispatchItem, DispatchSheet
from liandu.dispatch.queries import Shown
from liandu.dispatch.rules import SHEET, fileable, key_of, week_of
from liandu.kernel.actor import Actor
from liandu.kernel.permits import allowed
from liandu.web import draw
from liandu.web.middleware import ActorRequest
from liandu.web.pages import nav
from liandu.web.panels import panel, tab
from liandu.web.pieces import Choice

ON_DESK = 6

nav("dispatch", _("Weekly dispatch"), "calendar-week", "dispatch:week_list", group="business",
    order=15, sees=lambda actor: actor.post_id is not None)  # fmt: skip
tab("works.object", "dispatch", pgettext_lazy("tab", "Dispatch"), order=40,
    count=lambda request, subject: queries.filed_count(request.actor, subject.pk))  # fmt: skip


@dataclass(frozen=True, slots=True)
class LineShown:
    """A line as it is drawn, with what the actor may do about it."""

    item: DispatchItem
    pill: Any
    keep_url: str = ""
    release_url: str = ""

    @property
    def words(self) -> Any:
        """Return how it stands in words."""
        return STANDINGS[self.item.standing][0]


@dataclass(frozen=True, slots=True)
class Part:
    """The sheet of an object and week as it is drawn."""

    shown: Shown
    pill: Any
    carried: list[LineShown]
    obstacles: list[LineShown]
    promises: list[LineShown]
    decisions: list[LineShown]
    choices: list[Choice]

    @property
    def lines(self) -> list[LineShown]:
        """Return every line, those that rolled on first."""
        return [*self.carried, *self.obstacles, *self.promises, *self.decisions]

    @property
    def light(self) -> Any:
        """Return the light of the object in words."""
        return draw.LIGHTS[self.shown.record.overview.letter]


def line(actor: Actor, item: DispatchItem) -> LineShown:
    """Return a line as ``actor`` sees it."""
    pill = draw.pill(*item.pill)
    if item.settled_at is not None:
        return LineShown(item, pill)
    may = [
        name for name in ("keep_item", "release_item") if allowed(actor, f"dispatch.{name}", item)
    ]
    urls = {name: reverse(f"dispatch:{name}", args=[item.pk]) for name in may}
    return LineShown(item, pill, urls.get("keep_item", ""), urls.get("release_item", ""))


def part(actor: Actor, shown: Shown) -> Part:
    """Return the sheet of an object and week as ``actor`` sees it."""
    for item in (*shown.carried, *shown.items):
        item.sheet.dispatch = shown.dispatch

    def lines(items: list[DispatchItem]) -> list[LineShown]:
        return [line(actor, item) for item in items]

    return Part(
        shown, draw.pill(*shown.sheet.pill), lines(shown.carried), lines(shown.obstacles),
        lines(shown.promises), lines(shown.decisions), choices(actor, shown),
    )  # fmt: skip


def choices(actor: Actor, shown: Shown) -> list[Choice]:
    """Return what ``actor`` can do with a sheet now; the main thing last."""
    sheet, dispatch = shown.sheet, shown.dispatch
    args = [dispatch.supervised_object_id, sheet.key]
    steps = {step.name for step in SHEET.open_from(sheet.state)}
    today = timezone.localdate()
    found = []
    has_begun = sheet.week <= today
    if "discuss" in steps and has_begun and allowed(actor, "dispatch.discuss_sheet", dispatch):
        url = reverse("dispatch:discuss", args=args)
        found.append(Choice(_("Record decisions"), url, "users", "btn-plain"))
    may_file = dispatch.covers(sheet.week) and sheet.week in fileable(today)
    if "file" in steps and may_file and allowed(actor, "dispatch.file_sheet", dispatch):
        label = _("Change the sheet") if sheet.filed_at else _("File the sheet")
        found.append(Choice(label, reverse("dispatch:file", args=args), "pencil",
                            "btn-primary"))  # fmt: skip
    return found


@panel("works.object", title=_("Weekly dispatch"), template="dispatch/parts/of_object.html",
       tab="dispatch")  # fmt: skip
def of_object(request: ActorRequest, subject: Any) -> Mapping[str, Any]:
    """Show how an object is dispatched and its sheets, week by week."""
    actor, week = request.actor, week_of(timezone.localdate())
    dispatch = queries.dispatch_of(actor, subject.pk)
    may_set = allowed(actor, "dispatch.start_dispatch", subject)
    is_on = dispatch is not None and dispatch.ended_week is None
    start = reverse("dispatch:start", args=[subject.pk])
    return {
        "dispatch": dispatch,
        "is_on": is_on,
        "now": _now(actor, subject, week) if dispatch and dispatch.covers(week) else None,
        "weeks": [_week(one) for one in queries.past_sheets(dispatch, week)] if dispatch else [],
        "panel_url": start if may_set else "",
        "panel_link": _("Change") if is_on else _("Put on weekly dispatch"),
        "stop_url": reverse("dispatch:stop", args=[subject.pk]) if may_set and is_on else "",
    }


def _now(actor: Actor, subject: Any, week: date) -> Part:
    """Return this week's sheet."""
    dispatch = queries.seen_dispatch(actor, subject.pk, week)
    return part(actor, queries.shown(actor, week, [dispatch])[0])


def _week(sheet: DispatchSheet) -> tuple[DispatchSheet, Any, list[tuple[DispatchItem, Any]]]:
    """Return a sheet with its pill and its lines, each with how it stands."""
    return (
        sheet,
        draw.pill(*sheet.pill),
        [(item, draw.pill(*item.pill)) for item in sheet.items.all()],
    )


@panel("portal.desk", title=_("Dispatch this week"), template="dispatch/parts/of_desk.html")
def of_desk(request: ActorRequest, _subject: Any) -> Mapping[str, Any] | None:
    """Show the projects dispatched this week, those with something in the way first."""
    actor, week = request.actor, week_of(timezone.localdate())
    rows = queries.filed(week, queries.of_week(actor, week)[: queries.MOST])
    if not rows:
        return None
    rows.sort(key=lambda row: "ra".find(row.record.overview.letter) % 3)
    now = edition()
    meeting = queries.hour("dispatch_meeting", now)
    zone = timezone.get_current_timezone()
    return {
        "lines": [(row, draw.pill(*row.sheet.pill)) for row in rows[:ON_DESK]],
        "count": len(rows),
        "rest": max(0, len(rows) - ON_DESK),
        "unfiled": sum(row.sheet.filed_at is None for row in rows),
        "meeting_at": meeting.of(week, now.calendar, zone),
        "week_number": week.isocalendar().week,
        "key": key_of(week),
        "panel_url": reverse("dispatch:meeting", args=[key_of(week)]),
        "panel_link": _("Go to the meeting"),
    }

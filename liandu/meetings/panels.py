"""Meetings in the navigation, in the search, on the desk and on the page of a committee."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.access.rules import RecordKind
from liandu.files.panels import gallery
from liandu.kernel.actor import Actor
from liandu.kernel.permits import allowed
from liandu.meetings import queries
from liandu.meetings.models import Meeting
from liandu.search.queries import Line, Shelf, noted, shelve
from liandu.web.draw import pill
from liandu.web.middleware import ActorRequest
from liandu.web.pages import nav
from liandu.web.panels import panel, tab

PLACE = "meetings.meeting"
ON_DESK = 6
AT_COMMITTEE = 20

nav("meetings", _("Meetings"), "calendar-event", "meetings:meeting_list", group="business",
    order=6, sees=lambda actor: actor.post_id is not None)  # fmt: skip
tab(PLACE, "materials", pgettext_lazy("meeting", "Materials"), order=20)
tab(PLACE, "minutes", _("Minutes"), order=30)
tab(PLACE, "record", pgettext_lazy("tab", "Record"), order=90)


def lines(actor: Actor, ids: Collection[UUID]) -> list[Line]:
    """Return meetings as the search shows them."""
    return [
        Line(
            one.pk, one.title, one.get_absolute_url(), state=pill(*one.pill),
            note=noted(one.host, timezone.localdate(one.starts_at)), text=one.about,
        )
        for one in queries.meetings(actor).filter(pk__in=ids)
    ]  # fmt: skip


shelve(Shelf(RecordKind.MEETING, "meeting", _("Meetings"), "calendar-event", "meetings:meeting",
             lines))  # fmt: skip


@panel("portal.desk", title=_("Resolutions to carry out"), template="meetings/parts/of_desk.html")
def of_desk(request: ActorRequest, _subject: Any) -> Mapping[str, Any] | None:
    """Show what meetings gave the actor's body to do, and the meetings that wait for it."""
    owed = queries.owed(request.actor)
    waiting = queries.waiting(request.actor)
    if not owed and not waiting:
        return None
    return {
        "resolutions": owed[:ON_DESK], "rest": max(0, len(owed) - ON_DESK),
        "meetings": [(one, pill(*one.pill)) for one in waiting],
        "panel_url": reverse("meetings:meeting_list"), "panel_link": _("All meetings"),
    }  # fmt: skip


@panel("committees.committee", title=_("Meetings"), template="meetings/parts/of_committee.html",
       order=20)  # fmt: skip
def of_committee(request: ActorRequest, subject: Any) -> Mapping[str, Any]:
    """Show the meetings of a committee, and the way to plan the next."""
    rows = queries.meetings(request.actor).filter(committee=subject).order_by("-ordinal")
    may = subject.dissolved_on is None and allowed(request.actor, "meetings.plan_meeting", subject)
    return {
        "lines": [(one, pill(*one.pill)) for one in rows[:AT_COMMITTEE]],
        "panel_url": reverse("meetings:plan", args=[subject.pk]) if may else "",
        "panel_link": _("Plan a meeting"),
    }


@panel(PLACE, title=pgettext_lazy("meeting", "Materials"), tab="materials",
       template="meetings/parts/materials.html")  # fmt: skip
def materials(request: ActorRequest, subject: Meeting) -> Mapping[str, Any]:
    """Show what was attached to a meeting."""
    found = gallery(request.actor, subject)
    return {"gallery": found, "panel_url": found.attach_url, "panel_link": _("Attach files")}

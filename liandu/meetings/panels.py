"""Meetings in the navigation, in the search, on the desk and on the page of a committee."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.access.rules import RecordKind
from liandu.committees.actions import HANDINGS
from liandu.files.panels import gallery
from liandu.kernel.actor import Actor
from liandu.kernel.permits import allowed
from liandu.meetings import actions, queries
from liandu.meetings.models import Meeting
from liandu.search.queries import Line, Shelf, noted, shelve
from liandu.web.draw import pill
from liandu.web.middleware import ActorRequest
from liandu.web.pages import nav
from liandu.web.panels import panel, tab

PLACE = "meetings.meeting"
COMMITTEE = "committees.committee"
AT_COMMITTEE = 20
AT_CHAIR = 3

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


@panel("portal.desk", title=_("Meetings that wait"), template="meetings/parts/of_desk.html")
def of_desk(request: ActorRequest, _subject: Any) -> Mapping[str, Any] | None:
    """Show the meetings that wait for the actor's body, and what of a rotating chair does."""
    waiting = queries.waiting(request.actor)
    of_chair = chair_waiting(request.actor)
    if not waiting and not of_chair:
        return None
    return {
        "of_chair": of_chair,
        "meetings": [(one, pill(*one.pill)) for one in waiting],
        "panel_url": reverse("meetings:meeting_list"),
        "panel_link": _("All meetings"),
    }


def chair_waiting(actor: Actor) -> list[tuple[Any, str, str]]:
    """Return what of a rotating chair waits for the actor's body: what, where, and of what."""
    return [
        *((_("A change of the chair is to be answered"), one.get_absolute_url(),
           str(one.term.committee)) for one in queries.changes_waiting(actor)),
        *((_("What is open is to be handed over with the chair"), one.get_absolute_url(),
           str(one.committee)) for one in queries.terms_ending(actor)),
        *((_("The hand-over of the chair is to be countersigned"), one.get_absolute_url(),
           str(one.term.committee)) for one in queries.handovers_waiting(actor)),
    ]  # fmt: skip


@panel(COMMITTEE, title=pgettext_lazy("chair", "Rotation"), order=10,
       template="meetings/parts/chair_of_committee.html")  # fmt: skip
def chair_of_committee(_request: ActorRequest, subject: Any) -> Mapping[str, Any]:
    """Show who has the chair of a committee now and who has it next, and lead to the calendar."""
    today = timezone.localdate()
    ahead = [term for term in queries.terms(subject) if term.ends_on >= today]
    return {
        "terms": ahead[:AT_CHAIR], "today": today,
        "panel_url": reverse("meetings:chair", args=[subject.pk]),
        "panel_link": _("Calendar of the chair"),
    }  # fmt: skip


def handed(actor: Actor, committee: Any, leaving: int, successor: int) -> int:
    """Give what somebody handles of resolutions to whoever takes their post in a committee."""
    return actions.give_resolutions(
        actor=actor, committee_id=committee.pk, leaving=leaving, successor=successor
    )


HANDINGS["meetings.resolutions"] = handed


@panel(COMMITTEE, title=_("Meetings"), template="meetings/parts/of_committee.html",
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

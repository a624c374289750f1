"""The list of meetings: columns, filters, views."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.meetings import actions
from liandu.meetings.models import MEETING_STATES, Meeting
from liandu.meetings.rules import BEFORE, MeetingState
from liandu.orgs.queries import open_bodies
from liandu.search.queries import holding
from liandu.web import draw
from liandu.web.listing import Column, Listing, View
from liandu.web.middleware import ActorRequest
from liandu.web.pieces import Nothing

AHEAD = "&".join(f"state={state}" for state in MeetingState if state in BEFORE)


def every_body(_request: Any) -> Any:
    """Return the bodies to choose from."""
    return open_bodies()


class MeetingFilter(filters.FilterSet):
    """What meetings are narrowed by. Every answer keeps within what the actor sees."""

    q = filters.CharFilter(label=_("Search"), method="search")
    state = filters.MultipleChoiceFilter(label=_("State"), choices=MEETING_STATES, distinct=False)
    host = filters.ModelMultipleChoiceFilter(
        label=pgettext_lazy("meeting", "In the chair"), distinct=False,
        queryset=every_body,  # type: ignore[arg-type]
    )  # fmt: skip

    class Meta:
        model = Meeting
        fields = ()

    def search(self, rows: QuerySet[Meeting], _name: str, value: str) -> QuerySet[Meeting]:
        """Return the rows that hold the words."""
        request: Any = self.request
        return holding(request.actor, rows, value)


def committee_of(meeting: Meeting) -> str:
    """Return the committee that meets, unless it is closed to the person."""
    committee: Any = getattr(meeting, "committee", None)
    return str(committee) if committee else ""


def open_of(row: Meeting) -> str:
    """Return how many resolutions of a row of the list are open, of all of them."""
    counted: Any = row
    every = counted.resolution_count
    return f"{counted.open_count} / {every}" if every else ""


def exported(request: ActorRequest, count: int) -> None:
    """Put an export on record before the file leaves."""
    actions.export_meetings(actor=request.actor, count=count, query=request.GET.urlencode())


COLUMNS: tuple[Column[Meeting], ...] = (
    Column("title", _("Title"), lambda m: m.title, link=Meeting.get_absolute_url, css="w-name"),
    Column("committee", pgettext_lazy("meeting", "Committee"), committee_of),
    Column("starts", _("Begins"), lambda m: m.starts_at, sort="starts_at", css="nowrap"),
    Column("place", pgettext_lazy("meeting", "Place"), lambda m: m.place, css="nowrap"),
    Column("host", pgettext_lazy("meeting", "In the chair"), lambda m: str(m.host),
           draw=lambda m: draw.org(m.host), css="nowrap"),
    Column("state", _("State"), lambda m: m.get_state_display(), css="nowrap",
           draw=lambda m: draw.pill(*m.pill)),
    Column("resolutions", _("Open resolutions"), open_of, css="nowrap"),
    Column("about", pgettext_lazy("meeting", "About"), lambda m: m.about, hidden=True),
)  # fmt: skip

MEETINGS: Listing[Meeting] = Listing(
    name="meetings",
    title=_("Meetings"),
    columns=COLUMNS,
    filterset=MeetingFilter,
    order=("-starts_at",),
    template="web/list.html",
    views=(
        View("all", pgettext_lazy("view", "All"), ""),
        View("ahead", pgettext_lazy("meeting", "Ahead"), AHEAD),
        View("signing", _("Minutes being countersigned"), f"state={MeetingState.COUNTERSIGNING}"),
    ),
    nothing=Nothing(
        _("No meetings yet"),
        _("The secretariat of a committee plans its meetings on the committee's page."),
    ),
    search_hint=_("Title, what it is about, minutes"),
    exported=exported,
)  # fmt: skip

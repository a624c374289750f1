"""The bell, the inbox in the navigation, and the button to follow a record for any record's page.

Write ``{% panels "record.acts" finding %}`` there.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import icalendar
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from liandu.access.models import Guarded
from liandu.kernel.permits import allowed
from liandu.notices import queries
from liandu.orgs.models import Person
from liandu.web.middleware import ActorRequest
from liandu.web.pages import bell, nav
from liandu.web.panels import panel

bell("notices:inbox", queries.unread_count)
nav("notices", _("Inbox"), "bell", "notices:inbox", group="support", order=10,
    sees=lambda actor: actor.post_id is not None, letter="n")  # fmt: skip


@panel("record.acts", title="", template="notices/parts/follow.html", is_bare=True)
def follow_button(request: ActorRequest, record: Guarded) -> Mapping[str, Any] | None:
    """Show whether the person follows ``record``, and let them change that."""
    if not allowed(request.actor, "notices.follow", record):
        return None
    return {"follows": queries.follows(request.actor, record)}


@panel("orgs.account", title=_("Notices"), template="notices/parts/of_account.html")
def of_account(request: ActorRequest, person: Any) -> Mapping[str, Any] | None:
    """Show how the person is told, who stands in for them, and whether they have a calendar."""
    if not allowed(request.actor, "notices.set_wish"):
        return None
    return {
        "email": person.email,
        "is_mail_on": queries.is_mail_on(),
        "wish": queries.wish_of(person.pk),
        "absences": queries.absences(request.actor),
        "stood_in_for": queries.stood_in_for(request.actor),
        "calendar": queries.has_calendar(request.actor),
    }


def calendar_text(owner: Person) -> bytes:
    """Return the calendar of a person (RFC 5545): what they are to do until when, and visits."""
    made = icalendar.Calendar()
    made.add("prodid", f"-//Liandu//{settings.NODE_NAME}//ZH")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", gettext("Liandu"))
    now = timezone.now()
    for entry in queries.calendar_entries(owner, now):
        made.add_component(_event(entry, now))
    found: bytes = made.to_ical()
    return found


def _event(entry: queries.CalendarEntry, now: datetime) -> icalendar.Event:
    """Return one entry as calendars read it: whole days, which block nobody's time."""
    event = icalendar.Event()
    event.add("uid", f"{entry.key}@{settings.NODE_NAME}")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", entry.first)
    event.add("dtend", entry.last + timedelta(days=1))
    event.add("summary", entry.words)
    event.add("url", f"{settings.LIANDU_URL}{entry.url}")
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    return event

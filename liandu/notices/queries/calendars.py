"""What stands in a person's calendar: what falls due, and what the apps above add to it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import pgettext

from liandu.access.rules import Label
from liandu.kernel.actor import Actor
from liandu.kernel.whom import answer_to
from liandu.notices.queries.duties import asked_words, duties_of
from liandu.orgs.models import Person
from liandu.orgs.queries import actor_for

AHEAD, BEHIND = timedelta(days=365), timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Visit:
    """Something that takes place about a record, from one day to another."""

    key: str
    record: Any
    first: date
    last: date
    url: str


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One entry of a calendar, in words that may leave the house."""

    key: str
    words: str
    first: date
    last: date
    url: str


Visits = Callable[[Actor, date, date], Iterable[Visit]]
VISITS: list[Visits] = []


def visits_with(find: Visits) -> None:
    """Put what ``find`` yields for an actor, between two days, into calendars."""
    VISITS.append(find)


def calendar_entries(owner: Person, now: datetime) -> list[CalendarEntry]:
    """Return what stands in a person's calendar at this moment, by what they may know of."""
    actor = actor_for(owner.pk, now, admin=owner.admin)
    answer_to(actor)
    found = [_due(duty) for duty in duties_of(owner.pk, now, now + AHEAD)]
    days = [timezone.localdate(now - BEHIND), timezone.localdate(now + AHEAD)]
    for find in VISITS if actor.post_id else []:
        found += [
            CalendarEntry(visit.key, named(visit.record), visit.first, visit.last, visit.url)
            for visit in find(actor, days[0], days[1])
        ]
    return found


def _due(duty: Any) -> CalendarEntry:
    day = timezone.localdate(duty.due_at)
    words = pgettext("calendar", "Due: %(asked)s, %(record)s") % {
        "asked": asked_words(duty.asked), "record": named(duty.record),
    }  # fmt: skip
    return CalendarEntry(f"{duty.kind}-{duty.key}", words, day, day, duty.url)


def named(record: Any) -> str:
    """Return what a record is called outside the house: from sensitive on its number alone.

    What has no number, such as a meeting, goes then by what it is.
    """
    number = str(getattr(record, "number", ""))
    if record.label >= Label.SENSITIVE:
        return number or str(record._meta.verbose_name)
    return f"{number} {getattr(record, 'title', '') or record}".strip()

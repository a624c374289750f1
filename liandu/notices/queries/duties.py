"""What falls due, kind by kind as the apps above register it, and who is reminded of it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from liandu.access.models import Guarded
from liandu.kernel.actor import Actor
from liandu.kernel.errors import NotVisible
from liandu.notices.models import ReminderRule
from liandu.notices.rules import Reminding, reminding
from liandu.orgs.models import Membership
from liandu.orgs.queries import actor_for, live, seats

REMINDERS = "reminder"
"""The group of notices that are reminders."""


@dataclass(frozen=True, slots=True)
class Duty:
    """Something somebody is to do by a moment: about which record, what, and where it is done.

    ``key`` stays the same as long as the same is asked; ``asked`` names the word for it.
    """

    kind: str
    key: str
    record: Any
    asked: str
    due_at: datetime
    url: str

    @property
    def full_key(self) -> str:
        """Return what tells this term from another of the same duty: it may be put off."""
        return f"{self.asked}:{self.key}@{timezone.localdate(self.due_at)}"


@dataclass(frozen=True, slots=True)
class Owed:
    """Something that a body owes on a record in hand, whoever of it is asked.

    ``key`` tells it from what else is owed there; ``watchers`` are the bodies that may urge it.
    """

    key: str
    asked: str
    body_id: int
    due_at: datetime
    watchers: frozenset[int]
    title: str = ""


Gather = Callable[[Actor, datetime], Iterable[Duty]]


@dataclass(frozen=True, slots=True)
class DutyKind:
    """A kind of duty: its name, when to remind unless the office says otherwise, and all of it.

    What may be urged says besides what is ``owed`` on a record of the kind ``about`` in hand.
    """

    code: str
    label: Any
    days: Sequence[int]
    gather: Gather
    words: Mapping[str, Any]
    again: int = 7
    about: int | None = None
    owed: Callable[[Any], Iterable[Owed]] | None = None


DUTIES: dict[str, DutyKind] = {}


def duty_kind(kind: DutyKind) -> None:
    """Register a kind of duty; apps above do so where they put it on the desk.

    :raises ValueError: if its code is taken
    """
    if kind.code in DUTIES:
        message = f"two kinds of duty {kind.code}"
        raise ValueError(message)
    DUTIES[kind.code] = kind


def asked_words(asked: str) -> Any:
    """Return the word for what is asked."""
    kind = DUTIES.get(asked.partition(".")[0])
    return kind.words.get(asked, "") if kind else ""


def owed_on(record: Guarded, duty: str = "") -> list[tuple[DutyKind, Owed]]:
    """Return what bodies owe on a record in hand, with the kind of duty, by when it is due.

    ``duty`` narrows it to one kind.
    """
    found = [
        (each, one)
        for each in DUTIES.values()
        if each.owed and each.about in {None, record.KIND} and duty in {"", each.code}
        for one in each.owed(record)
    ]
    return sorted(found, key=lambda pair: (pair[1].due_at, pair[1].key))


def rules_in_force() -> dict[str, ReminderRule]:
    """Return how people are reminded of each kind of duty: as the office set it, or by default."""
    kept = {row.kind: row for row in ReminderRule.objects.all()}
    return {
        code: kept.get(code) or ReminderRule(kind=code, days=list(kind.days), again=kind.again)
        for code, kind in DUTIES.items()
    }


def reminder_rule(kind: str) -> ReminderRule:
    """Return how people are reminded of one kind of duty.

    :raises NotVisible: if there is no such kind
    """
    found = rules_in_force().get(kind)
    if found is None:
        raise NotVisible
    return found


def people_to_remind(now: datetime) -> list[int]:
    """Return who holds a post now."""
    held = Membership.objects.filter(live(now), person__is_active=True, person__admin="")
    return list(held.order_by("person").values_list("person", flat=True).distinct())


def duties_of(person_id: int, now: datetime, until: datetime, kind: str = "") -> list[Duty]:
    """Return what a person is to do up to a moment, in any of their posts, each thing once."""
    found: dict[tuple[str, str], Duty] = {}
    for seat in seats(person_id, now):
        actor = actor_for(person_id, now, membership_id=seat.membership_id)
        for code, each in DUTIES.items():
            if kind in {"", code}:
                found |= {(code, duty.full_key): duty for duty in each.gather(actor, until)}
    return sorted(found.values(), key=lambda duty: (duty.due_at, duty.full_key))


def reminders(person_id: int, now: datetime) -> dict[str, tuple[Duty, Reminding]]:
    """Return what to remind a person of now, by the key under which it is told only once."""
    rules, zone = rules_in_force(), timezone.get_default_timezone()
    furthest = max((day for rule in rules.values() for day in rule.days), default=0)
    found = {}
    for duty in duties_of(person_id, now, now + timedelta(days=furthest + 1)):
        rule = rules[duty.kind]
        if told := reminding(duty.due_at, now, rule.days, rule.again, zone):
            found[f"{duty.full_key}#{told.mark}"] = (duty, told)
    return found

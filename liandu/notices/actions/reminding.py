"""Reminding people of what falls due: what is told follows from how things stand, not from when."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.kernel.actions import action
from liandu.kernel.actor import SYSTEM, Actor
from liandu.kernel.errors import Invalid
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require
from liandu.notices import queries
from liandu.notices.models import Notice, ReminderRule
from liandu.notices.queries import REMINDERS, Wanted, job
from liandu.orgs.queries import locked_person

kind("notices.due_soon", gettext_lazy("Due soon"), icon="clock")
kind("notices.due_today", gettext_lazy("Due today"), icon="alarm")
kind("notices.overdue", gettext_lazy("Overdue"), icon="alert-triangle")
kind("notices.reminded", gettext_lazy("was reminded of what falls due"), icon="bell")
kind("notices.rule_set", gettext_lazy("changed when people are reminded"), icon="clock-edit")

logger = logging.getLogger(__name__)

FURTHEST, MOST_DAYS = 90, 6


@action("notices.remind")
def remind(*, actor: Actor, person_id: int, wanted: Wanted | None = None) -> int:
    """Remind a person of what falls due, each thing once a step; return of how many anew.

    What has been done meanwhile, or has come to its next step, is no longer unread. ``wanted`` is
    what the caller has just read, so that nobody waits for the lock while that is done.

    :raises NotVisible: if there is no such person
    :raises NotAllowed: if it is not the worker that does so
    """
    require(actor, "notices.remind")
    person = locked_person(person_id)
    now = timezone.now()
    asked = queries.reminders(person.pk, now) if wanted is None else wanted
    queries.outdated(person.pk, asked).update(read_at=now)
    count = 0
    for reader, theirs in queries.by_reader(person.pk, asked, now).items():
        count += _tell(reader, None if reader == person.pk else person.pk, theirs, now)
    if count:
        record(actor, "notices.reminded", person, after={"count": count})
    return count


def _tell(reader: int, on_behalf_of: int | None, wanted: Wanted, now: datetime) -> int:
    """Tell one reader of duties, each once by its key, and return of how many anew."""
    known = Notice.objects.filter(person=reader, key__in=list(wanted))
    kept = set(known.values_list("key", flat=True))
    made = [
        Notice(
            person_id=reader, kind=f"notices.{told.step}", at=now, group=REMINDERS, key=key,
            record_kind=duty.record.KIND, record_id=duty.record.pk, asked=duty.asked,
            due_at=duty.due_at, address=duty.url, on_behalf_of_id=on_behalf_of,
        )
        for key, (duty, told) in wanted.items()
        if key not in kept
    ]  # fmt: skip
    Notice.objects.bulk_create(made, ignore_conflicts=True)
    return len(made)


@job("notices.remind", gettext_lazy("Remind people of what falls due"), timedelta(hours=1))
def remind_all() -> None:
    """Remind everybody who holds a post; one who cannot be reminded holds up nobody else.

    Nothing is locked for who was told of everything: once an hour that is nearly everybody.

    :raises RuntimeError: if somebody could not be reminded: it is tried again
    """
    failed = []
    for person_id in queries.people_to_remind(timezone.now()):
        try:
            now = timezone.now()
            wanted = queries.reminders(person_id, now)
            if not queries.is_told(person_id, wanted, now):
                remind(actor=SYSTEM, person_id=person_id, wanted=wanted)
        except Exception:
            logger.exception("reminding person %s", person_id)
            failed.append(person_id)
    if failed:
        message = f"{len(failed)} could not be reminded"
        raise RuntimeError(message)


@action("notices.set_reminder_rule")
def set_reminder_rule(*, actor: Actor, duty: str, days: Sequence[int], again: int) -> ReminderRule:
    """Say on which days before its end people are reminded of a kind of duty, and how often after.

    :raises NotVisible: if there is no such kind
    :raises NotAllowed: if the actor does not keep the limits
    :raises Invalid: if the days are too many or absurd
    """
    rule = queries.reminder_rule(duty)
    require(actor, "notices.set_reminder_rule", rule)
    faults = {}
    if len(days) > MOST_DAYS or not all(0 <= day <= FURTHEST for day in days):
        faults["days"] = _("Enter up to %(most)s whole numbers from 0 to %(furthest)s.") % {
            "most": MOST_DAYS, "furthest": FURTHEST,
        }  # fmt: skip
    if not 1 <= again <= FURTHEST:
        faults["again"] = _("Enter a whole number from 1 to %(most)s.") % {"most": FURTHEST}
    if faults:
        raise Invalid(faults)
    before = [rule.days, rule.again]
    rule.days, rule.again = sorted(set(days), reverse=True), again
    rule.save()
    record(actor, "notices.rule_set", rule, before=before, after=[rule.days, again])
    return rule

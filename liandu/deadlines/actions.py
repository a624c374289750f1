"""Everything that changes time limits and the calendar."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.deadlines import queries
from liandu.deadlines.models import CalendarDay, CalendarEdition, CalendarYear, TimeLimit
from liandu.deadlines.rules import BY_CODE, Mark
from liandu.kernel import events
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.deadlines import LONGEST, Unit
from liandu.kernel.errors import Invalid, WrongState
from liandu.kernel.models import new_id
from liandu.kernel.permits import require

events.kind("deadlines.limit_set", gettext_lazy("changed a time limit"), "clock-edit")
events.kind("deadlines.limit_reset", gettext_lazy("put a time limit back"), "clock")
events.kind("deadlines.days_marked", gettext_lazy("changed the calendar"), "calendar")
events.kind("deadlines.year_announced", gettext_lazy("settled a calendar year"), "calendar-check")


@action("deadlines.set_limit")
def set_limit(*, actor: Actor, code: str, amount: int, unit: str, basis: str) -> TimeLimit:
    """Change how long something may take. Terms that run already keep their last day.

    :raises NotVisible: if there is no such limit
    :raises NotAllowed: if the actor does not keep the limits
    :raises Invalid: if there is no such unit or the amount is absurd, or no basis is given
    """
    limit = queries.locked_limit(code)
    require(actor, "deadlines.set_limit", limit)
    faults = {}
    if not 1 <= amount <= LONGEST:
        faults["amount"] = _("Enter a whole number from 1 to %(most)s.") % {"most": LONGEST}
    if unit not in set(Unit):
        faults["unit"] = _("Choose what it is counted in.")
    if not basis.strip():
        faults["basis"] = _("Name the rule or decision it rests on.")
    if faults:
        raise Invalid(faults)
    before = [limit.amount, limit.unit, limit.basis]
    limit.amount, limit.unit, limit.basis = amount, unit, basis.strip()
    _keep(limit)
    after = [amount, unit, limit.basis]
    events.record(actor, "deadlines.limit_set", limit, before=before, after=after)
    return limit


@action("deadlines.reset_limit")
def reset_limit(*, actor: Actor, code: str) -> TimeLimit:
    """Put a limit back to what was delivered.

    :raises NotVisible: if there is no such limit
    :raises NotAllowed: if the actor does not keep the limits
    :raises WrongState: if none was delivered
    """
    limit = queries.locked_limit(code)
    require(actor, "deadlines.reset_limit", limit)
    if code not in BY_CODE:
        raise WrongState(_("This limit was added here; there is nothing to go back to."))
    before, given = [limit.amount, limit.unit, limit.basis], BY_CODE[code]
    limit.amount, limit.unit, limit.basis = given.amount, given.unit, given.basis
    _keep(limit)
    after = [limit.amount, limit.unit, limit.basis]
    events.record(actor, "deadlines.limit_reset", limit, before=before, after=after)
    return limit


@action("deadlines.mark_days")
def mark_days(*, actor: Actor, marks: Sequence[Mark]) -> int:
    """Say of some days that offices work or rest on them, or leave them to their weekday.

    :raises NotAllowed: if the actor does not keep the calendar
    """
    require(actor, "deadlines.mark_days")
    edition = _next_edition()
    plain = [mark.day for mark in marks if mark.is_working is None]
    CalendarDay.objects.filter(date__in=plain).delete()
    CalendarDay.objects.bulk_create(
        [
            CalendarDay(date=mark.day, is_working=mark.is_working, note=mark.note)
            for mark in {mark.day: mark for mark in marks}.values()
            if mark.is_working is not None
        ],
        update_conflicts=True, unique_fields=["date"], update_fields=["is_working", "note"],
    )  # fmt: skip
    CalendarYear.objects.bulk_create(
        [CalendarYear(year=year) for year in sorted({mark.day.year for mark in marks})],
        ignore_conflicts=True,
    )
    after = {mark.day.isoformat(): [mark.is_working, mark.note] for mark in marks}
    events.record(actor, "deadlines.days_marked", edition, after=after)
    return len(after)


@action("deadlines.announce_year")
def announce_year(*, actor: Actor, year: int, is_announced: bool) -> CalendarYear:
    """Say whether the holidays of a year are announced, so that terms in it are certain.

    :raises NotAllowed: if the actor does not keep the calendar
    """
    require(actor, "deadlines.announce_year")
    _next_edition()
    row, _made = CalendarYear.objects.update_or_create(
        year=year, defaults={"is_announced": is_announced}
    )
    events.record(actor, "deadlines.year_announced", row, after=is_announced)
    return row


def _keep(limit: TimeLimit) -> None:
    limit.save(update_fields=["amount", "unit", "basis"])
    _next_edition()


def _next_edition() -> CalendarEdition:
    """Bring a new edition; its row also makes two who change the calendar wait for each other."""
    row = CalendarEdition.objects.select_for_update().get()
    row.token = new_id()
    row.save(update_fields=["token"])
    return row

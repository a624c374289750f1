"""Planning a series of meetings at once; each is a meeting like any other from then on."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.access.queries import locked
from liandu.deadlines.queries import calendar
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require
from liandu.meetings import queries
from liandu.meetings.actions.planning import Plan, plan_meeting
from liandu.meetings.models import Meeting
from liandu.meetings.rules import MOST_MEETINGS, STEPS, series

kind("meetings.series_planned", gettext_lazy("planned a series of meetings"), "calendar-plus")


@action("meetings.plan_series")
def plan_series(
    *, actor: Actor, committee_id: Any, plan: Plan, months: int, count: int
) -> list[Meeting]:
    """Plan a meeting and ``count`` more, every so many months, at the same hours.

    One that falls on a free day is on the next working day. Each of those that follow is in the
    chair that the calendar of the chair gives that day, or in the next one by the order.

    :raises NotVisible: if the actor may not know of the committee
    :raises NotAllowed: if the actor is not its secretariat
    :raises WrongState: if the committee was dissolved
    :raises Invalid: if the series is none, it ends before it begins, or the chair is no member's
    """
    committee: Any = locked(queries.committee_model(), actor, committee_id)
    require(actor, "meetings.plan_series", committee)
    if months not in STEPS or not 1 <= count < MOST_MEETINGS:
        raise Invalid({"times": _("Choose how often, from once to eleven times.")})
    number, first = queries.next_ordinal(committee), timezone.localdate(plan.starts_at)
    made = [plan_meeting(actor=actor, committee_id=committee_id, plan=plan)]
    for at, day in enumerate(series(first, months, count, calendar()), 1):
        following = replace(
            plan, title=_titled(plan.title, number, number + at),
            starts_at=_on(plan.starts_at, day - first), ends_at=_on(plan.ends_at, day - first),
            host_id=queries.next_host(committee, day).pk,
        )  # fmt: skip
        made.append(plan_meeting(actor=actor, committee_id=committee_id, plan=following))
    days = [str(timezone.localdate(one.starts_at)) for one in made]
    record(actor, "meetings.series_planned", made[0], after={"days": days}, quiet=True)
    return made


def _on(moment: datetime, later: timedelta) -> datetime:
    """Return the same hour some days later; of the clock, also where that is put forward."""
    zone = timezone.get_default_timezone()
    return (moment.astimezone(zone).replace(tzinfo=None) + later).replace(tzinfo=zone)


def _titled(title: str, number: int, next_number: int) -> str:
    """Return a title with the number of a later meeting, if it has one."""
    old, new = (f"第{queries.numeral(one)}次" for one in (number, next_number))
    return title.replace(old, new)

"""A series of meetings: the same day of each month, moved off the days on which nobody works."""

from datetime import date, timedelta

from liandu.kernel.deadlines import WorkCalendar, months_after

MOST_MEETINGS = 12
"""So many at once, the first one among them."""
STEPS = (1, 2, 3)
"""Months from one to the next."""
DAY = timedelta(days=1)


def series(first: date, months: int, count: int, calendar: WorkCalendar) -> list[date]:
    """Return the days of ``count`` meetings that follow one on ``first``, every so many months.

    Each is counted from the first, so that one that was moved moves none behind it.

    :raises ValueError: if the step or the number is absurd
    """
    if months not in STEPS or not 1 <= count < MOST_MEETINGS:
        message = f"no series: {count} meetings, every {months} months"
        raise ValueError(message)
    days = (months_after(first, months * at) for at in range(1, count + 1))
    return [calendar.after(day - DAY, 1) for day in days]

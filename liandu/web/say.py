"""Numbers, days and terms as people write them, in the language of the page."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.dateformat import format as in_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext

from liandu.kernel.deadlines import Lateness, Standing, Unit, WorkCalendar, end_of, lateness
from liandu.web.draw import icon

FEN = 100
END_OF_DAY = "23:59"
CSS = {Standing.SOON: "due--soon", Standing.TODAY: "due--today", Standing.OVERDUE: "due--over"}


def is_chinese() -> bool:
    """Test whether the page is in Chinese."""
    return (get_language() or "").startswith("zh")


def day(value: date | None) -> str:
    """Return a day as ``6月12日``, with its year if it is not this one."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value)
    this_year = value.year == timezone.localdate().year
    if is_chinese():
        return in_format(value, "n月j日" if this_year else "Y年n月j日")
    return in_format(value, "j M" if this_year else "j M Y")


def weekday(value: date) -> str:
    """Return the day of the week in short, as ``周五``."""
    return in_format(value, "D").replace("星期", "周")


def clock(value: datetime) -> str:
    """Return the time of day as ``18:00``."""
    return timezone.localtime(value).strftime("%H:%M")


def moment(value: datetime | None) -> str:
    """Return a moment as ``6月12日 18:00``."""
    return f"{day(value)} {clock(value)}" if value else ""


def money(fen: int | None, unit: str = "") -> str:
    """Return an amount in fen as ``86.4 亿元``, ``126.4 万元`` or ``35 元``.

    ``unit`` ``yi`` or ``wan`` fixes the unit and leaves it out: the head of the column says it.
    """
    if fen is None:
        return ""
    yuan = Decimal(fen) / FEN
    if unit:
        return trimmed(yuan / (10**8 if unit == "yi" else 10**4))
    if is_chinese():
        steps = ((10**8, "亿元"), (10**4, "万元"), (1, "元"))
        size, name = next((s for s in steps if abs(yuan) >= s[0]), steps[-1])
        return f"{trimmed(yuan / size)} {name}"
    larger = ((10**9, " bn"), (10**6, " m"), (1, ""))
    size, name = next((s for s in larger if abs(yuan) >= s[0]), larger[-1])
    return f"¥{trimmed(yuan / size)}{name}"


def trimmed(value: Decimal) -> str:
    """Return ``value`` with at most two decimals, none of them an idle zero."""
    text = f"{value:,.2f}"
    return text.rstrip("0").rstrip(".")


def due(at: date | None, stands: Lateness | None = None, now: datetime | None = None) -> SafeString:
    """Return the badge of a term: how much is left, today's hour, or how long overdue.

    ``stands`` is what the kernel says of the term; without it plain days are counted.
    """
    if at is None:
        return SafeString("")
    zone = timezone.get_current_timezone()
    moment_due = at if isinstance(at, datetime) else end_of(at, zone)
    stands = stands or lateness(moment_due, now or timezone.now(), Unit.DAY, WorkCalendar(), zone)
    title = gettext("Due %(moment)s") % {"moment": _without_midnight(moment_due)}
    return format_html(
        '<span class="due {}" title="{}">{}{}<span class="sr">{}</span></span>',
        CSS.get(stands.standing, ""),
        title,
        icon("clock"),
        standing(stands, moment_due),
        f" {title}",
    )


def standing(stands: Lateness, at: datetime) -> str:
    """Return the words of the badge."""
    values = {"count": stands.count}
    if stands.standing is Standing.TODAY:
        hour = clock(at)
        return gettext("today") if hour == END_OF_DAY else gettext("today %s") % hour
    words = _over if stands.standing is Standing.OVERDUE else _left
    return words(stands.unit, stands.count) % values


def _over(unit: Unit, count: int) -> str:
    """Return the words for how long something is overdue."""
    if unit is Unit.HOUR:
        return ngettext("%(count)s hour overdue", "%(count)s hours overdue", count)
    return ngettext("%(count)s day overdue", "%(count)s days overdue", count)


def _left(unit: Unit, count: int) -> str:
    """Return the words for what is left, in the unit the term was set in."""
    if unit is Unit.HOUR:
        return ngettext("%(count)s hour left", "%(count)s hours left", count)
    if unit is Unit.WORKING_DAY:
        return ngettext("%(count)s working day left", "%(count)s working days left", count)
    return ngettext("%(count)s day left", "%(count)s days left", count)


def _without_midnight(at: datetime) -> str:
    """Return the moment; a term that lasts to the end of a day is told by the day."""
    return day(at) if clock(at) == END_OF_DAY else moment(at)


def shown(value: Any) -> Any:
    """Return ``value`` as a cell shows it: days and moments in words, nothing for None."""
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    return "" if value is None else value

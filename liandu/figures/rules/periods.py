"""Stretches of days, what figures are told apart by, and shares: plain Python."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

YEARS = range(1900, 2200)
SEPARATOR = "_"


class Span(StrEnum):
    """What sort of stretch of days a period is."""

    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"
    CUSTOM = "custom"


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both ends counted; its key is like 2026, 2026-Q2 or 2026-06.

    A stretch that is none of these has the two days as its key: 2026-01-15_2026-03-31.
    """

    key: str
    since: date
    until: date

    @classmethod
    def read(cls, key: str, today: date) -> "Period":
        """Return the period that ``key`` names; this year if it names none."""
        if days := _days(key):
            return cls.between(*days)
        year, _, part = key.partition("-")
        if not (year.isascii() and year.isdigit() and int(year) in YEARS):
            return cls.read(str(today.year), today)
        first, months = _months(part)
        if not months:
            return cls.read(year, today)
        since = date(int(year), first, 1)
        return cls(key if part else year, since, _end(since, months))

    @classmethod
    def between(cls, since: date, until: date) -> "Period":
        """Return the stretch from ``since`` to ``until``."""
        return cls(f"{since}{SEPARATOR}{until}", since, until)

    @property
    def span(self) -> Span:
        """Return what sort of stretch it is."""
        if SEPARATOR in self.key:
            return Span.CUSTOM
        _, _, part = self.key.partition("-")
        if not part:
            return Span.YEAR
        return Span.QUARTER if part.startswith("Q") else Span.MONTH

    @property
    def previous(self) -> str:
        """Return the key of the period before, as long as this one; nothing if out of reach."""
        return self._beside(self.since - timedelta(days=1), -1)

    @property
    def next(self) -> str:
        """Return the key of the period after, as long as this one; nothing if out of reach."""
        return self._beside(self.until + timedelta(days=1), 1)

    def as_span(self, span: Span, today: date) -> str:
        """Return the key of the ``span`` that today lies in, or this period's first day."""
        return key_of(span, today if self.since <= today <= self.until else self.since)

    def _beside(self, day: date, direction: int) -> str:
        far = day + (self.until - self.since) * direction
        if day.year not in YEARS or far.year not in YEARS:
            return ""
        if self.span is not Span.CUSTOM:
            return key_of(self.span, day)
        return Period.between(*sorted((day, far))).key


def key_of(span: Span, day: date) -> str:
    """Return the key of the year, quarter or month that ``day`` lies in."""
    if span is Span.YEAR:
        return str(day.year)
    if span is Span.QUARTER:
        return f"{day.year}-Q{(day.month + 2) // 3}"
    return f"{day.year}-{day.month:02}"


def _days(key: str) -> tuple[date, date] | None:
    """Return the two days that ``key`` names, in order, or None if it names none."""
    first, _, last = key.partition(SEPARATOR)
    try:
        since, until = sorted((date.fromisoformat(first), date.fromisoformat(last)))
    except ValueError:
        return None
    return (since, until) if since.year in YEARS and until.year in YEARS else None


def _months(part: str) -> tuple[int, int]:
    """Return the first month and the number of months that ``part`` of a key names; 0 if none."""
    if not part:
        return 1, 12
    if part in {"Q1", "Q2", "Q3", "Q4"}:
        return int(part[1]) * 3 - 2, 3
    months: Mapping[str, int] = {f"{month:02}": month for month in range(1, 13)}
    return (months[part], 1) if part in months else (1, 0)


def _end(since: date, months: int) -> date:
    """Return the last day of ``months`` months that begin on ``since``."""
    year, month = divmod(since.year * 12 + since.month - 1 + months, 12)
    return date(year, month + 1, 1) - timedelta(days=1)


class By(StrEnum):
    """What figures are told apart by."""

    JURISDICTION = "jurisdiction"
    BODY = "responsible_body"
    FIELD = "field"
    LINK = "link"

    @classmethod
    def read(cls, asked: str) -> "By":
        """Return what is asked for; jurisdictions if it is none of these."""
        return cls(asked) if asked in set(cls) else cls.JURISDICTION


AGES = (("age_30", 0, 30), ("age_90", 31, 90), ("age_180", 91, 180), ("age_365", 181, 365),
        ("age_more", 366, None))  # fmt: skip
"""For how many days a finding has been open, from and until, both counted."""


def age_bands(today: date) -> Iterator[tuple[str, date | None, date | None]]:
    """Yield each band of ages with the days in which its findings were found."""
    for name, least, most in AGES:
        since = None if most is None else today - timedelta(days=most)
        yield name, since, today - timedelta(days=least) if least else None


def months_until(day: date, count: int) -> list[tuple[date, date]]:
    """Return the last ``count`` months up to the one of ``day``, first and last day of each."""
    last = day.year * 12 + day.month - 1
    firsts = [divmod(last - back, 12) for back in range(count - 1, -1, -1)]
    return [
        (since, _end(since, 1)) for since in (date(year, month + 1, 1) for year, month in firsts)
    ]


def share(part: float, whole: float) -> float | None:
    """Return what ``part`` is of ``whole``; None where there is nothing to share."""
    return part / whole if whole else None

"""Periods and numbers in words."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from liandu.figures.rules import Period, Span
from liandu.web.say import money, trimmed

NAMES = {
    Span.YEAR: _("%(year)s"),
    Span.QUARTER: _("Quarter %(quarter)s of %(year)s"),
    Span.MONTH: _("%(month)s/%(year)s"),
    Span.CUSTOM: _("%(since)s to %(until)s"),
}


def name_of(period: Period) -> str:
    """Return what people call a period."""
    first = period.since
    parts = {
        "year": first.year, "quarter": (first.month + 2) // 3, "month": first.month,
        "since": first.isoformat(), "until": period.until.isoformat(),
    }  # fmt: skip
    return str(NAMES[period.span]) % parts


def said(unit: str, value: Any) -> str:
    """Return a number with its unit, as people read it; a dash where there is none."""
    if value is None:
        return "—"
    if unit == "%":
        return f"{trimmed(_rounded(value * 100))}%"
    if unit == "fen":
        return money(value)
    return trimmed(_rounded(value)) if isinstance(value, float) else str(value)


def _rounded(value: float) -> Decimal:
    return Decimal(value).quantize(Decimal("0.1"))

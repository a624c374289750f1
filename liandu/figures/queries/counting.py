"""Counting: a statement for each set of records, however many records and figures there are."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from django.db.models import Count, Q, Sum
from django.utils import timezone

from liandu.figures.queries.definitions import MEASURES, RATIOS
from liandu.figures.queries.sets import Sets
from liandu.figures.rules import By, Period, age_bands, months_until, share
from liandu.findings import queries as findings
from liandu.orgs.queries import bodies, jurisdictions
from liandu.works import queries as works

Numbers = Mapping[str, Any]
COLUMNS = {
    By.JURISDICTION: "jurisdiction", By.BODY: "responsible_body",
    By.FIELD: "supervised_object__field", By.LINK: "link__code",
}  # fmt: skip
MONTHS = 12


def figures(sets: Sets, *, is_standing: bool = True) -> Numbers:
    """Return every figure of a period by its name; with how things stand now, if asked for."""
    numbers: dict[str, Any] = {"visits": sets.visits().order_by().count()}
    numbers["rules"] = sets.rules().order_by().count()
    numbers |= _burden("object", "objects", sets.visited_objects())
    numbers |= _burden("body", "bodies", sets.visited_bodies())
    for rows, sums in _summed(sets, is_standing=is_standing):
        numbers |= findings.summed(rows, sums)[None]
    return {key: _whole(key, value) for key, value in numbers.items()}


def _burden(each: str, every: str, rows: Any) -> Numbers:
    """Return how many were visited, how often together, and how many more than once."""
    sums = {
        every: Count("pk"), f"{each}_visits": Sum("visits", default=0),
        f"{every}_again": Count("pk", filter=Q(visits__gt=1)),
    }  # fmt: skip
    found: Numbers = rows.order_by().aggregate(**sums)
    return found


def _summed(sets: Sets, *, is_standing: bool) -> Iterator[tuple[Any, findings.Sums]]:
    """Yield each set of findings with what is summed over it."""
    yield sets.found(), findings.of_found(sets.actor)
    yield sets.closed(), findings.of_closed()
    if is_standing:
        today = timezone.localdate()
        yield sets.standing(), findings.of_open(list(age_bands(today)), today)


def _whole(key: str, value: Any) -> Any:
    """Return a number as it is kept: days to a hundredth, all others whole."""
    return round(float(value), 2) if MEASURES[key].unit == "days" else int(value)


def ratios(numbers: Numbers) -> Numbers:
    """Return the shares that follow from the numbers; None where there is nothing to share."""
    return {
        key: share(numbers[one.over], numbers[one.of])
        for key, one in RATIOS.items()
        if one.over in numbers and one.of in numbers
    }


def told_apart(sets: Sets, by: By) -> list[tuple[Any, str, Numbers]]:
    """Return the figures of findings for each jurisdiction, body, field or link: key, name, all.

    What names none of them has no row, nor what names it by an object that is out of sight.
    """
    column, lines = COLUMNS[by], defaultdict[Any, Counter[str]](_zeros)
    folded = _folded(sets.place_id) if by is By.JURISDICTION else {}
    for rows, sums in _summed(sets, is_standing=True):
        for key, numbers in findings.told_apart(sets.actor, rows, sums, column).items():
            for name, value in numbers.items():
                lines[folded.get(key, key)][name] += _whole(name, value)
    return [(key, name, lines[key]) for key, name in names_of(sets, by) if any(lines[key].values())]


def _zeros() -> Counter[str]:
    """Return nothing of anything."""
    return Counter(dict.fromkeys(MEASURES, 0))


def _folded(place_id: int | None) -> dict[int, int]:
    """Return what each jurisdiction counts towards where all are shown: its whole."""
    if place_id:
        return {}
    return {one.pk: one.parent_id or one.pk for one in jurisdictions()}


def names_of(sets: Sets, by: By) -> list[tuple[Any, str]]:
    """Return what each row of a table is called, in order."""
    return _places(sets.place_id) if by is By.JURISDICTION else _names(by)


def _names(by: By) -> list[tuple[Any, str]]:
    """Return what each body, field or link is called, in order."""
    if by is By.LINK:
        return works.link_names()
    rows: Any = {By.BODY: bodies, By.FIELD: works.fields}[by]()
    return [(row.pk, str(row)) for row in rows]


def _places(place_id: int | None) -> list[tuple[int, str]]:
    """Return what each jurisdiction is called; within a place its parts, itself if it has none."""
    every = list(jurisdictions())
    parts = [one for one in every if place_id in {None, one.parent_id}]
    return [(one.pk, str(one)) for one in parts or every if parts or one.pk == place_id]


def trend(sets: Sets) -> list[tuple[Any, Numbers]]:
    """Return the last twelve months of the period, each with what was done in it."""
    months = months_until(min(sets.period.until, timezone.localdate()), MONTHS)
    year = replace(sets, period=Period.between(months[0][0], months[-1][1]))
    days = [since for since, _until in months]
    times = [findings.days_of("closed_at", day, day)["closed_at__gte"] for day in days]
    whole = {
        "visits": findings.per_month(year.visits(), "visited_from", days),
        "found": findings.per_month(year.found(), "found_on", days),
        "closed": findings.per_month(year.closed(), "closed_at", times),
    }
    return [
        (day, {name: counts[at] for name, counts in whole.items()}) for at, day in enumerate(days)
    ]

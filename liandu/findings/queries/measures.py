"""What figures are made of: a few sums over many findings, in one statement for each set of them.

The database counts; not a row of it is read here, however many there are.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from django.db.models import Count, F, FloatField, Func, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from liandu.findings.models import Finding, FindingQuerySet
from liandu.findings.queries.again import is_repeat
from liandu.findings.rules import LONG_OPEN, FindingState, Severity, Source
from liandu.kernel.actor import Actor
from liandu.works.queries import objects

Sums = Mapping[str, Any]

OUTCOMES: Mapping[str, Q] = {
    "on_time": Q(submitted_at__lte=F("due_at")),
    "extended": Q(extension_count__gt=0),
    "returned": Q(return_count__gt=0),
    "recovered": Q(money_recovered_fen__gt=0),
}
"""How a finding was put right: what narrows the ledger is what the figures count."""


class Days(Func):
    """The days from the second moment to the first, worked out by the database itself."""

    arity = 2
    output_field = FloatField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Return it as SQLite reads it."""
        template = "(julianday(%(expressions)s))"
        return self.as_sql(
            compiler, connection, template=template, arg_joiner=") - julianday(", **context
        )

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Return it as PostgreSQL reads it."""
        template = "(EXTRACT(EPOCH FROM %(expressions)s) / 86400.0)"
        return self.as_sql(compiler, connection, template=template, arg_joiner=" - ", **context)


def of_closed() -> Sums:
    """Return what is summed over findings that were closed."""
    return {
        "closed": Count("pk"),
        **{name: Count("pk", filter=met) for name, met in OUTCOMES.items()},
        "extension_sum": Sum("extension_count", default=0),
        "return_sum": Sum("return_count", default=0),
        "timed": Count("assigned_at"),
        "day_sum": Sum(Days(F("closed_at"), F("assigned_at")), default=0.0),
        "recovered_fen": Sum("money_recovered_fen", default=0),
    }


def of_found(actor: Actor) -> Sums:
    """Return what is summed over findings that were found, withdrawn ones left out."""
    return {
        "found": Count("pk"),
        "ended": Count("pk", filter=Q(state=FindingState.CLOSED)),
        "joint": Count("pk", filter=Q(source=Source.JOINT)),
        "severe": Count("pk", filter=Q(severity=Severity.SEVERE)),
        "reopened": Count("pk", filter=Q(reopen_count__gt=0)),
        "repeated": Count("pk", filter=is_repeat(actor)),
        "involved_fen": Sum("amount_fen", default=0),
    }


def of_open(bands: Sequence[tuple[str, date | None, date | None]], today: date) -> Sums:
    """Return what is summed over open findings; ``bands`` are the days they were found in."""
    is_long, is_old = Q(state=FindingState.LONG_TERM), Q(found_on__lte=old_since(today))
    return {
        "open": Count("pk"),
        "overdue": Count("pk", filter=Q(step_due_at__lt=timezone.now())),
        "long_term": Count("pk", filter=is_long),
        "old": Count("pk", filter=is_old),
        "old_with_reason": Count("pk", filter=is_old & is_long),
        **{name: Count("pk", filter=found_within(*days)) for name, *days in bands},
    }


def old_since(today: date) -> date:
    """Return the last day on which what is open now must have been found to be open for long."""
    return today - timedelta(days=LONG_OPEN)


def found_within(since: date | None, until: date | None) -> Q:
    """Return the condition for findings found from ``since`` to ``until``, as far as they say."""
    condition = Q(found_on__gte=since) if since else Q()
    return condition & Q(found_on__lte=until) if until else condition


def summed(rows: QuerySet[Any], sums: Sums, by: str = "") -> dict[Any, dict[str, Any]]:
    """Return the sums over ``rows`` for each value of the column ``by``; without it, under None."""
    if not by:
        return {None: rows.order_by().aggregate(**sums)}
    found = rows.order_by().values(by).annotate(**sums)
    return {row.pop(by): row for row in found}


def per_month(rows: QuerySet[Any], column: str, starts: Sequence[Any]) -> list[int]:
    """Count ``rows`` from each of ``starts`` to the next, the last open, in one statement."""
    # From each on: one comparison a row, where a month between two bounds takes two.
    counts = {
        f"m{at}": Count("pk", filter=Q(**{f"{column}__gte": start}))
        for at, start in enumerate(starts)
    }
    since = [*rows.order_by().aggregate(**counts).values(), 0]
    return [count - later for count, later in pairwise(since)]


def of_field(actor: Actor, rows: FindingQuerySet) -> FindingQuerySet:
    """Return those of ``rows`` about an object that the actor may know of."""
    return rows.filter(supervised_object__in=_objects(actor))


def told_apart(actor: Actor, rows: QuerySet[Any], sums: Sums, by: str) -> dict[Any, dict[str, Any]]:
    """Return the sums over ``rows`` for each value of ``by``, which is in sight.

    A column of a record beside the finding tells findings apart where that record is in sight.
    """
    if by not in BESIDE:
        return summed(rows, sums, by)
    column, known = BESIDE[by]
    # Tested, not followed: an index of all that lies there would lead out of the period.
    tested = rows.alias(there=Coalesce(column, column)).filter(there__in=known(actor))
    return summed(tested, sums, by)


def names_all(actor: Actor, rows: QuerySet[Any], by: str) -> bool:
    """Test whether all by which ``by`` would tell ``rows`` apart is in the actor's sight."""
    if by not in BESIDE:
        return True
    column, known = BESIDE[by]
    hidden = rows.exclude(**{column: None}).exclude(**{f"{column}__in": known(actor)})
    return not hidden.exists()


def _objects(actor: Actor) -> QuerySet[Any]:
    return objects(actor).order_by().values("pk")


def _links(actor: Actor) -> QuerySet[Any]:
    every: Any = Finding._meta.get_field("link").related_model
    rows: QuerySet[Any] = every.objects.visible_to(actor)
    return rows.order_by().values("pk")


BESIDE = {
    "link__code": ("link", _links),
    "supervised_object__field": ("supervised_object", _objects),
}

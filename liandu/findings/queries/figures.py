"""Head-line figures, each as the list that it counts."""

from datetime import date, datetime, time

from django.db.models import Q, QuerySet
from django.utils import timezone

from liandu.findings.models import EstablishedRule, FindingQuerySet
from liandu.findings.queries.one import ledger
from liandu.findings.rules import FindingState
from liandu.kernel.actor import Actor
from liandu.orgs.queries import with_parts


def rectified(
    actor: Actor, since: date, until: date, jurisdiction_id: int | None = None
) -> FindingQuerySet:
    """Return the findings closed from ``since`` to ``until``, both days counted."""
    # No other state has this day, as the table itself holds; naming the state misleads planners.
    rows = ledger(actor).filter(**_days("closed_at", since, until))
    return rows.filter(_there(jurisdiction_id))


def found(
    actor: Actor, since: date, until: date, jurisdiction_id: int | None = None
) -> FindingQuerySet:
    """Return the findings found from ``since`` to ``until``, less those withdrawn."""
    rows = ledger(actor).exclude(state=FindingState.WITHDRAWN)
    return rows.filter(_there(jurisdiction_id), found_on__range=(since, until))


def established_rules(
    actor: Actor, since: date, until: date, jurisdiction_id: int | None = None
) -> QuerySet[EstablishedRule]:
    """Return the rules that findings closed in these days led to."""
    return rules_recorded(actor).filter(
        _there(jurisdiction_id, "finding__"), **_days("recorded_at", since, until)
    )


def rules_recorded(actor: Actor) -> QuerySet[EstablishedRule]:
    """Return the rules of closed findings, with what a row of their list shows."""
    rows: QuerySet[EstablishedRule] = EstablishedRule.objects.listed_to(actor)
    return rows.exclude(recorded_at=None).select_related("finding", "body")


def _days(field: str, since: date, until: date) -> dict[str, datetime]:
    """Return the bounds of some days of this node, both counted."""
    zone = timezone.get_current_timezone()
    return {
        f"{field}__gte": datetime.combine(since, time.min, zone),
        f"{field}__lte": datetime.combine(until, time.max, zone),
    }


def _there(jurisdiction_id: int | None, path: str = "") -> Q:
    """Return the condition for a jurisdiction and the parts of it."""
    if jurisdiction_id is None:
        return Q()
    return Q(**{f"{path}jurisdiction__in": with_parts([jurisdiction_id])})

"""Head-line figures, each as the list that it counts."""

from datetime import date, datetime, time

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from liandu.findings.models import EstablishedRule, Finding, FindingQuerySet, Reopening
from liandu.findings.queries.one import ledger
from liandu.findings.rules import FindingState
from liandu.kernel.actor import Actor
from liandu.orgs.queries import with_parts
from liandu.works.queries import objects


def open_by_link_and_place(actor: Actor, *, is_whole: bool) -> list[tuple[str, int | None, int]]:
    """Return link code, place, and the open findings there, of objects the actor may know of.

    With ``is_whole`` a part of a place counts as the whole it is part of.
    """
    place = Coalesce("jurisdiction__parent", "jurisdiction") if is_whole else F("jurisdiction")
    rows = at_links(actor, ledger(actor).open()).order_by().values_list("link__code", place)
    return list(rows.annotate(count=Count("pk")))


def at_links(actor: Actor, rows: FindingQuerySet) -> FindingQuerySet:
    """Return those of ``rows`` at some link of an object that the actor may know of."""
    return rows.filter(link__supervised_object__in=objects(actor).order_by().values("pk"))


def rectified(
    actor: Actor, since: date, until: date, jurisdiction_id: int | None = None
) -> FindingQuerySet:
    """Return the findings closed from ``since`` to ``until``, both days counted."""
    # No other state has this day, as the table itself holds; naming the state misleads planners.
    rows = ledger(actor).filter(**days_of("closed_at", since, until))
    return rows.filter(_there(jurisdiction_id))


def found(
    actor: Actor, since: date, until: date, jurisdiction_id: int | None = None
) -> FindingQuerySet:
    """Return the findings found from ``since`` to ``until``, less those withdrawn."""
    rows = ledger(actor).exclude(state=FindingState.WITHDRAWN)
    return rows.filter(_there(jurisdiction_id), found_on__range=(since, until))


def repeated(
    actor: Actor, since: date, until: date, jurisdiction_id: int | None = None
) -> FindingQuerySet:
    """Return those of the findings found in these days that repeat an earlier one."""
    earlier = Finding.objects.visible_to(actor)
    return found(actor, since, until, jurisdiction_id).filter(repeats__in=earlier)


def established_rules(
    actor: Actor, since: date, until: date, jurisdiction_id: int | None = None
) -> QuerySet[EstablishedRule]:
    """Return the rules that findings closed in these days led to."""
    return rules_recorded(actor).filter(
        _there(jurisdiction_id, "finding__"), **days_of("recorded_at", since, until)
    )


def reopened(
    actor: Actor, since: date, until: date, jurisdiction_id: int | None = None
) -> QuerySet[Reopening]:
    """Return the reopenings of these days; a finding reopened twice counts twice."""
    rows: QuerySet[Reopening] = Reopening.objects.listed_to(actor)
    return rows.filter(_there(jurisdiction_id, "finding__"), **days_of("reopened_at", since, until))


def rules_recorded(actor: Actor) -> QuerySet[EstablishedRule]:
    """Return the rules of closed findings, with what a row of their list shows."""
    rows: QuerySet[EstablishedRule] = EstablishedRule.objects.listed_to(actor)
    return rows.exclude(recorded_at=None).select_related("finding", "body")


def days_of(field: str, since: date, until: date) -> dict[str, datetime]:
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

"""Open findings as the lights of supervised objects count them."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, Min, OuterRef, Q
from django.utils import timezone

from liandu.findings.models import Finding, FindingQuerySet
from liandu.findings.rules import OPEN
from liandu.kernel.actor import Actor
from liandu.works.rules import Metric, OpenFindings

Place = tuple[UUID, int | None]


def open_findings(actor: Actor, ids: Sequence[UUID]) -> Mapping[Place, OpenFindings]:
    """Return what is open at each object and link, as far as the actor may know of it."""
    rows = (
        _open_at(actor, supervised_object__in=ids)
        .values("supervised_object_id", "link_id")
        .annotate(
            count=Count("pk"),
            overdue=Count("pk", filter=Q(step_due_at__lt=timezone.now())),
            oldest=Min("found_on"),
            next_due=Min("step_due_at"),
        )
        .order_by()
    )
    return {
        (row["supervised_object_id"], row["link_id"]): OpenFindings(
            row["count"], row["overdue"], row["oldest"],
            row["next_due"] and timezone.localdate(row["next_due"]),
        )
        for row in rows
    }  # fmt: skip


def objects_where(actor: Actor, metric: Metric, least: int, today: date) -> Exists:
    """Return the condition for objects where the open findings at one link reach ``least``.

    Asked object by object, until one is found: there are fewer objects than open findings.
    """
    rows = _open_at(actor, supervised_object=OuterRef("pk"))
    if metric is Metric.OLDEST_OPEN_DAYS:
        return Exists(rows.filter(found_on__lte=today - timedelta(days=least)))
    if metric is Metric.OVERDUE_FINDINGS:
        rows = rows.overdue()
    places = rows.order_by().values("link").annotate(count=Count("pk"))
    return Exists(places.filter(count__gte=least) if least > 1 else rows)


def _open_at(actor: Actor, **place: Any) -> FindingQuerySet:
    """Return what is open at a place, as far as the actor may know of it."""
    # Said as what they are, not what they are not: so the index of object and state is used.
    return Finding.objects.visible_to(actor, leads=False).filter(**place, state__in=list(OPEN))

"""Open findings as the lights of supervised objects count them."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Min, Q
from django.utils import timezone

from liandu.findings.models import Finding
from liandu.findings.rules import OPEN
from liandu.kernel.actor import Actor
from liandu.works.rules import Metric, OpenFindings

Place = tuple[UUID, int | None]


def open_findings(actor: Actor, ids: Sequence[UUID]) -> Mapping[Place, OpenFindings]:
    """Return what is open at each object and link, as far as the actor may know of it."""
    rows = (
        Finding.objects.visible_to(actor, leads=False)
        # Said as what they are, not what they are not: so the index of object and state is used.
        .filter(supervised_object__in=ids, state__in=list(OPEN))
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


def objects_where(actor: Actor, metric: Metric, least: int, today: date) -> Any:
    """Return a query of the ids of objects where the open findings of one link reach ``least``."""
    rows = Finding.objects.listed_to(actor).filter(
        state__in=list(OPEN), supervised_object__isnull=False
    )
    if metric is Metric.OLDEST_OPEN_DAYS:
        return rows.filter(found_on__lte=today - timedelta(days=least)).values("supervised_object")
    if metric is Metric.OVERDUE_FINDINGS:
        rows = rows.overdue()
    places = rows.values("supervised_object", "link").annotate(count=Count("pk")).order_by()
    return places.filter(count__gte=least).values("supervised_object")

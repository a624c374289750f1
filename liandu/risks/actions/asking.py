"""Keeping the day on which a check is asked for: it follows from the point and from its link."""

from typing import Any

from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Greatest

from liandu.risks.models import RiskPoint
from liandu.risks.rules import PointState, asked_on
from liandu.works.actions import follows_link
from liandu.works.rules import LinkState


def keep(point: RiskPoint, *fields: str) -> None:
    """Save a point with the day on which a check is asked for; of ``fields`` alone, if any."""
    link = point.link
    point.asked_on = asked_on(
        point.state, point.due_on, began_on=link.started_on,
        is_under_way=link.state == LinkState.IN_PROGRESS,
    )  # fmt: skip
    point.save(update_fields=[*fields, "asked_on"] if fields else None)


@follows_link
def follow_link(link: Any) -> None:
    """Let the points of a link that moved ask for their checks, or no longer ask.

    All of them, also those set aside: the database waits for each that somebody is changing, and
    works the day out from what it is then.
    """
    rows = RiskPoint.objects.unscoped("points follow their link").filter(link=link)
    if link.state != LinkState.IN_PROGRESS:
        rows.update(asked_on=None)
        return
    # SQLite's greatest of a day and nothing is nothing.
    day = Greatest("due_on", Value(link.started_on)) if link.started_on else F("due_on")
    rows.update(asked_on=Case(When(Q(state=PointState.IN_FORCE.value), then=day), default=None))

"""Risk points for tests, in the small world."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from liandu.orgs.models import Person
from liandu.risks import actions, queries
from liandu.risks.actions.asking import keep
from liandu.risks.models import RiskCheck, RiskPoint
from liandu.risks.rules import PointDraft
from liandu.works.actions import move_link, plan_link
from liandu.works.models import SupervisedObject, SupervisionLink
from tests.people import World, acting
from tests.works.lists import entered, link_of


def draft(**changes: Any) -> PointDraft:
    """Return a risk point as it is entered."""
    return PointDraft(**({"name": "围标串标", "level": 3, "frequency": "month"} | changes))


def watched(world: World, **changes: Any) -> SupervisedObject:
    """Return an object that water leads and the builder answers for at its first link."""
    values = {
        "lead_body_id": world.zigong_water.pk,
        "jurisdiction_ids": (world.zigong.jurisdiction_id,),
    } | changes
    made = entered(world, **values)
    plan_link(
        actor=acting(world.zigong_officer), link_id=link_of(made).pk, planned_start_on=None,
        planned_end_on=None, responsible_body_id=world.builder.pk,
        supervising_body_id=world.luzhou.pk,
    )  # fmt: skip
    return made


def added(
    world: World, made: SupervisedObject | None = None, code: str = "approval", **changes: Any
) -> RiskPoint:
    """Return a risk point that Zigong's officer entered."""
    link = link_of(made or watched(world), code)
    return actions.add_point(
        actor=acting(world.zigong_officer), link_id=link.pk, draft=draft(**changes)
    )


def begun(world: World, point: RiskPoint, days_ago: int = 0) -> SupervisionLink:
    """Let the link of a point begin."""
    on = timezone.localdate() - timedelta(days=days_ago)
    return move_link(actor=acting(world.zigong_officer), link_id=point.link_id, step="begin", on=on)


def due_in(point: RiskPoint, days: int) -> RiskPoint:
    """Let the next check of a point be due so many days from now."""
    # Read afresh: whether its link began meanwhile says whether a check is asked for.
    found = RiskPoint.objects.unscoped("test").select_related("link").get(pk=point.pk)
    found.due_on = timezone.localdate() + timedelta(days=days)
    keep(found, "due_on")
    return found


def checked(who: Person, point: RiskPoint, **changes: Any) -> RiskCheck:
    """Return a check that somebody made today."""
    values = {"on": timezone.localdate(), "result": "in_order", "note": ""} | changes
    return actions.check_point(actor=acting(who), point_id=point.pk, **values)


def again(who: Person, point: RiskPoint) -> RiskPoint:
    """Return a point as somebody sees it now."""
    return queries.seen_point(acting(who), point.pk)

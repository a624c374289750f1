"""Of many points in sight a page is read by the index of the day asked for, on both databases."""

from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from liandu.access import sight
from liandu.risks import queries
from liandu.risks.listings import POINTS
from liandu.risks.models import RiskPoint
from liandu.web.keyset import keys
from tests.people import World, acting
from tests.plugin import IS_POSTGRES
from tests.risks import build

pytestmark = pytest.mark.django_db
PAGE = 26


def plan(rows: Any) -> str:
    """Return how the database reads a page of ``rows``, as if there were too many to sort."""
    if IS_POSTGRES:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_sort = off")
    order = [key.ordering(backwards=False) for key in keys(RiskPoint, POINTS.order)]
    found: str = rows.select_related(None).order_by(*order).values("pk")[:PAGE].explain()
    return found


@pytest.mark.parametrize("late", [False, True])
def test_a_page_of_a_wide_sight_follows_the_day_asked_for(
    world: World, monkeypatch: pytest.MonkeyPatch, *, late: bool
) -> None:
    point = build.added(world)
    build.begun(world, point)
    build.due_in(point, -1)
    monkeypatch.setattr(sight, "MANY", 0)
    rows = queries.listed(acting(world.zigong_officer))
    if late:
        rows = rows.filter(asked_on__lt=timezone.localdate())
    told = plan(rows)
    assert "risk_asked" in told, told
    # Found in that order: nothing is put in order afterwards.
    assert "ORDER BY" not in told, told
    assert "Sort" not in told, told
    assert [one.pk for one in queries.listed(acting(world.zigong_officer))] == [point.pk]

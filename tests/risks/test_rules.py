"""When a check falls due, in plain Python and as the database works it out."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liandu.risks.queries import points
from liandu.risks.rules import Frequency, PointState, asked_on, next_check
from liandu.works.models import SupervisionLink
from tests.people import World, acting
from tests.risks import build

DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("frequency", "due"),
    [
        ("week", date(2026, 2, 7)), ("month", date(2026, 2, 28)), ("quarter", date(2026, 4, 30)),
        ("half_year", date(2026, 7, 31)), ("year", date(2027, 1, 31)),
    ],
)  # fmt: skip
def test_a_month_is_a_month_and_not_thirty_days(frequency: str, due: date) -> None:
    assert next_check(date(2026, 1, 31), frequency) == due


@given(DAYS, st.sampled_from(list(Frequency)))
def test_the_next_check_is_always_later(day: date, frequency: str) -> None:
    assert next_check(day, frequency) > day


@given(DAYS, DAYS)
def test_what_fell_due_before_the_link_began_is_asked_for_when_it_begins(
    due: date, began: date
) -> None:
    found = asked_on("in_force", due, is_under_way=True, began_on=began)
    assert found == (max(due, began))


def test_nothing_is_asked_where_nothing_is_under_way() -> None:
    day = date(2026, 1, 31)
    assert asked_on("in_force", day, is_under_way=False, began_on=day) is None
    assert asked_on("set_aside", day, is_under_way=True, began_on=day) is None
    assert asked_on("in_force", day, is_under_way=True, began_on=None) == day


@pytest.mark.django_db
def test_the_database_asks_as_the_rule_does(world: World) -> None:
    point, day = build.added(world), date(2026, 3, 1)
    for state in PointState:
        for link_state in ("not_started", "in_progress", "done", "checked"):
            for began in (None, day - timedelta(days=9), day + timedelta(days=9)):
                point.state, point.due_on = state, day
                point.save(update_fields=["state", "due_on"])
                links = SupervisionLink.objects.unscoped("test").filter(pk=point.link_id)
                links.update(state=link_state, started_on=began)
                found = points(acting(world.zigong_officer)).get(pk=point.pk).asked_on
                is_under_way = link_state == "in_progress"
                assert found == asked_on(state, day, is_under_way=is_under_way, began_on=began)

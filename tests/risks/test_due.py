"""Checks that are due wait on the desk of the side that answers, once for each object."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from liandu.orgs.models import Person
from liandu.risks import queries
from tests.people import World, acting, signed_in
from tests.risks import build

pytestmark = pytest.mark.django_db


def waiting(who: Person) -> list[tuple[str, int]]:
    return [(one.record.name, one.count) for one in queries.waiting_for(acting(who))]


def test_checks_due_within_a_week_wait_for_the_side_that_answers(world: World) -> None:
    made = build.watched(world)
    points = [build.added(world, made, name=f"风险{n}") for n in range(3)]
    build.begun(world, points[0], days_ago=60)
    for point, days in zip(points, (-2, 7, 8), strict=True):
        build.due_in(point, days)
    assert waiting(world.builder_liaison) == [(made.name, 2)]
    assert queries.waiting_for(acting(world.builder_head))[0].due_on == (
        timezone.localdate() - timedelta(days=2)
    )
    assert queries.waiting_count(acting(world.builder_liaison)) == (1, 1)
    for who in (world.luzhou_officer, world.zigong_officer, world.leader, world.system_admin):
        assert waiting(who) == []
        assert queries.waiting_count(acting(who)) == (0, 0)


def test_nothing_waits_before_the_link_begins_or_once_it_was_checked(world: World) -> None:
    point = build.due_in(build.added(world), -40)
    assert waiting(world.builder_liaison) == []
    build.begun(world, point)
    assert queries.waiting_for(acting(world.builder_liaison))[0].due_on == timezone.localdate()
    assert queries.waiting_count(acting(world.builder_liaison)) == (1, 0)
    build.checked(world.builder_liaison, point)
    assert waiting(world.builder_liaison) == []


def test_the_desk_shows_them_and_the_navigation_counts_them(world: World) -> None:
    point = build.due_in(build.added(world), -1)
    build.begun(world, point, days_ago=3)
    browser = signed_in(world.builder_liaison)
    page = browser.get(reverse("portal:desk"))
    url = f"{point.link.supervised_object.get_absolute_url()}?tab=risks"
    assert url in page.content.decode()
    assert page.context["count"] == 1
    assert '<span class="cnt cnt--hot">1' in page.content.decode()


def test_a_desk_costs_the_same_for_one_object_and_for_many(world: World) -> None:
    counts = []
    for _ in range(2):
        for _ in range(3):
            build.begun(world, build.due_in(build.added(world), 0))
        with CaptureQueriesContext(connection) as asked:
            queries.waiting_for(acting(world.builder_liaison))
        counts.append(len(asked))
    assert counts[0] == counts[1]

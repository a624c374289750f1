"""A series of meetings: its days, its chairs, and what goes from one to the next."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from liandu.audit.models import Event
from liandu.kernel.deadlines import WorkCalendar, months_after
from liandu.kernel.errors import Invalid, NotAllowed
from liandu.meetings import actions
from liandu.meetings.models import Meeting, Topic
from liandu.meetings.rules import MOST_MEETINGS, MeetingState, series
from tests.committees.build import joint_meeting
from tests.meetings import build
from tests.people import World, acting, signed_in

DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))
FREE = st.sets(st.dates(date(2020, 1, 1), date(2043, 1, 1)), max_size=9)


@given(DAYS, st.sampled_from([1, 2, 3]), st.integers(1, MOST_MEETINGS - 1), FREE)
def test_each_is_on_the_first_working_day_from_the_same_day_of_its_month(
    first: date, months: int, count: int, free: set[date]
) -> None:
    calendar = WorkCalendar(holidays=frozenset(free))
    found = series(first, months, count, calendar)
    assert len(found) == count
    for at, day in enumerate(found, 1):
        meant = months_after(first, months * at)
        assert calendar.is_working(day)
        between = ((day - meant).days,)
        assert not any(
            calendar.is_working(meant + timedelta(days=n)) for n in range(between[0])
        )  # fmt: skip
        assert day >= meant


@pytest.mark.parametrize(("months", "count"), [(0, 1), (4, 1), (1, 0), (1, MOST_MEETINGS)])
def test_an_absurd_series_is_none(months: int, count: int) -> None:
    with pytest.raises(ValueError, match="series"):
        series(date(2026, 1, 1), months, count, WorkCalendar())


def planned(world: World, of: Any, who: Any = None, **said: Any) -> list[Meeting]:
    """Return a series that the secretary planned."""
    given_: dict[str, Any] = {"months": 1, "count": 3} | said
    return actions.plan_series(
        actor=acting(who or world.secretary), committee_id=of.pk, plan=build.plan(world), **given_
    )


@pytest.mark.django_db
def test_all_are_ordinary_meetings_each_in_the_chair_of_its_turn(world: World) -> None:
    of = build.committee(world)
    made = planned(world, of)
    assert [one.ordinal for one in made] == [1, 2, 3, 4]
    assert {one.state for one in made} == {MeetingState.PLANNED}
    assert [one.title for one in made][:2] == ["第一次联席会议", "第二次联席会议"]
    zigong, luzhou, water = (body.pk for body in build.members(world))
    assert [one.host_id for one in made] == [zigong, luzhou, water, zigong]
    days = [timezone.localdate(one.starts_at) for one in made]
    assert days == [build.TODAY, *series(build.TODAY, 1, 3, WorkCalendar())]
    assert {timezone.localtime(one.starts_at).hour for one in made} == {9}
    assert Event.objects.filter(kind="meetings.meeting_planned").count() == 4
    assert str(days[-1]) in Event.objects.get(kind="meetings.series_planned").facts_text


@pytest.mark.django_db
def test_where_terms_are_laid_out_the_chair_is_by_the_day(world: World) -> None:
    of = build.committee(world)
    actions.lay_out_terms(
        actor=acting(world.secretary), committee_id=of.pk, months=2, count=4,
        starts_on=build.TODAY.replace(day=1),
    )  # fmt: skip
    made = planned(world, of)
    zigong, luzhou, _water = (body.pk for body in build.members(world))
    assert [one.host_id for one in made] == [zigong, zigong, luzhou, luzhou]


@pytest.mark.django_db
def test_a_series_that_cannot_stand_leaves_no_meeting(world: World) -> None:
    of = build.committee(world)
    for wrong in ({"months": 5}, {"count": 0}, {"count": 99}):
        with pytest.raises(Invalid):
            planned(world, of, **wrong)
    with pytest.raises(NotAllowed):
        planned(world, of, world.luzhou_officer)
    assert not Meeting.objects.unscoped("test").exists()


@pytest.mark.django_db
def test_what_one_defers_and_leaves_open_comes_to_the_next_of_the_series(world: World) -> None:
    of = build.committee(world)
    office = acting(world.secretary)
    first, second, *_rest = planned(world, of)
    actions.collect_topics(actor=office, meeting_id=first.pk)
    left = build.proposed(world, first, "留待下次")
    build.screened(world, build.proposed(world, first, "本次研究"))
    actions.defer_topic(actor=office, topic_id=left.pk, reason="材料不齐")
    actions.fix_agenda(actor=office, meeting_id=first.pk)
    actions.notify_members(actor=office, meeting_id=first.pk)
    build.opened(world, first)
    [item] = [one for one in build.items(first) if one.title == "本次研究"]
    build.concluded(world, item)
    actions.close_meeting(actor=office, meeting_id=first.pk)
    build.issued(world, first)
    actions.collect_topics(actor=office, meeting_id=second.pk)
    [again] = Topic.objects.unscoped("test").filter(meeting=second)
    assert (again.title, again.came_from_id) == ("留待下次", left.pk)
    build.screened(world, again)
    actions.fix_agenda(actor=office, meeting_id=second.pk)
    assert build.items(second)[0].is_follow_up


@pytest.mark.django_db
def test_what_a_later_planned_meeting_resolved_comes_first_too(world: World) -> None:
    """A special meeting gets its number after a series that is held after it."""
    of = build.committee(world)
    series_of = planned(world, of)
    special = build.issued(world, build.closed(world, of=of))
    assert special.ordinal > series_of[1].ordinal
    office = acting(world.secretary)
    actions.collect_topics(actor=office, meeting_id=series_of[1].pk)
    build.screened(world, build.proposed(world, series_of[1]))
    actions.fix_agenda(actor=office, meeting_id=series_of[1].pk)
    assert build.items(series_of[1])[0].is_follow_up


@pytest.mark.django_db
def test_the_page_plans_one_or_a_series(world: World) -> None:
    of = joint_meeting(world, *build.members(world))
    office, url = signed_in(world.secretary), reverse("meetings:plan", args=[of.pk])
    begins = timezone.localtime(build.NOW)
    values = {
        "title": "第一次会议", "about": "", "starts_at": begins.strftime("%Y-%m-%dT%H:%M"),
        "ends_at": (begins + timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M"), "place": "自贡",
        "host": world.zigong.pk, "repeat": 0,
    }  # fmt: skip
    assert office.post(url, values).status_code == 302
    assert Meeting.objects.unscoped("test").count() == 1
    assert office.post(url, values | {"repeat": 3, "times": 99}).status_code == 422
    answer = office.post(url, values | {"title": "第二次会议", "repeat": 3, "times": 2})
    assert answer.status_code == 302
    titles = set(Meeting.objects.unscoped("test").values_list("title", flat=True))
    assert titles == {"第一次会议", "第二次会议", "第三次会议", "第四次会议"}

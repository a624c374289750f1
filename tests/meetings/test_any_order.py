"""Whatever people try in whatever order: nothing is resolved without a held, quorate meeting."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import (
    run_state_machine_as_test,
)

from liandu.kernel.actor import Actor
from liandu.kernel.errors import Refusal, WrongState
from liandu.kernel.permits import RULES, require
from liandu.meetings import actions, queries
from liandu.meetings.actions.topics import held_topic
from liandu.meetings.models import Topic
from liandu.meetings.permits import runs
from liandu.meetings.queries import SUBJECTS, Subject, decided_by_meetings
from liandu.meetings.rules import (
    Outcome,
    Quorum,
    TopicState,
    VoteMode,
)
from liandu.works.models import SupervisedObject
from tests.meetings import build
from tests.meetings.machine import MODEL, AnyOrder
from tests.people import World, acting
from tests.works import lists

pytestmark = pytest.mark.django_db


def play(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Play the machine as often as usual; a failure is told as found, not made smaller."""
    monkeypatch.setitem(SUBJECTS, MODEL, Subject(MODEL, "x", lambda _actor, _record: True))
    AnyOrder.world, AnyOrder.of = world, build.committee(world)
    few = settings(
        max_examples=16, stateful_step_count=10, deadline=None, derandomize=True,
        suppress_health_check=list(HealthCheck), phases=[Phase.generate],
    )  # fmt: skip
    run_state_machine_as_test(AnyOrder, settings=few)  # type: ignore[no-untyped-call]


def test_no_path_resolves_without_a_held_quorate_meeting(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    play(world, monkeypatch)


def item_at_any_time(
    actor: Actor, permit: str, topic_id: Any, _mode: VoteMode | None = None
) -> Topic:
    """Return an item without asking whether its meeting is in session."""
    topic = held_topic(actor, topic_id)
    require(actor, permit, topic)
    if topic.state != TopicState.ON_AGENDA or topic.outcome:
        raise WrongState
    return topic


def runs_only(actor: Actor, resolution: Any) -> bool:
    """Let whoever runs the meeting verify, also what they reported themselves."""
    return runs(actor, resolution.meeting)


BROKEN: dict[str, Callable[[pytest.MonkeyPatch], None]] = {
    "no quorum": lambda patch: patch.setattr(Quorum, "is_reached", property(lambda _self: True)),
    "no session": lambda patch: patch.setattr(
        "liandu.meetings.actions.session._item", item_at_any_time
    ),
    "no signature": lambda patch: patch.setattr(
        "liandu.meetings.queries.unsigned", lambda _meeting: {}
    ),
    "own report": lambda patch: patch.setitem(RULES, "meetings.verify_resolution", runs_only),
}  # fmt: skip


@pytest.mark.parametrize("guard", BROKEN)
def test_without_its_guard_the_same_play_goes_wrong(
    guard: str, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    BROKEN[guard](monkeypatch)
    with pytest.raises(AssertionError):
        play(world, monkeypatch)


def test_the_straight_road_resolves_what_was_tabled(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(SUBJECTS, MODEL, Subject(MODEL, "x", lambda _actor, _record: True))
    subject = lists.entered(world)
    meeting = build.collecting(world)
    topic = build.proposed(
        world, meeting, who=world.zigong_officer, subject=(MODEL, subject.pk)
    )  # fmt: skip
    build.screened(world, topic)
    actions.fix_agenda(actor=acting(world.secretary), meeting_id=meeting.pk)
    actions.notify_members(actor=acting(world.secretary), meeting_id=meeting.pk)
    build.opened(world, meeting)
    assert queries.resolved(subject) is None
    build.concluded(world, topic, Outcome.DECISION)
    found = queries.resolved(subject)
    assert found is not None
    assert found.meeting == meeting
    other: SupervisedObject = lists.entered(world, number="XM-2026-777")
    assert queries.resolved(other) is None


def test_only_registered_records_are_tabled_by_whom_their_app_lets(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting, subject = build.collecting(world), lists.entered(world)
    about = (MODEL, subject.pk)
    with pytest.raises(Refusal):
        build.proposed(world, meeting, who=world.zigong_officer, subject=about)
    monkeypatch.setitem(SUBJECTS, MODEL, Subject(MODEL, "x", lambda _actor, _record: False))
    with pytest.raises(Refusal):
        build.proposed(world, meeting, who=world.zigong_officer, subject=about)


def test_a_kind_of_record_is_registered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("liandu.meetings.queries.subjects.SUBJECTS", {})
    one = Subject(MODEL, "x", lambda _actor, _record: True)
    decided_by_meetings(one)
    with pytest.raises(ValueError, match="two subjects"):
        decided_by_meetings(one)

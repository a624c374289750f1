"""Whatever people try in whatever order: nothing is resolved without a held, quorate meeting."""

from typing import Any, ClassVar

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from liandu.committees.rules import reaches
from liandu.kernel.errors import Refusal
from liandu.meetings import actions, queries
from liandu.meetings.actions import Conclusion, Present, Proposal
from liandu.meetings.models import Meeting, Resolution, Topic
from liandu.meetings.queries import SUBJECTS, Subject, decided_by_meetings
from liandu.meetings.rules import CONVENED, RESOLVING, THERE, Choice, Outcome, Presence, VoteMode
from liandu.works.models import SupervisedObject
from tests.meetings import build
from tests.people import World, acting
from tests.works import lists

pytestmark = pytest.mark.django_db
MODEL = "works.supervisedobject"
STEPS = (
    "collect_topics", "fix_agenda", "notify_members", "close_meeting", "send_minutes",
    "issue_minutes", "archive_meeting",
)  # fmt: skip


class AnyOrder(RuleBasedStateMachine):
    """One meeting, one record that somebody wants resolved, and people who try what they like."""

    world: ClassVar[World]

    def __init__(self) -> None:
        super().__init__()
        self.start = transaction.savepoint()
        self.meeting = build.planned(self.world)
        self.subject: Any = lists.entered(self.world)
        self.office = acting(self.world.secretary)

    @initialize(mode=st.sampled_from([None, *VoteMode]))
    def begin(self, mode: str | None) -> None:
        """Begin with nothing done, or with notice given of an item that is voted on so."""
        if mode is None:
            return
        self.step("collect_topics")
        self.propose()
        self.screen(mode)
        self.step("fix_agenda")
        self.step("notify_members")

    def teardown(self) -> None:
        """Leave the world as it was."""
        transaction.savepoint_rollback(self.start)

    def tried(self, action: str, **said: Any) -> None:
        """Try an action; a refusal is an answer like another."""
        try:
            getattr(actions, action)(**({"actor": self.office} | said))
        except Refusal:
            return

    def topic(self) -> Any:
        """Return the key of the topic, if there is one."""
        found = Topic.objects.unscoped("test").filter(meeting=self.meeting).first()
        return found.pk if found else self.meeting.pk

    @rule(step=st.sampled_from(STEPS))
    def step(self, step: str) -> None:
        """Take a step of the meeting."""
        self.tried(step, meeting_id=self.meeting.pk)

    @rule()
    def propose(self) -> None:
        """Table the record."""
        self.tried(
            "propose_topic", meeting_id=self.meeting.pk, proposal=Proposal("x"),
            actor=acting(self.world.zigong_officer), subject=(MODEL, self.subject.pk),
        )  # fmt: skip

    @rule(mode=st.sampled_from(list(VoteMode)))
    def screen(self, mode: str) -> None:
        """Take the topic up."""
        self.tried("screen_topic", topic_id=self.topic(), position=1, duration=5, vote_mode=mode)

    @rule(off=st.sampled_from(["defer_topic", "decline_topic"]))
    def leave_out(self, off: str) -> None:
        """Take the topic off."""
        self.tried(off, topic_id=self.topic(), reason="x")

    @rule(ways=st.lists(st.sampled_from(list(Presence)), min_size=3, max_size=3))
    def hold(self, ways: list[str]) -> None:
        """Open the meeting with whoever is there."""
        bodies = build.members(self.world)
        given = {body.pk: Present(way, "x") for body, way in zip(bodies, ways, strict=True)}
        self.tried("hold_meeting", meeting_id=self.meeting.pk, presences=given)

    @rule(choices=st.lists(st.sampled_from(list(Choice)), min_size=3, max_size=3))
    def vote(self, choices: list[str]) -> None:
        """Vote, openly and in secret, whichever is asked for."""
        there = queries.attendance(self.meeting)
        said = {one.body_id: c for one, c in zip(there, choices, strict=False) if one.seat.is_there}
        self.tried("record_votes", topic_id=self.topic(), choices=said)
        for who, choice in zip(build.speakers(self.world), choices, strict=True):
            self.tried("cast_ballot", actor=acting(who), topic_id=self.topic(), choice=choice)
        self.tried("close_ballot", topic_id=self.topic())

    @rule(end=st.sampled_from(list(Outcome)))
    def conclude(self, end: str) -> None:
        """Say how the item ended."""
        owner = self.world.luzhou.pk
        self.tried(
            "conclude_item", topic_id=self.topic(), conclusion=Conclusion(end, "", "x", owner)
        )

    @rule()
    def postpone(self) -> None:
        """Put the meeting off, and set it anew."""
        self.tried("postpone_meeting", meeting_id=self.meeting.pk, reason="x")
        self.tried("resume_meeting", meeting_id=self.meeting.pk, plan=build.plan(self.world))

    @invariant()
    def nothing_is_resolved_but_by_a_held_and_quorate_meeting(self) -> None:
        """Count anew, without the rules that the actions go by."""
        meeting: Meeting = build.again(self.meeting)
        seats = queries.attendance(meeting)
        there = sum(one.presence in THERE for one in seats)
        is_quorate = reaches(meeting.committee.quorum, there, len(seats))
        for one in Resolution.objects.unscoped("test").filter(meeting=meeting):
            assert meeting.held_at is not None
            assert is_quorate
            assert one.topic.outcome in RESOLVING
            if one.topic.vote_mode:
                cast = one.topic.votes.count()
                assert cast == there
                agree = queries.tally_of(one.topic).agree
                assert reaches(meeting.committee.vote, agree, there)
        assert (meeting.state in CONVENED) == (meeting.held_at is not None)
        found = queries.resolved(self.subject)
        assert found is None or (is_quorate and found.meeting == meeting)


def test_no_path_resolves_without_a_held_quorate_meeting(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(SUBJECTS, MODEL, Subject(MODEL, "x", lambda _actor, _record: True))
    AnyOrder.world = world
    few = settings(
        max_examples=12, stateful_step_count=20, deadline=None, derandomize=True,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    run_state_machine_as_test(AnyOrder, settings=few)  # type: ignore[no-untyped-call]


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

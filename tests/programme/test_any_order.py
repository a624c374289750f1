"""Whatever people try in whatever order: no project is approved but by a held, quorate meeting."""

from datetime import date
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

from liandu.committees.models import Committee
from liandu.committees.rules import reaches
from liandu.kernel.errors import Refusal
from liandu.meetings import actions as meetings
from liandu.meetings.actions import Conclusion, Present, Proposal
from liandu.meetings.models import Meeting, Topic
from liandu.meetings.queries import attendance
from liandu.meetings.rules import CONVENED, RESOLVING, THERE, Outcome, Presence
from liandu.programme import actions
from liandu.programme.models import ProjectMilestone, SupervisionProject
from liandu.programme.rules import DECIDED, UNDERWAY, MilestoneDraft
from tests.meetings import build as meeting
from tests.people import World, acting
from tests.programme import build

pytestmark = pytest.mark.django_db
STEPS = ("submit", "screen", "approve", "reject", "start")
REASONED = ("return", "take_back", "withdraw", "suspend", "resume", "cancel", "send_back")
OF_MEETING = ("fix_agenda", "notify_members", "close_meeting")


class AnyOrder(RuleBasedStateMachine):
    """Two projects for the same, a meeting, and people who try what they like."""

    world: ClassVar[World]

    def __init__(self) -> None:
        super().__init__()
        self.start = transaction.savepoint()
        of = meeting.committee(self.world)
        self.meeting = meeting.collecting(self.world, of)
        self.made = build.proposed(self.world, of)
        self.other = build.submitted(self.world, of, self.world.water_officer, name="另一项目")
        self.people = [
            acting(one)
            for one in (self.world.secretary, self.world.zigong_head, self.world.luzhou_officer)
        ]

    def teardown(self) -> None:
        """Leave the world as it was."""
        transaction.savepoint_rollback(self.start)

    @initialize(far=st.integers(0, 12))
    def begin(self, far: int) -> None:
        """Begin as a draft, or further on the straight road."""
        road = (
            lambda: self.step("submit"), lambda: self.step("screen"), lambda: self.answer("keep"),
            self.table, lambda: (self.take_up(), self.of_meeting("fix_agenda"),
                                 self.of_meeting("notify_members")),
            lambda: self.hold([Presence.IN_PERSON] * 3), lambda: self.conclude(Outcome.DECISION),
            lambda: self.step("approve"), self.plan,
            lambda: self.step("start"), self.plan, self.end,
        )  # fmt: skip
        for each in road[:far]:
            each()

    def tried(self, app: Any, action: str, **said: Any) -> None:
        """Let everybody try an action; a refusal is an answer like another."""
        for who in self.people:
            try:
                getattr(app, action)(actor=who, **said)
            except Refusal:
                continue

    def topics(self) -> list[Topic]:
        """Return the topics of the meeting."""
        return list(Topic.objects.unscoped("test").filter(meeting=self.meeting))

    @rule(step=st.sampled_from(STEPS))
    def step(self, step: str) -> None:
        """Take a step that asks for nothing."""
        self.tried(actions, f"{step}_project", project_id=self.made.pk)

    @rule(step=st.sampled_from(REASONED))
    def reasoned(self, step: str) -> None:
        """Take a step that wants a reason."""
        self.tried(actions, f"{step}_project", project_id=self.made.pk, reason="x")

    @rule(months=st.sampled_from([(3, 6), (9, 9)]))
    def edit(self, months: tuple[int, int]) -> None:
        """Change what it is."""
        draft = build.draft(first_month=months[0], last_month=months[1])
        self.tried(actions, "edit_project", project_id=self.made.pk, draft=draft)

    @rule(way=st.sampled_from(["keep", "merge"]))
    def answer(self, way: str) -> None:
        """Answer each overlap."""
        action = {"keep": "keep_hit", "merge": "merge_project"}[way]
        for hit in build.hits(self.made):
            self.tried(actions, action, hit_id=hit.pk, reason="x")

    @rule()
    def plan(self) -> None:
        """Add a milestone to its plan, and put every one down as reached."""
        draft = MilestoneDraft("x", date(build.YEAR, 12, 1), self.made.owner_body_id)
        self.tried(actions, "add_milestone", project_id=self.made.pk, draft=draft)
        for row in ProjectMilestone.objects.unscoped("test").filter(project=self.made):
            self.tried(actions, "reach_milestone", milestone_id=row.pk, word="x")

    @rule()
    def end(self) -> None:
        """Conclude it, close it, or carry it over, in that order."""
        said = {"project_id": self.made.pk}
        self.tried(actions, "conclude_project", **said, summary="x")
        self.tried(actions, "close_project", **said, grade="good", appraisal="x")
        self.tried(actions, "carry_over_project", **said, first_month=1, last_month=2)

    @invariant()
    def what_goes_on_with_it_is_no_further_than_a_meeting_let_it(self) -> None:
        """Look at the rows that were carried over."""
        later = SupervisionProject.objects.unscoped("test").filter(carried_from=self.made.pk)
        assert all(row.state in {"draft", "cancelled"} for row in later)
        assert build.again(self.made).state != "carried_over"

    @rule()
    def table(self) -> None:
        """Bring it before the meeting, by its own way and past it."""
        subject = (SupervisionProject._meta.label_lower, self.made.pk)
        said = {"project_id": self.made.pk, "meeting_id": self.meeting.pk}
        self.tried(actions, "table_project", **said)
        self.tried(
            meetings, "propose_topic", meeting_id=self.meeting.pk, proposal=Proposal("x"),
            subject=subject,
        )  # fmt: skip

    @rule()
    def take_up(self) -> None:
        """Take every topic up."""
        for at, topic in enumerate(self.topics(), 1):
            self.tried(meetings, "screen_topic", topic_id=topic.pk, position=at, duration=5)

    @rule()
    def decline(self) -> None:
        """Decline every topic."""
        for topic in self.topics():
            self.tried(meetings, "decline_topic", topic_id=topic.pk, reason="x")

    @rule(step=st.sampled_from(OF_MEETING))
    def of_meeting(self, step: str) -> None:
        """Take a step of the meeting."""
        self.tried(meetings, step, meeting_id=self.meeting.pk)

    @rule(ways=st.lists(st.sampled_from(list(Presence)), min_size=3, max_size=3))
    def hold(self, ways: list[str]) -> None:
        """Open the meeting with whoever is there."""
        bodies = meeting.members(self.world)
        given = {body.pk: Present(way, "x") for body, way in zip(bodies, ways, strict=True)}
        self.tried(meetings, "hold_meeting", meeting_id=self.meeting.pk, presences=given)

    @rule(end=st.sampled_from(list(Outcome)))
    def conclude(self, end: str) -> None:
        """Say how every item ended."""
        said = Conclusion(end, "", "x", self.world.luzhou.pk)
        for topic in self.topics():
            self.tried(meetings, "conclude_item", topic_id=topic.pk, conclusion=said)

    @invariant()
    def nothing_is_decided_but_by_a_held_and_quorate_meeting(self) -> None:
        """Count anew, without the rules that the actions go by."""
        made = build.again(self.made)
        if made.state != "cancelled":  # which keeps the resolution that let it in
            assert (made.state in DECIDED) == (made.resolution is not None)
        if made.resolution is None:
            return
        at: Meeting = meeting.again(made.resolution.meeting)
        seats = attendance(at)
        there = sum(one.presence in THERE for one in seats)
        quorum = Committee.objects.unscoped("test").get(pk=at.committee_id).quorum
        assert at.held_at is not None
        assert at.state in CONVENED
        assert reaches(quorum, there, len(seats))
        assert made.resolution.topic.outcome in RESOLVING
        assert made.resolution.topic.subject_id == made.pk

    @invariant()
    def nothing_runs_without_a_plan(self) -> None:
        """Look at the rows."""
        made = build.again(self.made)
        if made.state in UNDERWAY:
            assert made.started_on is not None
            assert made.milestones.exists()
        assert made.pauses.filter(until=None).exists() == (made.state == "suspended")

    @invariant()
    def nothing_is_before_a_meeting_with_an_overlap_unanswered(self) -> None:
        """Look at the rows."""
        made = build.again(self.made)
        if made.state in {"tabled", *DECIDED}:
            assert all(hit.answer == "keep" for hit in build.hits(made))


def test_no_path_approves_without_a_resolution_of_a_held_quorate_meeting(world: World) -> None:
    AnyOrder.world = world
    few = settings(
        max_examples=12, stateful_step_count=15, deadline=None, derandomize=True,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    run_state_machine_as_test(AnyOrder, settings=few)  # type: ignore[no-untyped-call]


def test_the_straight_road_ends_in_the_programme(world: World) -> None:
    made = build.approved(world)
    assert build.again(made).state == "approved"

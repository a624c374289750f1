"""One meeting and people who try what they like in any order; what holds all the while."""

from collections.abc import Callable
from functools import partial
from hashlib import sha256
from typing import Any, ClassVar

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
)

from liandu.committees.models import Committee
from liandu.committees.rules import reaches
from liandu.kernel.errors import Refusal
from liandu.meetings import actions, queries
from liandu.meetings.actions import Conclusion, Present, Proposal
from liandu.meetings.models import Meeting, Resolution, ResolutionReport, Topic
from liandu.meetings.rules import (
    CONVENED,
    RESOLVING,
    THERE,
    Choice,
    MeetingState,
    Outcome,
    Presence,
    ResolutionState,
    VoteMode,
)
from tests.meetings import build
from tests.people import World, acting
from tests.works import lists

MODEL = "works.supervisedobject"
STEPS = (
    "collect_topics", "fix_agenda", "notify_members", "close_meeting", "send_minutes",
    "issue_minutes", "archive_meeting",
)  # fmt: skip
ISSUED = frozenset({MeetingState.ISSUED, MeetingState.ARCHIVED})


class AnyOrder(RuleBasedStateMachine):
    """One meeting, one record that somebody wants resolved, and people who try what they like."""

    world: ClassVar[World]
    of: ClassVar[Committee]

    def __init__(self) -> None:
        super().__init__()
        self.start = transaction.savepoint()
        self.meeting = build.planned(self.world, self.of)
        self.subject: Any = lists.entered(self.world)
        self.office = acting(self.world.secretary)

    @initialize(
        along=st.sampled_from([0, 2, 5, 6, 8, 9, 11, 12, 12]), lead=st.sampled_from([0, 0, 1]),
        mode=st.sampled_from(list(VoteMode)),
        away=st.sampled_from([0, 0, 1, 2]),
    )  # fmt: skip
    def begin(self, along: int, mode: str, lead: int, away: int) -> None:
        """Begin somewhere along the straight road, or where too few are there to go down it."""
        ways = [*[Presence.LEAVE] * away, *[Presence.IN_PERSON] * (3 - away)]
        road: list[Callable[[], object]] = [
            partial(self.step, "collect_topics"), self.propose, partial(self.screen, mode),
            partial(self.step, "fix_agenda"), partial(self.step, "notify_members"),
            partial(self.hold, ways), partial(self.vote, [Choice.FOR] * 3),
            partial(self.conclude, Outcome.TASK, lead), partial(self.step, "close_meeting"),
            partial(self.step, "send_minutes"), self.issue,
            partial(self.report_and_verify, lead, lead),
        ]  # fmt: skip
        for each in road[:along]:
            each()

    def teardown(self) -> None:
        """Leave the world as it was."""
        transaction.savepoint_rollback(self.start)

    def tried(self, action: str, **said: Any) -> bool:
        """Try an action and say whether it was done; a refusal is an answer like another."""
        try:
            getattr(actions, action)(**({"actor": self.office} | said))
        except Refusal:
            return False
        return True

    def topic(self) -> Any:
        """Return the key of the topic, if there is one."""
        found = Topic.objects.unscoped("test").filter(meeting=self.meeting).first()
        return found.pk if found else self.meeting.pk

    def resolution(self) -> Any:
        """Return the key of what was resolved, if anything was."""
        found = Resolution.objects.unscoped("test").filter(meeting=self.meeting).first()
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

    @rule(end=st.sampled_from(list(Outcome)), lead=st.integers(0, 2))
    def conclude(self, end: str, lead: int) -> None:
        """Say how the item ended, and whose it is: of who is in the chair, or of another."""
        owner = build.members(self.world)[lead].pk
        self.tried(
            "conclude_item", topic_id=self.topic(), conclusion=Conclusion(end, "", "x", owner)
        )

    @rule()
    def postpone(self) -> None:
        """Put the meeting off, and set it anew."""
        self.tried("postpone_meeting", meeting_id=self.meeting.pk, reason="x")
        self.tried("resume_meeting", meeting_id=self.meeting.pk, plan=build.plan(self.world))

    @rule(some=st.sets(st.integers(0, 2), max_size=3))
    def sign(self, some: set[int]) -> None:
        """Sign the minutes as they are, one body or all."""
        text_hash = build.again(self.meeting).minutes_hash
        for at in some:
            who = acting(build.speakers(self.world)[at])
            self.tried("countersign_minutes", actor=who, meeting_id=self.meeting.pk,
                       text_hash=text_hash)  # fmt: skip

    @rule(words=st.sampled_from(["甲", "乙"]))
    def rewrite(self, words: str) -> None:
        """Send the minutes back and write them anew: what was signed is another text."""
        self.tried(
            "return_minutes", actor=acting(self.world.luzhou_officer),
            meeting_id=self.meeting.pk, reason="x",
        )  # fmt: skip
        version = build.again(self.meeting).minutes_version
        self.tried("write_minutes", meeting_id=self.meeting.pk, text=words, version=version)

    @rule()
    def issue(self) -> None:
        """Have everybody sign, and issue the minutes."""
        self.step("send_minutes")
        self.sign({0, 1, 2})
        self.step("issue_minutes")

    @rule(reporter=st.integers(0, 2), checker=st.integers(0, 3))
    def report_and_verify(self, reporter: int, checker: int) -> None:
        """Report what was resolved as done and verify it, whoever that is."""
        people = [*build.speakers(self.world), self.world.secretary]
        self.tried("report_resolution", actor=acting(people[reporter]), text="x",
                   resolution_id=self.resolution())  # fmt: skip
        who = acting(people[checker])
        if self.tried("verify_resolution", actor=who, resolution_id=self.resolution()):
            last = ResolutionReport.objects.unscoped("test").filter(
                resolution=self.resolution(), is_final=True
            ).first()  # fmt: skip
            assert last is not None
            assert last.by_id != who.person_id

    @invariant()
    def a_meeting_is_held_with_a_quorum_only(self) -> None:
        """Count anew, without the rules that the actions go by."""
        meeting = build.again(self.meeting)
        assert (meeting.state in CONVENED) == (meeting.held_at is not None)
        assert meeting.held_at is None or is_quorate(meeting)

    @invariant()
    def nothing_is_resolved_but_by_a_held_and_quorate_meeting(self) -> None:
        """Look at each resolution: its meeting was held, its item ended so, its vote carried it."""
        meeting = build.again(self.meeting)
        there = there_at(meeting)
        for one in Resolution.objects.unscoped("test").filter(meeting=meeting):
            assert meeting.held_at is not None
            assert one.topic.outcome in RESOLVING
            if one.topic.vote_mode:
                cast = one.topic.votes.count()
                assert cast == there
                agree = queries.tally_of(one.topic).agree
                assert reaches(meeting.committee.vote, agree, there)
        found = queries.resolved(self.subject)
        assert found is None or found.meeting == meeting

    @invariant()
    def minutes_are_issued_with_every_signature_only(self) -> None:
        """Look who signed this very text; before that, nothing of it is anybody's duty."""
        meeting = build.again(self.meeting)
        signed = set(
            meeting.signatures.filter(text_hash=sha256(meeting.minutes.encode()).hexdigest())
            .values_list("body_id", flat=True)
        )  # fmt: skip
        if meeting.state in ISSUED:
            assert signed >= {one.body_id for one in queries.attendance(meeting)
                              if one.presence in THERE}  # fmt: skip
        else:
            duties = Resolution.objects.unscoped("test").filter(meeting=meeting)
            assert not duties.exclude(state=ResolutionState.ADOPTED).exists()


def there_at(meeting: Meeting) -> int:
    """Return how many members are at a meeting."""
    return sum(one.presence in THERE for one in queries.attendance(meeting))


def is_quorate(meeting: Meeting) -> bool:
    """Test whether as many are at a meeting as its committee asks for."""
    every = len(queries.attendance(meeting))
    return reaches(meeting.committee.quorum, there_at(meeting), every)

"""Meetings as tests need them: of three bodies, hosted by the office of the federation."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from liandu.committees.models import Committee
from liandu.meetings import actions
from liandu.meetings.actions import Conclusion, Plan, Present, Proposal
from liandu.meetings.models import Meeting, MinutesSignature, ResolutionReport, Topic
from liandu.meetings.rules import Outcome, Presence
from liandu.orgs.models import Body, Person
from tests.committees.build import joint_meeting
from tests.people import World, acting

NOW = datetime(2026, 11, 18, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
TODAY = NOW.date()


def members(world: World) -> tuple[Body, ...]:
    """Return the member bodies in their order."""
    return world.zigong, world.luzhou, world.zigong_water


def speakers(world: World) -> tuple[Person, ...]:
    """Return who speaks for each of them."""
    return world.zigong_officer, world.luzhou_officer, world.water_officer


def committee(world: World, **said: Any) -> Committee:
    """Return a joint meeting of three bodies."""
    return joint_meeting(world, *members(world), **said)


def plan(world: World, **changes: Any) -> Plan:
    """Return when and where a meeting is."""
    usual: dict[str, Any] = {
        "title": "第一次联席会议", "about": "协作发展", "starts_at": NOW,
        "ends_at": NOW + timedelta(hours=3), "place": "自贡", "host_id": world.zigong.pk,
    }  # fmt: skip
    return Plan(**(usual | changes))


def planned(world: World, of: Committee | None = None, **changes: Any) -> Meeting:
    """Return a meeting that the secretary planned."""
    return actions.plan_meeting(
        actor=acting(world.secretary), committee_id=(of or committee(world)).pk,
        plan=plan(world, **changes),
    )  # fmt: skip


def collecting(world: World, of: Committee | None = None, **changes: Any) -> Meeting:
    """Return a meeting that collects topics."""
    meeting = planned(world, of, **changes)
    return actions.collect_topics(actor=acting(world.secretary), meeting_id=meeting.pk)


def proposed(
    world: World, meeting: Meeting, title: str = "北总干渠联合监督方案", **said: Any
) -> Topic:
    """Return a topic that Luzhou proposed."""
    who = said.pop("who", world.luzhou_officer)
    subject = said.pop("subject", None)
    return actions.propose_topic(
        actor=acting(who), meeting_id=meeting.pk, proposal=Proposal(title, **said), subject=subject
    )


def screened(world: World, topic: Topic, position: int = 1, vote_mode: str = "") -> Topic:
    """Return a topic that the secretary took up."""
    return actions.screen_topic(
        actor=acting(world.secretary), topic_id=topic.pk, position=position, duration=20,
        vote_mode=vote_mode,
    )  # fmt: skip


def notified(world: World, *modes: str, of: Committee | None = None, **changes: Any) -> Meeting:
    """Return a meeting of which notice was given, with an item for each way of voting."""
    meeting = collecting(world, of, **changes)
    for position, mode in enumerate(modes or ("",), 1):
        screened(world, proposed(world, meeting, f"议题{position}"), position, mode)
    actions.fix_agenda(actor=acting(world.secretary), meeting_id=meeting.pk)
    return actions.notify_members(actor=acting(world.secretary), meeting_id=meeting.pk)


def opened(world: World, meeting: Meeting, *presences: str, name: str = "副职代表") -> Meeting:
    """Return a meeting opened with members that take part in these ways, in their order."""
    ways = presences or (Presence.IN_PERSON, Presence.REMOTE, Presence.PROXY)
    given = {
        body.pk: Present(way, name if way == Presence.PROXY else "")
        for body, way in zip(members(world), ways, strict=True)
    }
    return actions.hold_meeting(
        actor=acting(world.secretary), meeting_id=meeting.pk, presences=given
    )


def in_session(world: World, *modes: str, of: Committee | None = None, **changes: Any) -> Meeting:
    """Return a meeting that is in session."""
    return opened(world, notified(world, *modes, of=of, **changes))


def items(meeting: Meeting) -> list[Topic]:
    """Return the topics of a meeting as they stand now."""
    return list(Topic.objects.unscoped("test").filter(meeting=meeting.pk).order_by("position"))


def concluded(world: World, topic: Topic, outcome: str = Outcome.TASK, **said: Any) -> Topic:
    """Return an item that ended, as a task of Luzhou's unless told otherwise."""
    usual: dict[str, Any] = {"text": "开展三地联合监督"}
    if outcome == Outcome.TASK:
        usual["owner_id"] = world.luzhou.pk
    return actions.conclude_item(
        actor=acting(world.secretary), topic_id=topic.pk,
        conclusion=Conclusion(outcome, **(usual | said)),
    )  # fmt: skip


def closed(world: World, *outcomes: str, **changes: Any) -> Meeting:
    """Return a meeting that is over, its items ended in these ways."""
    ends = outcomes or (Outcome.TASK,)
    due_on: date | None = changes.pop("due_on", None)
    meeting = in_session(world, *("" for _end in ends), **changes)
    own = [topic for topic in items(meeting) if not topic.is_follow_up]
    for topic in items(meeting):
        if topic.is_follow_up:
            concluded(world, topic, Outcome.INFORMATION)
    for topic, end in zip(own, ends, strict=True):
        concluded(world, topic, end, due_on=due_on)
    return actions.close_meeting(actor=acting(world.secretary), meeting_id=meeting.pk)


def again(meeting: Meeting) -> Meeting:
    """Return a meeting as it stands now."""
    found: Meeting = Meeting.objects.unscoped("test").get(pk=meeting.pk)
    return found


def sent(world: World, meeting: Meeting) -> Meeting:
    """Return a meeting whose minutes are to be countersigned."""
    return actions.send_minutes(actor=acting(world.secretary), meeting_id=meeting.pk)


def signed(world: World, meeting: Meeting, *who: Person) -> None:
    """Sign the minutes, for all members unless told otherwise."""
    for one in who or speakers(world):
        actions.countersign_minutes(
            actor=acting(one), meeting_id=meeting.pk, text_hash=again(meeting).minutes_hash
        )


def issued(world: World, meeting: Meeting) -> Meeting:
    """Return a meeting whose minutes are issued."""
    signed(world, sent(world, meeting))
    return actions.issue_minutes(actor=acting(world.secretary), meeting_id=meeting.pk)


def votes(world: World, *choices: str) -> dict[int, str]:
    """Return what each member says, in their order."""
    return {body.pk: one for body, one in zip(members(world), choices, strict=True)}


def parts(world: World, meeting: Meeting) -> None:
    """Leave a ballot, a signature and a report in a meeting that is in session."""
    ballot = next(topic for topic in items(meeting) if topic.vote_mode)
    luzhou = acting(world.luzhou_officer)
    actions.cast_ballot(actor=luzhou, topic_id=ballot.pk, choice="for")
    told = {"body": world.luzhou, "text_hash": "0" * 64, "signed_at": NOW}
    MinutesSignature.objects.create(meeting=meeting, **told)
    ResolutionReport.objects.create(
        resolution=meeting.resolutions.get(), body=world.luzhou, at=NOW, text="x", progress=1
    )

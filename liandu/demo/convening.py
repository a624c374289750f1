"""Scenes: the joint meeting of the eight, its chair going round, and what it resolved."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from liandu.committees.actions import set_members
from liandu.committees.models import Committee
from liandu.committees.rules import Place
from liandu.demo.bodies import Cast
from liandu.demo.play import Scene, as_now, later
from liandu.meetings import actions, queries
from liandu.meetings.actions import Conclusion, Plan, Present, Proposal
from liandu.meetings.models import Meeting, Resolution, Topic
from liandu.meetings.rules import Outcome, Presence, VoteMode

OFFICE = "lm-1"
ORDER = ("NJ", "YC", "ZG", "JJ", "YB", "DZ", "LZ", "RC")
REST = tuple(ORDER)
NAME = "川南渝西监督协作联席会议"
WHOLE = 100
MONTHS, FIRST_TERM = 4, 15
CHANGES_ON = (139, 262)


@dataclass(frozen=True, slots=True)
class Item:
    """A topic, whose it is, and what came of it: until when, with whom, and how far that is."""

    title: str
    by: str
    text: str = ""
    helpers: Sequence[str] = ()
    until: int = 0
    progress: int = 0
    minutes: int = 30
    is_voted: bool = False


@dataclass(frozen=True, slots=True)
class Sitting:
    """One of the meetings: in whose chair, on which day of the year, and its agenda."""

    title: str
    about: str
    host: str
    day: int
    items: Sequence[Item]


SITTINGS = (
    Sitting("第一次联席会议", "建立监督协作机制", "NJ", 45, (
        Item("联席会议工作规则", "NJ", "按规则轮值、会签、督办", REST, 40, WHOLE),
        Item("联络员名单和信息报送", "YC", "每月五日前互通监督工作信息", REST, 30, WHOLE),
    )),
    Sitting("第二次联席会议", "跨界流域和重大工程协同监督", "YC", 190, (
        Item("跨界水域联防联控", "YC", "互查断面数据和排口台账", ("RC", "DZ"), 60, WHOLE),
        Item("重大工程监督清单", "ZG", "建立八地重大工程监督清单", REST, 60, WHOLE),
    )),
    Sitting("第三次联席会议", "协作发展，助力成渝地区双城经济圈建设", "ZG", 318, (
        Item("第二次联席会议决议落实情况通报", "ZG", minutes=10),
        Item("北总干渠联合监督方案", "ZG", "对北总干渠开展三地联合监督", ("NJ", "YB"), 68, 60, 35),
        Item("八地师资库共用办法", "ZG", "汇总八地师资库并共用", REST, 47, 85, 20),
        Item("长江禁渔协同监督安排", "LZ", "长江重点水域禁渔协同监督", ("JJ", "YC", "RC"), 99, 40),
        Item("跨界水域联防联控互查", "NJ", "跨界水域联防联控情况互查", ("ZG", "RC"), 44, 70, 15),
        Item("线索移送文书格式与时限", "YC", "问题线索移送文书统一格式", REST, 30, WHOLE, 25),
        Item("检查组人员抽取规则", "JJ", "检查组人员抽取规则试行", REST, 30, WHOLE, 40, True),
        Item("营商环境监督联系点", "YB", "设立营商环境监督联系点", ("LZ", "DZ"), 35, WHOLE, 20),
    )),
)  # fmt: skip
NEXT = Sitting("第四次联席会议", "年度协同监督项目和数据共享", "JJ", 385, (
    Item("下一年度协同监督项目建议", "LZ"), Item("第三次会议议定事项落实情况", "ZG"),
))  # fmt: skip


def convene(cast: Cast, start: datetime) -> Scene:
    """Play a year of the joint meeting; the next meeting collects topics at its end."""
    yield later(start, 20)
    committee = Committee.objects.unscoped("set up by another scene").get(name=NAME)
    set_members(
        actor=as_now(cast, OFFICE), committee_id=committee.pk,
        members=[Place(cast.bodies[f"{code}-JD"].pk) for code in ORDER],
    )  # fmt: skip
    actions.lay_out_terms(
        actor=as_now(cast, OFFICE), committee_id=committee.pk, months=MONTHS, count=len(ORDER),
        starts_on=timezone.localdate(later(start, FIRST_TERM)),
    )  # fmt: skip
    for sitting, changes_on in zip(SITTINGS, CHANGES_ON, strict=False):
        yield from _sit(cast, committee, sitting, start)
        yield later(start, changes_on)
        _hand_over(cast, committee, sitting.host)
    yield from _sit(cast, committee, SITTINGS[-1], start)
    _swap(cast, committee, "YB", "DZ")
    _swap(cast, committee, "LZ", "RC")
    change = queries.changes(committee)[-1]
    actions.agree_change(actor=_of(cast, "DZ"), change_id=change.pk)
    yield later(start, NEXT.day - 28)
    _collect(cast, committee, NEXT, start)


def _hand_over(cast: Cast, committee: Any, code: str) -> None:
    """Draw up what is open when the chair of a body ends; both sides sign it."""
    terms = queries.terms(committee)
    at = next(n for n, row in enumerate(terms) if row.body_id == cast.bodies[f"{code}-JD"].pk)
    drawn = actions.draw_handover(actor=as_now(cast, OFFICE), term_id=terms[at].pk)
    for side in ORDER[at : at + 2]:
        actions.sign_handover(
            actor=_of(cast, side), handover_id=drawn.pk, text_hash=drawn.text_hash
        )  # fmt: skip


def _swap(cast: Cast, committee: Any, code: str, other: str) -> None:
    """Let a body ask another to swap terms of the chair."""
    terms = {row.body_id: row.pk for row in queries.terms(committee)}
    actions.propose_swap(
        actor=_of(cast, code), term_id=terms[cast.bodies[f"{code}-JD"].pk],
        other_id=terms[cast.bodies[f"{other}-JD"].pk], reason="与本地换届时间冲突",
    )  # fmt: skip


def _sit(cast: Cast, committee: Any, sitting: Sitting, start: datetime) -> Iterator[datetime]:
    """Play one meeting from its planning to what became of its resolutions."""
    yield later(start, sitting.day - 14)
    meeting = _collect(cast, committee, sitting, start)
    yield later(start, sitting.day - 7)
    _prepare(cast, meeting, sitting)
    yield later(start, sitting.day - 4)
    for at, code in enumerate(ORDER):
        reply, name = _way(at)
        actions.reply_to_notice(
            actor=_of(cast, code), meeting_id=meeting.pk, reply=reply, name=name
        )
    opens = later(start, sitting.day)
    yield opens
    _hold(cast, meeting)
    _conclude(cast, meeting, sitting, opens)
    yield opens + timedelta(minutes=sum(item.minutes for item in sitting.items))
    _act(cast, "close_meeting", meeting)
    yield later(opens, 1)
    _act(cast, "send_minutes", meeting)
    for at, code in enumerate(ORDER):
        yield later(opens, 2 + at * 0.4)
        signed = Meeting.objects.unscoped("demo").get(pk=meeting.pk).minutes_hash
        actions.countersign_minutes(
            actor=_of(cast, code), meeting_id=meeting.pk, text_hash=signed
        )  # fmt: skip
    yield later(opens, 6)
    _act(cast, "issue_minutes", meeting)
    yield from _carry_out(cast, meeting, sitting, opens)


def _of(cast: Cast, code: str) -> Any:
    """Return who speaks for the office of one of the eight."""
    return as_now(cast, f"{code.lower()}-jd-1")


def _act(cast: Cast, verb: str, meeting: Meeting) -> None:
    """Let the office take a step of a meeting."""
    getattr(actions, verb)(actor=as_now(cast, OFFICE), meeting_id=meeting.pk)


def _way(at: int) -> tuple[str, str]:
    """Return how a member takes part: one remotely, one by proxy, the others in person."""
    if at == ORDER.index("YB"):
        return Presence.PROXY, "宜宾市监督办副主任"
    return (Presence.REMOTE if at == ORDER.index("DZ") else Presence.IN_PERSON), ""


def _collect(cast: Cast, committee: Any, sitting: Sitting, start: datetime) -> Meeting:
    """Plan a meeting and let the members propose its topics."""
    begins = timezone.localtime(later(start, sitting.day)).replace(hour=9, minute=0, second=0)
    host = cast.bodies[f"{sitting.host}-JD"]
    plan = Plan(
        sitting.title, sitting.about, begins, begins + timedelta(hours=3),
        host.jurisdiction.short_name if host.jurisdiction else "", host.pk,
    )  # fmt: skip
    meeting = actions.plan_meeting(
        actor=as_now(cast, OFFICE), committee_id=committee.pk, plan=plan
    )  # fmt: skip
    _act(cast, "collect_topics", meeting)
    for item in sitting.items:
        actions.propose_topic(
            actor=_of(cast, item.by), meeting_id=meeting.pk,
            proposal=Proposal(item.title, item.text, duration=item.minutes),
        )  # fmt: skip
    return meeting


def _topics(meeting: Meeting) -> list[Topic]:
    """Return the topics of a meeting in the order in which they were proposed."""
    return list(Topic.objects.unscoped("demo").filter(meeting=meeting).order_by("id"))


def _prepare(cast: Cast, meeting: Meeting, sitting: Sitting) -> None:
    """Take every topic up, fix the agenda and give notice."""
    items = {item.title: item for item in sitting.items}
    for position, topic in enumerate(_topics(meeting), 1):
        item = items.get(topic.title, Item(topic.title, sitting.host, minutes=topic.duration))
        actions.screen_topic(
            actor=as_now(cast, OFFICE), topic_id=topic.pk, position=position,
            duration=item.minutes, vote_mode=VoteMode.OPEN if item.is_voted else VoteMode.NONE,
        )  # fmt: skip
    _act(cast, "fix_agenda", meeting)
    _act(cast, "notify_members", meeting)


def _hold(cast: Cast, meeting: Meeting) -> None:
    """Open a meeting with everybody there as they replied."""
    ways = {cast.bodies[f"{code}-JD"].pk: Present(*_way(at)) for at, code in enumerate(ORDER)}
    actions.hold_meeting(
        actor=as_now(cast, OFFICE), meeting_id=meeting.pk, presences=ways
    )  # fmt: skip


def _conclude(cast: Cast, meeting: Meeting, sitting: Sitting, opens: datetime) -> None:
    """Say how each item ended."""
    items = {item.title: item for item in sitting.items}
    for topic in _topics(meeting):
        item = items.get(topic.title, Item(topic.title, sitting.host))
        if item.is_voted:
            votes = {cast.bodies[f"{code}-JD"].pk: "for" for code in ORDER}
            votes[cast.bodies["LZ-JD"].pk] = "abstain"
            actions.record_votes(actor=as_now(cast, OFFICE), topic_id=topic.pk, choices=votes)
        end = Conclusion(Outcome.INFORMATION)
        if topic.subject_id:
            end = Conclusion(Outcome.DECISION, "", f"同意“{topic.title}”列入年度计划")
        if item.text:
            end = Conclusion(
                Outcome.TASK, "", item.text, cast.bodies[f"{item.by}-JD"].pk,
                [cast.bodies[f"{code}-JD"].pk for code in item.helpers],
                timezone.localdate(opens + timedelta(days=item.until)),
            )  # fmt: skip
        actions.conclude_item(
            actor=as_now(cast, OFFICE), topic_id=topic.pk, conclusion=end
        )  # fmt: skip


def _carry_out(
    cast: Cast, meeting: Meeting, sitting: Sitting, opens: datetime
) -> Iterator[datetime]:
    """Let the owners report; what they report as done is verified and closed."""
    yield later(opens, 24)
    for item in sitting.items:
        if not item.text:
            continue
        row = Resolution.objects.unscoped("demo").get(meeting=meeting, topic__title=item.title)
        owner = _of(cast, item.by)
        if item.progress < WHOLE:
            actions.report_progress(
                actor=owner, resolution_id=row.pk, text="按计划推进，已完成方案和分工。",
                progress=item.progress,
            )  # fmt: skip
            continue
        actions.report_resolution(actor=owner, resolution_id=row.pk, text="已落实，材料已报送。")
        for verb in ("verify_resolution", "close_resolution"):
            getattr(actions, verb)(actor=as_now(cast, OFFICE), resolution_id=row.pk)

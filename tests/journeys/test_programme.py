"""A year's programme as its people make it: proposed, resolved, carried out late, handed over."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from docx import Document
from time_machine import TimeMachineFixture

from liandu.committees.models import Committee
from liandu.engines.papers import as_pdf, missing
from liandu.meetings.models import ChairHandover, ChairTerm, Meeting, Resolution, Topic
from liandu.orgs.models import Body, Person
from liandu.programme.models import OverlapHit, ProgrammeArea
from liandu.urging.models import SupervisionTicket
from tests.committees.build import joint_meeting
from tests.journeys.browser import Browser
from tests.journeys.conftest import Enter
from tests.people import World, acting, body, person, signed_in

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = 390
CANAL, FUND, ROAD = "北总干渠", "惠企专项资金", "南环路改造工程"
# Name, by which of the eight, target, first and last month; two of them meet at the canal.
IDEAS = (
    ("北总干渠联合监督", 2, CANAL, 3, 6),
    ("惠企政策兑现监督", 3, FUND, 4, 9),
    ("南环路建设监督", 4, ROAD, 5, 10),
    ("干渠招标专项检查", 5, CANAL, 5, 8),
)
TASK = "三地联合检查北总干渠招标和变更"
APPROVED, DECLINED = ("task", "decision"), "decision"


def eight(world: World) -> list[Person]:
    """Return who speaks for each of eight member bodies, in the order of the chair."""
    names = ("大足", "江津", "永川", "荣昌", "宜宾")
    added = [
        person(f"m{n}-1", "联络员", body(f"M{n}", f"{name}监督办"), roles=("liaison", "head"))
        for n, name in enumerate(names)
    ]
    return [world.zigong_officer, world.luzhou_officer, world.water_officer, *added]


@pytest.fixture
def members(world: World) -> list[Person]:
    """Return the people of the eight members."""
    return eight(world)


@pytest.fixture
def of(world: World, members: list[Person]) -> Committee:
    """Return the joint meeting of the eight."""
    return joint_meeting(world, *(Body.objects.get(pk=acting(who).body_id) for who in members))


def test_a_year_from_proposals_to_the_next_chair(
    world: World, enter: Enter, of: Committee, members: list[Person],
    time_machine: TimeMachineFixture,
) -> None:  # fmt: skip
    began = timezone.now()
    windows = [enter(who) for who in members]
    office = enter(world.secretary)
    meeting = convened(office, of)
    projects = [proposed(windows[idea[1]], of, idea) for idea in IDEAS]
    merged(office, projects[3], projects[0])
    tabled(office, projects[:3], meeting)
    held(office, windows, meeting, acting(members[2]).body_id)
    for window in windows:
        window.open(reverse("portal:desk"))
        window.follow(meeting.get_absolute_url())
        window.step("meetings:countersign", meeting.pk)
    office.open(meeting.get_absolute_url())
    office.step("meetings:issue", meeting.pk)
    decided(office, projects[:3])
    leaves(office, world.secretary, meeting.get_absolute_url(), "meeting_minutes", meeting.pk)
    leaves(office, world.secretary, reverse("programme:year"), "programme_list", of.pk)

    time_machine.move_to(began + timedelta(days=22))
    office, water = enter(world.secretary), enter(members[2], width=PHONE)
    urged(office, water, Resolution.objects.unscoped("test").get(text=TASK))
    time_machine.move_to(began + timedelta(days=40))
    handed_over(enter(members[0]), enter(members[1], width=PHONE), of)


def convened(office: Browser, of: Committee) -> Meeting:
    """Lay out the chair month by month, and plan a meeting that takes topics."""
    today = timezone.localdate()
    office.open(reverse("meetings:chair", args=[of.pk]))
    office.step("meetings:lay_out_terms", of.pk, starts_on=str(today), months=1, count=8)
    office.open(reverse("meetings:plan", args=[of.pk]))
    office.fill(
        title="第一次联席会议", starts_at=f"{today}T09:00", ends_at=f"{today}T12:00", place="自贡"
    )
    meeting: Meeting = only(Meeting)
    office.step("meetings:collect", meeting.pk)
    return meeting


def proposed(window: Browser, of: Committee, idea: tuple[Any, ...]) -> str:
    """Propose a project, hand it in, and return its key."""
    name, _who, target, first, last = idea
    window.open(reverse("programme:propose", args=[of.pk]))
    window.fill(
        name=name, area=ProgrammeArea.objects.get(name="重大项目").pk, first_month=first,
        last_month=last, subject="招标和变更", targets=target, expected="完善制度",
    )  # fmt: skip
    pk = window.pk
    window.step("programme:submit", pk)
    return pk


def merged(office: Browser, pk: str, into: str) -> None:
    """Screen a project that meets another, and merge it into that."""
    office.open(reverse("programme:project", args=[pk]))
    office.step("programme:screen", pk)
    [hit] = OverlapHit.objects.unscoped("test").filter(project=pk)
    assert (str(hit.other_id), hit.targets_shared) == (into, [CANAL])
    assert CANAL in office.words
    office.step("programme:merge_hit", hit.pk, reason="同一对象、同一时段，并入联合监督")
    assert "已合并" in office.words


def tabled(office: Browser, projects: list[str], meeting: Meeting) -> None:
    """Screen the projects and bring them before the meeting, which takes them up in order."""
    for pk in projects:
        office.open(reverse("programme:project", args=[pk]))
        office.step("programme:screen", pk)
        office.step("programme:table", pk, meeting_id=meeting.pk)
    for position, topic in enumerate(topics(), 1):
        office.open(topic.get_absolute_url())
        office.step("meetings:screen_topic", topic.pk, position=position, duration=20, vote_mode="")
    office.open(meeting.get_absolute_url())
    office.step("meetings:fix_agenda", meeting.pk)
    office.step("meetings:notify", meeting.pk)


def held(office: Browser, windows: list[Browser], meeting: Meeting, owner: int | None) -> None:
    """Meet, one remote and one by proxy: a task, a decision, and a project that is turned down."""
    replies = ({"reply": "remote"}, {"reply": "proxy", "name": "副主任"})
    for window, said in zip(windows[1:], replies, strict=False):
        window.open(meeting.get_absolute_url())
        window.follow(reverse("meetings:reply", args=[meeting.pk]))
        window.fill(**said)
    office.open(meeting.get_absolute_url())
    office.step("meetings:hold", meeting.pk)
    ends: tuple[dict[str, Any], ...] = (
        {"outcome": "task", "text": TASK, "owner": owner},
        {"outcome": "decision", "text": "同意立项"},
        {"outcome": "decision", "text": "不予立项"},
    )
    for topic, end in zip(topics(), ends, strict=True):
        office.open(topic.get_absolute_url())
        office.step("meetings:conclude", topic.pk, **end)
    office.open(meeting.get_absolute_url())
    assert all(word in office.words for word in ("远程", "委托", "副主任"))
    office.step("meetings:close", meeting.pk)
    office.step("meetings:send_minutes", meeting.pk)


def decided(office: Browser, projects: list[str]) -> None:
    """Put down what the meeting resolved: two in the programme, one not."""
    for pk, name in zip(projects, ("approve", "approve", "reject"), strict=True):
        office.open(reverse("programme:project", args=[pk]))
        office.step(f"programme:{name}", pk)
    office.open(reverse("programme:year"))
    assert all(idea[0] in office.words for idea in IDEAS[:2])


def urged(office: Browser, water: Browser, found: Resolution) -> None:
    """Urge what is late, sign for it, carry it out; what was late stays yellow."""
    office.open(found.get_absolute_url())
    key = [int(Meeting.KIND), found.meeting_id, "meetings", str(found.pk)]
    office.follow(reverse("urging:raise", args=key))
    office.fill()
    ticket = SupervisionTicket.objects.get()
    water.open(reverse("portal:desk"))
    water.follow(ticket.get_absolute_url())
    water.step("urging:acknowledge_ticket", ticket.pk)
    water.open(found.get_absolute_url())
    water.step("meetings:report_resolution", found.pk, text="已检查，移交问题两件")
    office.open(found.get_absolute_url())
    office.step("meetings:verify_resolution", found.pk)
    office.step("meetings:close_resolution", found.pk)
    office.open(ticket.get_absolute_url())
    office.step("urging:cure_ticket", ticket.pk)
    office.open(found.get_absolute_url())
    assert "黄" in office.words
    assert "办结" in office.words


def handed_over(giver: Browser, taker: Browser, of: Committee) -> None:
    """Draw up what goes over with the chair, and sign it on both sides."""
    term = ChairTerm.objects.unscoped("test").filter(committee=of).order_by("starts_on")[0]
    giver.open(reverse("meetings:chair", args=[of.pk]))
    giver.step("meetings:draw_handover", term.pk)
    handover = only(ChairHandover)
    for window in (giver, taker):
        window.open(handover.get_absolute_url())
        window.step("meetings:sign_handover", handover.pk)
    assert "双方已会签" in taker.words


def leaves(office: Browser, who: Person, page: str, code: str, pk: Any) -> None:
    """Draw up a paper from a page; LibreOffice opens what is downloaded, where there is one."""
    office.open(page)
    office.step("papers:draft", code, pk)
    client = signed_in(Person.objects.get(pk=who.pk))  # their password is another by now
    file = client.get(reverse("papers:docx", args=[office.pk]))
    said = "".join(Document(io.BytesIO(file.content)).element.body.itertext())
    assert (TASK if code == "meeting_minutes" else IDEAS[0][0]) in said
    assert missing() or as_pdf(file.content).startswith(b"%PDF")


def topics() -> list[Topic]:
    """Return the topics in the order in which they were tabled."""
    return list(Topic.objects.unscoped("test").order_by("pk"))


def only(model: Any) -> Any:
    """Return the one row there is."""
    return model.objects.unscoped("test").get()

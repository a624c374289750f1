"""Every page, on a desk's screen and on a phone's: to be used without eyes, mouse or English.

The pages are those of the resolver. An address at which nobody finds a page must be named here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.urls import URLPattern, reverse
from django.utils import timezone
from pytest_django.live_server_helper import LiveServer

from liandu.findings.models import Finding
from liandu.findings.rules import FINDING, FindingState
from liandu.findings.views import PAGES
from liandu.inspections.models import Inspection
from liandu.meetings.models import Meeting
from liandu.meetings.rules import (
    CONVENED,
    MEETING,
    RESOLUTION,
    TOPIC,
    MeetingState,
    Presence,
    ResolutionState,
    TopicState,
    VoteMode,
)
from liandu.orgs.models import Person
from liandu.papers.models import PaperIssuer
from liandu.papers.rules import PAPER
from liandu.papers.views.steps import PAGES as LETTER_PAGES
from liandu.risks.models import RiskPoint
from liandu.risks.rules import POINT_LIFE
from liandu.sharing.models import SharedItem, SharingReceipt
from liandu.sharing.rules import ItemState
from tests.access_table.scene import Scene, made
from tests.access_table.test_table import addresses
from tests.journeys.browser import PASSWORD, Browser
from tests.journeys.conftest import Chrome
from tests.journeys.looks import faults
from tests.people import Browser as Browsing
from tests.people import World

pytestmark = pytest.mark.django_db(transaction=True)

NO_PAGE = {
    "inspections:field", "notices:open",  # lead on
    "files:sendings",  # for scripts
    "keys:remove_passkey",  # asks for a proof first (test_keys)
    "cooperation:settle",  # asks for a dispute that a committee settles (tests/cooperation)
    "keys:provider", "keys:provider_back", "keys:connect", "keys:disconnect",  # where one is set
    "files:download", "files:inline", "files:thumbnail", "orgs:sheet_template", "papers:docx",
    "files:bundle", "files:page",
    "works:import_report", "works:import_template", "contracts:template", "contracts:oc4ids",
    "risks:template",
    "contracts:oc4ids_of",
    "notices:calendar_feed",  # files
    "audit:verification", "works:import_progress",  # parts of a page
    "operation:healthz", "operation:live", "operation:ready", "operation:metrics",  # for machines
}  # fmt: skip
# Where the record of the scene must stand for a page to be offered.
STATES = {f"findings:{page.name}": FINDING.steps[page.step].sources for page in PAGES}
STATES["findings:finding_edit"] = FINDING.steps["edit"].sources
STATES |= {f"papers:{page.name}": PAPER.steps[page.step].sources for page in LETTER_PAGES}
STATES["files:release"] = frozenset({FindingState.FIRST_REVIEW})
STATES["papers:edit"] = PAPER.steps["edit"].sources
STATES["risks:restore_point"] = POINT_LIFE.steps["restore"].sources
# The same for a meeting, its topic and its resolution; without a word a meeting is in session.
HELD = {"meeting": MeetingState.HELD, "topic": TopicState.ON_AGENDA,
        "resolution": ResolutionState.ADOPTED}  # fmt: skip
SITTINGS = {
    **{f"meetings:{name}": {"meeting": min(step.sources)} for name, step in MEETING.steps.items()
       if name != "countersign"},
    **{f"meetings:{name}": {"meeting": state} for name, state in (
        ("propose", MeetingState.COLLECTING_TOPICS), ("reply", MeetingState.NOTIFIED),
        ("countersign", MeetingState.COUNTERSIGNING),
    )},
    **{f"meetings:{name}_topic": {"meeting": MeetingState.COLLECTING_TOPICS,
                                  "topic": min(TOPIC.steps[name].sources)}
       for name in ("edit", "screen", "defer", "decline")},
    **{f"meetings:{name}": {"resolution": min(RESOLUTION.steps[step].sources)} for name, step in (
        ("report_progress", "progress"), ("report_resolution", "report"),
        ("send_back_resolution", "return"), ("verify_resolution", "verify"),
        ("close_resolution", "close"),
    )},
}  # fmt: skip
DRAFTS = {"sharing:publish", "sharing:discard", "sharing:edit"}
NO_ANSWER = {302, 405}
PARTS = 6
# Who sees little of a page that others see whole.
UNFIT = ("nobody", "no post")


@dataclass(frozen=True)
class Visit:
    """A page, and the kind of person to look at it."""

    name: str
    url: str
    kind: str


@pytest.fixture
def scene(world: World) -> Scene:
    """Return a world with a record of each kind, where everybody has a Chinese name."""
    made_scene = made(world)
    reported = Inspection.objects.unscoped("test").filter(pk=made_scene.inspection.pk)
    reported.update(report_text="一项不符合。")
    PaperIssuer.objects.unscoped("test").update(agreed_by=None, agreed_at=None)
    Finding.objects.unscoped("test").filter(pk=made_scene.finding.pk).update(
        submitter=world.builder_head, first_reviewer=world.water_officer, closer=world.zigong_head
    )
    Person.objects.update(name="值班员", password=make_password(PASSWORD))
    return made_scene


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page(
    scene: Scene, chrome: Chrome, live_server: LiveServer, subtests: pytest.Subtests, part: int
) -> None:
    windows: dict[str, Browser] = {}
    for visit in visits(scene, list(addresses())[part::PARTS]):
        if visit.kind not in windows:
            windows[visit.kind] = chrome.window(live_server.url)
            if who := scene.people[visit.kind]:
                windows[visit.kind].sign_in(who.username)
        window, tabs = windows[visit.kind], [visit.url]
        for url in tabs:
            with subtests.test(page=visit.name, who=visit.kind, url=url):
                window.open(url)
                if url == visit.url:
                    tabs += [tab for tab in window.hrefs(".page-head .tabs a") if "?" in tab]
                found = window.look(faults)
                assert not found, "\n".join(found)


def visits(scene: Scene, some: list[tuple[str, URLPattern]]) -> Iterator[Visit]:
    """Yield every page at ``some`` addresses with somebody who may see it, set up so that they do.

    :raises AssertionError: if nobody sees one that is not known to be none
    """
    clients = {kind: Browsing() for kind in scene.people}
    for kind, who in scene.people.items():
        if who:
            who.refresh_from_db()
            clients[kind].force_login(who, backend="django.contrib.auth.backends.ModelBackend")
    unseen = set()
    for name, address in some:
        stand(scene, name)
        sit(scene, name)
        share(scene, name)
        args = scene.args(name) if address.pattern.converters else {}
        url = reverse(name, kwargs=args)
        codes = set()
        for kind in sorted(clients, key=UNFIT.__contains__):
            answer = clients[kind].get(url)
            codes.add(answer.status_code)
            b"".join(answer)  # read to its end, a file is closed
            if is_page(answer):
                yield Visit(name, url, kind)
                break
        else:
            if not codes <= NO_ANSWER:
                unseen.add(name)
    assert unseen == {name for name, _address in some if name in NO_PAGE}


def stand(scene: Scene, name: str) -> None:
    """Put the records of the scene where the page of this name is offered, the others back."""
    point = RiskPoint.objects.unscoped("test").get(**scene.args("risks:point"))
    for of, row in (
        (("findings:", "files:"), scene.finding),
        (("papers:",), scene.letter),
        (("risks:",), point),
    ):
        asked = STATES.get(name, frozenset()) if name.startswith(of) else frozenset()
        state = min(asked, default=row.state)
        fields: dict[str, Any] = {"state": state}
        if row == scene.finding:
            fields["closed_at"] = timezone.now() if state == FindingState.CLOSED else None
        type(row).objects.unscoped("test").filter(pk=row.pk).update(**fields)


def sit(scene: Scene, name: str) -> None:
    """Put the meeting of the scene where the page of this name is offered, or back in session."""
    wanted = HELD | SITTINGS.get(name, {})
    session = scene.kept.session
    held_at = timezone.now() if wanted["meeting"] in CONVENED else None
    rows = Meeting.objects.unscoped("test").filter(pk=session.pk)
    rows.update(state=wanted["meeting"].value, held_at=held_at)
    mode = VoteMode.OPEN if name == "meetings:record_votes" else VoteMode.SECRET
    session.topics.exclude(vote_mode="").update(state=wanted["topic"].value, vote_mode=mode.value)
    session.resolutions.update(state=wanted["resolution"].value)
    # Where nobody was there, nobody has to sign before minutes are issued.
    way = Presence.LEAVE if name == "meetings:issue" else Presence.REMOTE
    session.attendance.update(presence=way.value)


def share(scene: Scene, name: str) -> None:
    """Have what is shared be a draft, or signed for, where the page of this name asks for that."""
    item, receipt = scene.kept.item, scene.kept.receipt
    told = {"state": item.state, "number": item.number, "published_at": item.published_at}
    draft = {"state": ItemState.DRAFT.value, "number": "", "published_at": None}
    SharedItem.objects.unscoped("test").filter(pk=item.pk).update(
        **(draft if name in DRAFTS else told)
    )
    by = scene.world.builder_liaison if name == "sharing:effect" else None
    SharingReceipt.objects.unscoped("test").filter(pk=receipt.pk).update(
        signed_by=by, signed_at=timezone.now() if by else None
    )


def is_page(answer: Any) -> bool:
    """Test whether an answer is a whole page."""
    return answer.status_code == 200 and b"<html" in getattr(answer, "content", b"")[:200]

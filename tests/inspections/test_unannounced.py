"""An unannounced visit is known to the inspected on no surface before somebody stands at the door.

The whole site answers them the same in a world with the visit and in one without: every page,
list, count, file of a list, search, palette, desk, calendar, notice, mail, program and webhook.
"""

import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from liandu.access import actions as access
from liandu.access.models import Emergency
from liandu.access.rules import FOR_GOOD
from liandu.access.rules import Terms as Share
from liandu.dispatch.queries import changes
from liandu.figures.actions import take_snapshot
from liandu.files.actions import attach
from liandu.inspections.actions import cancel_inspection, change_plan, enter_site
from liandu.inspections.models import Inspection
from liandu.inspections.rules import Mode
from liandu.kernel.actor import SYSTEM
from liandu.kernel.errors import WrongState
from liandu.kernel.models import new_id
from liandu.notices.actions import letter, mail_all
from liandu.notices.actions.reminding import remind_all
from liandu.notices.models import Mail
from liandu.notices.queries import calendar_entries, told_in
from liandu.orgs.models import Membership, Person
from liandu.papers.actions import draft_paper
from liandu.papers.rules import Content
from liandu.webhooks.models import Delivery
from liandu.webhooks.queries import record_told
from liandu.works.models import SupervisedObject
from tests.access_table.test_table import WANTED
from tests.files.crafted import upload
from tests.inspections import build
from tests.interfaces.programs import Program, stored
from tests.people import World, acting, signed_in
from tests.webhooks import build as hooks

pytestmark = pytest.mark.once

TITLE = "北总干渠四不两直检查"
KIND = build.Inspection.KIND
AT_LEAST = ("/inspections/", "/search/?q=JC")
TABS = ("", "risks", "contracts", "dispatch", "sharing", "record")
AREAS = (
    "/inspections", "/projects", "/findings", "/papers", "/notices", "/risks",
    f"/search?q={TITLE[:4]}", "/search?q=JC",
)  # fmt: skip
# What differs with each session and each answer, not with what there is.
NOISE = re.compile(
    r'csrfmiddlewaretoken" value="[^"]*"|csrf-token" content="[^"]*"|[A-Za-z0-9]{64}|'
    r'name="(?:handle|seed)" value="[^"]*"|[0-9a-f]{32}'
)
# They say how this process has worked, or make something new with each look.
RUNNING = {
    "operation:metrics", "orgs:sign_out", "orgs:account", "keys:set_up", "interfaces:token_list",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _still() -> Iterator[None]:
    """Stop the clock, so that nothing differs by the moment of asking."""
    with time_machine.travel(timezone.now().replace(hour=2, minute=0), tick=False):
        yield


def pages(about: Any, visit_id: Any) -> Iterator[str]:
    """Yield every address that wants nothing, and those about the object and about the visit."""
    lists = [name for name, wants in WANTED.items() if not wants and name not in RUNNING]
    yield from (reverse(name) for name in sorted(lists))
    for name in ("inspections:inspection_list", "works:objects"):
        yield f"{reverse(name)}?export=csv"
        yield f"{reverse(name)}?q=JC"
    yield f"{reverse('search:results')}?q={TITLE}"
    yield f"{reverse('search:results')}?q=JC"
    yield f"{reverse('search:palette')}?q={TITLE}"
    yield from (f"{about.get_absolute_url()}?tab={tab}" for tab in TABS)
    yield reverse("contracts:oc4ids_of", args=[about.pk])
    yield from addresses(visit_id)


def addresses(visit_id: Any) -> Iterator[str]:
    """Yield every address about the visit."""
    for name, wants in sorted(WANTED.items()):
        if name.startswith("inspections:") and wants:
            try:
                yield reverse(name, args=[visit_id])
            except NoReverseMatch:
                continue
    for place in ("files:attach", "files:bundle", "notices:follow", "access:share"):
        yield reverse(place, args=[int(KIND), visit_id])


def read(answer: Any) -> tuple[int, str]:
    """Return what an answer says, without what differs each time."""
    content = b"".join(answer) if answer.streaming else answer.content
    return answer.status_code, NOISE.sub("", content.decode(errors="replace"))


def known(who: Person, about: Any, visit_id: Any) -> dict[str, Any]:
    """Return all that the site answers somebody, by its address."""
    found = dict(walked(who, pages(about, visit_id), visit_id))
    seat = Membership.objects.get(person=who)
    program = Program(stored(seat.pk))
    for path in AREAS:
        found[f"api {path}"] = program.get(path).json()
    for path in ("", "/events"):
        found[f"api -{path}"] = program.get(f"/inspections/{visit_id}{path}").status_code
    found["week"] = changes(acting(who), [about.pk], build.today())
    return found | told(who)


def walked(
    who: Person, urls: Iterable[str], visit_id: Any
) -> Iterator[tuple[str, tuple[int, str]]]:
    """Yield what each address answers somebody who has just come; the visit is called "-"."""
    Session.objects.all().delete()
    cache.clear()
    browser = signed_in(who)
    for url in urls:
        status, text = read(browser.get(url))
        yield url.replace(str(visit_id), "-"), (status, text.replace(str(visit_id), "-"))


def told(who: Person) -> dict[str, Any]:
    """Return what comes to somebody by itself, once all that waits is sent."""
    remind_all()
    mail_all()
    now = timezone.now()
    sent = Delivery.objects.filter(webhook__membership__person=who)
    letters = [letter(mail, told_in(mail)) for mail in Mail.objects.filter(person=who)]
    return {
        "calendar": [entry.words for entry in calendar_entries(who, now)],
        "webhooks": [one.kind for one in sent if record_told(one, now)],
        "mails": [str(one.body) for one in letters if TITLE in str(one.message())],
    }


@dataclass
class Hidden:
    """An object, who answers for it, and the visit that is planned of it."""

    about: SupervisedObject
    inspected: list[Person]
    world: World
    site: build.Site | None = None


@pytest.fixture
def hidden(world: World) -> Hidden:
    """Return an object for which a firm, a bureau and the office above the planner answer."""
    about = build.works(world)
    about.responsible_bodies.add(world.zigong_water, world.federation)
    parties = [world.builder, world.zigong_water, world.federation]
    access.sync_parties(
        actor=SYSTEM, record=about, bodies={body.pk: "责任单位" for body in parties}
    )
    inspected = [world.builder_head, world.water_officer, world.leader]
    assert all(SupervisedObject.objects.visible_to(acting(who)).exists() for who in inspected)
    for who in inspected:
        hooks.made(who, kinds=["inspections.*", "works.*"])
    return Hidden(about, inspected, world)


def arranged(hidden: Hidden) -> build.Site:
    """Return an unannounced visit of the object, its team complete."""
    world = hidden.world
    made = build.actions.plan_inspection(
        actor=acting(world.zigong_officer), object_ids=[hidden.about.pk],
        body_ids=[world.luzhou.pk], plan=build.plan(mode="unannounced", title=TITLE),
    )  # fmt: skip
    others = [
        build.person(f"lz-{n}", f"检查岗{n}", world.luzhou, roles=["inspector"]) for n in (1, 2)
    ]
    site = build.Site(world, made, world.zigong_inspector, others, [hidden.about])
    build.actions.submit_plan(actor=site.office, inspection_id=site.pk)
    build.actions.approve_plan(actor=site.head, inspection_id=site.pk)
    for who in (site.leader, *others):
        build.join(site, who, is_leader=who is site.leader)
        build.actions.declare_avoidance(actor=acting(who), inspection_id=site.pk)
    build.actions.complete_team(actor=site.office, inspection_id=site.pk)
    return site


def test_no_answer_tells_the_inspected_of_it_before_the_door(hidden: Hidden) -> None:
    absent, about = new_id(), hidden.about
    before = {who.pk: known(who, about, absent) for who in hidden.inspected}
    site = arranged(hidden)
    # Seen by the office, so that a walk which saw nothing of anything would not pass.
    wide = walked(hidden.world.zigong_officer, AT_LEAST, site.pk)
    assert [url for url, (_, text) in wide if TITLE not in text] == []
    for who in hidden.inspected:
        after = known(who, about, site.pk)
        assert [url for url in after if after[url] != before[who.pk][url]] == [], who
        assert [url for url in after if site.inspection.number in str(after[url])] == [], who
    enter_site(actor=site.lead, inspection_id=site.pk, on=build.today())
    for who in hidden.inspected:
        after = dict(walked(who, [AT_LEAST[0], site.inspection.get_absolute_url()], site.pk))
        assert all(TITLE in text for _, text in after.values()), who
        assert "inspections.entered" in told(who)["webhooks"]


def test_neither_files_nor_figures_nor_the_log_tell_of_it(
    hidden: Hidden, caplog: pytest.LogCaptureFixture
) -> None:
    """Papers cannot: of an unannounced visit none is drawn up before the door."""
    caplog.set_level(logging.DEBUG)
    site = arranged(hidden)
    office, words = site.office, Content(title=TITLE, text=TITLE, recipients=())
    # Whoever is above reads frozen figures too: a visit counts from the door on.
    frozen = take_snapshot(actor=site.head, title="月度", period="all", place_id=None, label=2)
    assert frozen.members["visits"] == []
    file = attach(
        actor=office, record=site.inspection, upload=upload(f"{TITLE}.jpg"), purpose="document"
    )
    for code in ("inspection_notice", "inspection_workpaper", "inspection_report"):
        with pytest.raises(WrongState):
            draft_paper(actor=office, code=code, record_id=site.pk, content=words)
    hanging = [
        reverse(f"files:{name}", args=[file.pk])
        for name in ("preview", "download", "inline", "thumbnail")
    ]
    for who in hidden.inspected:
        answers = dict(walked(who, [*hanging, *pages(hidden.about, site.pk)], site.pk))
        assert {answers[url][0] for url in hanging} == {404}, who
        assert [
            url for url, (_, text) in answers.items() if TITLE in text and "q=" not in url
        ] == []
    assert all(status == 200 for _, (status, _) in walked(hidden.world.zigong_head, hanging, ""))
    assert TITLE not in caplog.text


def sees(who: Person) -> bool:
    return Inspection.objects.visible_to(acting(who)).exists()


def test_neither_scope_nor_sharing_nor_an_emergency_opens_it(hidden: Hidden) -> None:
    site, leader = build.draft(hidden.world, mode="unannounced"), hidden.world.leader
    assert sees(leader)  # the office above does not answer for that one
    build.actions.choose_objects(actor=site.office, inspection_id=site.pk, add=[hidden.about.pk])
    assert not sees(leader)
    access.share(
        actor=site.head, record=site.inspection, to=hidden.world.builder,
        terms=Share("cooperation", "函", timezone.now() + timedelta(days=3)),
    )  # fmt: skip
    Emergency.objects.create(
        record_kind=KIND, record_id=site.pk, body=hidden.world.zigong, person=leader,
        asked="x", reason="x", expires_at=FOR_GOOD,
    )  # fmt: skip
    assert not any(map(sees, hidden.inspected))
    announced = build.plan(mode=Mode.JOINT.value)
    change_plan(actor=site.office, inspection_id=site.pk, plan=announced)
    assert sees(leader)
    assert sees(hidden.world.builder_head)


def test_who_visits_itself_knows_of_it_and_from_whom_it_is_kept(hidden: Hidden) -> None:
    hidden.about.responsible_bodies.add(hidden.world.zigong)
    site = build.draft(hidden.world, mode="unannounced")
    build.actions.choose_objects(actor=site.office, inspection_id=site.pk, add=[hidden.about.pk])
    assert sees(hidden.world.zigong_head)
    assert (
        "暂不告知"
        in read(
            signed_in(hidden.world.zigong_head).get(
                f"{site.inspection.get_absolute_url()}?tab=sharing"
            )
        )[1]
    )


def test_a_visit_that_is_given_up_was_never_known(hidden: Hidden) -> None:
    """Neither its cancelling nor its day coming tells the inspected of it."""
    site = arranged(hidden)
    cancel_inspection(actor=site.office, inspection_id=site.pk, reason="改期")
    with time_machine.travel(timezone.now() + timedelta(days=6), tick=False):
        for who in hidden.inspected:
            found = told(who)
            assert (found["mails"], found["webhooks"], sees(who)) == ([], [], False)
            assert TITLE not in str(dict(walked(who, AT_LEAST, site.pk)))

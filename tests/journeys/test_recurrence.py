"""What was closed is found again: the office reopens it, or links what it finds to it."""

import pytest
from django.urls import reverse

from liandu.findings.models import Finding
from tests.findings.road import STEPS, registered, take
from tests.journeys.browser import Browser
from tests.journeys.conftest import Enter
from tests.journeys.papers import in_days, photo
from tests.people import World
from tests.works import lists

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = 390
RULE, SEEN = "《变更办法》第 12 条", "现场复核，渗漏仍在。"
TITLE = "又有 2 处变更未报批"


def test_what_was_closed_is_reopened_and_what_is_the_same_is_linked(
    world: World, enter: Enter
) -> None:
    first = closed(world)
    office, head = enter(world.zigong_officer), enter(world.zigong_head, width=PHONE)

    register_again(office, first)
    office.fill(repeats=str(first.pk))
    assert first.number in office.words
    second = office.pk
    office.open(f"{reverse('findings:finding_list')}?again=repeat")
    assert office.texts("tbody tr a:text-is('" + TITLE + "')") == [TITLE]
    office.open(reverse("figures:figures"))
    assert figure(office, "重复发现率") == "50%"

    head.open(first.get_absolute_url())
    assert second in "".join(head.hrefs("main a"))
    head.step(
        "findings:reopen_finding", first.pk, cause="look_back", reason=SEEN,
        evidence=photo("复核.png", 33),
    )  # fmt: skip
    assert {"重新打开", SEEN, "同意销号"} <= {*words(head)}
    assert head.look(lambda page: page.evaluate("document.documentElement.scrollWidth")) <= PHONE
    office.open(reverse("figures:figures"))
    assert figure(office, "重新打开率") == "50%"


def closed(world: World) -> Finding:
    """Return a finding at an object that went all its way."""
    canal = lists.entered(world, number="XM-2026-009", lead_body_id=world.zigong_water.pk)
    finding = registered(
        world, supervised_object_id=canal.pk, link_id=lists.link_of(canal).pk, rule_broken=RULE
    )
    for step in STEPS:
        take(world, finding, step)
    return finding


def register_again(office: Browser, first: Finding) -> None:
    """Enter the same once more; the page asks whether it is the same, and keeps what was typed."""
    office.open(reverse("findings:finding_new"))
    office.enter(
        title=TITLE, fact="2 处变更先施工后报批。", rule_broken=RULE, demand="限期改正",
        object_number=first.supervised_object.number, link_code=first.link.code,
        found_on=in_days(0),
    )  # fmt: skip
    office.send_refused()
    assert first.number in office.words
    assert office.value("title") == TITLE


def figure(office: Browser, name: str) -> str:
    """Return what a figure of the page says, without its parts."""
    rows = [words.split() for words in office.texts("tbody tr")]
    return next(row[1] for row in rows if row[0] == name)


def words(browser: Browser) -> list[str]:
    """Return the lines that can be read."""
    return [line.strip() for line in browser.words.splitlines()]

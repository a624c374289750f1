"""Weekly dispatch as liaison and secretariat do it: filed from a phone, discussed, kept."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from liandu.dispatch.rules import WEEK, key_of, week_of
from tests.journeys.browser import Browser
from tests.journeys.conftest import Enter
from tests.people import World
from tests.works import lists

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = 390
PROMISE, OBSTACLE, DECISION = "补报 2 处变更手续", "变更批复未下达", "三日内批复"


def test_a_promise_rolls_on_from_week_to_week_until_it_is_kept(world: World, enter: Enter) -> None:
    this = week_of(timezone.localdate())
    last = this - WEEK
    thing = lists.entered(
        world, lead_body_id=world.zigong_water.pk, responsible_body_ids=(world.builder.pk,)
    )
    pk = str(thing.pk)
    office, phone = enter(world.zigong_officer), enter(world.builder_liaison, width=PHONE)

    put_on(office, pk, last.isoformat())
    file_late(phone, pk, key_of(last), (this + timedelta(days=13)).isoformat(), world)
    discuss(office, pk, key_of(last), last, world)

    phone.open(reverse("portal:desk"))
    phone.push(f'main a[href="{reverse("dispatch:file", args=[pk, key_of(this)])}"]')
    assert {PROMISE, OBSTACLE, DECISION} <= set(phone.texts(".chk-l"))
    phone.look(lambda page: page.locator(".chk-l", has_text=PROMISE).locator("input").check())
    phone.fill(progress="变更手续已补报。")
    assert "已办结" in line_of(phone, PROMISE)

    office.open(reverse("dispatch:meeting", args=[key_of(this)]))
    assert "变更手续已补报。" in office.words
    assert "已办结" in line_of(office, PROMISE)
    assert "办结 · 撤销" in line_of(office, DECISION)
    office.follow(reverse("dispatch:print_week", args=[key_of(this)]))
    assert {PROMISE, OBSTACLE, DECISION} <= set(office.texts("td"))


def put_on(office: Browser, pk: str, first_day: str) -> None:
    """Put the project on weekly dispatch, on its own page."""
    office.open(f"{reverse('works:object', args=[pk])}?tab=dispatch")
    office.step("dispatch:start", pk, first_week=first_day)
    assert "灌区公司" in office.words


def file_late(phone: Browser, pk: str, week: str, until: str, world: World) -> None:
    """File last week's sheet from the desk of a phone, with an obstacle and a promise."""
    phone.open(reverse("portal:desk"))
    phone.push(f'main a[href="{reverse("dispatch:file", args=[pk, week])}"]')
    assert phone.look(lambda page: page.evaluate("document.documentElement.scrollWidth")) <= PHONE
    phone.fill(
        **{
            "progress": "渠道衬砌完成 350 米。",
            "row-0-text": OBSTACLE, "row-0-owner_body": world.zigong_water.pk,
            "row-0-due_on": until, "row-3-text": PROMISE, "row-3-due_on": until,
        }
    )  # fmt: skip
    assert "迟报" in phone.words


def discuss(office: Browser, pk: str, week: str, monday: object, world: World) -> None:
    """Run the meeting of that week from its page, and record what it decided."""
    office.open(reverse("dispatch:meeting", args=[week]))
    assert OBSTACLE in office.words
    office.step(
        "dispatch:discuss", pk, week,
        **{"row-0-text": DECISION, "row-0-owner_body": world.zigong_water.pk,
           "row-0-due_on": str(monday)},
    )  # fmt: skip
    assert "已调度" in office.words
    assert not office.hrefs(f'main a[href="{reverse("dispatch:discuss", args=[pk, week])}"]')


def line_of(browser: Browser, text: str) -> str:
    """Return all that is said of a line."""
    return next(words for words in browser.texts(".lines li") if text in words)

"""A person's calendar: what it holds, who may read it, and that it is well formed."""

import re
from datetime import timedelta

import icalendar
import pytest
from django.test import Client
from django.utils import timezone

from liandu.access.models import Wall
from liandu.kernel.errors import NotAllowed
from liandu.notices import actions
from liandu.notices.models import CalendarAddress
from liandu.orgs.models import Person
from tests.notices.test_reminding import assigned
from tests.people import World, acting, signed_in
from tests.portal import build

LONG = "关于自贡市某灌区干渠" + "设计变更，未报批；先实施" * 20 + "\n二"


def feed(secret: str) -> bytes:
    answer = Client().get(f"/notices/calendar/{secret}.ics")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in answer.headers["Cache-Control"]
    return bytes(answer.content)


def made(who: Person) -> str:
    return actions.renew_calendar(actor=acting(who))


def events(text: bytes) -> dict[str, icalendar.Event]:
    found = icalendar.Calendar.from_ical(text).walk("VEVENT")
    return {str(event["summary"]): event for event in found}


def test_deadlines_and_visits_stand_on_their_days(world: World) -> None:
    today = timezone.localdate()
    found = assigned(world, 12)
    visit = build.inspection(world.zigong, today, ends_on=today + timedelta(days=2))
    theirs = events(feed(made(world.builder_liaison)))
    (due,) = theirs.values()
    assert due["dtstart"].dt == today + timedelta(days=12)
    assert list(theirs) == [f"到期：签收，{found.number} {found.title}"]
    event = events(feed(made(world.zigong_head)))[f"{visit.number} 交叉检查"]
    assert (event["dtstart"].dt, event["dtend"].dt) == (today, today + timedelta(days=3))
    assert str(event["url"]).startswith("http://127.0.0.1:8000/inspections/")


def test_what_is_sensitive_stands_there_by_its_number_and_what_is_walled_not_at_all(
    world: World,
) -> None:
    sensitive, walled = assigned(world, 1, label=2), assigned(world, 1)
    Wall.objects.create(
        person=world.builder_liaison, record_kind=walled.KIND, record_id=walled.pk,
        source="declared", reason="—",
    )  # fmt: skip
    found = events(feed(made(world.builder_liaison)))
    assert list(found) == [f"到期：签收，{sensitive.number}"]


def test_lines_are_folded_and_ended_as_the_standard_says(world: World) -> None:
    assigned(world, 1, title=LONG[:120])
    text = feed(made(world.builder_liaison))
    assert text.startswith(b"BEGIN:VCALENDAR\r\n")
    assert text.endswith(b"END:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in text.split(b"\r\n"))
    assert b"\n" not in text.replace(b"\r\n", b"")
    assert any(LONG[:100] in summary for summary in events(text))
    for wanted in (b"VERSION:2.0", b"PRODID:", b"UID:", b"DTSTAMP:"):
        assert wanted in text


def test_the_same_duty_keeps_its_id_so_that_a_calendar_moves_it(world: World) -> None:
    found = assigned(world, 1)
    secret = made(world.builder_liaison)
    before = next(iter(events(feed(secret)).values()))
    found.step_due_at += timedelta(days=5)
    found.save()
    after = next(iter(events(feed(secret)).values()))
    assert before["uid"] == after["uid"]
    assert before["dtstart"].dt != after["dtstart"].dt


def test_a_new_address_closes_the_old_one_and_so_does_a_closed_account(world: World) -> None:
    who = world.builder_liaison
    old = made(who)
    new = made(who)
    assert Client().get(f"/notices/calendar/{old}.ics").status_code == 404
    assert feed(new)
    assert str(CalendarAddress.objects.get()) == str(who.pk)
    assert new not in CalendarAddress.objects.get().digest
    who.is_active = False
    who.save()
    assert Client().get(f"/notices/calendar/{new}.ics").status_code == 404


def test_the_address_is_made_shown_once_and_given_up_on_pages(world: World) -> None:
    browser = signed_in(world.builder_liaison)
    assert browser.get("/notices/calendar/").status_code == 200
    page = browser.post("/notices/calendar/").content.decode()
    (secret,) = re.findall(r"calendar/([\w-]+)\.ics", page)
    assert feed(secret)
    assert secret not in browser.get("/account/").content.decode()
    assert "原地址将立即失效" in browser.get("/notices/calendar/").content.decode()
    browser.post("/notices/calendar/drop/")
    assert Client().get(f"/notices/calendar/{secret}.ics").status_code == 404
    for change in (actions.renew_calendar, actions.drop_calendar):
        with pytest.raises(NotAllowed):
            change(actor=acting(world.security_admin))

"""People are reminded of what falls due by how things stand, whatever ran before."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from liandu.access.models import Wall
from liandu.findings.models import Finding
from liandu.findings.rules import FindingState
from liandu.kernel.actor import SYSTEM
from liandu.kernel.deadlines import end_of
from liandu.kernel.errors import Invalid, NotAllowed, NotVisible
from liandu.notices import actions, queries
from liandu.notices.models import Notice, ReminderRule
from liandu.notices.queries import DUTIES, DutyKind, duty_kind
from liandu.orgs.models import Person
from tests.people import World, acting, person, signed_in
from tests.portal import build

ZONE = timezone.get_default_timezone()


def due_in(days: int) -> datetime:
    return end_of(timezone.localdate() + timedelta(days=days), ZONE)


def assigned(world: World, days: int, **fields: Any) -> Finding:
    """Return a finding that the builder's people are to sign for in some days."""
    found = build.finding(
        world.zigong, responsible_body=world.builder, state=FindingState.ASSIGNED.value,
        step_due_at=due_in(days), **fields,
    )  # fmt: skip
    found.save()
    return found


def remind(who: Person) -> int:
    return actions.remind(actor=SYSTEM, person_id=who.pk)


def told(who: Person, **wanted: Any) -> list[str]:
    rows = Notice.objects.filter(person=who, group="reminder", **wanted).order_by("pk")
    return [row.kind.partition(".")[2] for row in rows]


@pytest.fixture
def days_pass(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a way to let days go by."""

    def go(days: int) -> None:
        now = timezone.now() + timedelta(days=days)
        monkeypatch.setattr(timezone, "now", lambda: now)

    return go


def test_who_has_something_to_do_is_reminded_at_each_step_and_once_at_each(
    world: World, days_pass: Any
) -> None:
    assigned(world, 9)
    who = world.builder_liaison
    assert remind(who) == 0
    for days, expected in ((2, "due_soon"), (4, "due_soon"), (3, "due_today"), (1, "overdue")):
        days_pass(days)
        assert [remind(who), remind(who)] == [1, 0]
        assert told(who)[-1] == expected
    assert told(who) == ["due_soon", "due_soon", "due_today", "overdue"]
    assert told(who, read_at=None) == ["overdue"]


def test_days_without_a_worker_lose_nothing_and_double_nothing(
    world: World, days_pass: Any
) -> None:
    assigned(world, 7)
    days_pass(6)
    assert remind(world.builder_liaison) == 1
    days_pass(8)
    assert remind(world.builder_liaison) == 1
    assert told(world.builder_liaison) == ["due_soon", "overdue"]


def test_what_was_done_meanwhile_is_no_longer_unread_and_not_told_again(world: World) -> None:
    found = assigned(world, 1)
    remind(world.builder_liaison)
    assert queries.unread_count(acting(world.builder_liaison)) == 1
    Finding.objects.unscoped("a test").filter(pk=found.pk).update(state="rectifying")
    remind(world.builder_liaison)
    assert told(world.builder_liaison, read_at=None) == ["due_soon"]
    Finding.objects.unscoped("a test").filter(pk=found.pk).update(
        state="withdrawn", step_due_at=None
    )
    assert remind(world.builder_liaison) == 0
    assert queries.unread_count(acting(world.builder_liaison)) == 0


def test_a_term_that_was_put_off_is_told_of_anew(world: World, days_pass: Any) -> None:
    found = assigned(world, 0)
    remind(world.builder_liaison)
    Finding.objects.unscoped("a test").filter(pk=found.pk).update(step_due_at=due_in(30))
    assert remind(world.builder_liaison) == 0
    assert told(world.builder_liaison, read_at=None) == []
    days_pass(25)
    assert remind(world.builder_liaison) == 1


def test_nobody_is_reminded_of_what_they_may_not_know_of(world: World) -> None:
    found = assigned(world, 0, label=3)
    walled = assigned(world, 0)
    Wall.objects.create(
        person=world.builder_liaison, record_kind=walled.KIND, record_id=walled.pk,
        source="declared", reason="—",
    )  # fmt: skip
    assert remind(world.builder_liaison) == 0
    assert remind(world.luzhou_officer) == 0
    assert found.label == 3


def test_everybody_with_a_post_is_reminded_and_one_failure_holds_up_nobody(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    assigned(world, 0)
    person("away", is_active=False)
    real = queries.reminders

    def fails_for_one(person_id: int, now: datetime) -> Any:
        if person_id == world.secretary.pk:
            raise OSError
        return real(person_id, now)

    monkeypatch.setattr(queries, "reminders", fails_for_one)
    with pytest.raises(RuntimeError, match="1 could not be reminded"):
        actions.remind_all()
    assert told(world.builder_liaison) == ["due_today"]
    monkeypatch.undo()
    actions.remind_all()
    assert told(world.builder_liaison) == ["due_today"]


def test_nothing_is_locked_for_who_was_told_of_everything(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = assigned(world, 0)
    actions.remind_all()
    asked: list[int] = []
    real = actions.remind

    def counted(**said: Any) -> int:
        asked.append(said["person_id"])
        return real(**said)

    monkeypatch.setattr("liandu.notices.actions.reminding.remind", counted)
    actions.remind_all()
    assert asked == []
    Finding.objects.unscoped("a test").filter(pk=found.pk).update(
        state="withdrawn", step_due_at=None
    )
    actions.remind_all()
    assert world.builder_liaison.pk in asked
    assert told(world.builder_liaison, read_at=None) == []


def test_only_the_worker_reminds(world: World) -> None:
    with pytest.raises(NotAllowed):
        actions.remind(actor=acting(world.system_admin), person_id=world.secretary.pk)
    with pytest.raises(NotVisible):
        actions.remind(actor=SYSTEM, person_id=0)


def test_a_reminder_says_what_is_asked_until_when_and_leads_there(world: World) -> None:
    found = assigned(world, 0)
    remind(world.builder_liaison)
    browser = signed_in(world.builder_liaison)
    page = browser.get("/notices/?kind=reminder").content.decode()
    assert "今日到期：签收" in page
    assert found.number in page
    assert "今日到期：签收" in browser.get("/desk/").content.decode()
    notice = Notice.objects.get(person=world.builder_liaison)
    assert browser.get(f"/notices/{notice.pk}/").headers["Location"] == found.get_absolute_url()


def test_the_inbox_shows_one_kind_at_a_time(world: World) -> None:
    found = assigned(world, 0)
    actions.follow(actor=acting(world.builder_liaison), followed=found)
    actions.tell(SYSTEM, "findings.finding_assigned", found, {})
    remind(world.builder_liaison)
    browser = signed_in(world.builder_liaison)

    def shown(query: str) -> int:
        return len(browser.get(f"/notices/{query}").context["told"])

    counts = [shown(q) for q in ("", "?kind=finding", "?kind=reminder", "?kind=paper", "?kind=x")]
    assert counts == [2, 1, 1, 0, 2]
    assert shown("?kind=finding&which=unread") == 1


def test_the_office_says_on_which_days_people_are_reminded(world: World) -> None:
    assigned(world, 20)
    assert remind(world.builder_liaison) == 0
    page = signed_in(world.secretary).post(
        "/notices/reminders/findings/", {"days": "30，20、2", "again": "3"}, follow=True
    )
    assert "30、20、2" in page.content.decode()
    assert remind(world.builder_liaison) == 1
    assert str(ReminderRule.objects.get()) == "findings"


@pytest.mark.parametrize(
    ("days", "again"), [([91], 7), ([-1], 7), (list(range(7)), 7), ([1], 0), ([1], 91)]
)
def test_absurd_days_are_refused(world: World, days: list[int], again: int) -> None:
    with pytest.raises(Invalid):
        actions.set_reminder_rule(
            actor=acting(world.secretary), duty="findings", days=days, again=again
        )


def test_rules_are_kept_by_the_central_office_alone(world: World) -> None:
    with pytest.raises(NotAllowed):
        actions.set_reminder_rule(
            actor=acting(world.zigong_head), duty="findings", days=[1], again=7
        )
    with pytest.raises(NotVisible):
        actions.set_reminder_rule(actor=acting(world.secretary), duty="tea", days=[1], again=7)
    answer = signed_in(world.secretary).post(
        "/notices/reminders/findings/", {"days": "soon", "again": "7"}
    )
    assert answer.status_code == 422
    assert answer.context["form"].errors["days"] == ["请填写以逗号分隔的数字。"]


def test_two_kinds_of_duty_do_not_share_a_code() -> None:
    with pytest.raises(ValueError, match="two kinds of duty findings"):
        duty_kind(DutyKind("findings", "", (), lambda *_: (), {}))
    assert set(DUTIES) == {
        "findings", "inspections", "sheets", "dispatch", "risks", "meetings", "tickets",
        "instructions", "projects", "cooperation", "sharing", "consultations",
    }  # fmt: skip
    assert queries.asked_words("gone.step") == ""


def test_visits_sheets_promises_and_checks_fall_due_as_on_the_desk(world: World) -> None:
    thing = build.works(world.zigong, lead_body=world.builder)
    build.inspection(world.zigong, timezone.localdate(), thing)
    kinds = {duty.kind for duty in queries.duties_of(world.zigong_officer.pk, timezone.now(),
                                                     due_in(3))}  # fmt: skip
    assert kinds == {"inspections"}

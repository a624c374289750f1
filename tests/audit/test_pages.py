"""The record on pages: for the audit administrator, without a word of business content."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.utils import timezone
from openpyxl import load_workbook

from liandu.audit import queries
from liandu.audit.actions import (
    ask_verification,
    export_record,
    finish_verification,
    run_verification,
    seal_events,
    write_event,
)
from liandu.audit.listings import subject, who
from liandu.audit.models import Event, Seal, TreeHead, Verification
from liandu.audit.panels import entries
from liandu.audit.verifying import Report
from liandu.kernel.actor import SYSTEM, Actor
from liandu.kernel.errors import NotAllowed, WrongState
from liandu.orgs.queries import actor_for
from liandu.web import pages
from tests.people import World, acting, signed_in

pytestmark = pytest.mark.django_db
WHISPER = "标底泄露给了第三家"


@pytest.fixture(autouse=True)
def all_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let events be sealed in the transaction of the test itself, as if it were over."""
    monkeypatch.setattr("liandu.audit.sealing.horizon", lambda: None)


@pytest.fixture
def told(world: World) -> Event:
    """Return an event of the office in Zigong, about its own body, with something to hide."""
    event = write_event(
        acting(world.zigong_officer), "audit.event_erased", world.zigong, {"reason": WHISPER}
    )
    seal_events()
    return event


def page(world: World, query: str = "") -> str:
    return signed_in(world.audit_admin).get(f"/audit/{query}").content.decode()


def test_the_record_tells_that_something_happened_but_not_what_was_said(
    world: World, told: Event
) -> None:
    shown = page(world)
    for words in ("抹去", "综合岗", "自贡市监督办", f"{world.zigong.pk}", "已封存"):
        assert words in shown
    assert WHISPER not in shown
    assert world.zigong_officer.name not in shown


@pytest.mark.parametrize("other", ["system_admin", "security_admin", "zigong_officer", "leader"])
def test_nobody_else_reads_it(world: World, other: str) -> None:
    client = signed_in(getattr(world, other))
    assert client.get("/audit/").status_code == 403
    assert client.get("/audit/verification/").status_code == 403
    assert client.post("/audit/verify/").status_code == 403
    offered = {entry.key for entry in pages.entries(acting(getattr(world, other)))}
    assert "audit.record" not in offered
    assert ("audit.erase" in offered) is (other == "security_admin")


def test_a_stranger_is_asked_to_sign_in(client: Any) -> None:
    assert client.get("/audit/").status_code == 302


@pytest.mark.parametrize(
    ("query", "is_there"),
    [
        ("?q={id}", True),
        ("?q=0", False),
        ("?body=ZG", True),
        ("?body=监督办", True),
        ("?body=LZ", False),
        ("?person=zigong_officer", True),
        ("?person=leader", False),
        ("?kind=audit.event_erased", True),
        ("?kind=audit.record_exported", False),
        ("?since={today}&until={today}", True),
        ("?since={tomorrow}", False),
        ("?until={yesterday}", False),
    ],
)
def test_it_can_be_narrowed(world: World, told: Event, query: str, is_there: bool) -> None:
    today = timezone.localdate()
    day = timedelta(days=1)
    asked = query.format(id=told.pk, today=today, tomorrow=today + day, yesterday=today - day)
    assert ("综合岗" in page(world, asked)) is is_there


def test_an_administrator_is_shown_by_their_duty_and_the_machine_as_itself(world: World) -> None:
    asked = ask_verification(actor=acting(world.audit_admin))
    run_verification.func(asked.pk)
    finished, told = queries.events(acting(world.audit_admin)).order_by("-pk")
    assert str(who(finished)) == "系统"
    assert str(who(told)) == world.audit_admin.get_admin_display()


def test_the_file_of_it_is_on_record_and_holds_no_content(world: World, told: Event) -> None:
    answer = signed_in(world.audit_admin).get("/audit/?export=xlsx")
    sheet = load_workbook(io.BytesIO(b"".join(answer))).worksheets[0]
    cells = [str(cell) for row in sheet.iter_rows(values_only=True) for cell in row]
    assert str(told.pk) in cells
    assert not any(WHISPER in cell for cell in cells)
    left = Event.objects.latest("pk")
    assert (left.kind, left.person_id) == ("audit.record_exported", world.audit_admin.pk)
    assert left.facts["count"] == 1


def test_how_far_it_is_sealed_is_shown(world: World, told: Event) -> None:
    status = queries.seal_status(acting(world.audit_admin))
    assert (status.sealed_count, status.waiting_count, status.is_late) == (1, 0, False)
    assert status.last_head_at == TreeHead.objects.get().at

    write_event(SYSTEM, "audit.event_erased", Seal(pk=1), {})
    status = queries.seal_status(acting(world.audit_admin))
    assert (status.sealed_count, status.waiting_count, status.is_late) == (1, 1, False)
    assert "待封存" in page(world)

    Event.objects.filter(leaf=None).update(at=timezone.now() - timedelta(minutes=2))
    assert queries.seal_status(acting(world.audit_admin)).is_late
    assert "迟了" in page(world)


def test_before_the_first_event_the_page_says_so(world: World) -> None:
    assert queries.seal_status(acting(world.audit_admin)).last_head_at is None
    assert "还没有" in page(world)


def test_a_verification_is_asked_for_run_and_shown(world: World, told: Event) -> None:
    client = signed_in(world.audit_admin)
    answer = client.post("/audit/verify/")
    assert (answer.status_code, answer["Location"]) == (302, "/audit/")
    assert list(get_messages(answer.wsgi_request))
    asked = Verification.objects.get()
    assert (asked.asked_by, asked.finished_at) == (world.audit_admin, None)
    assert "hx-trigger" in client.get("/audit/verification/").content.decode()
    assert client.post("/audit/verify/").status_code == 409

    run_verification.func(asked.pk)
    asked.refresh_from_db()
    assert (asked.event_count, asked.fault_count, asked.faults) == (2, 0, [])
    shown = client.get("/audit/verification/").content.decode()
    assert "hx-trigger" not in shown
    assert "没有问题" in shown
    assert Event.objects.latest("pk").kind == "audit.verification_finished"


def test_what_a_verification_finds_is_named_on_the_page(world: World, told: Event) -> None:
    Event.objects.filter(pk=told.pk).update(facts_text="{}")
    asked = ask_verification(actor=acting(world.audit_admin))
    run_verification.func(asked.pk)
    shown = page(world)
    assert f"事项 {told.pk}" in shown
    assert "1 处不符" in shown


def test_a_verification_that_a_killed_worker_left_blocks_no_other(world: World) -> None:
    actor = acting(world.audit_admin)
    first = ask_verification(actor=actor)
    with pytest.raises(WrongState):
        ask_verification(actor=actor)
    Verification.objects.filter(pk=first.pk).update(asked_at=timezone.now() - timedelta(hours=7))
    assert ask_verification(actor=actor).pk != first.pk


@pytest.mark.parametrize("admin", ["system_admin", "security_admin", ""])
def test_only_who_keeps_the_record_has_it_verified_or_exports_it(admin: str) -> None:
    actor = Actor(person_id=None, admin=admin)
    with pytest.raises(NotAllowed):
        ask_verification(actor=actor)
    with pytest.raises(NotAllowed):
        export_record(actor=actor, count=1, what="x")
    with pytest.raises(NotAllowed):
        queries.events(actor)


def test_only_the_machine_says_what_a_verification_found(world: World) -> None:
    asked = ask_verification(actor=acting(world.audit_admin))
    with pytest.raises(NotAllowed):
        finish_verification(
            actor=acting(world.audit_admin), verification_id=asked.pk, report=Report()
        )


def test_the_security_administrator_erases_on_a_page(world: World, told: Event) -> None:
    other = write_event(SYSTEM, "audit.record_exported", Seal(pk=1), {"what": WHISPER})
    client = signed_in(world.security_admin)
    assert client.get("/audit/erase/").status_code == 200
    form = {"event_id": other.pk, "reason": "个人信息保护法第四十七条"}
    assert client.post("/audit/erase/", {**form, "reason": ""}).status_code == 422
    assert client.post("/audit/erase/", {**form, "event_id": 10**9}).status_code == 404
    assert client.post("/audit/erase/", form).status_code == 302
    other.refresh_from_db()
    assert other.is_erased
    assert client.post("/audit/erase/", form).status_code == 409


@pytest.mark.parametrize("other", ["audit_admin", "system_admin", "leader"])
def test_nobody_else_comes_to_the_page_for_erasing(world: World, other: str) -> None:
    assert signed_in(getattr(world, other)).get("/audit/erase/").status_code == 403


@pytest.mark.parametrize("kind", ["gone.model", "nonsense"])
def test_a_subject_whose_table_is_gone_is_named_as_it_was(kind: str) -> None:
    assert subject(Event(subject_kind=kind, subject_id="7")) == f"{kind} 7"


def test_a_kind_that_is_no_longer_known_is_shown_by_its_name() -> None:
    assert Event(kind="gone.kind").says.sentence == "gone.kind"


def test_a_timeline_tells_body_post_and_reason(world: World, told: Event) -> None:
    line = entries(acting(world.zigong_officer), world.zigong)[0]
    assert (line.who, line.say, line.is_ours) == ("自贡市监督办 · 综合岗", WHISPER, True)
    assert not entries(acting(world.luzhou_officer), world.zigong)[0].is_ours


def test_the_page_asks_the_database_as_often_for_many_events_as_for_few(
    world: World, told: Event, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    actor = actor_for(world.zigong_officer.pk, timezone.now())
    for _ in range(30):
        write_event(actor, "audit.record_exported", world.zigong, {})
    seal_events()
    client = signed_in(world.audit_admin)
    client.get("/audit/")
    with django_assert_max_num_queries(12):
        client.get("/audit/")

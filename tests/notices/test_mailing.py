"""Mail: who wants what when, what it says, and that it goes once, or is known not to have gone."""

import smtplib
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail as outbox
from django.utils import timezone
from pytest_django import Settings

from liandu.access.models import Wall
from liandu.config.connections import mail
from liandu.kernel.actor import SYSTEM
from liandu.kernel.errors import Invalid, NotAllowed, NotVisible, WrongState
from liandu.notices import actions
from liandu.notices.actions import Wish
from liandu.notices.models import Mail, Notice, NoticeChoice, NoticeWish
from liandu.notices.rules import MAIL_LEASE, MOST_MAIL_TRIES, is_quiet, last_digest
from liandu.orgs.models import Person
from tests.notices.test_reminding import ZONE, assigned, remind
from tests.people import World, acting, signed_in

EIGHT = datetime(2027, 6, 9, 8, tzinfo=ZONE)  # a Wednesday


@pytest.fixture
def reader(world: World, settings: Settings) -> Person:
    """Return somebody with an address, at an installation that can send mail."""
    settings.LIANDU_MAIL = "smtp://localhost"
    who = world.builder_liaison
    who.email = "liaison@example.org"
    who.save()
    return who


def wished(who: Person, **fields: Any) -> None:
    values: dict[str, Any] = {"inbox": ["reminder"], "mail": ["reminder"], "digest": "each"}
    actions.set_wish(actor=acting(who), wish=Wish(**(values | fields)))


def queued(who: Person) -> int:
    return actions.queue_mail(actor=SYSTEM, person_id=who.pk)


@pytest.mark.parametrize(
    ("digest", "hour", "weekday", "expected"),
    [
        ("each", 9, 0, EIGHT),
        ("daily", 8, 0, EIGHT),
        ("daily", 9, 0, EIGHT + timedelta(hours=1, days=-1)),
        ("weekly", 8, 2, EIGHT),
        ("weekly", 9, 2, EIGHT + timedelta(hours=1, days=-7)),
        ("weekly", 7, 4, EIGHT + timedelta(hours=-1, days=-5)),
    ],
)
def test_a_digest_is_due_at_its_last_hour(
    digest: str, hour: int, weekday: int, expected: datetime
) -> None:
    assert last_digest(EIGHT, digest, hour, weekday, ZONE) == expected


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [(None, 9, False), (8, None, False), (8, 8, False), (8, 9, True), (7, 8, False),
     (22, 9, True), (22, 8, False), (6, 5, True)],
)  # fmt: skip
def test_quiet_hours_go_over_midnight(first: int | None, last: int | None, expected: bool) -> None:
    assert is_quiet(EIGHT, first, last, ZONE) is expected


def test_a_mail_tells_each_thing_once_in_words_and_as_a_page(world: World, reader: Person) -> None:
    found, sensitive = assigned(world, 0), assigned(world, 0, label=2)
    remind(reader)
    actions.mail_all()
    actions.mail_all()
    (sent,) = outbox.outbox
    assert sent.to == ["liaison@example.org"]
    assert sent.subject == "联督：2 条通知"
    page = str(sent.alternatives[0].content)
    for text in (sent.body, page):
        assert text.count("设计变更未报批先实施") == 1
        assert found.number in text
        assert sensitive.number in text
        assert "今日到期：签收" in text
        assert "http://127.0.0.1:8000/notices/" in text
    row = Mail.objects.get()
    assert (row.state, row.tries) == ("sent", 1)
    assert sent.extra_headers["Message-ID"] == row.message_id == str(row)


def test_what_may_no_longer_be_known_when_the_mail_goes_is_not_in_it(
    world: World, reader: Person
) -> None:
    found = assigned(world, 0)
    remind(reader)
    assert queued(reader) == 1
    Wall.objects.create(
        person=reader, record_kind=found.KIND, record_id=found.pk, source="declared", reason="—"
    )
    actions.mail_all()
    assert outbox.outbox == []
    assert Mail.objects.get().state == "dropped"


def test_a_mail_killed_after_sending_goes_again_under_the_same_id_once_it_is_taken_for_dead(
    world: World, reader: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    assigned(world, 0)
    remind(reader)
    queued(reader)

    class Killed(BaseException):
        pass

    def killed(*_: Any) -> None:
        raise Killed

    real = actions.mailing._send  # noqa: SLF001 - between two of its statements
    monkeypatch.setattr(actions.mailing, "_send", killed)
    with pytest.raises(Killed):
        actions.send_next()
    monkeypatch.setattr(actions.mailing, "_send", real)
    assert actions.send_next() is False
    Mail.objects.update(held_until=timezone.now() - timedelta(seconds=1))
    assert actions.send_next() is True
    assert len(outbox.outbox) == 1
    assert timedelta(minutes=1) < MAIL_LEASE


def test_a_mail_that_fails_is_tried_again_later_and_at_last_given_up(
    world: World, reader: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    assigned(world, 0)
    remind(reader)
    queued(reader)

    def refuse(*_: Any, **__: Any) -> None:
        raise smtplib.SMTPServerDisconnected(*["gone"])

    monkeypatch.setattr(outbox.EmailMessage, "send", refuse)
    for tries in range(1, MOST_MAIL_TRIES + 1):
        assert actions.send_next()
        row = Mail.objects.get()
        assert (row.tries, row.trouble) == (tries, "SMTPServerDisconnected: gone")
        assert row.state == ("waiting" if tries < MOST_MAIL_TRIES else "failed")
        assert not actions.send_next()
        Mail.objects.update(next_at=timezone.now())
    assert not actions.send_next()
    page = signed_in(world.system_admin).get("/notices/queue/").content.decode()
    assert "SMTPServerDisconnected: gone" in page
    assert "设计变更未报批先实施" not in page
    monkeypatch.undo()
    actions.retry_mail(actor=acting(world.system_admin), mail_id=row.pk)
    assert actions.send_next()
    assert len(outbox.outbox) == 1
    with pytest.raises(WrongState):
        actions.retry_mail(actor=acting(world.system_admin), mail_id=row.pk)
    with pytest.raises(WrongState):
        actions.cancel_mail(actor=acting(world.system_admin), mail_id=row.pk)


def test_a_cancelled_mail_does_not_go_and_one_being_sent_is_not_cancelled(
    world: World, reader: Person
) -> None:
    assigned(world, 0)
    remind(reader)
    queued(reader)
    row = Mail.objects.get()
    Mail.objects.update(held_until=timezone.now() + MAIL_LEASE)
    with pytest.raises(WrongState):
        actions.cancel_mail(actor=acting(world.system_admin), mail_id=row.pk)
    Mail.objects.update(held_until=None)
    actions.cancel_mail(actor=acting(world.system_admin), mail_id=row.pk)
    assert not actions.send_next()
    for change in (actions.cancel_mail, actions.retry_mail):
        with pytest.raises(NotAllowed):
            change(actor=acting(world.secretary), mail_id=row.pk)
        with pytest.raises(NotVisible):
            change(actor=acting(world.system_admin), mail_id=0)


def test_without_a_mail_server_an_address_or_a_wish_nothing_is_queued(
    world: World, reader: Person, settings: Settings
) -> None:
    assigned(world, 0)
    remind(reader)
    remind(world.builder_head)
    settings.LIANDU_MAIL = ""
    actions.mail_all()
    assert not Mail.objects.exists()
    settings.LIANDU_MAIL = "smtp://localhost"
    wished(reader, mail=[])
    actions.mail_all()
    assert not Mail.objects.exists()
    Notice.objects.update(at=timezone.now() - timedelta(days=9))
    wished(reader)
    assert queued(reader) == 0


def test_a_daily_digest_gathers_what_is_not_urgent_and_the_rest_goes_at_once(
    world: World, reader: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    wished(reader, digest="daily", hour=8)
    now = EIGHT + timedelta(hours=1)
    monkeypatch.setattr(timezone, "now", lambda: now)
    assigned(world, 3)
    remind(reader)
    assert queued(reader) == 1
    now += timedelta(hours=1)
    assigned(world, 2)
    remind(reader)
    assert queued(reader) == 0
    assigned(world, 0)
    remind(reader)
    assert queued(reader) == 1
    now = EIGHT + timedelta(hours=23, minutes=59)
    assert queued(reader) == 0
    now += timedelta(days=3)
    assert queued(reader) == 1
    assert Mail.objects.count() == 3


def test_quiet_hours_hold_mail_back_but_for_what_is_urgent_if_they_wish_so(
    world: World, reader: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    wished(reader, quiet_from=22, quiet_until=9)
    now = EIGHT
    monkeypatch.setattr(timezone, "now", lambda: now)
    assigned(world, 3)
    assigned(world, 0)
    remind(reader)
    assert queued(reader) == 1
    assigned(world, 0)
    remind(reader)
    wished(reader, quiet_from=22, quiet_until=9, breaks_through=False)
    assert queued(reader) == 0
    now += timedelta(hours=1)
    assert queued(reader) == 2


def test_wishes_are_kept_shown_again_and_hide_what_is_unwanted(world: World) -> None:
    who = world.builder_liaison
    assigned(world, 0)
    remind(who)
    browser = signed_in(who)
    assert "到期提醒" in browser.get("/notices/wishes/").content.decode()
    sent = {"inbox": ["finding"], "mail": ["finding", "paper"], "digest": "weekly",
            "weekday": "4", "hour": "17", "quiet_from": "22", "quiet_until": "7"}  # fmt: skip
    assert browser.post("/notices/wishes/", sent).headers["Location"] == "/account/"
    assert "每周一次" in browser.get("/account/").content.decode() or not who.email
    form = browser.get("/notices/wishes/").context["form"]
    assert {name: form.initial[name] for name in ("inbox", "mail", "hour", "quiet_from")} == {
        "inbox": ["finding"], "mail": ["finding", "paper"], "hour": 17, "quiet_from": 22,
    }  # fmt: skip
    assert browser.get("/notices/").context["told"] == []
    assert str(NoticeWish.objects.get()) == f"{who.pk}: weekly"
    assert {str(row) for row in NoticeChoice.objects.all()} >= {f"{who.pk}: finding"}


@pytest.mark.parametrize(
    "fields",
    [{"hour": 24}, {"weekday": 7}, {"digest": "never"}, {"quiet_from": 1}, {"quiet_until": 1}],
)
def test_absurd_wishes_are_refused(world: World, fields: dict[str, Any]) -> None:
    with pytest.raises(Invalid):
        wished(world.secretary, **fields)
    with pytest.raises(NotAllowed):
        wished(world.system_admin)


def test_only_the_worker_queues_mail(world: World) -> None:
    with pytest.raises(NotAllowed):
        actions.queue_mail(actor=acting(world.system_admin), person_id=world.secretary.pk)


def test_the_settings_of_mail_come_from_one_address() -> None:
    plain = mail("smtp://u%40x:p@host:587?from=a@b")
    assert (plain["EMAIL_HOST"], plain["EMAIL_PORT"], plain["EMAIL_USE_TLS"]) == ("host", 587, True)
    assert (plain["EMAIL_HOST_USER"], plain["DEFAULT_FROM_EMAIL"]) == ("u@x", "a@b")
    assert mail("smtps://host")["EMAIL_PORT"] == 465
    assert mail("")["EMAIL_PORT"] == 25
    assert mail("file:///srv/x")["EMAIL_FILE_PATH"] == "/srv/x"


def test_a_mail_that_another_worker_took_meanwhile_is_left_to_it(
    world: World, reader: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = timezone.now()
    waiting = Mail.objects.create(person=reader, message_id="<1@x>", made_at=now, next_at=now)
    found, taken = Mail.objects.filter(pk=waiting.pk), Mail.objects.none()
    due = iter([found, taken])
    monkeypatch.setattr(actions.mailing.queries, "due_mails", lambda _now: next(due))
    assert actions.send_next() is True
    waiting.refresh_from_db()
    assert (waiting.tries, outbox.outbox) == (0, [])

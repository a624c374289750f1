"""What happens is sent once, signed, to who may know of it at that moment, until it arrives."""

import json
import runpy
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from pytest_django import Settings

from liandu.access import actions as access
from liandu.access.models import Wall
from liandu.findings.models import Finding
from liandu.kernel.errors import WrongState
from liandu.orgs.models import Membership, Person
from liandu.webhooks import actions, queries
from liandu.webhooks.actions import sending
from liandu.webhooks.models import Delivery, Webhook
from liandu.webhooks.rules import KEPT_FOR, MOST_TRIES, signature
from tests.findings import road
from tests.people import World, acting
from tests.webhooks import build
from tests.webhooks.receiver import Receiver
from tools.steps import ROOT

is_ours: Callable[..., bool] = runpy.run_path(str(ROOT / "docs/manual/verify_webhook.py"))[
    "is_ours"
]


def hook(who: Person, receiver: Receiver, **changes: Any) -> tuple[Webhook, str]:
    """Return a webhook of ``who`` to the system on this machine, and its key."""
    return build.made(who, url=receiver.url, **changes)


def bodies(receiver: Receiver) -> list[dict[str, Any]]:
    """Return what the other system was told."""
    return [json.loads(content) for _headers, content in receiver.sent]


def test_what_happens_is_told_once_and_signed(world: World, receiver: Receiver) -> None:
    _webhook, key = hook(world.zigong_officer, receiver)
    found = road.at(world, "confirm")
    sending.send_all()
    sending.send_all()
    told = bodies(receiver)
    assert [one["type"] for one in told] == [
        "findings.finding_registered", "findings.finding_confirmed"
    ]  # fmt: skip
    assert told[1]["data"] == {
        "sentence": "确认问题", "body": world.zigong.name,
        "record": {"kind": "finding", "id": str(found.pk), "number": found.number,
                   "name": found.title, "url": f"http://127.0.0.1:8000/findings/{found.pk}/"},
    }  # fmt: skip
    ids = set()
    for headers, content in receiver.sent:
        assert headers["Content-Type"] == "application/json"
        now = timezone.now().timestamp()
        assert is_ours(key, headers, content, now)
        assert not is_ours(key, headers, content + b" ", now)
        assert not is_ours(key, headers, content, now + 600)
        assert not is_ours(key, {**headers, "webhook-id": "1"}, content, now)
        assert not is_ours(key, {**headers, "webhook-timestamp": "x"}, content, now)
        ids.add(headers["webhook-id"])
    assert ids == {str(pk) for pk in Delivery.objects.values_list("pk", flat=True)}
    assert set(Delivery.objects.values_list("state", "answer", "tries")) == {("sent", 204, 1)}


def test_the_signature_is_that_of_standard_webhooks() -> None:
    """The example of the specification's own libraries."""
    key = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    at, content = 1614265330, b'{"test": 2432232314}'
    wanted = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert signature(key, "msg_p5jXN8AQM9LWM0D4loKWxJek", at, content) == wanted


def test_nobody_is_named(world: World, receiver: Receiver) -> None:
    hook(world.zigong_officer, receiver)
    road.at(world, "submit")
    sending.send_all()
    assert len(receiver.sent) >= 6
    words = b"".join(content for _headers, content in receiver.sent).decode()
    for who in Person.objects.exclude(name=""):
        assert who.name not in words
        assert who.username not in words


def test_only_what_was_chosen_is_told(world: World, receiver: Receiver) -> None:
    hook(world.zigong_officer, receiver, kinds=["findings.finding_confirmed", "papers.*"])
    road.at(world, "assign")
    sending.send_all()
    assert [one["type"] for one in bodies(receiver)] == ["findings.finding_confirmed"]


def test_what_the_post_may_not_know_of_is_not_told_and_leaves_no_trace(
    world: World, receiver: Receiver
) -> None:
    elsewhere, _key = hook(world.luzhou_officer, receiver)
    road.at(world, "confirm")
    assert elsewhere.deliveries.count() == 2
    sending.send_all()
    assert (receiver.sent, Delivery.objects.count()) == ([], 0)


def test_sight_is_that_of_the_moment_of_sending(world: World, receiver: Receiver) -> None:
    who = world.zigong_officer
    webhook, _key = hook(who, receiver)
    receiver.answer = 503
    found = road.at(world, "confirm")
    sending.send_all()
    assert len(receiver.sent) == 1, "an address that fails is left alone for the round"
    shown = queries.deliveries(acting(who), webhook, list(webhook.deliveries.all()))
    assert {one.record for one in shown} == {found}
    access.declare_recusal(actor=acting(who), record=found, reason="亲属")
    assert Wall.objects.filter(person=who).exists()
    assert queries.deliveries(acting(who), webhook, list(webhook.deliveries.all())) == []
    receiver.answer = 204
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        sending.send_all()
    assert (len(receiver.sent), Delivery.objects.count()) == (1, 0)


@pytest.mark.parametrize("end", ["post", "password", "account", "term"])
def test_nothing_is_told_once_its_maker_may_not_act(
    world: World, receiver: Receiver, end: str
) -> None:
    who = world.zigong_officer
    webhook, _key = hook(who, receiver)
    road.at(world, "confirm")
    if end == "post":
        Membership.objects.filter(person=who).update(ends_at=timezone.now())
    elif end == "term":
        Webhook.objects.update(expires_at=timezone.now())
    else:
        changed = {"password": {"must_change_password": True}, "account": {"is_active": False}}
        Person.objects.filter(pk=who.pk).update(**changed[end])
    sending.send_all()
    assert (receiver.sent, webhook.deliveries.count()) == ([], 0)


def test_the_inspected_are_not_told_what_is_kept_from_them(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    webhook, _key = build.made(world.zigong_officer)
    found = road.at(world, "confirm")
    delivery = webhook.deliveries.all()[0]
    assert queries.record_told(delivery, timezone.now()) == found
    monkeypatch.setattr("liandu.webhooks.queries.sending.is_kept_from", lambda *_: True)
    assert queries.record_told(delivery, timezone.now()) is None


def test_sensitive_records_are_told_by_their_number_alone(world: World, receiver: Receiver) -> None:
    hook(world.zigong_officer, receiver)
    found = road.at(world, "confirm")
    Finding.objects.unscoped("test").filter(pk=found.pk).update(label=2)
    sending.send_all()
    data = bodies(receiver)[0]["data"]
    assert (data["body"], data["record"]["name"]) == (None, None)
    assert data["record"]["number"] == found.number
    assert found.title.encode() not in receiver.sent[0][1]


def test_it_is_tried_again_later_and_later_and_given_up_with_the_reason(
    world: World, receiver: Receiver
) -> None:
    webhook, _key = hook(world.zigong_officer, receiver, kinds=["findings.finding_registered"])
    receiver.answer = 500
    road.registered(world)
    now, waits = timezone.now(), []
    for tried in range(1, MOST_TRIES + 1):
        with time_machine.travel(now, tick=False):
            sending.send_all()
            sending.send_all()
        delivery = webhook.deliveries.get()
        assert (delivery.tries, delivery.answer, delivery.trouble) == (tried, 500, "answer")
        waits.append((delivery.next_at - now) // timedelta(minutes=1))
        now = delivery.next_at
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 360]
    assert delivery.state == "failed"
    assert len({headers["webhook-id"] for headers, _content in receiver.sent}) == 1
    with time_machine.travel(now):
        sending.send_all()
    assert len(receiver.sent) == MOST_TRIES
    receiver.answer = 200
    again = actions.send_again(actor=acting(world.zigong_officer), delivery_id=delivery.pk)
    sending.send_all()
    again.refresh_from_db()
    assert (again.state, again.answer, again.tries, again.trouble) == ("sent", 200, 1, "")
    assert receiver.sent[-1][0]["webhook-id"] == str(delivery.pk)


def test_why_nothing_arrived_is_told(world: World, receiver: Receiver, settings: Settings) -> None:
    webhook, _key = hook(world.zigong_officer, receiver)
    actions.try_webhook(actor=acting(world.zigong_officer), webhook_id=webhook.pk)
    settings.LIANDU_WEBHOOK_NETWORKS = []
    sending.send_all()
    delivery = webhook.deliveries.get()
    assert (delivery.state, delivery.trouble, delivery.answer) == ("waiting", "inside", None)
    Webhook.objects.update(secret=b"0" * 40)
    actions.send_again(actor=acting(world.zigong_officer), delivery_id=delivery.pk)
    sending.send_all()
    delivery.refresh_from_db()
    assert delivery.trouble == "key"
    assert receiver.sent == []


def test_a_trial_tells_of_nothing(world: World, receiver: Receiver) -> None:
    webhook, _key = hook(world.zigong_officer, receiver)
    trial = actions.try_webhook(actor=acting(world.zigong_officer), webhook_id=webhook.pk)
    sending.send_all()
    (told,) = bodies(receiver)
    assert (told["type"], told["data"]) == ("webhooks.test", {})
    (shown,) = queries.deliveries(
        acting(world.zigong_officer), webhook, list(webhook.deliveries.all())
    )
    assert (shown.delivery, shown.record) == (trial, None)
    assert str(trial) == f"webhooks.test → {webhook.pk}"


def test_an_event_undone_is_told_to_nobody(world: World) -> None:
    build.made(world.zigong_officer)
    with pytest.raises(WrongState):
        road.take(world, road.at(world, "confirm"), "confirm")
    assert Delivery.objects.filter(kind="findings.finding_confirmed").count() == 1


def test_two_workers_send_a_delivery_once(
    world: World, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other takes it between our looking and our claiming."""
    webhook, _key = hook(world.zigong_officer, receiver)
    trial = actions.try_webhook(actor=acting(world.zigong_officer), webhook_id=webhook.pk)
    plain, looked = queries.due_deliveries, []

    def due(now: Any) -> Any:
        looked.append(now)
        if len(looked) == 2:
            sending.send_all()
        return plain(now)

    monkeypatch.setattr(queries, "due_deliveries", due)
    assert sending.send_next(set())
    assert len(receiver.sent) == 1
    Delivery.objects.update(held_until=timezone.now() + timedelta(minutes=1))
    with pytest.raises(WrongState):
        actions.send_again(actor=acting(world.zigong_officer), delivery_id=trial.pk)


def test_what_a_dead_worker_held_is_sent_by_another(world: World, receiver: Receiver) -> None:
    webhook, _key = hook(world.zigong_officer, receiver)
    trial = actions.try_webhook(actor=acting(world.zigong_officer), webhook_id=webhook.pk)
    held = timezone.now() + timedelta(minutes=4)
    Delivery.objects.filter(pk=trial.pk).update(held_until=held, tries=1)
    sending.send_all()
    assert receiver.sent == []
    with time_machine.travel(held + timedelta(seconds=1)):
        sending.send_all()
    assert len(receiver.sent) == 1


def test_what_is_over_is_kept_for_a_month(world: World, receiver: Receiver) -> None:
    webhook, _key = hook(world.zigong_officer, receiver)
    actions.try_webhook(actor=acting(world.zigong_officer), webhook_id=webhook.pk)
    sending.send_all()
    with time_machine.travel(timezone.now() + KEPT_FOR - timedelta(minutes=1)):
        sending.send_all()
        assert webhook.deliveries.exists()
    with time_machine.travel(timezone.now() + KEPT_FOR + timedelta(minutes=1)):
        sending.send_all()
    assert not webhook.deliveries.exists()

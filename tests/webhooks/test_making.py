"""Who has another system told, on what terms, and who stops it."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from liandu.audit.models import Event
from liandu.kernel.errors import Invalid, NotAllowed, NotVisible, WrongState
from liandu.kernel.events import KINDS
from liandu.webhooks import actions, queries
from liandu.webhooks.models import AREAS, Delivery
from liandu.webhooks.rules import MOST_WEBHOOKS, is_about_a_record, is_address, wants
from tests.people import World, acting
from tests.webhooks import build


def test_a_webhook_is_on_record_and_its_key_is_kept_sealed(world: World) -> None:
    who = world.zigong_officer
    webhook, key = build.made(who)
    assert key.startswith("whsec_")
    assert queries.key_of(webhook) == key
    assert key.encode() not in bytes(webhook.secret)
    event = Event.objects.get(kind="webhooks.webhook_made")
    assert event.subject_id == str(webhook.pk)
    assert event.facts["after"]["url"] == webhook.url
    assert key not in event.facts_text
    assert list(queries.own_webhooks(acting(who))) == [webhook]
    assert list(queries.own_webhooks(acting(world.zigong_head))) == []
    assert str(webhook) == "数据中台"


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("name", {"name": "  "}),
        ("membership", {"membership_id": 0}),
        ("url", {"url": "http://example.org/"}),
        ("url", {"url": "https://10.0.0.1/"}),
        ("url", {"url": "https://[::ffff:127.0.0.1]/"}),
        ("kinds", {"kinds": []}),
        ("kinds", {"kinds": ["orgs.signed_in"]}),
        ("kinds", {"kinds": ["findings.findings_exported"]}),
        ("expires_on", {"expires_at": timezone.now() - timedelta(seconds=1)}),
        ("expires_on", {"expires_at": timezone.now() + timedelta(days=367)}),
    ],
)
def test_terms_that_cannot_stand_are_refused(
    world: World, field: str, changes: dict[str, Any]
) -> None:
    with pytest.raises(Invalid) as refused:
        build.made(world.zigong_officer, **changes)
    assert list(refused.value.fields) == [field]


def test_no_one_has_more_than_ten(world: World) -> None:
    for _ in range(MOST_WEBHOOKS):
        webhook, _key = build.made(world.zigong_officer)
    with pytest.raises(WrongState):
        build.made(world.zigong_officer)
    actions.stop_webhook(actor=acting(world.zigong_officer), webhook_id=webhook.pk)
    build.made(world.zigong_officer)


@pytest.mark.parametrize("who", ["system_admin", "security_admin", "audit_admin"])
def test_administrators_have_nothing_told(world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        build.made(getattr(world, who))


def test_its_maker_and_the_security_administrator_stop_it(world: World) -> None:
    for who in (world.zigong_officer, world.security_admin):
        webhook, _key = build.made(world.zigong_officer)
        actions.try_webhook(actor=acting(world.zigong_officer), webhook_id=webhook.pk)
        stopped = actions.stop_webhook(actor=acting(who), webhook_id=webhook.pk, reason="停用")
        assert not stopped.holds_at(timezone.now())
        assert not Delivery.objects.exists(), "what waits is not sent"
        with pytest.raises(WrongState):
            actions.stop_webhook(actor=acting(who), webhook_id=webhook.pk)
        with pytest.raises(WrongState):
            actions.try_webhook(actor=acting(world.zigong_officer), webhook_id=webhook.pk)


def test_to_others_there_is_none(world: World) -> None:
    webhook, _key = build.made(world.zigong_officer)
    trial = actions.try_webhook(actor=acting(world.zigong_officer), webhook_id=webhook.pk)
    for who in (world.zigong_head, world.system_admin, world.leader):
        for ask in (
            lambda actor: actions.stop_webhook(actor=actor, webhook_id=webhook.pk),
            lambda actor: actions.try_webhook(actor=actor, webhook_id=webhook.pk),
            lambda actor: actions.send_again(actor=actor, delivery_id=trial.pk),
            lambda actor: queries.seen_webhook(actor, webhook.pk),
        ):
            with pytest.raises(NotVisible):
                ask(acting(who))
        assert queries.deliveries(acting(who), webhook, [trial]) == []


def test_what_can_be_chosen_happens_to_records() -> None:
    offered = queries.offered()
    assert list(offered) == list(AREAS)
    names = {name for rows in offered.values() for name, _words in rows}
    assert {"findings.finding_closed", "papers.paper_issued", "works.link_moved"} <= names
    assert names <= KINDS.keys()
    for name in ("papers.papers_exported", "inspections.exported", "works.template_edited",
                 "risks.library_published", "works.import_started"):  # fmt: skip
        assert name in KINDS
        assert not is_about_a_record(name)
    assert all(offered.values()), "no area is empty"


def test_an_area_chosen_whole_is_what_is_added_later_too() -> None:
    assert wants(["findings.*"], "findings.whatever_comes")
    assert wants(["findings.finding_closed"], "findings.finding_closed")
    assert not wants(["findings.finding_closed"], "findings.finding_edited")
    assert not wants(["findings.*"], "findingsx.a")


def test_networks_of_the_house_may_be_allowed() -> None:
    assert not is_address("https://10.1.2.3/", ["10.2.0.0/16"])
    assert is_address("https://10.1.2.3/", ["10.1.0.0/16"])
    assert is_address("https://hooks.example.org/", [])
    assert not is_address("hooks.example.org", [])

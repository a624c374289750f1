"""The pages: making a webhook, its key once, what was sent, sending again, stopping."""

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from liandu.webhooks.actions import sending
from liandu.webhooks.models import Delivery, Webhook
from tests.findings import road
from tests.people import World, signed_in
from tests.webhooks import build
from tests.webhooks.receiver import Receiver


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_from_nothing_to_a_delivery_that_arrived(world: World, receiver: Receiver) -> None:
    browser = signed_in(world.zigong_officer)
    mine = reverse("webhooks:webhook_list")
    assert "还没有事件推送" in text(browser.get(mine))
    assert "没有向其他系统推送事件" in text(browser.get(reverse("orgs:account")))
    seat = build.terms(world.zigong_officer).membership_id
    sent = {
        "name": "数据中台", "membership": seat, "url": "http://127.0.0.1/",
        "expires_on": timezone.localdate() + timedelta(days=30), "findings": ["findings.*"],
        "papers": ["papers.paper_issued"],
    }  # fmt: skip
    refused = browser.post(reverse("webhooks:webhook_add"), sent)
    assert refused.status_code == 422
    assert "https 开头" in text(refused)
    assert 'value="findings.*"' in text(refused), "what was ticked stays"
    made = browser.post(reverse("webhooks:webhook_add"), sent | {"url": receiver.url})
    webhook = Webhook.objects.get()
    assert webhook.kinds == ["findings.*", "papers.paper_issued"]
    assert "whsec_" in text(made)
    here = webhook.get_absolute_url()
    assert "whsec_" not in text(browser.get(here))
    assert "还没有推送记录" in text(browser.get(here))
    assert "印发了公文" in text(browser.get(here))
    found = road.at(world, "confirm")
    sending.send_all()
    page = text(browser.get(here))
    assert page.count(found.number) == 2
    assert "已送达" in page
    assert "204" in page
    assert "正在向 1 个系统推送" in text(browser.get(reverse("orgs:account")))
    assert receiver.url in text(browser.get(mine))


def test_a_delivery_that_did_not_arrive_says_why_and_is_sent_again(
    world: World, receiver: Receiver
) -> None:
    webhook, _key = build.made(world.zigong_officer, url=receiver.url)
    browser, here = signed_in(world.zigong_officer), webhook.get_absolute_url()
    browser.post(reverse("webhooks:webhook_try", args=[webhook.pk]))
    receiver.answer = 500
    sending.send_all()
    page = text(browser.get(here))
    assert "待发送" in page
    assert "应答不是 2xx" in page
    receiver.answer = 200
    delivery = Delivery.objects.get()
    browser.post(reverse("webhooks:send_again", args=[delivery.pk]))
    sending.send_all()
    assert "已送达" in text(browser.get(here))
    stop = reverse("webhooks:webhook_stop", args=[webhook.pk])
    assert browser.post(stop, {}).status_code == 422
    browser.post(stop, {"reason": "停用"})
    assert "不再发送" in text(browser.get(here))


def test_overseers_see_which_there_are_and_not_what_they_are_told(world: World) -> None:
    webhook, _key = build.made(world.zigong_officer)
    every = reverse("webhooks:every_webhook")
    for who, stops in ((world.system_admin, False), (world.security_admin, True)):
        page = text(signed_in(who).get(every))
        assert webhook.url in page
        assert (reverse("webhooks:webhook_stop", args=[webhook.pk]) in page) is stops
        assert signed_in(who).get(webhook.get_absolute_url()).status_code == 404
    security = signed_in(world.security_admin)
    stop = reverse("webhooks:webhook_stop", args=[webhook.pk])
    assert security.post(stop, {"reason": "停用"}).url == every

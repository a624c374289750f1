"""Keys as people hold them: a second factor from set-up to sign-in, a record opened by two."""

from base64 import b32decode

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from liandu.engines import totp
from tests.journeys.browser import Browser
from tests.journeys.conftest import Enter
from tests.journeys.looks import faults
from tests.people import World
from tests.works import lists

pytestmark = pytest.mark.django_db(transaction=True)

SIGN_OUT = "document.querySelector('form[action$=\"/sign-out/\"]').requestSubmit()"


def test_a_second_factor_is_set_up_and_asked_for(world: World, enter: Enter) -> None:
    leader = enter(world.leader)
    leader.open(reverse("orgs:account"))
    leader.push(f'main a[href="{reverse("keys:set_up")}"]')
    assert leader.look(faults) == []
    secret = b32decode(leader.texts("#secret")[0].replace(" ", ""))
    leader.fill(code=shown(secret))
    codes = leader.texts(".codes code")
    assert len(codes) == 10
    assert leader.look(faults) == []

    sign_out(leader)
    leader.sign_in(world.leader.username)
    assert leader.path == reverse("keys:prove")
    assert leader.look(faults) == []
    leader.fill(code=shown(secret, 1))
    assert leader.path == reverse("portal:overview")

    sign_out(leader)
    leader.sign_in(world.leader.username)
    leader.fill(code=codes[0])
    leader.open(reverse("orgs:account"))
    assert "还有 9 个可用" in leader.words
    assert leader.look(faults) == []


def test_a_passkey_is_added_and_signs_in(
    world: World, enter: Enter, live_server: LiveServer, settings: Settings
) -> None:
    settings.LIANDU_URL = live_server.url
    leader = enter(world.leader)
    leader.look(with_authenticator)
    leader.open(reverse("orgs:account"))
    leader.push(f'main a[href="{reverse("keys:add_passkey")}"]')
    assert leader.look(faults) == []
    leader.fill(name="办公室电脑")
    assert len(leader.texts(".codes code")) == 10

    sign_out(leader)
    leader.sign_in(world.leader.username)
    assert leader.path == reverse("keys:prove")
    assert leader.look(faults) == []
    leader.push(f'form[action="{reverse("keys:prove_passkey")}"] button')
    assert leader.path == reverse("portal:overview")

    leader.open(reverse("orgs:account"))
    assert "办公室电脑" in leader.words
    assert leader.look(faults) == []
    leader.open(reverse("keys:add_passkey"))
    leader.enter(name="再来一个")
    leader.look(lambda page: page.locator('form[data-passkey] [type="submit"]').click())
    leader.look(lambda page: page.locator("[data-failed]").wait_for())
    assert "已有本系统的通行密钥" in leader.words
    leader.open(reverse("orgs:account"))
    leader.push('main a[href*="/passkeys/"][href$="/remove/"]')
    assert leader.look(faults) == []
    leader.fill()
    assert "办公室电脑" not in leader.words


def test_a_record_is_opened_in_an_emergency_and_reviewed_by_a_third(
    world: World, enter: Enter
) -> None:
    thing = lists.entered(world)
    page = reverse("works:object", args=[thing.pk])
    waiting = reverse("access:emergency_list")
    asks, opens, reviews = (
        enter(one) for one in (world.luzhou_officer, world.zigong_head, world.zigong_officer)
    )
    asks.open(waiting)
    asks.step(
        "access:emergency_ask", body=world.zigong.pk, asked=thing.number, reason="下游溃口，需核对"
    )
    opens.open(waiting)
    assert "下游溃口" in opens.words
    pk = opens.hrefs('main a[href$="/open/"]')[0].split("/")[-3]
    opens.step("access:emergency_open", pk, hours=2)
    asks.open(page)
    assert thing.name in asks.look(lambda seen: seen.inner_text("body"))
    reviews.open(waiting)
    reviews.step("access:emergency_review", pk, note="已核，开启妥当")
    assert reviews.count(f'main a[href="{reverse("access:emergency_review", args=[pk])}"]') == 0


def with_authenticator(page: Page) -> None:
    """Give the browser a passkey reader that knows its holder, as a laptop has one."""
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
        "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def shown(secret: bytes, shift: int = 0) -> str:
    """Return what the app shows, or will show half a minute on."""
    return totp.code_of(secret, totp.step_at(timezone.now()) + shift)


def sign_out(browser: Browser) -> None:
    """Leave by the account menu, and find nothing behind."""

    def leave(page: object) -> None:
        with page.expect_navigation():
            page.evaluate(SIGN_OUT)

    browser.look(leave)
    assert browser.path == reverse("orgs:sign_in")
    browser.check()

"""The second factor: set up, asked for, used up, renewed, given up, taken away."""

import re
from base64 import b32decode
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from liandu.audit.models import Event
from liandu.engines import totp
from liandu.kernel.actor import SYSTEM, Actor
from liandu.kernel.errors import Invalid, NotAllowed, WrongState
from liandu.keys import actions, queries, rules
from liandu.keys.models import RecoveryCode, Reset, SecondFactor
from liandu.keys.rules import Proof
from tests.keys.hands import SECRET, at_the_door, code, is_in, with_app, with_app_alone
from tests.people import World, acting, person, signed_in

PROVE = reverse("keys:prove")
SET_UP = reverse("keys:set_up")


def typed(page: str) -> str:
    """Return the secret that stands on a page as text."""
    found = re.search(r'id="secret">([A-Z2-7 ]+)<', page)
    assert found
    return found[1]


def kinds() -> list[str]:
    return list(Event.objects.order_by("pk").values_list("kind", flat=True))


def test_the_password_alone_opens_nothing_once_there_is_an_app(world: World) -> None:
    with_app(world.zigong_officer)
    client = at_the_door(world.zigong_officer, reverse("orgs:account"))
    assert not is_in(client)
    answer = client.post(PROVE, {"code": code()})
    assert answer["Location"] == reverse("orgs:account")
    assert is_in(client)
    assert kinds()[-2:] == ["keys.proved", "orgs.signed_in"]


def test_without_an_app_the_password_opens_the_session_as_before(world: World) -> None:
    world.zigong_officer.set_password("Together-2026")
    world.zigong_officer.save()
    assert is_in(at_the_door(world.zigong_officer))


def test_a_code_is_good_once(world: World) -> None:
    with_app(world.leader)
    actor = acting(world.leader)
    shown = code()
    assert actions.prove(actor=actor, code=shown) == Proof.GOOD
    assert actions.prove(actor=actor, code=shown) == Proof.WRONG
    assert actions.prove(actor=actor, code=code(-1)) == Proof.WRONG


def test_the_code_of_setting_up_is_used_up_too(world: World) -> None:
    shown = code()
    actions.set_up(actor=acting(world.leader), secret=SECRET, code=shown)
    assert actions.prove(actor=acting(world.leader), code=shown) == Proof.WRONG


def test_ten_recovery_codes_are_good_once_each(world: World) -> None:
    codes = with_app(world.leader)
    assert len(set(codes)) == 10
    actor = acting(world.leader)
    typed = codes[3].upper().replace("-", " ")
    assert actions.prove(actor=actor, code=typed) == Proof.GOOD
    assert actions.prove(actor=actor, code=codes[3]) == Proof.WRONG
    assert queries.codes_left(world.leader.pk) == 9
    assert kinds()[-2:] == ["keys.recovery_used", "keys.refused"]
    renewed = actions.renew_codes(actor=actor)
    assert actions.prove(actor=actor, code=codes[4]) == Proof.WRONG
    assert actions.prove(actor=actor, code=renewed[0]) == Proof.GOOD


def test_somebody_elses_recovery_code_opens_nothing(world: World) -> None:
    codes = with_app(world.leader)
    with_app(world.secretary)
    assert actions.prove(actor=acting(world.secretary), code=codes[0]) == Proof.WRONG


def test_five_wrong_codes_stop_all_for_a_while_whatever_the_machine(world: World) -> None:
    codes = with_app(world.leader)
    actor = acting(world.leader)
    said = [actions.prove(actor=actor, code="000000") for _ in range(5)]
    assert said == [Proof.WRONG] * 4 + [Proof.BLOCKED]
    assert actions.prove(actor=actor, code=codes[0]) == Proof.BLOCKED
    assert kinds()[-1] == "keys.blocked"
    client = at_the_door(world.leader)
    assert client.post(PROVE, {"code": code()}).status_code == 429
    assert not is_in(client)
    with time_machine.travel(timezone.now() + rules.WAIT + timedelta(seconds=1)):
        assert actions.prove(actor=actor, code=code()) == Proof.GOOD
        assert queries.factor_of(world.leader.pk).failures == 0


def test_a_good_code_forgets_the_wrong_ones(world: World) -> None:
    with_app(world.leader)
    actor = acting(world.leader)
    for _ in range(4):
        actions.prove(actor=actor, code="000000")
    assert actions.prove(actor=actor, code=code()) == Proof.GOOD
    assert actions.prove(actor=actor, code="000000") == Proof.WRONG


def test_a_wrong_code_is_told_at_the_field_and_keeps_the_door_open(world: World) -> None:
    with_app(world.leader)
    client = at_the_door(world.leader)
    answer = client.post(PROVE, {"code": "000000"})
    assert answer.status_code == 401
    assert "验证码不正确" in answer.content.decode()
    assert client.post(PROVE, {"code": ""}).status_code == 401
    assert client.post(PROVE, {"code": code()}).status_code == 302
    assert is_in(client)


def test_who_waits_too_long_or_whose_password_changed_begins_again(world: World) -> None:
    with_app(world.leader)
    client = at_the_door(world.leader)
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        assert client.post(PROVE, {"code": code()})["Location"] == reverse("orgs:sign_in")
    world.leader.set_password("Other-Words-9")
    world.leader.save()
    assert client.post(PROVE, {"code": code()})["Location"] == reverse("orgs:sign_in")
    world.leader.set_password("Together-2026")
    world.leader.save()
    client = at_the_door(world.leader)
    world.leader.is_active = False
    world.leader.save()
    assert client.get(PROVE)["Location"] == reverse("orgs:sign_in")


def test_nobody_is_asked_who_did_not_knock(world: World) -> None:
    client = signed_in(world.leader)
    assert client.get(PROVE)["Location"] == reverse("orgs:sign_in")
    for action in (actions.renew_codes, actions.remove, actions.read_reset):
        with pytest.raises(NotAllowed):
            action(actor=Actor(person_id=None))
    assert client.get(reverse("keys:told"))["Location"] == reverse("orgs:sign_in")


def test_the_secret_and_the_codes_cannot_be_read_from_the_tables(world: World) -> None:
    codes = with_app(world.leader)
    kept = bytes(SecondFactor.objects.get().secret)
    assert SECRET not in kept
    digests = " ".join(RecoveryCode.objects.values_list("digest", flat=True))
    assert not any(rules.plain(one) in digests for one in codes)
    facts = " ".join(str(event.body) for event in Event.objects.all())
    assert totp.text_of(SECRET) not in facts
    assert not any(one in facts for one in codes)


def test_with_another_key_of_the_site_no_code_is_good(world: World, settings: object) -> None:
    codes = with_app(world.leader)
    settings.SECRET_KEY = "another key of the site, fifty characters or so"  # noqa: S105
    actor = acting(world.leader)
    assert actions.prove(actor=actor, code=code()) == Proof.WRONG
    assert actions.prove(actor=actor, code=codes[0]) == Proof.WRONG


def test_the_page_shows_picture_and_text_and_then_the_codes_once(world: World) -> None:
    client = signed_in(world.leader)
    page = client.get(SET_UP).content.decode()
    assert re.search(r'<svg[^>]* viewBox="0 0 (\d+) \1"', page)  # drawn whole at any size
    assert "style=" not in page
    text = typed(page)
    secret = b32decode(text.replace(" ", ""))
    assert typed(client.get(SET_UP).content.decode()) == text
    wrong = client.post(SET_UP, {"code": "000000"})
    assert wrong.status_code == 422
    assert "核对手机时间" in wrong.content.decode()
    shown = totp.code_of(secret, totp.step_at(timezone.now()))
    answer = client.post(SET_UP, {"code": shown})
    assert answer["Cache-Control"]
    assert "no-store" in answer["Cache-Control"]
    codes = re.findall(r"<li><code[^>]*>([a-z2-9-]+)</code>", answer.content.decode())
    assert len(codes) == 10
    assert actions.prove(actor=acting(world.leader), code=codes[0]) == Proof.GOOD
    assert client.get(reverse("keys:renew_codes")).status_code == 200
    renewed = client.post(reverse("keys:renew_codes")).content.decode()
    assert codes[1] not in renewed
    assert "恢复码" in client.get(reverse("orgs:account")).content.decode()


def test_changing_the_keys_asks_for_a_code_given_lately(world: World) -> None:
    with_app(world.leader)
    client = at_the_door(world.leader)
    client.post(PROVE, {"code": code(-1)})
    assert client.get(SET_UP).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        for name in ("set_up", "renew_codes", "remove"):
            url = reverse(f"keys:{name}")
            answer = client.post(url, {"code": "000000"})
            assert answer["Location"].startswith(PROVE), name
            asked = client.get(answer["Location"])
            assert f'value="{url}"' in asked.content.decode()
        answer = client.post(PROVE, {"code": code(), "next": reverse("keys:remove")})
        assert answer["Location"] == reverse("keys:remove")
        assert client.get(reverse("keys:remove")).status_code == 200
        assert client.post(reverse("keys:remove")).status_code == 302
    assert queries.factor_of(world.leader.pk) is None
    with pytest.raises(WrongState):
        actions.renew_codes(actor=acting(world.leader))
    assert actions.prove(actor=acting(world.leader), code=code()) == Proof.WRONG


def test_another_device_replaces_the_first(world: World) -> None:
    with_app(world.leader)
    other = b"another secret of 20"
    with pytest.raises(Invalid):
        actions.set_up(actor=acting(world.leader), secret=other, code=code())
    shown = totp.code_of(other, totp.step_at(timezone.now()))
    actions.set_up(actor=acting(world.leader), secret=other, code=shown)
    assert SecondFactor.objects.count() == 1
    assert actions.prove(actor=acting(world.leader), code=code(1)) == Proof.WRONG


ADMINISTRATORS = ("system_admin", "security_admin", "audit_admin")


@pytest.mark.parametrize("name", [*ADMINISTRATORS, "secretary", "custodian"])
def test_who_must_have_one_is_led_to_setting_it_up(
    world: World, settings: object, name: str
) -> None:
    settings.SECOND_FACTOR = "required"
    made = {"custodian": lambda: person("custodian", at=world.zigong, roles=["lead_custodian"])}
    who = made.get(name, lambda: getattr(world, name))()
    client = signed_in(who)
    led = client.get(reverse("orgs:account"))
    if name == "secretary":
        assert led.status_code == 200
        return
    assert led["Location"] == SET_UP
    part = client.get(reverse("orgs:person_list"), headers={"HX-Request": "true"})
    assert part["HX-Redirect"] == SET_UP
    assert "您的岗位必须启用" in client.get(SET_UP).content.decode()
    with_app_alone(who)
    with pytest.raises(WrongState):
        actions.remove(actor=acting(who))
    # The session was opened before: it has proved nothing, and is asked.
    assert client.get(SET_UP)["Location"].startswith(PROVE)
    assert client.post(PROVE, {"code": code(), "next": "/"}).status_code == 302
    assert client.get(reverse("orgs:account")).status_code == 200
    assert client.post(reverse("orgs:sign_out")).status_code == 302


def test_the_security_administrator_takes_it_away_and_the_person_is_told(world: World) -> None:
    with_app(world.leader)
    client = at_the_door(world.leader)
    client.post(PROVE, {"code": code()})
    admin = signed_in(world.security_admin)
    page = reverse("orgs:person", args=[world.leader.pk])
    assert reverse("keys:reset", args=[world.leader.pk]) in admin.get(page).content.decode()
    url = reverse("keys:reset", args=[world.leader.pk])
    assert admin.post(url, {"reason": ""}).status_code == 422
    assert admin.post(url, {"reason": "手机遗失，已当面核实"}).status_code == 302
    assert not is_in(client)  # the session went with it
    assert admin.post(url, {"reason": "再次"}).status_code == 409
    client = at_the_door(world.leader, reverse("works:objects"))
    told = client.get(reverse("keys:told")).content.decode()
    assert "手机遗失" in told
    assert "security_admin" in told
    assert not is_in(client)
    answer = client.post(reverse("keys:told"))
    assert answer["Location"] == reverse("works:objects")
    assert is_in(client)
    assert is_in(at_the_door(world.leader))  # told once
    assert client.get(reverse("keys:told"))["Location"] == reverse("orgs:sign_in")
    assert "手机遗失" in client.get(reverse("orgs:account")).content.decode()
    assert {"keys.reset", "keys.reset_read"} <= set(kinds())
    assert actions.read_reset(actor=acting(world.leader)) is None
    assert actions.read_reset(actor=acting(world.secretary)) is None


def test_nobody_else_takes_it_away_and_nobody_their_own(world: World) -> None:
    for who in (world.leader, world.security_admin):
        with_app(who)
    asked = {"person_id": world.leader.pk, "reason": "x"}
    for name in ("system_admin", "audit_admin", "secretary", "leader"):
        with pytest.raises(NotAllowed):
            actions.reset(actor=acting(getattr(world, name)), **asked)
    with pytest.raises(NotAllowed):
        actions.reset(
            actor=acting(world.security_admin), person_id=world.security_admin.pk, reason="x"
        )
    actions.reset(actor=SYSTEM, **asked)
    assert Reset.objects.get().reset_by is None


def test_whatever_is_not_known_to_only_offer_it_requires_it() -> None:
    admin = Actor(person_id=1, admin="audit_admin")
    said = {policy: rules.must_have(admin, [], policy) for policy in ("offered", "required", "off")}
    assert said == {"offered": False, "required": True, "off": True}

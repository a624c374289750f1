"""A token opens what its maker opens in one post, as long as they hold it, and no longer."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from liandu.audit.models import Event
from liandu.interfaces import actions
from liandu.interfaces.models import Token
from liandu.interfaces.rules import MOST_TOKENS, is_scope, reaches
from liandu.kernel.errors import Invalid, NotAllowed, NotVisible, WrongState
from liandu.orgs.models import Membership
from tests.interfaces.programs import Program, in_days, made, program, terms
from tests.people import World, acting, signed_in


def test_only_the_digest_of_a_token_is_stored(world: World) -> None:
    token, secret = made(world.zigong_officer)
    kept = " ".join(str(value) for value in Token.objects.values_list().get())
    assert secret not in kept
    assert secret not in "".join(Event.objects.values_list("facts_text", flat=True))
    assert secret.startswith(token.hint)


def test_making_and_revoking_are_on_record(world: World) -> None:
    token, _secret = made(world.zigong_officer)
    actions.revoke_token(actor=acting(world.zigong_officer), token_id=token.pk, reason="换系统")
    kinds = Event.objects.filter(subject_kind="interfaces.token").order_by("pk")
    assert list(kinds.values_list("kind", flat=True)) == [
        "interfaces.token_made", "interfaces.token_revoked",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"membership_id": 0}, "membership"),
        ({"scope": {}}, "scope"),
        ({"scope": {"findings": ""}}, "scope"),
        ({"scope": {"leads": "read"}}, "scope"),
        ({"scope": {"findings": "all"}}, "scope"),
        ({"scope": {"papers": "write"}}, "scope"),
        ({"expires_at": in_days(0)}, "expires_on"),
        ({"expires_at": in_days(366)}, "expires_on"),
    ],
)
def test_a_token_stands_on_sound_terms(world: World, changes: Any, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        made(world.zigong_officer, **changes)
    assert set(refusal.value.fields) == {field}


def test_nobody_makes_a_token_for_the_post_of_another(world: World) -> None:
    theirs = terms(world.zigong_head)
    with pytest.raises(Invalid):
        actions.make_token(actor=acting(world.zigong_officer), terms=theirs)


def test_administrators_make_none(world: World) -> None:
    for who in (world.system_admin, world.security_admin, world.audit_admin):
        with pytest.raises(NotAllowed):
            made(who)


def test_one_person_has_ten_tokens_at_most(world: World) -> None:
    first, _secret = made(world.zigong_officer)
    for _each in range(MOST_TOKENS - 1):
        made(world.zigong_officer)
    with pytest.raises(WrongState):
        made(world.zigong_officer)
    actions.revoke_token(actor=acting(world.zigong_officer), token_id=first.pk)
    made(world.zigong_officer)


def test_its_maker_and_the_security_administrator_revoke_it_and_nobody_else(world: World) -> None:
    token, _secret = made(world.zigong_officer)
    for who in (world.zigong_head, world.system_admin, world.audit_admin):
        with pytest.raises(NotVisible):
            actions.revoke_token(actor=acting(who), token_id=token.pk)
    actions.revoke_token(actor=acting(world.security_admin), token_id=token.pk, reason="外泄")
    with pytest.raises(WrongState):
        actions.revoke_token(actor=acting(world.zigong_officer), token_id=token.pk)


def status(asking: Program) -> int:
    found: int = asking.get("/findings").status_code
    return found


def test_a_revoked_token_opens_nothing(world: World) -> None:
    token, secret = made(world.zigong_officer)
    assert status(Program(secret)) == 200
    actions.revoke_token(actor=acting(world.zigong_officer), token_id=token.pk)
    assert status(Program(secret)) == 401


def test_a_token_ends_at_its_hour(world: World) -> None:
    asking = program(world.zigong_officer, expires_at=in_days(1))
    with time_machine.travel(in_days(1) + timedelta(seconds=1), tick=False):
        assert status(asking) == 401


def test_a_token_ends_with_the_post_it_is_for(world: World) -> None:
    asking = program(world.zigong_officer)
    Membership.objects.filter(person=world.zigong_officer).update(ends_at=timezone.now())
    assert status(asking) == 401


def test_a_token_does_not_slip_over_to_another_post(world: World) -> None:
    asking = program(world.zigong_officer)
    other = Membership.objects.get(person=world.zigong_head)
    Membership.objects.create(
        person=world.zigong_officer, post=other.post, starts_at=other.starts_at, clearance=2
    )
    seats = Membership.objects.filter(person=world.zigong_officer).order_by("pk")
    seats.filter(pk=seats[0].pk).update(ends_at=timezone.now())
    assert status(asking) == 401


@pytest.mark.parametrize(
    "changes", [{"is_active": False}, {"must_change_password": True}, {"admin": "system_admin"}]
)
def test_a_token_ends_with_the_account_and_waits_for_a_password(world: World, changes: Any) -> None:
    asking = program(world.zigong_officer)
    for name, value in changes.items():
        setattr(world.zigong_officer, name, value)
    world.zigong_officer.save()
    assert status(asking) == 401


def test_the_last_use_is_known_some_minutes_exact(world: World) -> None:
    token, secret = made(world.zigong_officer)
    begun = timezone.now()
    for minutes, known in ((0, 0), (4, 0), (6, 6)):
        with time_machine.travel(begun + timedelta(minutes=minutes), tick=False):
            status(Program(secret))
        token.refresh_from_db()
        assert token.used_at == begun + timedelta(minutes=known)


def test_a_scope_reaches_what_it_names() -> None:
    scope = {"findings": "write", "works": "read", "risks": ""}
    assert reaches(scope, "findings", writes=True)
    assert reaches(scope, "findings", writes=False)
    assert reaches(scope, "works", writes=False)
    assert not reaches(scope, "works", writes=True)
    assert not reaches(scope, "risks", writes=False)
    assert not reaches(scope, "papers", writes=False)
    assert is_scope(scope)


# Pages


def test_a_token_is_shown_once_on_the_page_that_makes_it(world: World) -> None:
    browser = signed_in(world.zigong_officer)
    seat = Membership.objects.get(person=world.zigong_officer)
    filled = {
        "name": "数据中台", "membership": seat.pk, "findings": "read",
        "expires_on": str(timezone.localdate() + timedelta(days=9)),
    }  # fmt: skip
    answer = browser.post(reverse("interfaces:token_add"), filled)
    secret = answer.context["secret"]
    assert secret in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    listed = browser.get(reverse("interfaces:token_list")).content.decode()
    assert "数据中台" in listed
    assert secret not in listed
    assert status(Program(secret)) == 200


def test_what_was_typed_stays_when_a_token_is_refused(world: World) -> None:
    browser = signed_in(world.zigong_officer)
    answer = browser.post(reverse("interfaces:token_add"), {"name": "数据中台"})
    assert answer.status_code == 422
    assert "数据中台" in answer.content.decode()
    for _each in range(MOST_TOKENS):
        made(world.zigong_officer)
    seat = Membership.objects.get(person=world.zigong_officer)
    filled = {
        "name": "又一个", "membership": seat.pk, "findings": "read",
        "expires_on": str(timezone.localdate() + timedelta(days=9)),
    }  # fmt: skip
    answer = browser.post(reverse("interfaces:token_add"), filled)
    assert answer.status_code == 409
    assert "又一个" in answer.content.decode()


def test_the_account_leads_to_the_tokens(world: World) -> None:
    made(world.zigong_officer)
    page = signed_in(world.zigong_officer).get(reverse("orgs:account")).content.decode()
    assert reverse("interfaces:token_list") in page
    page = signed_in(world.system_admin).get(reverse("orgs:account")).content.decode()
    assert reverse("interfaces:token_list") not in page


def test_administrators_see_which_programs_there_are(world: World) -> None:
    token, _secret = made(world.zigong_officer)
    url = reverse("interfaces:program_list")
    assert token.hint in signed_in(world.system_admin).get(url).content.decode()
    browser = signed_in(world.security_admin)
    assert reverse("interfaces:token_revoke", args=[token.pk]) in browser.get(url).content.decode()
    browser.post(reverse("interfaces:token_revoke", args=[token.pk]), {"reason": "外泄"})
    token.refresh_from_db()
    assert token.revoked_at is not None

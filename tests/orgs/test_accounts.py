"""Signing in and out, locking out, one's own password."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from liandu.audit.models import Event
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid, NotAllowed, NotVisible
from liandu.orgs import actions
from liandu.orgs.models import Membership, Person, Post
from tests.people import World, acting, signed_in

SIGN_IN, PASSWORD = "/sign-in/", "correct-horse-9"


@pytest.fixture
def officer(world: World) -> Person:
    world.zigong_officer.set_password(PASSWORD)
    world.zigong_officer.save()
    return world.zigong_officer


def enter(
    client: Client, account: str = "zigong_officer", word: str = PASSWORD, **more: str
) -> Any:
    return client.post(SIGN_IN, {"username": account, "password": word, **more})


def test_whoever_signs_in_lands_where_they_wanted_to_go(officer: Person) -> None:
    browser = Client()
    wanted = browser.get(reverse("orgs:account"))
    assert wanted.url == f"{SIGN_IN}?next=/account/"
    assert "回到" in browser.get(wanted.url).content.decode()
    answer = enter(browser, next="/account/")
    assert (answer.status_code, answer.url) == (302, "/account/")
    assert browser.get("/account/").status_code == 200
    assert browser.get(SIGN_IN).url == "/"
    assert Event.objects.get(kind="orgs.signed_in").person == officer


def test_nobody_is_led_off_this_site(officer: Person) -> None:
    assert enter(Client(), next="https://elsewhere.example/").url == "/"


def test_a_wrong_password_is_told_with_the_attempts_left_and_never_written_down(
    officer: Person,
) -> None:
    page = enter(Client(), word="wrong-password-1")
    assert page.status_code == 401
    assert "还可以再试 4 次" in page.content.decode()
    event = Event.objects.get(kind="orgs.sign_in_failed")
    assert event.subject_id == str(officer.pk)
    assert "wrong-password-1" not in event.facts_text


def test_what_was_typed_for_an_account_is_written_down_only_if_it_exists(db: None) -> None:
    enter(Client(), account="my-password-typed-here-1")
    event = Event.objects.get(kind="orgs.sign_in_failed")
    assert event.subject_id == "0"
    assert "my-password-typed-here-1" not in event.facts_text


def test_an_account_and_none_are_turned_away_with_the_same_words(officer: Person) -> None:
    pages = [enter(Client(), account=name, word="x").content.decode() for name in ("zigong_officer", "nobody-here")]  # fmt: skip  # noqa: E501
    assert all("账号和密码不匹配" in page for page in pages)


def test_the_sixth_attempt_meets_a_calm_page(officer: Person) -> None:
    browser = Client()
    for _attempt in range(5):
        page = enter(browser, word="wrong-password-1")
    assert page.status_code == 429
    assert "15 分钟" in page.content.decode()
    assert enter(browser).status_code == 429
    assert Event.objects.filter(kind="orgs.locked_out").exists()


def test_signing_out_ends_the_session_and_is_on_record(officer: Person) -> None:
    browser = signed_in(officer)
    assert browser.get(reverse("orgs:sign_out")).status_code == 405
    assert browser.post(reverse("orgs:sign_out")).url == SIGN_IN
    assert browser.get("/account/").status_code == 302
    assert Event.objects.filter(kind="orgs.signed_out").count() == 1
    assert browser.post(reverse("orgs:sign_out")).url == SIGN_IN


def test_a_part_asked_for_after_the_session_ended_leads_the_whole_page_to_sign_in(
    db: None,
) -> None:
    answer = Client().get(
        SIGN_IN, headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/account/"}
    )
    assert answer.headers["HX-Redirect"] == "/sign-in/?next=%2Faccount%2F"


def test_a_closed_account_ends_with_the_next_request(officer: Person) -> None:
    browser = signed_in(officer)
    assert browser.get("/account/").status_code == 200
    Person.objects.filter(pk=officer.pk).update(is_active=False)
    assert browser.get("/account/").status_code == 302
    assert enter(Client()).status_code == 401


def test_a_one_time_password_leads_to_choosing_ones_own(officer: Person) -> None:
    Person.objects.filter(pk=officer.pk).update(must_change_password=True)
    browser, change = signed_in(officer), reverse("orgs:change_password")
    assert browser.get("/account/").url == change
    part = browser.get("/account/", headers={"HX-Request": "true"})
    assert part.headers["HX-Redirect"] == change
    values = {"old": PASSWORD, "new": "quiet-river-77", "again": "quiet-river-7"}
    assert browser.post(change, values).status_code == 422
    assert browser.post(change, {**values, "again": values["new"]}).status_code == 302
    assert browser.get("/account/").status_code == 200
    assert not mail.outbox


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("wrong", "quiet-river-77", "old"), (PASSWORD, PASSWORD, "new"),
        (PASSWORD, "short-1", "new"), (PASSWORD, "onlylettershere", "new"),
        (PASSWORD, "zigong_officer1", "new"), (PASSWORD, "123456789012", "new"),
    ],
)  # fmt: skip
def test_a_weak_password_is_refused(officer: Person, old: str, new: str, field: str) -> None:
    with pytest.raises(Invalid) as refusal:
        actions.change_password(actor=acting(officer), old=old, new=new)
    assert set(refusal.value.fields) == {field}


def test_a_new_password_is_kept_only_as_a_hash(officer: Person) -> None:
    actions.change_password(actor=acting(officer), old=PASSWORD, new="quiet-river-77")
    officer.refresh_from_db()
    assert officer.password.startswith("argon2")
    assert officer.password_changed_at is not None
    assert "quiet-river-77" not in Event.objects.get(kind="orgs.password_changed").facts_text


def test_somebody_with_two_posts_speaks_from_the_one_chosen(world: World) -> None:
    officer = world.zigong_officer
    second = Post.objects.create(body=world.luzhou, name="挂职岗")
    seat = Membership.objects.create(
        person=officer, post=second, starts_at=officer.created_at, clearance=1
    )
    browser = signed_in(officer)
    browser.post(reverse("orgs:switch_post"), {"post": seat.pk})
    assert "挂职岗" in browser.get("/account/").content.decode()
    assert browser.session["membership"] == seat.pk
    for wrong in ("0", "x", str(Membership.objects.get(person=world.leader).pk)):
        assert browser.post(reverse("orgs:switch_post"), {"post": wrong}).status_code == 404


def test_signing_in_leaves_language_and_rows_as_this_machine_has_them(officer: Person) -> None:
    browser = Client()
    browser.cookies["language"] = "en"
    browser.cookies["density"] = "compact"
    assert not {"language", "density"} & set(enter(browser).cookies)
    assert 'lang="en" data-density="compact"' in browser.get("/account/").content.decode()


def test_nobody_cannot_do_what_needs_somebody(db: None) -> None:
    nobody = Actor(person_id=None)
    for attempt in (
        lambda: actions.sign_in(actor=nobody, address=""),
        lambda: actions.sign_out(actor=nobody),
        lambda: actions.switch_post(actor=nobody, membership_id=1),
        lambda: actions.change_password(actor=nobody, old="", new=""),
    ):
        with pytest.raises(NotAllowed):
            attempt()


def test_another_persons_post_is_not_there_to_switch_to(world: World) -> None:
    other = Membership.objects.get(person=world.leader)
    with pytest.raises(NotVisible):
        actions.switch_post(actor=acting(world.zigong_officer), membership_id=other.pk)

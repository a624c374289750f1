"""Phone numbers are shown masked; who reads one in full leaves a reason."""

import pytest
from django.urls import reverse

from liandu.audit.models import Event
from liandu.kernel.errors import NotAllowed
from liandu.orgs import actions
from liandu.orgs.actions.people import Particulars
from liandu.orgs.models import Person
from liandu.orgs.rules import masked
from tests.people import World, acting, signed_in

NUMBER = "13812345678"


@pytest.fixture
def leader(world: World) -> Person:
    Person.objects.filter(pk=world.leader.pk).update(phone=NUMBER)
    world.leader.refresh_from_db()
    return world.leader


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (NUMBER, "138****5678"), ("510302199001011234", "510***********1234"),
        ("0813-2201234", "081*****1234"), ("220123", "**0123"), ("8123", "8123"), ("", ""),
    ],
)  # fmt: skip
def test_a_number_keeps_what_tells_whose_it_is(number: str, shown: str) -> None:
    assert masked(number) == shown


def test_the_page_masks_it_and_shows_it_once_for_a_reason(world: World, leader: Person) -> None:
    browser = signed_in(world.secretary)
    page, show = (reverse(f"orgs:{name}", args=[leader.pk]) for name in ("person", "phone_show"))
    assert "138****5678" in browser.get(page).content.decode()
    assert NUMBER not in browser.get(page).content.decode()
    assert browser.post(show, {"reason": ""}).status_code == 422
    assert browser.post(show, {"reason": "汛情紧急联系"}).status_code == 302
    assert NUMBER in browser.get(page).content.decode()
    assert NUMBER not in browser.get(page).content.decode()
    event = Event.objects.get(kind="orgs.phone_shown")
    assert (event.person_id, event.subject_id) == (world.secretary.pk, str(leader.pk))


def test_one_persons_number_is_not_shown_on_anothers_page(world: World, leader: Person) -> None:
    browser = signed_in(world.secretary)
    Person.objects.filter(pk=world.zigong_head.pk).update(phone="13900001111")
    browser.post(reverse("orgs:phone_show", args=[leader.pk]), {"reason": "联系"})
    other = browser.get(reverse("orgs:person", args=[world.zigong_head.pk])).content.decode()
    assert "13900001111" not in other


def test_whom_the_directory_is_closed_to_reads_none(world: World, leader: Person) -> None:
    with pytest.raises(NotAllowed):
        actions.show_phone(actor=acting(world.builder_head), person_id=leader.pk, reason="x")


def test_correcting_an_account_neither_shows_nor_loses_the_number(
    world: World, leader: Person
) -> None:
    admin = signed_in(world.system_admin)
    url = reverse("orgs:person_edit", args=[leader.pk])
    form = admin.get(url).content.decode()
    assert NUMBER not in form
    assert "138****5678" in form
    sent = {"name": "某领导", "phone": "138****5678", "email": ""}
    assert admin.post(url, sent).status_code == 302
    leader.refresh_from_db()
    assert (leader.name, leader.phone) == ("某领导", NUMBER)
    actor = acting(world.system_admin)
    changed = Particulars(leader.username, "某领导", "13900002222")
    actions.edit_person(actor=actor, person_id=leader.pk, particulars=changed)
    leader.refresh_from_db()
    assert leader.phone == "13900002222"
    said = " ".join(str(vars(event)) for event in Event.objects.filter(kind="orgs.person_edited"))
    assert NUMBER not in said
    assert "13900002222" not in said

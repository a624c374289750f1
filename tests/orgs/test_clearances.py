"""Raising a clearance takes two security administrators; lowering it takes one, and is at once."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from liandu.audit.models import Event
from liandu.kernel.actor import SYSTEM
from liandu.kernel.errors import Invalid, NotAllowed, NotVisible, WrongState
from liandu.operation.checks import look_at_rights
from liandu.orgs import actions
from liandu.orgs.models import ClearanceProposal, Membership, Person, Post
from liandu.orgs.queries import seats
from liandu.orgs.rules import ANSWER_WITHIN
from tests.people import World, acting, both, person, signed_in

LIST = "orgs:clearance_list"


@pytest.fixture
def second(world: World) -> Person:
    """Return another security administrator."""
    return person("second", name="安全员乙", admin="security_admin")


def seat_of(who: Person) -> Membership:
    return Membership.objects.get(person=who)


def ask(world: World, who: Person, clearance: int = 3) -> ClearanceProposal:
    actions.set_clearance(
        actor=acting(world.security_admin), membership_id=seat_of(who).pk, clearance=clearance,
        reason="承担联合检查",
    )  # fmt: skip
    return seat_of(who).proposals.latest("pk")


def cleared(who: Person) -> int:
    return seats(who.pk, timezone.now())[0].clearance


def agree(actor: Any, *proposals: ClearanceProposal, reason: str = "同意") -> int:
    return actions.agree_clearances(
        actor=actor, proposal_ids=[one.pk for one in proposals], reason=reason
    )


def test_a_raised_clearance_holds_when_a_second_one_agrees(world: World, second: Person) -> None:
    made = ask(world, world.zigong_officer)
    assert (cleared(world.zigong_officer), made.state) == (2, "open")
    assert agree(acting(second), made) == 1
    assert cleared(world.zigong_officer) == 3
    made.refresh_from_db()
    assert (made.state, made.proposed_by, made.answered_by, made.answer) == (
        "agreed", world.security_admin, second, "同意",
    )  # fmt: skip
    event = Event.objects.get(kind="orgs.clearance_agreed")
    assert event.person == second
    assert event.facts["after"] == {
        "person": world.zigong_officer.pk, "clearance": 3,
        "proposed_by": world.security_admin.pk,
    }  # fmt: skip
    assert Event.objects.get(kind="orgs.clearance_proposed").facts["reason"] == "承担联合检查"
    with pytest.raises(WrongState):
        agree(acting(second), made)


def test_nobody_agrees_to_their_own_proposal_nor_to_one_about_themselves(
    world: World, second: Person
) -> None:
    made = ask(world, world.zigong_officer)
    for who in (world.security_admin, world.system_admin, world.audit_admin, world.zigong_officer):
        with pytest.raises(NotAllowed):
            agree(acting(who), made)
    # However it came that they are both.
    Person.objects.filter(pk=world.zigong_officer.pk).update(admin="security_admin")
    world.zigong_officer.refresh_from_db()
    with pytest.raises(NotAllowed):
        agree(acting(world.zigong_officer), made)
    assert seat_of(world.zigong_officer).clearance == 2
    made.outcome, made.answered_by = "agreed", world.security_admin
    with pytest.raises(IntegrityError), transaction.atomic():
        made.save()


def test_a_lower_clearance_holds_at_once_and_takes_back_what_was_proposed(
    world: World, second: Person
) -> None:
    made = ask(world, world.zigong_officer)
    seat = seat_of(world.zigong_officer)
    actions.set_clearance(
        actor=acting(second), membership_id=seat.pk, clearance=0, reason="调整分工"
    )
    assert cleared(world.zigong_officer) == 0
    made.refresh_from_db()
    assert made.state == "withdrawn"
    with pytest.raises(WrongState):
        agree(acting(second), made)
    facts = Event.objects.get(kind="orgs.clearance_set").facts
    assert (facts["before"]["clearance"], facts["after"]["clearance"]) == (2, 0)
    # Up to what any post comes with, one is enough.
    actions.set_clearance(actor=acting(second), membership_id=seat.pk, clearance=1, reason="恢复")
    assert cleared(world.zigong_officer) == 1


def test_a_post_given_above_internal_is_held_at_internal_until_then(
    world: World, second: Person
) -> None:
    newcomer = person("newcomer")
    post = Post.objects.get(body=world.zigong, name="检查岗")
    admin = acting(world.security_admin)
    with pytest.raises(Invalid) as refusal:
        actions.add_membership(actor=admin, person=newcomer, post=post, clearance=2)
    assert set(refusal.value.fields) == {"reason"}
    made = actions.add_membership(
        actor=admin, person=newcomer, post=post, clearance=2, reason="新任检查岗"
    )
    assert cleared(newcomer) == 1
    agree(acting(second), made.proposals.get())
    assert cleared(newcomer) == 2


def test_the_installation_itself_gives_any_clearance(world: World) -> None:
    post = Post.objects.get(body=world.zigong, name="检查岗")
    made = actions.add_membership(actor=SYSTEM, person=person("first"), post=post, clearance=3)
    assert (made.clearance, made.proposals.count()) == (3, 0)
    actions.set_clearance(
        actor=SYSTEM, membership_id=seat_of(world.zigong_head).pk, clearance=3, reason="启用"
    )
    assert cleared(world.zigong_head) == 3


def test_a_proposal_is_declined_withdrawn_or_lapses(world: World, second: Person) -> None:
    first = ask(world, world.zigong_officer)
    actions.decline_clearances(actor=acting(second), proposal_ids=[first.pk], reason="不必要")
    mine = ask(world, world.zigong_officer)
    with pytest.raises(NotAllowed):
        actions.withdraw_clearances(actor=acting(second), proposal_ids=[mine.pk], reason="误")
    actions.withdraw_clearances(
        actor=acting(world.security_admin), proposal_ids=[mine.pk], reason="误提"
    )
    late = ask(world, world.zigong_officer)
    with time_machine.travel(late.lapses_at, tick=False):
        assert late.state == "lapsed"
        with pytest.raises(WrongState):
            agree(acting(second), late)
        ask(world, world.zigong_officer)  # may be proposed anew
    first.refresh_from_db()
    mine.refresh_from_db()
    assert (first.state, mine.state, cleared(world.zigong_officer)) == ("declined", "withdrawn", 2)
    assert late.lapses_at - late.proposed_at <= ANSWER_WITHIN + timedelta(seconds=1)


def test_it_lapses_with_the_post(world: World, second: Person) -> None:
    made = ask(world, world.zigong_officer)
    actions.end_membership(actor=acting(second), membership_id=made.membership_id, reason="调离")
    made = ClearanceProposal.objects.get()
    assert made.state == "lapsed"
    with pytest.raises(WrongState):
        agree(acting(second), made)
    with pytest.raises(WrongState):
        ask(world, world.zigong_officer)


def test_what_makes_no_sense_is_refused(world: World, second: Person) -> None:
    made = ask(world, world.zigong_officer)
    with pytest.raises(WrongState):
        ask(world, world.zigong_officer)  # one waits
    for clearance in (2, 4, -1):
        with pytest.raises(Invalid) as refusal:
            ask(world, world.zigong_head, clearance)
        assert set(refusal.value.fields) == {"clearance"}
    with pytest.raises(Invalid):
        agree(acting(second), made, reason=" ")
    with pytest.raises(Invalid):
        agree(acting(second))
    with pytest.raises(NotVisible):
        actions.agree_clearances(actor=acting(second), proposal_ids=[0], reason="x")
    for who in (world.system_admin, world.audit_admin, world.secretary):
        with pytest.raises(NotAllowed):
            actions.set_clearance(
                actor=acting(who), membership_id=made.membership_id, clearance=1, reason="x"
            )


def test_all_of_several_or_none(world: World, second: Person) -> None:
    made, other = ask(world, world.zigong_officer), ask(world, world.zigong_head)
    actions.withdraw_clearances(
        actor=acting(world.security_admin), proposal_ids=[other.pk], reason="误提"
    )
    with pytest.raises(WrongState):
        agree(acting(second), made, other)
    assert cleared(world.zigong_officer) == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_answers_at_once_one_counts(world: World, second: Person) -> None:
    made, third = ask(world, world.zigong_officer), acting(second)
    ends = both(
        lambda: agree(third, made),
        lambda: actions.decline_clearances(actor=third, proposal_ids=[made.pk], reason="x"),
    )
    assert ends == ["done", "late"]
    made.refresh_from_db()
    assert cleared(world.zigong_officer) == (3 if made.state == "agreed" else 2)


def test_the_second_one_finds_it_and_answers_several(world: World, second: Person) -> None:
    made, other = ask(world, world.zigong_officer), ask(world, world.zigong_head)
    own = person("own", "值班岗", world.zigong)
    actions.set_clearance(
        actor=acting(second), membership_id=seat_of(own).pk, clearance=3, reason="本人所提"
    )
    browser = signed_in(second)
    begin = browser.get(reverse("orgs:person_list")).content.decode()
    assert "有 2 项知悉级别待您复核" in begin
    page = browser.get(reverse(LIST)).content.decode()
    assert "承担联合检查" in page
    assert "本人所提" in page
    url = reverse("orgs:clearance_agree")
    shown = browser.get(f"{url}?all=state%3Dopen").content.decode()
    assert "承担联合检查" in shown
    assert "本人所提" not in shown  # not theirs to agree to
    values: dict[str, Any] = {"pk": [made.pk, other.pk], "reason": "情况属实"}
    assert browser.post(url, values).status_code == 302
    assert cleared(world.zigong_officer) == cleared(world.zigong_head) == 3
    answered = browser.get(f"{reverse(LIST)}?state=closed&q=zigong").content.decode()
    assert "情况属实" in answered
    assert browser.post(url, {**values, "pk": ["x"]}).status_code == 422
    withdraw = reverse("orgs:clearance_withdraw")
    mine = seat_of(own).proposals.get()
    assert "本人所提" in browser.get(f"{withdraw}?pk={mine.pk}").content.decode()
    assert browser.post(withdraw, {"pk": mine.pk, "reason": "误提"}).status_code == 302
    again = ask(world, own)
    decline = reverse("orgs:clearance_decline")
    assert browser.post(decline, {"pk": again.pk, "reason": "不必要"}).status_code == 302


def test_it_is_proposed_and_lowered_on_the_page_of_the_person(world: World, second: Person) -> None:
    browser, seat = signed_in(world.security_admin), seat_of(world.zigong_officer)
    url = reverse("orgs:clearance_set", args=[seat.pk])
    done = browser.post(url, {"clearance": 3, "reason": "承担联合检查"}, follow=True)
    assert "由另一名安全管理员" in done.content.decode()
    assert f"{reverse(LIST)}?state=open" in done.content.decode()
    done = browser.post(url, {"clearance": 1, "reason": "调整"}, follow=True)
    assert "知悉级别已变更" in done.content.decode()
    post = Post.objects.get(body=world.luzhou)
    values = {"post": post.pk, "clearance": 2, "reason": "跨市联查"}
    add = reverse("orgs:membership_add", args=[world.zigong_officer.pk])
    assert "内部" in browser.post(add, values, follow=True).content.decode()
    assert Membership.objects.get(person=world.zigong_officer, post=post).clearance == 1


def test_the_console_stands_in_where_there_is_one_alone(world: World) -> None:
    assert not look_at_rights(False).advice
    made, said = ask(world, world.zigong_officer), StringIO()
    assert "liandu clearance" in look_at_rights(False).advice
    call_command("clearance", stdout=said)
    assert said.getvalue().startswith(f"{made.pk}: ")
    assert "承担联合检查" in said.getvalue()
    call_command("clearance", agree=[made.pk], reason="仅一名安全管理员", stdout=said)
    assert cleared(world.zigong_officer) == 3
    made.refresh_from_db()
    assert made.answered_by is None
    page = signed_in(world.security_admin).get(f"{reverse(LIST)}?state=closed")
    assert "控制台" in page.content.decode()
    for wrong in (made.pk, 0):
        with pytest.raises(CommandError):
            call_command("clearance", agree=[wrong], reason="x")
    ask(world, world.zigong_head)
    person("second", admin="security_admin")
    assert not look_at_rights(False).advice

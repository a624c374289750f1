"""Accounts, posts and rights: three administrators apart, nobody both administrator and member."""

from datetime import timedelta

import pytest
from django.utils import timezone

from liandu.audit.models import Event
from liandu.kernel.actor import SYSTEM
from liandu.kernel.errors import Invalid, NotAllowed, NotVisible, WrongState
from liandu.orgs import actions
from liandu.orgs.actions.people import Particulars
from liandu.orgs.models import Membership, Person, Post, Role
from liandu.orgs.queries import seats
from tests.people import World, acting, person

NEW = Particulars("zg-new", "检查岗三")


def test_the_system_administrator_opens_accounts_that_have_no_right(world: World) -> None:
    admin = acting(world.system_admin)
    made, password = actions.add_person(actor=admin, particulars=NEW)
    assert made.check_password(password)
    assert made.must_change_password
    assert not seats(made.pk, timezone.now())
    assert password not in Event.objects.get(kind="orgs.person_added").facts_text
    with pytest.raises(NotAllowed):
        actions.add_membership(
            actor=admin,
            person=made,
            post=Post.objects.first(),
            clearance=1,  # type: ignore[arg-type]
        )


def test_the_security_administrator_gives_rights_but_opens_no_account(world: World) -> None:
    admin = acting(world.security_admin)
    with pytest.raises(NotAllowed):
        actions.add_person(actor=admin, particulars=NEW)
    made = person("newcomer")
    seat = actions.add_membership(
        actor=admin,
        person=made,
        post=Post.objects.get(body=world.zigong, name="检查岗"),
        clearance=1,
    )
    assert seat.granted_by == world.security_admin
    assert [s.post_name for s in seats(made.pk, timezone.now())] == ["检查岗"]


@pytest.mark.parametrize("who", ["audit_admin", "zigong_officer", "secretary"])
def test_nobody_else_opens_accounts_or_gives_rights(world: World, who: str) -> None:
    actor = acting(getattr(world, who))
    with pytest.raises(NotAllowed):
        actions.add_person(actor=actor, particulars=NEW)
    with pytest.raises(NotAllowed):
        actions.add_post(actor=actor, body=world.zigong, name="新岗", roles=[])


@pytest.mark.parametrize(
    ("particulars", "fields"),
    [(Particulars(" ", ""), {"username", "name"}), (Particulars("secretary", "x"), {"username"})],
)
def test_an_account_needs_a_free_name(
    world: World, particulars: Particulars, fields: set[str]
) -> None:
    with pytest.raises(Invalid) as refusal:
        actions.add_person(actor=acting(world.system_admin), particulars=particulars)
    assert set(refusal.value.fields) == fields


def test_what_an_account_says_is_corrected_but_not_its_name(world: World) -> None:
    admin, pk = acting(world.system_admin), world.leader.pk
    changed = actions.edit_person(
        actor=admin, person_id=pk, particulars=Particulars("other", "领导一", "0813-1")
    )
    assert (changed.username, changed.name, changed.phone) == ("leader", "领导一", "0813-1")
    with pytest.raises(Invalid):
        actions.edit_person(actor=admin, person_id=pk, particulars=Particulars("x", " "))
    with pytest.raises(NotVisible):
        actions.edit_person(actor=admin, person_id=0, particulars=NEW)


def test_an_account_is_closed_at_once_and_reopened_with_a_new_password(world: World) -> None:
    admin, pk = acting(world.system_admin), world.leader.pk
    with pytest.raises(WrongState):
        actions.reopen_account(actor=admin, person_id=pk, reason="x")
    actions.close_account(actor=admin, person_id=pk, reason="退休")
    assert not seats(pk, timezone.now())
    with pytest.raises(WrongState):
        actions.close_account(actor=admin, person_id=pk, reason="x")
    with pytest.raises(WrongState):
        actions.reset_password(actor=admin, person_id=pk)
    reopened, password = actions.reopen_account(actor=admin, person_id=pk, reason="返聘")
    assert reopened.check_password(password)
    assert seats(pk, timezone.now())


def test_a_forgotten_password_is_replaced_for_one_use(world: World) -> None:
    who, password = actions.reset_password(
        actor=acting(world.system_admin), person_id=world.leader.pk
    )
    assert who.must_change_password
    assert who.check_password(password)


def test_nobody_is_both_administrator_and_member(world: World) -> None:
    admin = acting(world.security_admin)
    with pytest.raises(WrongState):
        actions.set_admin(actor=admin, person_id=world.leader.pk, admin="audit_admin", reason="x")
    post = Post.objects.get(body=world.zigong, name="检查岗")
    with pytest.raises(Invalid) as refusal:
        actions.add_membership(actor=admin, person=world.audit_admin, post=post, clearance=1)
    assert set(refusal.value.fields) == {"person"}
    later = person("later")
    actions.add_membership(
        actor=admin, person=later, post=post, clearance=1,
        starts_at=timezone.now() + timedelta(days=9),
    )  # fmt: skip
    with pytest.raises(WrongState):
        actions.set_admin(actor=admin, person_id=later.pk, admin="audit_admin", reason="x")


def test_administrators_are_appointed_by_another_and_never_run_out(world: World) -> None:
    admin, second = acting(world.security_admin), person("second")
    with pytest.raises(NotAllowed):
        actions.set_admin(actor=admin, person_id=world.security_admin.pk, admin="", reason="x")
    with pytest.raises(WrongState):
        actions.set_admin(actor=admin, person_id=world.audit_admin.pk, admin="", reason="x")
    with pytest.raises(WrongState):
        actions.close_account(
            actor=acting(world.system_admin), person_id=world.system_admin.pk, reason="x"
        )
    actions.set_admin(actor=admin, person_id=second.pk, admin="audit_admin", reason="轮岗")
    actions.set_admin(actor=admin, person_id=second.pk, admin="audit_admin", reason="再次确认")
    actions.set_admin(actor=admin, person_id=world.audit_admin.pk, admin="", reason="轮岗")
    assert Person.objects.get(admin="audit_admin") == second
    with pytest.raises(Invalid):
        actions.set_admin(actor=admin, person_id=second.pk, admin="root", reason="x")
    closed = person("closed", is_active=False)
    with pytest.raises(WrongState):
        actions.set_admin(actor=admin, person_id=closed.pk, admin="audit_admin", reason="x")


def test_the_installation_itself_sets_up_the_first_accounts(db: None) -> None:
    made, _password = actions.add_person(actor=SYSTEM, particulars=NEW)
    actions.set_admin(actor=SYSTEM, person_id=made.pk, admin="security_admin", reason="初始化")
    assert Person.objects.get().admin == "security_admin"


def test_a_post_is_set_up_changed_and_closed(world: World) -> None:
    admin = acting(world.security_admin)
    post = actions.add_post(actor=admin, body=world.zigong, name="督办岗", roles=["liaison"])
    actions.edit_post(actor=admin, post_id=post.pk, name="督办一岗", roles=["liaison", "handler"])
    post.refresh_from_db()
    assert (post.name, post.roles.count()) == ("督办一岗", 2)
    for name, roles, field in (
        ("督办一岗", [], "name"),
        ("", [], "name"),
        ("x", ["king"], "roles"),
    ):
        with pytest.raises(Invalid) as refusal:
            actions.add_post(actor=admin, body=world.zigong, name=name, roles=roles)
        assert set(refusal.value.fields) == {field}
    seat = actions.add_membership(actor=admin, person=world.luzhou_officer, post=post, clearance=1)
    with pytest.raises(WrongState):
        actions.close_post(actor=admin, post_id=post.pk, reason="x")
    actions.end_membership(actor=admin, membership_id=seat.pk, reason="撤岗")
    actions.close_post(actor=admin, post_id=post.pk, reason="撤岗")
    with pytest.raises(WrongState):
        actions.close_post(actor=admin, post_id=post.pk, reason="x")
    with pytest.raises(Invalid):
        actions.add_membership(actor=admin, person=world.luzhou_officer, post=post, clearance=1)
    with pytest.raises(NotVisible):
        actions.edit_post(actor=admin, post_id=0, name="x", roles=[])


def test_a_closed_body_gets_no_post(world: World) -> None:
    world.zigong.closed_on = timezone.localdate()
    world.zigong.save()
    with pytest.raises(Invalid):
        actions.add_post(actor=acting(world.security_admin), body=world.zigong, name="x", roles=[])


@pytest.mark.parametrize(
    ("clearance", "days", "field"), [(4, 1, "clearance"), (-1, 1, "clearance"), (1, 0, "ends_at")]
)
def test_a_membership_that_makes_no_sense_is_refused(
    world: World, clearance: int, days: int, field: str
) -> None:
    now = timezone.now()
    with pytest.raises(Invalid) as refusal:
        actions.add_membership(
            actor=acting(world.security_admin), person=world.luzhou_officer,
            post=Post.objects.get(body=world.zigong, name="检查岗"), clearance=clearance,
            starts_at=now, ends_at=now + timedelta(days=days),
        )  # fmt: skip
    assert set(refusal.value.fields) == {field}


def test_nobody_holds_the_same_post_twice(world: World) -> None:
    with pytest.raises(Invalid) as refusal:
        actions.add_membership(
            actor=acting(world.security_admin), person=world.zigong_inspector,
            post=Post.objects.get(body=world.zigong, name="检查岗"), clearance=1,
        )  # fmt: skip
    assert set(refusal.value.fields) == {"post"}


def test_an_ended_membership_stays_on_record_and_opens_nothing(world: World) -> None:
    admin = acting(world.security_admin)
    seat = Membership.objects.get(person=world.zigong_officer)
    actions.end_membership(actor=admin, membership_id=seat.pk, reason="调离")
    assert not seats(world.zigong_officer.pk, timezone.now())
    assert Event.objects.get(kind="orgs.membership_ended").facts["reason"] == "调离"
    with pytest.raises(WrongState):
        actions.end_membership(actor=admin, membership_id=seat.pk, reason="x")
    with pytest.raises(NotVisible):
        actions.end_membership(actor=admin, membership_id=0, reason="x")


def test_a_membership_that_has_not_begun_can_be_ended(world: World) -> None:
    admin, later = acting(world.security_admin), timezone.now() + timedelta(days=9)
    seat = actions.add_membership(
        actor=admin, person=world.luzhou_officer, clearance=1, starts_at=later,
        post=Post.objects.get(body=world.zigong, name="检查岗"),
    )  # fmt: skip
    ended = actions.end_membership(actor=admin, membership_id=seat.pk, reason="不去了")
    assert ended.ends_at is not None
    assert ended.ends_at < later


def test_what_a_role_sees_is_changed_by_the_security_administrator(world: World) -> None:
    admin, role = acting(world.security_admin), Role.objects.get(code="handler")
    values = {"role_id": role.pk, "name": "经办", "name_en": "Handler"}
    actions.set_role(actor=admin, scope_kinds=[2, 1], **values)
    role.refresh_from_db()
    assert role.scope_kinds == [1, 2]
    with pytest.raises(Invalid):
        actions.set_role(actor=admin, scope_kinds=[99], **values)
    with pytest.raises(Invalid):
        actions.set_role(actor=admin, scope_kinds=[], **{**values, "name": ""})
    with pytest.raises(NotVisible):
        actions.set_role(actor=admin, scope_kinds=[], **{**values, "role_id": 0})
    with pytest.raises(NotAllowed):
        actions.set_role(actor=acting(world.system_admin), scope_kinds=[], **values)

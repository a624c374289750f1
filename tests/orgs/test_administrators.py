"""Three administrators: one kind each, no post besides, held by the tables too."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from liandu.access.models import Emergency
from liandu.kernel.errors import Invalid, WrongState
from liandu.orgs import actions
from liandu.orgs.models import Person, Post
from liandu.orgs.rules import AdminKind
from tests.people import World, acting


@pytest.mark.parametrize("kind", AdminKind)
def test_an_administrator_is_given_no_post_and_a_holder_of_one_is_not_appointed(
    world: World, kind: str
) -> None:
    security = acting(world.security_admin)
    post = Post.objects.filter(body=world.zigong)[0]
    with pytest.raises(Invalid):
        actions.add_membership(
            actor=security, person=Person.objects.get(username=kind), post=post, clearance=1
        )
    with pytest.raises(WrongState):
        actions.set_admin(actor=security, person_id=world.leader.pk, admin=kind, reason="兼任")


@pytest.mark.parametrize("admin", ["system_admin,audit_admin", "root", "leader"])
def test_the_table_takes_one_of_the_three_kinds_or_none(world: World, admin: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Person.objects.filter(pk=world.system_admin.pk).update(admin=admin)


def test_the_table_takes_no_review_by_who_asked_or_opened(world: World) -> None:
    asked, opened, third = world.luzhou_officer, world.zigong_head, world.zigong_officer
    row = Emergency.objects.create(
        body=world.zigong, asked="XM-1", person=asked, reason="x", approved_by=opened,
        expires_at=timezone.now(),
    )  # fmt: skip
    for who in (asked, opened):
        with pytest.raises(IntegrityError), transaction.atomic():
            Emergency.objects.filter(pk=row.pk).update(reviewed_by=who)
    Emergency.objects.filter(pk=row.pk).update(reviewed_by=third)

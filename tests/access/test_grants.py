"""Opening records to bodies, people and teams."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from liandu.access import actions
from liandu.access.models import Grant, Team
from liandu.access.rules import FOR_GOOD, Label, Terms
from liandu.audit.models import Event
from liandu.kernel.actor import SYSTEM
from liandu.kernel.errors import Invalid, NotAllowed, NotVisible, WrongState
from tests.access.records import is_seen, record
from tests.people import World, acting, person


def terms(**changes: Any) -> Terms:
    values = {
        "purpose": "cooperation", "basis": "川南渝西函〔2023〕4号",
        "expires_at": timezone.now() + timedelta(days=30), "level": "read",
    }  # fmt: skip
    return Terms(**{**values, **changes})


def test_parties_become_exactly_the_bodies_named(world: World) -> None:
    thing = record(world.zigong)
    officer = acting(world.zigong_officer)
    actions.sync_parties(
        actor=officer, record=thing, bodies={world.builder.pk: "责任单位", world.luzhou.pk: "配合"}
    )
    assert is_seen(thing, acting(world.builder_liaison))
    assert is_seen(thing, acting(world.luzhou_officer))
    actions.sync_parties(actor=officer, record=thing, bodies={world.builder.pk: "责任单位"})
    assert is_seen(thing, acting(world.builder_liaison))
    assert not is_seen(thing, acting(world.luzhou_officer))
    assert Grant.objects.filter(revoked_at=None).get().expires_at == FOR_GOOD


def test_parties_that_stay_the_same_leave_no_event(world: World) -> None:
    thing = record(world.zigong)
    officer = acting(world.zigong_officer)
    for _again in range(2):
        actions.sync_parties(actor=officer, record=thing, bodies={world.builder.pk: "责任单位"})
    assert Event.objects.filter(kind="access.parties_changed").count() == 1


def test_a_party_with_another_basis_is_let_in_anew(world: World) -> None:
    thing = record(world.zigong)
    for basis in ("责任单位", "督办单位"):
        actions.sync_parties(actor=SYSTEM, record=thing, bodies={world.builder.pk: basis})
    assert Grant.objects.get(revoked_at=None).basis == "督办单位"


def test_an_administrator_changes_no_parties(world: World) -> None:
    with pytest.raises(NotAllowed):
        actions.sync_parties(
            actor=acting(world.system_admin), record=record(world.zigong), bodies={}
        )


def test_a_team_sees_what_is_opened_to_it_until_the_end(world: World) -> None:
    thing = record(world.zigong)
    officer = acting(world.zigong_officer)
    member = world.zigong_inspector
    team = actions.make_team(
        actor=officer, name="检查组", members=[member.pk], leader=member.pk, until=None
    )
    assert team.members.get().is_leader
    until = timezone.now() + timedelta(days=3)
    actions.grant_team(actor=officer, record=thing, team=team, until=until)
    assert is_seen(thing, acting(member))
    actions.grant_team(actor=officer, record=thing, team=team, until=timezone.now())
    assert not is_seen(thing, acting(member))
    assert Grant.objects.count() == 1


def test_whoever_leaves_a_team_sees_nothing_of_it_any_more(world: World) -> None:
    thing = record(world.zigong)
    officer = acting(world.zigong_officer)
    old, new = world.zigong_inspector, person("new_inspector", "检查岗二", world.zigong)
    team = actions.make_team(
        actor=officer, name="检查组", members=[old.pk], leader=old.pk, until=None
    )
    actions.grant_team(
        actor=officer, record=thing, team=team, until=timezone.now() + timedelta(days=3)
    )
    actions.set_team(actor=officer, team=team, members=[new.pk], leader=new.pk, until=None)
    assert not is_seen(thing, acting(old))
    assert is_seen(thing, acting(new))
    assert team.members.filter(ends_at=None).get().is_leader
    actions.set_team(actor=officer, team=team, members=[old.pk, new.pk], leader=old.pk, until=None)
    assert is_seen(thing, acting(old))
    assert team.members.get(ends_at=None, is_leader=True).person == old


def test_sharing_opens_a_record_to_a_person_a_body_or_a_team(world: World) -> None:
    thing = record(world.zigong)
    officer = acting(world.zigong_officer)
    team = actions.make_team(
        actor=officer, name="专班", members=[world.builder_head.pk], leader=0, until=None
    )
    grantees = [
        (world.luzhou_officer, world.luzhou_officer), (world.water_officer, world.zigong_water),
        (world.builder_head, team),
    ]  # fmt: skip
    for who, to in grantees:
        assert not is_seen(thing, acting(who))
        grant = actions.share(actor=officer, record=thing, to=to, terms=terms())
        assert is_seen(thing, acting(who))
        actions.revoke_grant(actor=officer, grant_id=grant.pk)
        assert not is_seen(thing, acting(who))


def test_what_is_shared_again_holds_as_said_last(world: World) -> None:
    thing = record(world.zigong)
    officer = acting(world.zigong_officer)
    for level in ("co_handle", "read"):
        actions.share(actor=officer, record=thing, to=world.luzhou, terms=terms(level=level))
    assert Grant.objects.get(revoked_at=None).level == "read"


def test_sharing_by_hand_leaves_parties_alone(world: World) -> None:
    thing = record(world.zigong)
    officer = acting(world.zigong_officer)
    actions.sync_parties(actor=officer, record=thing, bodies={world.luzhou.pk: "配合单位"})
    grant = actions.share(actor=officer, record=thing, to=world.luzhou, terms=terms())
    actions.revoke_grant(actor=officer, grant_id=grant.pk)
    assert is_seen(thing, acting(world.luzhou_officer))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("purpose", lambda: "party"), ("basis", lambda: "  "), ("level", lambda: "own"),
        ("expires_at", timezone.now), ("expires_at", lambda: timezone.now() + timedelta(days=181)),
    ],
)  # fmt: skip
def test_terms_that_cannot_stand_are_refused_by_name(
    world: World, field: str, value: Callable[[], Any]
) -> None:
    with pytest.raises(Invalid) as refusal:
        actions.share(
            actor=acting(world.zigong_officer), record=record(world.zigong), to=world.luzhou,
            terms=terms(**{field: value()}),
        )  # fmt: skip
    assert set(refusal.value.fields) == {field}


def test_nothing_is_shared_with_those_who_are_gone(world: World) -> None:
    thing = record(world.zigong)
    world.luzhou_officer.is_active = False
    world.luzhou_officer.save()
    world.luzhou.closed_on = timezone.localdate()
    world.luzhou.save()
    over = Team.objects.create(name="旧专班", ends_at=timezone.now())
    for to in (world.luzhou_officer, world.luzhou, over, world.audit_admin):
        with pytest.raises(Invalid) as refusal:
            actions.share(actor=acting(world.zigong_officer), record=thing, to=to, terms=terms())
        assert set(refusal.value.fields) == {"to"}


def test_who_was_let_in_does_not_pass_it_on(world: World) -> None:
    thing = record(world.zigong)
    actions.share(actor=acting(world.zigong_officer), record=thing, to=world.luzhou, terms=terms())
    with pytest.raises(NotAllowed):
        actions.share(
            actor=acting(world.luzhou_officer), record=thing, to=world.builder, terms=terms()
        )
    with pytest.raises(NotVisible):
        actions.share(
            actor=acting(world.water_officer), record=thing, to=world.builder, terms=terms()
        )


def test_a_body_above_shares_what_is_kept_below_it(world: World) -> None:
    thing = record(world.zigong)
    actions.share(actor=acting(world.secretary), record=thing, to=world.luzhou, terms=terms())
    assert is_seen(thing, acting(world.luzhou_officer))


def test_only_sharing_by_hand_is_revoked_and_only_once(world: World) -> None:
    thing = record(world.zigong)
    officer = acting(world.zigong_officer)
    actions.sync_parties(actor=officer, record=thing, bodies={world.builder.pk: "责任单位"})
    with pytest.raises(WrongState):
        actions.revoke_grant(actor=officer, grant_id=Grant.objects.get().pk)
    grant = actions.share(actor=officer, record=thing, to=world.luzhou, terms=terms())
    actions.revoke_grant(actor=officer, grant_id=grant.pk)
    with pytest.raises(WrongState):
        actions.revoke_grant(actor=officer, grant_id=grant.pk)
    with pytest.raises(NotVisible):
        actions.revoke_grant(actor=officer, grant_id=0)
    with pytest.raises(NotVisible):
        actions.revoke_grant(actor=acting(world.luzhou_officer), grant_id=grant.pk)


def test_sharing_is_told_of_the_grant_and_not_of_the_record(world: World) -> None:
    thing = record(world.zigong)
    actions.share(actor=acting(world.zigong_officer), record=thing, to=world.luzhou, terms=terms())
    event = Event.objects.get(kind="access.shared")
    assert event.subject_kind == "access.grant"
    assert event.facts["after"]["record"] == str(thing.pk)


def test_the_keepers_raise_a_label_and_a_head_lowers_it(world: World) -> None:
    thing = record(world.zigong)
    officer, head = acting(world.zigong_officer), acting(world.zigong_head)
    actions.set_label(actor=officer, record=thing, label=Label.SENSITIVE, reason="涉及个人信息")
    with pytest.raises(NotAllowed):
        actions.set_label(actor=officer, record=thing, label=Label.PUBLIC, reason="已公示")
    actions.set_label(actor=head, record=thing, label=Label.PUBLIC, reason="已公示")
    thing.refresh_from_db()
    assert thing.label == Label.PUBLIC
    facts = Event.objects.filter(kind="access.label_changed").latest("pk").facts
    assert (facts["before"], facts["reason"]) == (2, "已公示")


@pytest.mark.parametrize(
    ("label", "reason", "field"), [(3, "x", "label"), (7, "x", "label"), (2, " ", "reason")]
)
def test_a_label_above_ones_own_clearance_or_without_a_reason_is_refused(
    world: World, label: int, reason: str, field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        actions.set_label(
            actor=acting(world.zigong_officer), record=record(world.zigong), label=label,
            reason=reason,
        )  # fmt: skip
    assert set(refusal.value.fields) == {field}

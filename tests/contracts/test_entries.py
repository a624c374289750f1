"""Entering contracts and the rest: who may, what is kept, and what follows to look at."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from liandu.audit.models import Event
from liandu.contracts import actions, queries
from liandu.contracts.models import Contract, Dismissal, Prompt
from liandu.contracts.rules import Entry
from liandu.kernel.errors import Invalid, NotAllowed, NotVisible, WrongState
from liandu.orgs.models import Person
from liandu.works.actions import set_tiers
from liandu.works.models import SupervisedObject
from liandu.works.rules import Member
from tests.contracts import build
from tests.people import World, acting

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(world: World) -> SupervisedObject:
    return build.watched(world)


def last_event() -> Event:
    found = Event.objects.order_by("pk").last()
    assert found
    return found


def faults(call: Callable[[], object]) -> list[str]:
    with pytest.raises(Invalid) as refusal:
        call()
    return sorted(refusal.value.fields)


def edited(world: World, one: Any, who: Person | None = None, **changes: Any) -> Any:
    kept = {name: getattr(one, name) for name in build.values(one.ENTRY)}
    return actions.edit_entry(
        actor=acting(who or world.zigong_officer), entry=one.ENTRY, entry_id=one.pk,
        values=kept | changes,
    )  # fmt: skip


def removed(who: Person, one: Any) -> Any:
    return actions.remove_entry(
        actor=acting(who), entry=one.ENTRY, entry_id=one.pk, reason="录入重复"
    )


def test_keeper_lead_and_responsible_enter_and_nobody_else(
    world: World, project: SupervisedObject
) -> None:
    people = (world.zigong_officer, world.water_officer, world.builder_liaison, world.builder_head)
    for number, who in enumerate(people):
        made = build.added(world, project, Entry.CONTRACT, who, number=f"HT-{number}")
        edited(world, made, who, name="改名")
    for who in (world.zigong_inspector, world.leader, world.secretary):
        for call in (
            lambda who=who: build.added(world, project, Entry.CONTRACT, who, number="HT-9"),
            lambda who=who: edited(world, made, who),
            lambda who=who: removed(who, made),
        ):
            with pytest.raises((NotAllowed, NotVisible)):
                call()
    with pytest.raises(NotVisible):
        build.added(world, project, Entry.CONTRACT, world.luzhou_officer)


def test_who_may_not_know_of_the_project_meets_nothing(world: World) -> None:
    made = build.contract(world, bid_fen=1)
    paid = build.added(world, made.record, Entry.PAYMENT, contract_id=made.pk)
    prompt = build.open_prompts(world.zigong_officer)["sum_differs"]
    stranger = world.luzhou_officer
    assert not queries.contracts(acting(stranger)).exists()
    assert build.open_prompts(stranger) == {}
    for call in (
        lambda: queries.seen_contract(acting(stranger), made.pk),
        lambda: queries.seen_entry(acting(stranger), Entry.PAYMENT, paid.pk),
        lambda: edited(world, made, stranger),
        lambda: removed(stranger, paid),
        lambda: build.dismissed(stranger, prompt),
    ):
        with pytest.raises(NotVisible):
            call()


def test_numbers_and_milestones_stand_there_once(world: World, project: SupervisedObject) -> None:
    made = build.contract(world, project)
    other = build.contract(world, project, number="HT-2")
    for entry, column in (
        (Entry.CONTRACT, "number"), (Entry.CHANGE, "number"), (Entry.MILESTONE, "code"),
    ):  # fmt: skip
        if entry is not Entry.CONTRACT:
            build.added(world, project, entry, contract_id=made.pk)
        again = lambda entry=entry: build.added(world, project, entry, contract_id=made.pk)  # noqa: E731
        assert faults(again) == [column]
    build.added(world, project, Entry.CHANGE, contract_id=other.pk)
    assert faults(lambda: edited(world, other, number="HT-1")) == ["number"]
    for _again in range(2):
        build.added(world, project, Entry.PAYMENT, contract_id=made.pk)
        build.added(world, project, Entry.MILESTONE, code="other", name="主体封顶")
    build.added(world, project, Entry.PAYMENT, contract_id=made.pk, number="P-1")
    assert faults(
        lambda: build.added(world, project, Entry.PAYMENT, contract_id=made.pk, number="P-1")
    ) == ["number"]
    elsewhere = build.contract(world, number="HT-3")
    for pk in (elsewhere.pk, None):
        assert faults(lambda pk=pk: build.added(world, project, Entry.CHANGE, contract_id=pk)) == [
            "contract_id"
        ]


def test_what_cannot_be_is_told_beside_its_column(world: World, project: SupervisedObject) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert faults(
        lambda: build.contract(world, project, contractor="", amount_fen=-1, signed_on=tomorrow)
    ) == ["amount_fen", "contractor", "signed_on"]


def test_the_record_keeps_what_changed_and_what_was_removed(
    world: World, project: SupervisedObject
) -> None:
    made = build.contract(world, project, bid_fen=10_000_00)
    event = last_event()
    assert (event.kind, event.subject_id) == ("contracts.contract_added", f"{project.pk}")
    edited(world, made, amount_fen=9_000_00)
    event = last_event()
    assert (event.kind, event.facts["before"], event.facts["after"]) == (
        "contracts.contract_edited", {"amount_fen": 10_000_00}, {"amount_fen": 9_000_00},
    )  # fmt: skip
    made.refresh_from_db()
    edited(world, made)
    assert last_event().pk == event.pk
    build.added(world, project, Entry.PAYMENT, contract_id=made.pk)
    build.added(world, project, Entry.CHANGE, contract_id=made.pk)
    assert "sum_differs" in build.open_prompts(world.zigong_officer)
    assert removed(world.zigong_officer, made) == project
    event = last_event()
    assert (event.kind, event.facts["reason"]) == ("contracts.contract_removed", "录入重复")
    assert len(event.facts["before"]["payments"]) == len(event.facts["before"]["changes"]) == 1
    assert not Contract.objects.unscoped("test").exists()
    assert build.open_prompts(world.zigong_officer) == {}


def test_sums_of_changes_and_payments_stand_with_the_contract(
    world: World, project: SupervisedObject
) -> None:
    made = build.contract(world, project)
    for number, fen in (("1", 300), ("2", -100)):
        build.added(
            world, project, Entry.CHANGE, contract_id=made.pk, number=number, amount_fen=fen
        )
    for fen in (5, 6):
        build.added(world, project, Entry.PAYMENT, contract_id=made.pk, amount_fen=fen)
    found = queries.seen_contract(acting(world.builder_head), made.pk)
    assert (found.changed_fen, found.paid_fen) == (200, 11)
    assert queries.listed(acting(world.builder_head)).get() == made


def test_what_does_not_fit_is_there_to_look_at_and_goes_when_it_fits(
    world: World, project: SupervisedObject
) -> None:
    made = build.contract(world, project, bid_fen=1)
    prompt = build.open_prompts(world.builder_head)["sum_differs"]
    assert (prompt.contract_id, prompt.facts["bid_fen"]) == (made.pk, 1)
    edited(world, made, bid_fen=2)
    again = build.open_prompts(world.builder_head)["sum_differs"]
    assert (again.pk, again.facts["bid_fen"]) == (prompt.pk, 2)
    edited(world, made, bid_fen=made.amount_fen)
    assert build.open_prompts(world.builder_head) == {}


def test_what_is_yet_to_be_late_is_not_shown_before_its_day(
    world: World, project: SupervisedObject
) -> None:
    build.contract(world, project, notice_on=build.ago(20), signed_on=None)
    assert set(build.open_prompts(world.zigong_officer)) == {"reported_late"}
    kept = Prompt.objects.unscoped("test").get(check_code="signed_late")
    assert kept.since == build.ago(-11)
    assert queries.count_of(acting(world.zigong_officer), project) == 1


def test_keeper_and_supervisors_put_aside_and_nobody_their_own(
    world: World, project: SupervisedObject
) -> None:
    set_tiers(
        actor=acting(world.zigong_officer), object_id=project.pk,
        tiers={"horizontal": ("", [Member(world.luzhou.pk, "")])},
    )  # fmt: skip
    build.contract(world, project, bid_fen=1)
    prompt = build.open_prompts(world.zigong_officer)["sum_differs"]
    for who in (world.water_officer, world.builder_head, world.leader, world.zigong_inspector):
        with pytest.raises((NotAllowed, NotVisible)):
            build.dismissed(who, prompt)
    build.dismissed(world.luzhou_officer, prompt)
    event = last_event()
    assert (event.kind, event.facts["reason"]) == ("contracts.prompt_dismissed", "已核对批文")
    assert event.facts["after"]["basis"] == "《招标投标法》第四十六条"
    with pytest.raises(WrongState):
        build.dismissed(world.zigong_officer, prompt)
    for who, error in ((world.builder_head, NotAllowed), (world.zigong_officer, None)):
        ask = {"actor": acting(who), "prompt_id": prompt.pk, "reason": "再看"}
        if error:
            with pytest.raises(error):
                actions.reopen_prompt(**ask)
        else:
            assert actions.reopen_prompt(**ask).dismissal is None
            with pytest.raises(WrongState):
                actions.reopen_prompt(**ask)
    assert last_event().facts["before"] == {"reason": "已核对批文"}


def test_putting_aside_needs_a_reason_and_the_facts_that_were_seen(
    world: World, project: SupervisedObject
) -> None:
    made = build.contract(world, project, bid_fen=1)
    prompt = build.open_prompts(world.zigong_officer)["sum_differs"]
    assert faults(lambda: build.dismissed(world.zigong_officer, prompt, reason=" ")) == ["reason"]
    edited(world, made, bid_fen=2)
    with pytest.raises(WrongState):
        build.dismissed(world.zigong_officer, prompt)


def test_what_was_put_aside_is_there_again_with_other_facts_and_gone_with_the_former(
    world: World, project: SupervisedObject
) -> None:
    made = build.contract(world, project, bid_fen=1)
    who = world.zigong_officer
    build.dismissed(who, build.open_prompts(who)["sum_differs"])
    assert build.open_prompts(who) == {}
    edited(world, made, name="改名")
    assert build.open_prompts(who) == {}
    edited(world, made, bid_fen=2)
    assert set(build.open_prompts(who)) == {"sum_differs"}
    edited(world, made, bid_fen=made.amount_fen)
    edited(world, made, bid_fen=1)
    assert build.open_prompts(who) == {}
    prompt = Prompt.objects.unscoped("test").get()
    assert [one.reason for one in queries.earlier(prompt)] == ["已核对批文"]
    assert Dismissal.objects.unscoped("test").count() == 1


def test_exports_are_on_record(world: World) -> None:
    for name in ("contracts", "prompts"):
        call = getattr(actions, f"export_{name}")
        call(actor=acting(world.builder_liaison), count=3, query="q=x")
        assert last_event().kind == f"contracts.{name}_exported"
        with pytest.raises(NotAllowed):
            call(actor=acting(world.system_admin), count=3)

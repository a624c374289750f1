"""Limits are copied, changed and put into use; then projects are held to them, not before."""

from dataclasses import asdict
from typing import Any

import pytest
from django.urls import reverse
from django_tasks.base import Task
from uuid_utils.compat import uuid7

from liandu.audit.models import Event
from liandu.contracts import actions, queries
from liandu.contracts.models import Limit, LimitSet, Prompt
from liandu.contracts.rules import CODES, LimitDraft, LimitUnit, is_usable, unit_of
from liandu.kernel.actor import SYSTEM
from liandu.kernel.errors import Invalid, NotAllowed, NotVisible, WrongState
from tests.contracts import build
from tests.contracts.test_rules import LAW
from tests.people import World, acting, signed_in

pytestmark = pytest.mark.django_db


def in_use() -> LimitSet:
    return queries.limit_sets().get(state="published")


def copied(world: World) -> LimitSet:
    return actions.copy_limits(actor=acting(world.secretary), version_id=in_use().pk)


def drafts(**changes: int) -> dict[str, LimitDraft]:
    return {
        code: LimitDraft(changes.get(code, old), "某办法第三条")
        for code, old in asdict(LAW).items()
    }


def edited(world: World, made: LimitSet, **changes: int) -> LimitSet:
    return actions.edit_limits(
        actor=acting(world.secretary), version_id=made.pk, drafts=drafts(**changes)
    )


def published(world: World, **changes: int) -> None:
    made = edited(world, copied(world), **changes)
    actions.publish_limits(actor=acting(world.secretary), version_id=made.pk)
    actions.check_all_again.func()


def prompt_of(check: str) -> Prompt | None:
    return Prompt.objects.unscoped("test").filter(check_code=check).first()


def test_the_installation_starts_with_the_limits_of_the_law_and_says_where_they_are_from() -> None:
    assert queries.limits() == LAW
    assert [one.code for one in queries.limits_in_force()] == list(CODES)
    assert all(one.basis for one in queries.limits_in_force())


def test_limits_are_copied_changed_and_put_into_use(world: World) -> None:
    made = copied(world)
    assert (made.version, made.state, made.items.count()) == (2, "draft", len(CODES))
    with pytest.raises(WrongState):
        copied(world)
    edited(world, made, sign_days=45)
    assert queries.limits() == LAW
    event = Event.objects.order_by("pk").last()
    assert event
    assert event.facts["before"]["sign_days"] == [30, "《招标投标法》第四十六条"]
    assert event.facts["after"]["sign_days"] == [45, "某办法第三条"]
    actions.publish_limits(actor=acting(world.secretary), version_id=made.pk)
    assert queries.limits().sign_days == 45
    assert str(Limit.objects.filter(limits=made)[0]) == "概算超估算幅度，最高"
    for call in (
        lambda: edited(world, made),
        lambda: actions.publish_limits(actor=acting(world.secretary), version_id=made.pk),
        lambda: actions.discard_limits(actor=acting(world.secretary), version_id=made.pk),
    ):
        with pytest.raises(WrongState):
            call()


def test_a_draft_is_discarded(world: World) -> None:
    made = copied(world)
    actions.discard_limits(actor=acting(world.secretary), version_id=made.pk)
    with pytest.raises(NotVisible):
        queries.limit_set(made.pk)


@pytest.mark.parametrize(
    "wrong",
    [
        {"sign_days": LimitDraft(0, "条例")}, {"sign_days": LimitDraft(366, "条例")},
        {"least_paid": LimitDraft(101, "条例")}, {"least_bidders": LimitDraft(3, " ")},
        {"least_bidders": LimitDraft(3, "条" * 201)}, {"other": LimitDraft(1, "条例")},
    ],
)  # fmt: skip
def test_a_limit_keeps_to_its_range_and_rests_on_something(
    world: World, wrong: dict[str, LimitDraft]
) -> None:
    made = copied(world)
    assert is_usable(drafts())
    with pytest.raises(Invalid):
        actions.edit_limits(
            actor=acting(world.secretary), version_id=made.pk, drafts=drafts() | wrong
        )


def test_each_limit_is_counted_in_something() -> None:
    assert {code: unit_of(code) for code in ("least_paid", "sign_days", "archive_months")} == {
        "least_paid": LimitUnit.PERCENT, "sign_days": LimitUnit.DAYS,
        "archive_months": LimitUnit.MONTHS,
    }  # fmt: skip
    assert unit_of("least_bidders") == LimitUnit.COUNT


def test_only_the_central_office_sets_limits_and_only_the_worker_checks_again(world: World) -> None:
    made, object_id = copied(world), build.watched(world).pk
    for who in (world.zigong_officer, world.leader, world.system_admin):
        more: dict[Any, dict[str, Any]] = {
            actions.copy_limits: {}, actions.edit_limits: {"drafts": drafts()},
            actions.publish_limits: {}, actions.discard_limits: {},
        }  # fmt: skip
        for act, given in more.items():
            with pytest.raises(NotAllowed):
                act(actor=acting(who), version_id=made.pk, **given)
    with pytest.raises(NotAllowed):
        actions.check_again(actor=acting(world.secretary), object_id=object_id)
    actions.check_again(actor=SYSTEM, object_id=uuid7())  # one that is gone by now


def test_projects_are_held_to_what_is_put_into_use(world: World) -> None:
    made = build.contract(world, bidders=4, notice_on=build.ago(40), signed_on=build.ago(1))
    assert prompt_of("few_bidders") is None
    published(world, least_bidders=5, sign_days=60)
    few = prompt_of("few_bidders")
    assert few
    assert (few.facts["least"], few.contract_id) == (5, made.pk)
    assert prompt_of("signed_late") is None
    told = Event.objects.filter(kind="contracts.checked_again", subject_id=f"{made.record.pk}")
    assert told.count() == 1
    actions.check_all_again.func()
    assert told.count() == 1


def test_what_was_raised_keeps_its_limit_until_its_facts_change(world: World) -> None:
    made = build.contract(world, bidders=1)
    published(world, least_bidders=4)
    kept = prompt_of("few_bidders")
    assert kept
    assert kept.facts["least"] == 3
    actions.edit_entry(
        actor=acting(world.zigong_officer), entry=made.ENTRY, entry_id=made.pk,
        values=build.values(made.ENTRY, bidders=2),
    )  # fmt: skip
    again = prompt_of("few_bidders")
    assert again
    assert (again.pk, again.facts["least"]) == (kept.pk, 4)


def test_what_is_not_late_yet_follows_the_limit_in_force(world: World) -> None:
    build.contract(world, notice_on=build.ago(20), signed_on=None)
    published(world, sign_days=25, report_days=19)
    coming, raised = prompt_of("signed_late"), prompt_of("reported_late")
    assert coming
    assert (coming.since, coming.facts["most_days"]) == (build.ago(-6), 25)
    assert raised
    assert (raised.since, raised.facts["most_days"]) == (build.ago(4), 15)
    published(world, sign_days=25, report_days=22)
    put_off = prompt_of("reported_late")
    assert put_off
    assert (put_off.since, put_off.facts["most_days"]) == (build.ago(-3), 22)


def test_what_was_put_aside_stays_so_while_only_the_limit_changes(world: World) -> None:
    build.contract(world, bidders=1)
    who = world.zigong_officer
    build.dismissed(who, build.open_prompts(who)["few_bidders"])
    for least in (4, 1, 3):
        published(world, least_bidders=least)
        assert "few_bidders" not in build.open_prompts(who)
    kept = prompt_of("few_bidders")
    assert kept
    assert kept.dismissal_id


def test_putting_into_use_leaves_the_checking_to_the_worker(
    world: World, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    asked: list[bool] = []
    monkeypatch.setattr(Task, "enqueue", lambda *_: asked.append(True))
    made = copied(world)
    with django_capture_on_commit_callbacks(execute=True):
        actions.publish_limits(actor=acting(world.secretary), version_id=made.pk)
    assert asked == [True]


def test_limits_are_changed_on_their_page(world: World) -> None:
    office, page = signed_in(world.secretary), reverse("contracts:checks")
    version = in_use()
    answer = office.post(reverse("contracts:copy_limits", args=[version.pk]))
    draft = LimitSet.objects.get(version=2)
    edit = reverse("contracts:edit_limits", args=[draft.pk])
    assert answer["Location"] == edit
    assert "《招标投标法》第四十六条" in office.get(edit).content.decode()
    sent = {code: str(one.amount) for code, one in drafts(sign_days=45).items()}
    sent |= {f"{code}_basis": "某市办法第三条" for code in CODES}
    wrong = office.post(edit, sent | {"sign_days": "0"})
    assert wrong.status_code == 422
    assert office.post(edit, sent).status_code == 302
    assert office.post(reverse("contracts:publish_limits", args=[draft.pk])).status_code == 302
    seen = signed_in(world.builder_liaison).get(page).content.decode()
    assert "某市办法第三条" in seen
    assert "45 天" in seen
    assert "复制为下一版本" not in seen
    office.post(reverse("contracts:copy_limits", args=[draft.pk]))
    third = LimitSet.objects.get(version=3)
    assert "v3" in office.get(page).content.decode()
    assert office.post(reverse("contracts:discard_limits", args=[third.pk])).status_code == 302
    assert not LimitSet.objects.filter(pk=third.pk).exists()

"""Entering, editing and assigning objects, and who then sees them."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from liandu.access.models import Grant
from liandu.audit.models import Event
from liandu.kernel.errors import Invalid, NotAllowed, NotVisible
from liandu.orgs.models import Jurisdiction
from liandu.works import actions, queries
from liandu.works.models import SupervisedObject, TierMember
from liandu.works.rules import Member
from tests.people import World, acting
from tests.works.lists import draft, entered, link_of

pytestmark = pytest.mark.django_db


def sees(who: Any, made: SupervisedObject) -> bool:
    return queries.objects(acting(who)).filter(pk=made.pk).exists()


def kinds(made: SupervisedObject) -> list[str]:
    events = Event.objects.filter(subject_id=str(made.pk)).order_by("pk")
    return list(events.values_list("kind", flat=True))


def test_an_object_is_entered_with_its_links_number_and_event(world: World) -> None:
    made = entered(world, investment_fen=86_400_000_00)
    assert (made.owner_body, made.number[:3]) == (world.zigong, "XM-")
    assert made.links.count() == 13
    assert made.template == queries.template_in_use("works_project")
    assert kinds(made) == ["works.object_created"]


def test_other_kinds_of_object_get_their_own_links(world: World) -> None:
    made = entered(world, object_type="fishing_ban")
    assert [link.code for link in made.links.all()][:2] == ["resettlement", "funds"]


def test_the_template_can_be_chosen(world: World) -> None:
    waters = queries.template_in_use("waters")
    assert waters
    made = actions.create_object(
        actor=acting(world.zigong_officer), draft=draft(), template_id=waters.pk
    )
    assert made.links.count() == waters.items.count()


def test_numbers_given_by_lists_are_passed_over(world: World) -> None:
    first = entered(world)
    year = first.number.split("-")[1]
    entered(world, number=f"XM-{year}-002")
    assert entered(world).number == f"XM-{year}-003"


def test_several_numbers_are_taken_at_once(world: World) -> None:
    numbers = [entered(world).number for _ in range(3)]
    assert [number[-3:] for number in numbers] == ["001", "002", "003"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": "  "}, "name"),
        ({"starts_on": date(2025, 1, 1), "ends_on": date(2024, 1, 1)}, "ends_on"),
        ({"number": "XM-1"}, "number"),
        ({"label": 3}, "label"),
    ],
)
def test_what_cannot_be_kept_is_said_at_its_field(
    world: World, changes: dict[str, Any], field: str
) -> None:
    entered(world, number="XM-1")
    with pytest.raises(Invalid) as refusal:
        entered(world, **changes)
    assert list(refusal.value.fields) == [field]


def test_a_number_of_a_hidden_object_does_not_betray_it(world: World) -> None:
    hidden = entered(world, number="XM-9")
    SupervisedObject.objects.unscoped("test").filter(pk=hidden.pk).update(label=3)
    assert not sees(world.zigong_officer, hidden)
    assert entered(world, number="XM-9").number == "XM-9"


def test_inspectors_and_administrators_enter_nothing(world: World) -> None:
    for who in (world.zigong_inspector, world.system_admin):
        with pytest.raises(NotAllowed):
            actions.create_object(actor=acting(who), draft=draft())


def test_lead_and_responsible_bodies_see_the_object_once_named(world: World) -> None:
    made = entered(world)
    assert not sees(world.water_officer, made)
    actions.edit_object(
        actor=acting(world.zigong_officer),
        object_id=made.pk,
        draft=draft(lead_body_id=world.zigong_water.pk, responsible_body_ids=(world.builder.pk,)),
    )
    assert sees(world.water_officer, made)
    assert sees(world.builder_liaison, made)
    assert not sees(world.luzhou_officer, made)


def test_who_takes_part_no_longer_sees_it_no_longer(world: World) -> None:
    made = entered(world, lead_body_id=world.zigong_water.pk)
    actions.edit_object(actor=acting(world.zigong_officer), object_id=made.pk, draft=draft())
    assert not sees(world.water_officer, made)


def test_a_party_is_let_in_as_what_it_is(world: World) -> None:
    entered(world, lead_body_id=world.zigong_water.pk, responsible_body_ids=(world.builder.pk,))
    bases = dict(Grant.objects.values_list("body__code", "basis"))
    assert bases == {"ZG-SL": "lead_body", "GQ": "responsible_body"}


def test_the_owner_is_no_party_to_its_own_object(world: World) -> None:
    entered(world, lead_body_id=world.zigong.pk)
    assert not Grant.objects.exists()


def test_editing_keeps_number_label_and_what_changed(world: World) -> None:
    made = entered(world, label=2)
    changed = actions.edit_object(
        actor=acting(world.zigong_officer), object_id=made.pk, draft=draft(name="南干渠", label=0)
    )
    assert (changed.number, changed.label, changed.normal_name) == (made.number, 2, "南干渠")
    event = Event.objects.get(kind="works.object_edited")
    assert event.facts["after"] == {"name": "南干渠"}
    assert event.facts["before"] == {"name": "北干渠"}


def test_its_own_number_is_not_taken_by_itself(world: World) -> None:
    made = entered(world, number="XM-1")
    actions.edit_object(
        actor=acting(world.zigong_officer), object_id=made.pk, draft=draft(number="XM-1")
    )


def test_places_are_kept_with_the_object(world: World) -> None:
    places = tuple(Jurisdiction.objects.values_list("pk", flat=True))
    made = entered(world, jurisdiction_ids=places)
    assert made.jurisdictions.count() == 2


def test_a_body_above_sees_but_does_not_edit(world: World) -> None:
    made = entered(world)
    assert sees(world.secretary, made)
    with pytest.raises(NotAllowed):
        actions.edit_object(actor=acting(world.secretary), object_id=made.pk, draft=draft())


def test_what_is_not_seen_is_not_there(world: World) -> None:
    made = entered(world)
    with pytest.raises(NotVisible):
        actions.edit_object(actor=acting(world.luzhou_officer), object_id=made.pk, draft=draft())


def test_several_get_one_lead_body_and_it_sees_them(world: World) -> None:
    made = [entered(world), entered(world)]
    count = actions.assign_objects(
        actor=acting(world.zigong_officer),
        object_ids=[one.pk for one in made],
        lead_body_id=world.zigong_water.pk,
    )
    assert count == 2
    assert all(sees(world.water_officer, one) for one in made)


@pytest.mark.parametrize("ids", [[], [uuid4()]])
def test_nothing_chosen_or_something_hidden_assigns_nothing(world: World, ids: list[UUID]) -> None:
    made = entered(world)
    with pytest.raises((Invalid, NotVisible)):
        actions.assign_objects(
            actor=acting(world.zigong_officer),
            object_ids=[*([made.pk] if ids else []), *ids],
            lead_body_id=world.zigong_water.pk,
        )
    made.refresh_from_db()
    assert made.lead_body is None


def test_one_object_of_another_body_stops_the_whole(world: World) -> None:
    ours = actions.create_object(actor=acting(world.secretary), draft=draft())
    theirs = entered(world)
    with pytest.raises(NotAllowed):
        actions.assign_objects(
            actor=acting(world.secretary),
            object_ids=[ours.pk, theirs.pk],
            lead_body_id=world.zigong_water.pk,
        )
    ours.refresh_from_db()
    assert ours.lead_body is None


def test_a_closed_body_leads_nothing(world: World) -> None:
    world.builder.closed_on = date(2025, 1, 1)
    world.builder.save()
    with pytest.raises(Invalid):
        actions.assign_objects(
            actor=acting(world.zigong_officer),
            object_ids=[entered(world).pk],
            lead_body_id=world.builder.pk,
        )


def test_tiers_are_written_down_and_their_bodies_see_the_object(world: World) -> None:
    made = entered(world)
    tiers = {
        "leading_group": (
            "统筹 · 每季会商",
            [Member(world.zigong.pk, "组长"), Member(None, "成员")],
        ),
        "horizontal": ("互查", [Member(world.luzhou.pk, "")]),
    }
    actions.set_tiers(actor=acting(world.zigong_officer), object_id=made.pk, tiers=tiers)
    actions.set_tiers(actor=acting(world.zigong_officer), object_id=made.pk, tiers=tiers)
    kept = {one.tier: [m.post for m in one.people] for one in queries.tiers(made)}
    assert kept == {"leading_group": ["组长", "成员"], "task_force": [], "horizontal": [""]}
    assert sees(world.luzhou_officer, made)
    assert TierMember.objects.unscoped("test").count() == 3


def test_only_the_keeper_sets_tiers(world: World) -> None:
    made = entered(world, lead_body_id=world.zigong_water.pk)
    with pytest.raises(NotAllowed):
        actions.set_tiers(actor=acting(world.water_officer), object_id=made.pk, tiers={})


def test_an_export_is_on_record_and_administrators_take_nothing_away(world: World) -> None:
    actions.export_objects(actor=acting(world.zigong_officer), count=3, query="light=red")
    event = Event.objects.get(kind="works.objects_exported")
    assert event.facts["after"] == {"count": 3, "query": "light=red"}
    with pytest.raises(NotAllowed):
        actions.export_objects(actor=acting(world.audit_admin), count=3, query="")


def test_the_parts_of_a_hidden_object_are_hidden_with_it(world: World) -> None:
    link = link_of(entered(world))
    assert queries.seen_link(acting(world.zigong_officer), link.pk) == link
    with pytest.raises(NotVisible):
        queries.seen_link(acting(world.luzhou_officer), link.pk)

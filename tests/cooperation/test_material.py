"""Material is for the people it names, until its day; its record stays."""

from datetime import timedelta
from typing import Any

import pytest
from time_machine import TimeMachineFixture

from liandu.access.actions import set_label
from liandu.access.models import Grant
from liandu.audit.models import Event
from liandu.cooperation import actions, queries
from liandu.cooperation.models import CooperationMaterial
from liandu.files import actions as files
from liandu.files.models import Attachment
from liandu.kernel.errors import Invalid, NotAllowed, NotVisible, WrongState
from liandu.kernel.permits import allowed
from liandu.notices.models import Notice
from tests.cooperation import build
from tests.files.conftest import folder
from tests.files.crafted import upload
from tests.people import World, acting, signed_in

__all__ = ["folder"]


def attached(world: World, made: CooperationMaterial) -> Attachment:
    """Return a file that the asked body attached to material."""
    return files.attach(
        actor=acting(world.water_officer), record=made, upload=upload(), purpose="document"
    )


def test_only_the_named_read_it_and_only_until_its_day(
    world: World, time_machine: TimeMachineFixture
) -> None:
    request = build.working(world)
    made = build.material(world, request, build.TODAY + timedelta(days=2))
    assert build.reads(world.zigong_officer, made)
    assert build.reads(world.water_officer, made)
    for who in (world.zigong_head, world.zigong_inspector, world.luzhou_officer, world.secretary):
        assert not build.reads(who, made)
    assert build.again(request).material_count == 1
    told = Notice.objects.filter(record_id=made.pk).values_list("person", flat=True)
    assert set(told) == {world.zigong_officer.pk}
    url = made.get_absolute_url()
    assert signed_in(world.zigong_officer).get(url).status_code == 200
    time_machine.move_to(build.NOW + timedelta(days=2, hours=14))
    assert build.reads(world.zigong_officer, made)
    time_machine.move_to(build.NOW + timedelta(days=2, hours=16))
    assert not build.reads(world.zigong_officer, made)
    assert signed_in(world.zigong_officer).get(url).status_code == 404
    assert build.reads(world.water_officer, made)
    assert made.is_over
    assert not allowed(acting(world.water_officer), "files.attach", made)
    assert Event.objects.filter(
        kind="cooperation.material_given", subject_id=str(request.pk)
    ).exists()
    assert Grant.objects.filter(record_id=made.pk, revoked_at=None).count() == 1


@pytest.mark.usefixtures("folder")
def test_its_files_open_and_close_with_it(world: World, time_machine: TimeMachineFixture) -> None:
    made = build.material(world, build.working(world), build.TODAY)
    file = attached(world, made)
    url = f"/files/{file.pk}/"
    reader, head = signed_in(world.zigong_officer), signed_in(world.zigong_head)
    assert reader.get(url).status_code == 200
    assert head.get(url).status_code == 404
    time_machine.move_to(build.NOW + timedelta(days=1))
    assert signed_in(world.zigong_officer).get(url).status_code == 404
    assert signed_in(world.water_officer).get(url).status_code == 200


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"recipient_ids": []}, "recipient_ids"),
        ({"recipient_ids": ["zigong_head"]}, "recipient_ids"),
        ({"until": build.TODAY - timedelta(days=1)}, "expires_on"),
        ({"until": build.TODAY + timedelta(days=400)}, "expires_on"),
    ],
)
def test_it_is_given_to_whom_the_asking_body_named_and_for_a_time(
    world: World, said: dict[str, Any], field: str
) -> None:
    if said.get("recipient_ids"):
        said = {"recipient_ids": [getattr(world, name).pk for name in said["recipient_ids"]]}
    with pytest.raises(Invalid) as refusal:
        build.material(world, build.working(world), **said)
    assert set(refusal.value.fields) == {field}
    assert not CooperationMaterial.objects.unscoped("test").exists()


def test_only_the_asked_body_gives_and_while_it_works_on_it(world: World) -> None:
    with pytest.raises(WrongState):
        build.material(world, build.received(world))
    made = build.replied(world)
    build.material(world, made)
    with pytest.raises(NotAllowed):
        build.actions.give_material(
            actor=acting(world.zigong_officer), request_id=made.pk, title="x",
            recipient_ids=[world.zigong_officer.pk], expires_on=build.LATER,
        )  # fmt: skip


def test_it_is_guarded_no_less_than_its_request(world: World) -> None:
    request = build.working(world)
    made = build.material(world, request)
    set_label(actor=acting(world.zigong_head), record=request, label=2, reason="敏感")
    assert CooperationMaterial.objects.unscoped("test").get(pk=made.pk).label == 2
    other = build.material(world, request)
    assert other.label == 2


def test_it_does_not_tell_of_the_request_to_who_may_not_know_of_that(world: World) -> None:
    made = build.material(world, build.working(world))
    found = queries.seen_material(acting(world.zigong_officer), made.pk)
    assert found.request == made.request
    with pytest.raises(NotVisible):
        queries.seen_material(acting(world.zigong_head), made.pk)


def test_material_without_a_title_is_refused(world: World) -> None:
    request = build.working(world)
    with pytest.raises(Invalid) as refusal:
        actions.give_material(
            actor=acting(world.water_officer), request_id=request.pk, title=" ",
            recipient_ids=[world.zigong_officer.pk], expires_on=build.LATER,
        )  # fmt: skip
    assert set(refusal.value.fields) == {"title"}
    assert build.again(request).material_count == 0

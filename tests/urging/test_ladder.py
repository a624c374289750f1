"""The ladder as data: the central office keeps it, and what holds is read from it at once."""

import pytest
from django.urls import reverse

from liandu.audit.models import Event
from liandu.kernel.errors import Invalid, NotAllowed, NotVisible, WrongState
from liandu.urging import actions, queries
from liandu.urging.actions import Step
from tests.people import World, acting, signed_in
from tests.urging import build

pytestmark = pytest.mark.django_db
SHORT = (Step("blue", -1, "day"), Step("red", 1, "working_day", ("head",), "urging_letter"))


def test_a_kind_of_duty_without_a_ladder_of_its_own_goes_by_the_general_one(world: World) -> None:
    general = [step.level for step in queries.ladder("findings")]
    assert general == [
        "reminder", "blue", "yellow", "orange", "red", "interview", "accountability",
    ]  # fmt: skip
    office = acting(world.secretary)
    actions.set_ladder(actor=office, duty="findings", steps=SHORT)
    assert [step.level for step in queries.ladder("findings")] == ["blue", "red"]
    assert [step.level for step in queries.ladder("dispatch")] == general
    event = Event.objects.get(kind="urging.ladder_set")
    assert "urging_letter" in event.facts_text
    actions.reset_ladder(actor=office, duty="findings")
    assert [step.level for step in queries.ladder("findings")] == general
    with pytest.raises(WrongState):
        actions.reset_ladder(actor=office, duty="findings")
    with pytest.raises(WrongState):
        actions.reset_ladder(actor=office, duty=queries.GENERAL)


def test_a_ticket_follows_the_ladder_that_holds(world: World) -> None:
    finding = build.late(world, 5)
    actions.set_ladder(actor=acting(world.system_admin), duty="findings", steps=SHORT)
    assert build.raised(world, finding).level == "red"
    assert build.told(finding, "ticket_raised") == {"builder_head"}
    # A level that the ladder has no more tells those who owe it.
    actions.set_ladder(actor=acting(world.secretary), duty="findings", steps=SHORT[:1])
    ticket = queries.tickets_of(finding)[0]
    actions.step_up_ticket(
        actor=acting(world.zigong_head), ticket_id=ticket.pk, level="interview", reason="紧急"
    )
    assert build.told(finding, "ticket_stepped_up") == {"builder_head", "builder_liaison"}


def test_only_the_central_office_keeps_it(world: World) -> None:
    for who in (world.zigong_officer, world.leader, world.security_admin):
        with pytest.raises(NotAllowed):
            actions.set_ladder(actor=acting(who), duty="findings", steps=SHORT)
        with pytest.raises(NotAllowed):
            actions.reset_ladder(actor=acting(who), duty="findings")
    with pytest.raises(NotVisible):
        actions.set_ladder(actor=acting(world.secretary), duty="sheets", steps=SHORT)


@pytest.mark.parametrize(
    "steps",
    [
        (),
        (Step("reminder", -1, "day"),),
        (Step("red", 1, "day"), Step("red", 2, "day")),
        (Step("purple", 1, "day"),),
        (Step("red", 1, "hour"),),
        (Step("red", 401, "day"),),
        (Step("red", 1, "day", ("everybody",)),),
        (Step("red", 1, "day", (), "love_letter"),),
        (Step("blue", 3, "day"), Step("red", 1, "day")),
    ],
)
def test_what_cannot_stand_is_refused(world: World, steps: tuple[Step, ...]) -> None:
    before = [step.rung for step in queries.ladder("findings")]
    with pytest.raises(Invalid):
        actions.set_ladder(actor=acting(world.secretary), duty=queries.GENERAL, steps=steps)
    assert [step.rung for step in queries.ladder("findings")] == before


def test_the_page_says_before_and_after_the_end_in_words(world: World) -> None:
    page = signed_in(world.secretary).get(reverse("urging:ladder_list")).content.decode()
    assert "到期前 7 天" in page
    assert "到期后 5 个工作日" in page
    assert "-7" not in page

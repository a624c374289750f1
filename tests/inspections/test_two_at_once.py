"""Two people press the same button at the same moment: one is told that it is done."""

import pytest

from liandu.audit.models import Event
from liandu.inspections import actions
from tests.inspections import build
from tests.people import World, acting, both, person

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_heads_who_decide_on_a_plan_one_is_late(world: World) -> None:
    site = build.submitted(world)
    other = person("second_head", "副主任", world.zigong, roles=["head"])
    ended = both(
        lambda: actions.approve_plan(actor=site.head, inspection_id=site.pk),
        lambda: actions.return_plan(actor=acting(other), inspection_id=site.pk, reason="补充"),
    )
    assert ended == ["done", "late"]
    decided = {"inspections.approved", "inspections.returned"}
    assert Event.objects.filter(kind__in=decided).count() == 1


def test_two_members_who_write_about_one_item_make_one_workpaper(world: World) -> None:
    site = build.on_site(world)
    assert both(*[lambda n=n: build.paper(site, actor=site.member(n)) for n in (0, 1)]) == [
        "done",
        "done",
    ]
    assert site.again().workpapers.count() == 1

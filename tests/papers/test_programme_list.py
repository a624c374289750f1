"""The list of a year's projects as a paper of the committee that resolved on them."""

import pytest
from django.urls import reverse

from liandu.access.actions import set_label
from liandu.engines.papers import KINDS
from liandu.papers.models import Paper
from liandu.programme import queries
from tests.meetings import build as meeting
from tests.papers.test_kinds import offered, said
from tests.people import World, acting, signed_in
from tests.programme import build
from tests.works import lists

pytestmark = pytest.mark.django_db
CODE = "programme_list"


def test_the_list_names_each_project_with_what_was_resolved_on_it(world: World) -> None:
    thing = lists.entered(world)
    of = meeting.committee(world)
    assert offered(world.secretary, of) == set()
    made = build.approved(world, of, object_ids=(thing.pk,), assisting_ids=(world.zigong_water.pk,))
    build.submitted(world, of, name="未议项目", targets="别处")
    assert offered(world.secretary, of) == {CODE}
    assert offered(world.zigong_officer, of) == set()
    assert set(KINDS[CODE].recipients(of)) == {body.pk for body in meeting.members(world)}
    text = said(world.secretary, CODE, of)
    resolution = build.topic_of(made).resolution
    for words in (
        f"{build.YEAR}年度协同监督项目清单", made.name, str(made.area), world.zigong.name,
        world.zigong_water.name, thing.name, "北总干渠", "3—6月", resolution.number,
        resolution.meeting.title,
    ):  # fmt: skip
        assert words in text
    assert "未议项目" not in text


def test_what_is_labelled_higher_than_the_list_is_not_on_it(world: World) -> None:
    of = meeting.committee(world)
    thing = lists.entered(world, name="涉密工程")
    made = build.approved(world, of, object_ids=(thing.pk,))
    set_label(actor=acting(world.zigong_head), record=thing, label=2, reason="x")
    assert thing.name not in said(world.secretary, CODE, of)
    set_label(actor=acting(world.zigong_head), record=made, label=2, reason="x")
    assert queries.last_year(acting(world.secretary), of) is None
    assert offered(world.secretary, of) == set()


def test_it_is_offered_on_the_page_of_its_year(world: World) -> None:
    of = meeting.committee(world)
    build.approved(world, of)
    url = reverse("papers:draft", args=[CODE, of.pk])
    page = f"{reverse('programme:year')}?year={build.YEAR}"
    office = signed_in(world.secretary)
    assert url in office.get(page).content.decode()
    before = page.replace(str(build.YEAR), str(build.YEAR - 1))
    assert url not in office.get(before).content.decode()
    assert url not in signed_in(world.zigong_officer).get(page).content.decode()
    said(world.secretary, CODE, of)
    made = Paper.objects.unscoped("test").get()
    assert made.get_absolute_url() in office.get(page).content.decode()

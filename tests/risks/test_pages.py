"""The register, the page of a point, and the forms, in a browser."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from liandu.risks import queries
from liandu.risks.models import RiskPoint
from liandu.works.models import SupervisedObject
from tests.people import World, signed_in
from tests.risks import build
from tests.works.lists import link_of

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def office(world: World) -> Client:
    """Return a browser in which Zigong's officer has signed in."""
    return signed_in(world.zigong_officer)


@pytest.fixture
def made(world: World) -> SupervisedObject:
    return build.watched(world)


def read(browser: Client, url: str, **query: Any) -> str:
    answer = browser.get(url, query)
    content: bytes = b"".join(answer) if answer.streaming else answer.content
    return content.decode("utf-8-sig")


def names(browser: Client, **query: Any) -> set[str]:
    """Return which of 甲乙丙丁 the register shows as risks."""
    answer = browser.get(reverse("risks:points"), query)
    return {row.name for row in answer.context["list"].page.rows}


def url(name: str, one: Any) -> str:
    return reverse(f"risks:{name}", args=[one.pk])


def test_a_point_is_entered_from_its_link_and_shown_where_it_belongs(
    office: Client, made: SupervisedObject
) -> None:
    link = link_of(made, "design")
    form = f"{url('add_point', made)}?link={link.pk}"
    assert f'<option value="{link.pk}" selected>' in read(office, form)
    sent = {
        "link": link.pk,
        "name": "指定设计单位",
        "level": 3,
        "frequency": "month",
        "post": "工程岗",
    }
    answer = office.post(form, sent)
    point = RiskPoint.objects.unscoped("test").get()
    assert answer["Location"] == point.get_absolute_url()
    for where in (
        point.get_absolute_url(), f"{made.get_absolute_url()}?tab=risks",
        f"{made.get_absolute_url()}?link={link.pk}", reverse("risks:points"),
    ):  # fmt: skip
        assert "指定设计单位" in read(office, where), where


def test_what_was_typed_stays_when_it_will_not_do(office: Client, made: SupervisedObject) -> None:
    sent = {"link": link_of(made).pk, "name": "", "measure": "逐项核对", "level": 3,
            "frequency": "year"}  # fmt: skip
    answer = office.post(url("add_point", made), sent)
    assert (answer.status_code, "逐项核对" in answer.content.decode()) == (422, True)


def test_risks_are_taken_over_by_ticking_them(office: Client, made: SupervisedObject) -> None:
    offers = queries.offers(made)
    page = read(office, url("take_over", made))
    assert page.count(" checked") == len(offers)
    ids = [one.item.pk for one in offers]
    assert office.post(url("take_over", made), {"items": ids}).status_code == 302
    again = office.get(url("take_over", made))
    assert again["Location"] == f"{made.get_absolute_url()}?tab=risks"


def test_a_point_is_changed_checked_retired_and_put_back(world: World, office: Client) -> None:
    point = build.added(world)
    assert 'value="围标串标"' in read(office, url("edit_point", point))
    change = {"link": point.link_id, "name": "围标", "level": 1, "frequency": "year"}
    assert office.post(url("edit_point", point), change).status_code == 302
    check = {"on": f"{timezone.localdate()}", "result": "attention", "note": "缺两份"}
    assert office.post(url("check_point", point), check).status_code == 302
    assert "缺两份" in read(office, point.get_absolute_url())
    assert office.post(url("retire_point", point), {"reason": "不涉及"}).status_code == 302
    page = read(office, point.get_absolute_url())
    assert url("restore_point", point) in page
    assert url("check_point", point) not in page
    assert office.get(url("retire_point", point)).status_code == 409
    assert office.post(url("restore_point", point), {"reason": "又涉及"}).status_code == 302
    assert build.again(world.zigong_officer, point).state == "in_force"


def test_only_what_a_person_may_do_is_offered(world: World) -> None:
    point = build.added(world)
    page = read(signed_in(world.builder_liaison), point.get_absolute_url())
    assert url("check_point", point) in page
    assert url("edit_point", point) not in page
    page = read(signed_in(world.leader), point.get_absolute_url())
    assert url("check_point", point) not in page
    tab = read(
        signed_in(world.leader), f"{point.link.supervised_object.get_absolute_url()}?tab=risks"
    )
    assert url("take_over", point.link.supervised_object) not in tab


def test_ones_own_check_is_marked(world: World, office: Client) -> None:
    point = build.added(world)
    build.checked(world.luzhou_officer, point)
    assert "自查" not in read(office, point.get_absolute_url())
    build.checked(world.builder_head, point)
    assert "自查" in read(office, point.get_absolute_url())


def test_the_register_is_narrowed_by_each_filter(
    world: World, office: Client, made: SupervisedObject
) -> None:
    late = build.due_in(build.added(world, made, name="甲"), -3)
    build.begun(world, late, days_ago=30)
    soon = build.due_in(build.added(world, made, name="乙", level=1, frequency="week"), 5)
    build.due_in(build.added(world, made, name="丙"), 30)
    other = build.added(world, made, "design", name="丁", form="指定单位")
    build.checked(world.zigong_officer, soon, result="problem", note="不符",
                  on=timezone.localdate())  # fmt: skip
    build.due_in(soon, 5)
    assert names(office) == {"甲", "乙", "丙", "丁"}
    cases: list[tuple[dict[str, Any], set[str]]] = [
        ({"due": "overdue"}, {"甲"}), ({"due": "week"}, {"乙"}), ({"due": "later"}, {"丙"}),
        ({"due": "never"}, {"甲", "丙"}), ({"level": 1}, {"乙"}), ({"link": "design"}, {"丁"}),
        ({"frequency": "week"}, {"乙"}), ({"result": "problem"}, {"乙"}), ({"q": "指定"}, {"丁"}),
        ({"body": world.zigong_water.pk}, {"丁"}), ({"supervising": world.luzhou.pk},
         {"甲", "乙", "丙"}), ({"state": "set_aside"}, set()), ({"object": made.pk},
         {"甲", "乙", "丙", "丁"}), ({"jurisdiction": world.zigong.jurisdiction_id},
         {"甲", "乙", "丙", "丁"}), ({"jurisdiction": world.luzhou.jurisdiction_id}, set()),
        ({"q": made.number}, {"甲", "乙", "丙", "丁"}),
    ]  # fmt: skip
    for query, wanted in cases:
        assert names(office, **query) == wanted, query
    assert names(signed_in(world.builder_head), ours="true") == {"甲", "乙", "丙"}
    assert other.answers == world.zigong_water


def test_the_register_leaves_as_a_file_with_what_the_page_shows(
    world: World, office: Client
) -> None:
    build.added(world, measure="比对报价", post="招标岗")
    text = read(office, reverse("risks:points"), export="csv", cols=["name", "measure", "due"])
    assert "围标串标,比对报价" in text
    assert signed_in(world.system_admin).get(reverse("risks:points"), {"export": "csv"}
                                             ).status_code == 403  # fmt: skip


def test_what_one_may_not_know_of_shows_nowhere(world: World) -> None:
    point = build.added(world, name="甲")
    record = point.link.supervised_object
    browser = signed_in(world.zigong_auditor)
    assert browser.get(point.get_absolute_url()).status_code == 404
    assert names(browser) == set()
    assert browser.get(reverse("risks:points"), {"object": record.pk}).status_code == 200
    assert names(browser, object=record.pk) == set()


def test_the_library_is_changed_on_its_page(world: World) -> None:
    office = signed_in(world.secretary)
    version = queries.libraries().get(object_type="waters")
    answer = office.post(url("copy_library", version))
    draft = queries.libraries().get(object_type="waters", version=2)
    assert answer["Location"] == url("edit_library", draft)
    assert "数据造假" in read(office, answer["Location"])
    row = {"link_code": "monitoring", "name": "瞒报", "level": "3", "frequency": "week"}
    sent = {f"row-0-{key}": value for key, value in row.items()} | {
        "name": "水域风险库", "row-1-name": "漏填", "row-1-link_code": "patrol",
    }  # fmt: skip
    assert office.post(url("edit_library", draft), sent).status_code == 302
    assert office.post(url("publish_library", draft)).status_code == 302
    page = read(office, reverse("risks:library"))
    assert "瞒报" in page
    assert [(i.name, i.level, i.frequency) for i in queries.library(draft.pk).items.all()] == [
        ("瞒报", 3, "week"), ("漏填", 2, "quarter"),
    ]  # fmt: skip
    office.post(url("copy_library", draft))
    third = queries.libraries().get(object_type="waters", version=3)
    assert office.post(url("discard_library", third)).status_code == 302
    assert not queries.libraries().filter(pk=third.pk).exists()


def test_a_point_leads_on_to_a_finding_at_its_link(world: World, office: Client) -> None:
    point = build.added(world)
    assert f"{reverse('findings:finding_new')}?link={point.link_id}" in read(
        office, point.get_absolute_url()
    )

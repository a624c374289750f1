"""The section on an object's page, and how many queries pages take."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from liandu.inspections import actions
from liandu.kernel.actor import Actor
from tests.files.crafted import upload
from tests.inspections import build
from tests.inspections.test_pages import to
from tests.people import World, signed_in


@pytest.fixture(autouse=True)
def _folder(tmp_path: Any, settings: Any) -> None:
    storages = {**settings.STORAGES}
    storages["default"] = {**storages["default"], "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = storages


def test_the_object_page_has_its_inspections(world: World) -> None:
    from liandu.inspections.panels import of_object  # noqa: PLC0415

    class Request:
        actor: Actor

    site, request = build.approved(world), Request()
    for _ in range(6):
        actions.plan_inspection(
            actor=site.office, plan=build.plan(), object_ids=[site.objects[0].pk]
        )
    request.actor = site.office
    shown = of_object(request, site.objects[0])
    assert shown is not None
    assert len(shown["inspections"]) == 5
    assert shown["has_more"]
    assert str(site.objects[0].pk) in shown["panel_url"]
    request.actor = build.acting(world.builder_liaison)
    shown = of_object(request, site.objects[0])
    assert shown is not None
    assert (shown["inspections"], shown["panel_url"]) == ([], "")


def count(client: Client, url: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as taken:
        assert client.get(url).status_code == 200
    return len(taken)


def test_a_page_takes_as_many_queries_for_many_rows_as_for_few(world: World) -> None:
    site = build.on_site(world)
    office, member = signed_in(world.zigong_officer), signed_in(site.others[0])
    item = to("field_item", site.pk, site.objects[0].pk, site.again().items.all()[5].pk)
    build.paper(site, photos=[upload()])
    actions.plan_inspection(
        actor=site.office, plan=build.plan(), object_ids=[build.works(world, "X").pk]
    )
    pages = (
        (office, to("inspection_list")), (office, to("inspection", site.pk)),
        (office, to("inspection", site.pk) + "?tab=workpapers"), (member, item),
    )  # fmt: skip
    for client, url in pages:
        client.get(url)
    few = [count(client, url) for client, url in pages]
    for n in range(8):
        actions.plan_inspection(
            actor=site.office, plan=build.plan(), object_ids=[build.works(world, f"X{n}").pk]
        )
        actions.add_item(actor=site.lead, inspection_id=site.pk, section="其他", text=f"另查 {n}")
    for n in range(1, 5):
        build.paper(site, n, photos=[upload()])
    assert [count(client, url) for client, url in pages] == few

"""Lists of risk points: all rows or none, and what is in force is changed where a row says so."""

import io
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from liandu.audit.models import Event
from liandu.kernel.errors import NotAllowed, NotVisible
from liandu.orgs.actions.imports import BadRows, Tried
from liandu.orgs.models import Person
from liandu.risks import actions
from liandu.risks.models import RiskPoint
from liandu.works.models import SupervisedObject
from tests.people import World, acting, signed_in
from tests.risks import build
from tests.works.lists import link_of

pytestmark = pytest.mark.django_db
ROW = {"link": "立项审批", "name": "应批未批"}


@pytest.fixture
def project(world: World) -> SupervisedObject:
    return build.watched(world)


def imported(
    world: World, project: SupervisedObject, *rows: dict[str, Any], who: Person | None = None,
    is_trial: bool = False,
) -> int:  # fmt: skip
    return actions.import_points(
        actor=acting(who or world.zigong_officer), object_id=project.pk,
        rows=list(enumerate(rows, 2)), is_trial=is_trial,
    ).count  # fmt: skip


def points() -> Any:
    return RiskPoint.objects.unscoped("test")


def test_a_list_comes_in_whole_and_changes_what_is_in_force(
    world: World, project: SupervisedObject
) -> None:
    whole = {
        "level": "3", "frequency": "month", "measure": "集体审议", "post": "科长",
        "responsible_body": world.builder.short_name, "supervising_body": world.zigong_water.name,
    }  # fmt: skip
    assert imported(world, project, ROW | whole, ROW | {"link": "2", "name": "拆分"}) == 2
    last = Event.objects.order_by("pk").last()
    assert last
    assert last.kind == "risks.points_imported"
    found = points().get(name="应批未批")
    assert (found.link, found.level, found.frequency) == (link_of(project), 3, "month")
    assert (found.responsible_body, found.supervising_body) == (world.builder, world.zigong_water)
    assert points().get(name="拆分").link.position == 2
    imported(world, project, {"link": "1 立项审批", "name": "应批未批", "measure": "公示"})
    found.refresh_from_db()
    assert (found.measure, found.level, found.post) == ("公示", 3, "科长")
    assert found.responsible_body == world.builder
    assert points().count() == 2


def test_one_bad_row_stops_a_list_and_a_trial_writes_nothing(
    world: World, project: SupervisedObject
) -> None:
    for bad, column in (
        (ROW | {"link": "没有"}, "link"), (ROW | {"name": " "}, "name"),
        (ROW | {"responsible_body": "没有这家"}, "responsible_body"),
    ):  # fmt: skip
        with pytest.raises(BadRows) as refusal:
            imported(world, project, ROW, bad | {"form": "x"})
        assert list(refusal.value.rows[3]) == [column]
    with pytest.raises(Tried):
        imported(world, project, ROW, is_trial=True)
    for who, refused in ((world.leader, NotAllowed), (world.luzhou_officer, NotAllowed)):
        with pytest.raises((refused, NotVisible)):
            imported(world, project, ROW, who=who)
    assert not points().exists()


def test_the_empty_workbook_filled_in_is_read_shown_and_taken(
    world: World, project: SupervisedObject
) -> None:
    browser = signed_in(world.zigong_officer)
    empty = browser.get(reverse("risks:template", args=[project.pk]))
    book = openpyxl.load_workbook(io.BytesIO(b"".join(empty)))
    sheet = book.active
    assert sheet is not None
    heads = [cell.value for cell in sheet[1]]
    row = {"环节": "立项审批", "风险点": "应批未批", "风险等级": "高", "排查周期": "每月"}
    sheet.append([row.get(str(head), "") for head in heads])
    file = io.BytesIO()
    book.save(file)
    url = reverse("risks:import", args=[project.pk])
    assert url in browser.get(f"{project.get_absolute_url()}?tab=risks").content.decode()
    preview = browser.post(url, {"file": SimpleUploadedFile("a.xlsx", file.getvalue())})
    assert "应批未批" in preview.content.decode()
    assert not points().exists()
    browser.post(url, {"rows": preview.context["kept"]})
    found = points().get()
    assert (found.level, found.frequency) == (3, "month")

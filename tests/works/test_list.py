"""The list: who sees which lines, what they are narrowed by, what they cost."""

import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import load_workbook

from liandu.audit.models import Event
from liandu.orgs.models import Jurisdiction, Person
from liandu.works import actions, queries
from liandu.works.models import Checkpoint, LightRule, SupervisedObject
from liandu.works.queries import lights
from liandu.works.rules import Light
from tests.people import World, acting, signed_in
from tests.works.lists import entered, finding_at, link_of

pytestmark = pytest.mark.django_db
URL = reverse("works:objects")


def names(who: Person, **query: str) -> list[str]:
    page = signed_in(who).get(URL, query)
    assert page.status_code == 200
    return [row.name for row, _cells in page.context["list"].lines]


def late(made: SupervisedObject, days: int, code: str = "approval") -> None:
    link = link_of(made, code)
    link.planned_end_on = timezone.localdate() - timedelta(days=days)
    link.save()


def begun(made: SupervisedObject, code: str = "approval") -> None:
    link = link_of(made, code)
    link.state = "in_progress"
    link.save()


def test_everybody_sees_their_own_lines_only(world: World) -> None:
    entered(world, name="自贡的", lead_body_id=world.zigong_water.pk)
    assert names(world.zigong_officer) == names(world.secretary) == ["自贡的"]
    assert names(world.water_officer) == ["自贡的"]
    assert names(world.luzhou_officer) == names(world.builder_liaison) == []


def test_a_line_above_ones_clearance_is_not_there(world: World) -> None:
    made = entered(world, name="敏感的", label=2)
    SupervisedObject.objects.unscoped("test").filter(pk=made.pk).update(label=3)
    assert names(world.zigong_officer) == []
    assert names(world.leader) == ["敏感的"]


def test_findings_that_are_hidden_do_not_colour_a_light(world: World) -> None:
    made = entered(world, lead_body_id=world.zigong_water.pk)
    finding_at(world, made, "approval", found_on=date(2020, 1, 1))
    assert names(world.zigong_officer, light="yellow") == ["北干渠"]
    assert names(world.water_officer, light="yellow") == []
    assert names(world.water_officer, light="none") == ["北干渠"]
    assert queries.overview(acting(world.water_officer), made).findings.count == 0


def test_without_an_app_that_counts_findings_dates_alone_tell(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lights, "_counting", [])
    monkeypatch.setattr(lights, "_finding", [])
    late(entered(world, name="晚"), 40)
    finding_at(world, entered(world, name="有问题"), found_on=date(2020, 1, 1))
    assert names(world.zigong_officer, light="red") == ["晚"]
    assert names(world.zigong_officer, light="yellow") == []


def test_the_lead_bodies_to_choose_from_betray_nothing(world: World) -> None:
    entered(world, lead_body_id=world.zigong_water.pk)
    assert list(queries.lead_bodies(acting(world.zigong_officer))) == [world.zigong_water]
    assert not queries.lead_bodies(acting(world.luzhou_officer)).exists()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"q": "东干 渠"}, ["东干渠"]),
        ({"q": "XM-E"}, ["东干渠"]),
        ({"q": "水利"}, ["东干渠"]),
        ({"q": "（）"}, []),
        ({"light": "red"}, ["红渠"]),
        ({"light": "yellow"}, ["黄渠"]),
        ({"light": "green"}, ["东干渠"]),
        ({"light": "none"}, ["西干渠"]),
        ({"current": "design"}, ["东干渠"]),
        ({"current": "approval"}, []),
        ({"several": "true"}, ["东干渠"]),
        ({"several": "false"}, ["黄渠", "红渠", "西干渠", "东干渠"]),
        ({"ours": "true"}, ["西干渠"]),
        ({"ours": "false"}, ["黄渠", "红渠", "西干渠", "东干渠"]),
        ({"long": "true"}, ["黄渠"]),
        ({"long": "false"}, ["黄渠", "红渠", "西干渠", "东干渠"]),
        ({"object_type": "waters"}, ["西干渠"]),
        ({"list_year": "2023"}, ["东干渠"]),
    ],
)
def test_the_list_is_narrowed(world: World, query: dict[str, str], expected: list[str]) -> None:
    places = tuple(Jurisdiction.objects.values_list("pk", flat=True))
    east = entered(
        world, name="东干渠", number="XM-E1", lead_body_id=world.zigong_water.pk,
        jurisdiction_ids=places, list_year=2023,
    )  # fmt: skip
    begun(east, "design")
    entered(
        world, name="西干渠", number="XM-W", object_type="waters", lead_body_id=world.zigong.pk,
        jurisdiction_ids=places[:1],
    )  # fmt: skip
    late(entered(world, name="红渠", number="XM-R"), 31)
    late(entered(world, name="黄渠", number="XM-Y"), 20)
    assert names(world.zigong_officer, **query) == expected


def test_lines_are_narrowed_by_place_field_and_lead(world: World) -> None:
    place, field = Jurisdiction.objects.first(), queries.fields()[0]
    assert place
    entered(world, name="甲", jurisdiction_ids=(place.pk,), lead_body_id=world.zigong_water.pk)
    entered(world, name="乙", field_id=field.pk)
    assert names(world.zigong_officer, jurisdiction=str(place.pk)) == ["甲"]
    assert names(world.zigong_officer, field=str(field.pk)) == ["乙"]
    assert names(world.zigong_officer, lead=str(world.zigong_water.pk)) == ["甲"]


def test_yellow_for_long_counts_only_what_dates_tell(world: World) -> None:
    short, undated = entered(world, name="新黄"), entered(world, name="要点黄")
    late(short, 3)
    actions.set_checkpoint(
        actor=acting(world.zigong_officer), link_id=link_of(undated).pk, position=1,
        state="failed", note="缺件",
    )  # fmt: skip
    assert set(names(world.zigong_officer, light="yellow")) == {"新黄", "要点黄"}
    assert names(world.zigong_officer, long="true") == []


dates = st.none() | st.integers(-40, 40)
objects = st.lists(
    st.tuples(
        st.sampled_from(["not_started", "in_progress", "done", "checked"]), dates, dates, dates,
        st.integers(0, 2),
        st.lists(st.tuples(st.booleans(), st.integers(0, 20), dates), max_size=2),
    ),
    max_size=4,
)  # fmt: skip
RULES = [
    ("days_late", "above", 5, "red"), ("days_start_late", "at_least", 1, "yellow"),
    ("days_finished_late", "above", 2, "yellow"), ("failed_checkpoints", "at_least", 2, "red"),
    ("open_findings", "at_least", 2, "yellow"), ("oldest_open_days", "above", 7, "yellow"),
    ("overdue_findings", "at_least", 1, "red"),
]  # fmt: skip


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(objects)
def test_the_filter_finds_exactly_the_objects_that_show_the_light(
    world: World, drawn: list[Any]
) -> None:
    today, now = timezone.localdate(), timezone.now()

    def day(off: int | None) -> date | None:
        return None if off is None else today + timedelta(days=off)

    LightRule.objects.all().delete()
    for metric, comparison, amount, shown in RULES:
        LightRule.objects.create(
            metric=metric, comparison=comparison, amount=amount, light=shown, sentence=metric
        )
    SupervisedObject.objects.unscoped("test").all().update(label=3)
    for state, start, end, ended, failed, findings in drawn:
        made = entered(world)
        link = link_of(made)
        link.state, link.planned_start_on, link.planned_end_on = state, day(start), day(end)
        link.ended_on = day(ended)
        link.save()
        for position in range(failed):
            Checkpoint.objects.create(link=link, position=position, text="要点", state="failed")
        for at_link, age, due in findings:
            finding_at(
                world, made, "approval" if at_link else "", found_on=today - timedelta(days=age),
                step_due_at=None if due is None else now + timedelta(days=due, hours=1),
            )  # fmt: skip
    actor = acting(world.zigong_officer)
    rows = queries.objects(actor)
    shows = {row.pk: queries.overview(actor, row).shown.light for row in rows}
    for asked in (Light.RED, Light.YELLOW, Light.GREEN, Light.NONE):
        found = set(
            rows.filter(queries.is_showing(actor, asked, today)).values_list("pk", flat=True)
        )
        assert found == {pk for pk, shown in shows.items() if shown == asked}


def counted(who: Person, url: str = URL) -> int:
    browser = signed_in(who)
    browser.get(url)
    with CaptureQueriesContext(connection) as queries_made:
        assert browser.get(url).status_code == 200
    return len(queries_made)


def test_the_list_costs_the_same_for_ten_lines_and_a_thousand(world: World) -> None:
    for _ in range(10):
        begun(entered(world, lead_body_id=world.zigong_water.pk))
    few = counted(world.zigong_officer)
    first = queries.objects(acting(world.zigong_officer)).first()
    SupervisedObject.objects.bulk_create(
        SupervisedObject(
            owner_body=world.zigong, number=f"N-{n}", name=f"项目 {n}", normal_name=f"项目{n}",
            lead_body=world.zigong_water, template=first.template if first else None,
        )
        for n in range(990)
    )  # fmt: skip
    assert counted(world.zigong_officer) == few
    assert few <= 40


def test_an_export_says_what_the_page_says_and_is_on_record(world: World) -> None:
    made = entered(world, name="=cmd", investment_fen=8_640_000_000_00)
    late(made, 40)
    browser = signed_in(world.zigong_officer)
    answer = browser.get(URL, {"export": "xlsx", "cols": ["name", "light", "investment", "links"]})
    content = b"".join(answer)  # type: ignore[call-overload]
    rows = load_workbook(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert rows[0] == ["项目", "灯", "总投资（亿元）", "监督环节"]
    assert rows[1][0] == "=cmd"
    assert rows[1][2:] == ["86.4", "r" + "n" * 12]
    assert Event.objects.get(kind="works.objects_exported").facts["after"]["count"] == 1


def test_a_file_of_chosen_lines_holds_no_line_that_is_hidden(world: World) -> None:
    hidden = entered(world, name="自贡的")
    browser = signed_in(world.luzhou_officer)
    answer = browser.get(URL, {"export": "csv", "pk": str(hidden.pk)})
    assert "自贡的" not in b"".join(answer).decode()  # type: ignore[call-overload]


def test_the_light_names_its_rule_and_since_when(world: World) -> None:
    made = entered(world)
    late(made, 3)
    text = signed_in(world.zigong_officer).get(URL).content.decode()
    assert "黄灯" in text
    assert "超过计划完成日期" in text
    assert reverse("works:object", args=[made.pk]) in text


def test_who_may_enter_objects_is_offered_to(world: World) -> None:
    empty = signed_in(world.luzhou_officer).get(URL)
    assert reverse("works:new_import") in empty.content.decode()
    for who in (world.zigong_inspector, world.audit_admin):
        assert reverse("works:new") not in signed_in(who).get(URL).content.decode()

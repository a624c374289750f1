"""A list comes in line by line as it was settled, all at once, or not at all."""

import pytest

from liandu.access.models import Grant
from liandu.audit.models import Event
from liandu.kernel.errors import Invalid, NotAllowed, NotVisible
from liandu.works import actions, queries
from liandu.works.actions import importing
from liandu.works.models import ColumnMapping, ImportBatch, SupervisedObject
from liandu.works.models.problems import told
from liandu.works.rules import Match
from tests.people import World, acting
from tests.works.lists import (
    HEADS,
    OC4IDS,
    choices,
    csv,
    entered,
    fates,
    imported,
    line,
    settled,
    uploaded,
    xlsx,
)

pytestmark = pytest.mark.django_db


def all_objects() -> list[SupervisedObject]:
    return list(SupervisedObject.objects.unscoped("test").order_by("number"))


def test_a_good_line_becomes_an_object_with_all_it_says(world: World) -> None:
    batch = imported(world.zigong_officer, uploaded(world.zigong_officer, csv(line())))
    assert (batch.state, batch.report["counts"]["new"]) == ("done", 1)
    (made,) = all_objects()
    assert (made.number, made.name, made.normal_name) == ("XM-2023-001", "北干渠", "北干渠")
    assert str(made.field) == "现代基础设施"
    assert {one.code for one in made.jurisdictions.all()} == {"510300", "510500"}
    assert (made.starts_text, made.ends_text) == ("2021-03", "2025")
    assert made.investment_fen == 864_000_000_000
    assert made.lead_body == world.zigong_water
    assert list(made.responsible_bodies.all()) == [world.builder]
    assert (made.other_bodies, made.owner_body) == ("示例公司", world.zigong)
    assert made.links.count() == 13


def test_the_bodies_of_a_line_see_its_object(world: World) -> None:
    imported(world.zigong_officer, uploaded(world.zigong_officer, csv(line())))
    assert queries.objects(acting(world.water_officer)).count() == 1
    assert dict(Grant.objects.values_list("body__code", "basis")) == {
        "ZG-SL": "lead_body", "GQ": "responsible_body",
    }  # fmt: skip


def test_the_owner_needs_no_grant(world: World) -> None:
    row = line(牵头单位="自贡市监督办", 责任单位="")
    imported(world.zigong_officer, uploaded(world.zigong_officer, csv(row)))
    assert not Grant.objects.exists()


def test_every_object_and_the_list_itself_leave_an_event(world: World) -> None:
    rows = [line(项目编号=f"N{n}", 项目名称=f"渠 {n}") for n in range(3)]
    batch = imported(world.zigong_officer, uploaded(world.zigong_officer, csv(*rows)))
    made = Event.objects.filter(kind="works.object_imported")
    assert set(made.values_list("subject_id", flat=True)) == {str(o.pk) for o in all_objects()}
    told_of = Event.objects.get(kind="works.list_imported")
    assert told_of.subject_id == str(batch.pk)
    assert told_of.facts["files"] == [batch.digest]


def test_the_first_line_is_shown_first(world: World) -> None:
    rows = [line(项目编号=f"N{n}", 项目名称=f"渠 {n}") for n in range(3)]
    imported(world.zigong_officer, uploaded(world.zigong_officer, csv(*rows)))
    newest = queries.objects(acting(world.zigong_officer)).order_by("-created_at", "-pk")
    assert [one.name for one in newest] == ["渠 0", "渠 1", "渠 2"]


def test_lines_without_a_number_are_numbered_in_their_order(world: World) -> None:
    rows = [line(项目编号="", 项目名称=name) for name in ("甲", "乙")]
    imported(world.zigong_officer, uploaded(world.zigong_officer, csv(*rows)))
    assert [(o.name, o.number[-3:]) for o in all_objects()] == [("甲", "001"), ("乙", "002")]


def test_a_bad_line_stays_out_and_a_good_one_comes_in(world: World) -> None:
    bad = line(项目编号="B", 项目名称="坏", 开工="2023-02-30")
    batch = uploaded(world.zigong_officer, csv(bad, line()))
    assert fates(world.zigong_officer, batch) == {2: "wrong", 3: "new"}
    batch = imported(world.zigong_officer, batch)
    assert [one.name for one in all_objects()] == ["北干渠"]
    wrong = batch.report["lines"][0]
    assert (wrong["line"], wrong["doing"], wrong["object"]) == (2, "wrong", "")
    assert told(wrong["problems"][0]) == "没有“2023-02-30”这一天。"
    assert (wrong["problems"][0]["column"], wrong["problems"][0]["row"]) == ("E", 2)


def test_a_missing_name_is_told_by_the_name_of_its_column(world: World) -> None:
    batch = uploaded(world.zigong_officer, csv(line(项目名称="")))
    (found,) = queries.lines(acting(world.zigong_officer), batch, queries.reading(batch))
    assert "“名称”为空。" in [told(problem) for problem in found.draft.problems]


def test_a_bad_line_is_mended_on_the_page(world: World) -> None:
    batch = uploaded(world.zigong_officer, csv(line(开工="2023-02-30", 项目名称="")))
    batch = settled(
        world.zigong_officer, batch, mended={"2": {"starts_on": "2023-02-28", "name": "修好的"}}
    )
    assert fates(world.zigong_officer, batch) == {2: "new"}
    imported(world.zigong_officer, batch)
    (made,) = all_objects()
    assert (made.name, made.starts_text) == ("修好的", "2023-02-28")


def test_mending_what_is_not_there_changes_nothing(world: World) -> None:
    batch = uploaded(world.zigong_officer, csv(line()))
    batch = settled(
        world.zigong_officer, batch, mended={"99": {"name": "x"}, "2": {"content": "没有这列"}}
    )
    assert fates(world.zigong_officer, batch) == {2: "new"}


def test_a_doubtful_line_waits_until_somebody_looked_at_it(world: World) -> None:
    batch = uploaded(world.zigong_officer, csv(line(开工="45000")))
    assert fates(world.zigong_officer, batch) == {2: "unseen"}
    with pytest.raises(Invalid):
        actions.queue_import(actor=acting(world.zigong_officer), batch_id=batch.pk)
    batch = settled(world.zigong_officer, batch, seen=(2,))
    assert fates(world.zigong_officer, batch) == {2: "new"}


@pytest.mark.parametrize(
    ("about", "by_number"), [({"number": "XM-2023-001"}, True), ({"name": "北 干渠"}, False)]
)
def test_what_is_in_the_list_already_is_found_by_number_or_name(
    world: World, about: dict[str, str], by_number: bool
) -> None:
    entered(world, **({"name": "别的"} | about))
    batch = uploaded(world.zigong_officer, csv(line()))
    (found,) = queries.lines(acting(world.zigong_officer), batch, queries.reading(batch))
    assert found.match == Match(by_number=by_number, count=1, is_editable=True)
    assert fates(world.zigong_officer, batch) == {2: "skip"}


def test_a_hidden_object_matches_nothing(world: World) -> None:
    hidden = entered(world, number="XM-2023-001")
    SupervisedObject.objects.unscoped("test").filter(pk=hidden.pk).update(label=3)
    batch = uploaded(world.zigong_officer, csv(line()))
    assert fates(world.zigong_officer, batch) == {2: "new"}


def test_what_another_body_keeps_is_not_updated(world: World) -> None:
    theirs = actions.create_object(
        actor=acting(world.luzhou_officer),
        draft=importing.ObjectDraft(
            name="北干渠", number="XM-2023-001", lead_body_id=world.zigong.pk
        ),
    )
    batch = settled(
        world.zigong_officer, uploaded(world.zigong_officer, csv(line())), for_all="update"
    )
    assert fates(world.zigong_officer, batch) == {2: "skip"}
    batch = settled(world.zigong_officer, batch, for_all="new")
    imported(world.zigong_officer, batch)
    theirs.refresh_from_db()
    assert (len(all_objects()), theirs.investment_fen) == (2, None)


def test_an_update_writes_what_the_line_says_and_leaves_the_rest(world: World) -> None:
    kept = entered(world, number="XM-2023-001", name="旧名", content="旧内容", label=2)
    batch = settled(
        world.zigong_officer, uploaded(world.zigong_officer, csv(line())), for_all="update"
    )
    batch = imported(world.zigong_officer, batch)
    kept.refresh_from_db()
    assert (kept.name, kept.normal_name, kept.content, kept.label) == (
        "北干渠",
        "北干渠",
        "旧内容",
        2,
    )
    assert kept.lead_body == world.zigong_water
    assert queries.objects(acting(world.water_officer)).count() == 1
    assert (batch.report["counts"]["update"], batch.report["counts"]["unchanged"]) == (1, 0)
    assert Event.objects.filter(kind="works.object_edited", subject_id=str(kept.pk)).count() == 1


def test_an_update_that_says_nothing_new_leaves_no_trace(world: World) -> None:
    officer = world.zigong_officer
    imported(officer, uploaded(officer, csv(line())))
    batch = imported(officer, settled(officer, uploaded(officer, csv(line())), for_all="update"))
    assert batch.report["counts"]["unchanged"] == 1
    assert not Event.objects.filter(kind="works.object_edited").exists()


def test_the_year_and_the_label_hold_for_the_whole_list(world: World) -> None:
    batch = settled(
        world.zigong_officer, uploaded(world.zigong_officer, csv(line())), list_year=2023, label=2
    )
    imported(world.zigong_officer, batch)
    (made,) = all_objects()
    assert (made.list_year, made.label) == (2023, 2)


def test_nothing_is_imported_above_ones_own_clearance(world: World) -> None:
    batch = settled(world.zigong_officer, uploaded(world.zigong_officer, csv(line())), label=3)
    batch = imported(world.zigong_officer, batch)
    assert (batch.state, all_objects()) == ("failed", [])
    assert "密级" in batch.report["why"] or "级别" in batch.report["why"]


def test_columns_are_settled_and_remembered_for_the_next_list(world: World) -> None:
    officer, heads = world.zigong_officer, ("代号", "项目名称", "总投资（亿元）")
    batch = uploaded(officer, csv(("K-1", "甲", "1"), heads=heads))
    assert choices(batch).layout["columns"][0]["field"] is None
    columns = {0: ("number", None), 1: ("name", None), 2: ("investment", "万元")}
    batch = actions.set_columns(actor=acting(officer), batch_id=batch.pk, sheet=0, columns=columns)
    imported(officer, batch)
    (made,) = all_objects()
    assert (made.number, made.investment_fen) == ("K-1", 1_000_000)
    again = uploaded(officer, csv(("K-2", "乙", "1"), heads=heads))
    assert [c["field"] for c in choices(again).layout["columns"]] == [
        "number",
        "name",
        "investment",
    ]
    theirs = uploaded(world.luzhou_officer, csv(("K-3", "丙", "1"), heads=heads))
    assert choices(theirs).layout["columns"][0]["field"] is None


def test_another_sheet_can_be_chosen(world: World) -> None:
    officer = world.zigong_officer
    batch = uploaded(officer, xlsx(line(), sheets=("清单", "清单二")), "list.xlsx")
    assert queries.reading(batch).has_doubtful_columns
    with pytest.raises(Invalid):
        actions.queue_import(actor=acting(officer), batch_id=batch.pk)
    batch = actions.set_columns(actor=acting(officer), batch_id=batch.pk, sheet=1, columns={})
    assert choices(batch).layout["sheet"] == 1
    assert not ColumnMapping.objects.exists()
    assert imported(officer, batch).state == "done"


def test_a_list_without_a_usable_column_is_not_imported(world: World) -> None:
    batch = uploaded(world.zigong_officer, "甲,乙\n1,2".encode())
    assert not queries.reading(batch).is_usable
    with pytest.raises(Invalid):
        actions.queue_import(actor=acting(world.zigong_officer), batch_id=batch.pk)


def test_an_oc4ids_package_comes_in_too(world: World) -> None:
    officer = world.zigong_officer
    batch = settled(officer, uploaded(officer, OC4IDS.encode(), "package.json"), all_seen=True)
    assert imported(officer, batch).state == "done"
    (made,) = all_objects()
    assert (made.number, made.status, made.investment_fen) == ("oc4ids-1", "completed", 100_000)
    assert made.lead_body == world.zigong_water


@pytest.mark.parametrize("content", [b"", b"\x00\x01", b"PK\x03\x04broken", b"{", b"[1, 2]"])
def test_a_file_that_cannot_be_read_says_why_and_leaves_nothing(
    world: World, content: bytes
) -> None:
    with pytest.raises(Invalid) as refusal:
        uploaded(world.zigong_officer, content)
    assert not refusal.value.fields["file"].isascii()
    assert not ImportBatch.objects.exists()


def test_an_import_is_a_matter_of_who_began_it(world: World) -> None:
    batch = uploaded(world.zigong_officer, csv(line()))
    with pytest.raises(NotVisible):
        queries.batch(acting(world.zigong_head), batch.pk)
    with pytest.raises(NotVisible):
        queries.batch(acting(world.zigong_officer), "no id")
    assert list(queries.batches(acting(world.zigong_officer))) == [batch]


def test_inspectors_upload_nothing(world: World) -> None:
    with pytest.raises(NotAllowed):
        uploaded(world.zigong_inspector, csv(line()))


def test_two_bodies_of_one_name_are_named_by_nobody(world: World) -> None:
    world.builder.short_name = "自贡市水利局"
    world.builder.save()
    imported(world.zigong_officer, uploaded(world.zigong_officer, csv(line())))
    (made,) = all_objects()
    assert (made.lead_body, made.other_bodies) == (None, "自贡市水利局、示例公司")


def test_a_developer_that_is_known_takes_part_and_one_that_is_not_stays_text(world: World) -> None:
    heads = (*HEADS, "项目业主")
    rows = [(*line(), "灌区公司"), (*line(项目编号="2", 项目名称="乙"), "某某公司")]
    imported(world.zigong_officer, uploaded(world.zigong_officer, csv(*rows, heads=heads)))
    found = {one.name: one.developer for one in all_objects()}
    assert found == {"北干渠": "灌区公司", "乙": "某某公司"}

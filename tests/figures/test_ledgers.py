"""The ledger of another body is compared with what one may see; why they differ is kept."""

import io
from datetime import timedelta
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from liandu.audit.models import Event
from liandu.engines.tabular import read_book
from liandu.figures import actions, queries
from liandu.figures.models import Explanation, Reconciliation
from liandu.figures.rules import Account, Verdict
from liandu.findings.models import Finding
from liandu.kernel.errors import Invalid, NotAllowed, NotVisible, WrongState
from liandu.works.queries import read_sheet
from tests.people import World, acting, signed_in
from tests.portal import build

TODAY = timezone.localdate()
FINDINGS = "/findings/"


def put(world: World, **fields: Any) -> Finding:
    """Put a finding of Zigong into the table that the builder is to put right."""
    fields = {"responsible_body": world.builder, "found_on": TODAY, **fields}
    (made,) = Finding.objects.bulk_create([build.finding(world.zigong, **fields)])
    return Finding.objects.unscoped("test").get(pk=made.pk)


def begun(world: World, *lines: dict[str, str], **changes: Any) -> Reconciliation:
    """Return the ledger of the builder with these rows, taken in by the office of Zigong."""
    terms = {"body_id": world.builder.pk, "since": TODAY, "until": TODAY, "label": 1} | changes
    return actions.begin_reconciliation(
        actor=acting(world.zigong_officer),
        account=Account(title="对账", file_name="台账.xlsx", **terms),
        lines=[{"row": row, "values": values} for row, values in enumerate(lines, 2)],
    )


def row(finding: Finding, **said: str) -> dict[str, str]:
    """Return a row of their file about a finding."""
    return {"number": finding.number, "name": finding.title, **said}


def told(world: World, held: Reconciliation, who: str = "zigong_officer") -> dict[str, Any]:
    """Return what came of each line, by its key, as somebody sees it."""
    found = queries.pairs(acting(getattr(world, who)), held)
    return {
        pair.key: {one.column: (one.here, one.there) for one in pair.differences} or pair.verdict
        for pair in found
    }


def test_each_difference_is_named_with_what_either_says(world: World) -> None:
    late = (TODAY - timedelta(days=1)).isoformat()
    one, other, alone = put(world, title="甲"), put(world, title="乙"), put(world, title="丙")
    put(world, title="丁", state="withdrawn")
    put(world, title="戊", found_on=TODAY - timedelta(days=9))
    put(world, title="己", responsible_body=world.zigong_water)
    held = begun(
        world,
        row(one, state="登记", responsible=world.builder.name, involved="0", severity="general"),
        row(other, found_on=late, responsible="水利局", state="", due="2026-01-01"),
        {"number": "A-7", "name": "庚"},
    )
    state = str(one.get_state_display())
    assert told(world, held) == {
        "r2": {"state": (state, "登记")},
        "r3": {"found_on": (TODAY.isoformat(), late), "due": ("", "2026-01-01"),
               "responsible": (str(world.builder), "水利局")},
        "r4": Verdict.ONLY_THERE, f"f{alone.pk}": Verdict.ONLY_HERE,
    }  # fmt: skip


def test_what_was_passed_on_to_another_body_is_still_met_by_its_number(world: World) -> None:
    passed = put(world, title="甲", responsible_body=world.zigong_water)
    held = begun(world, row(passed, responsible=world.builder.name))
    assert told(world, held) == {
        "r2": {"responsible": (str(world.zigong_water), world.builder.name)}
    }


def test_nothing_out_of_sight_is_told_of(world: World) -> None:
    secret = put(world, title="甲", label=3)
    held = begun(world, row(secret))
    assert told(world, held) == {"r2": Verdict.ONLY_THERE}
    with pytest.raises(NotVisible):
        queries.pair_of(acting(world.zigong_officer), held, f"f{secret.pk}")


def test_an_object_out_of_sight_is_not_compared(world: World) -> None:
    hidden = build.works(world.luzhou)
    found = put(world, supervised_object=hidden)
    held = begun(world, row(found, object="某项目"))
    seen = told(world, held)["r2"]
    assert seen == Verdict.AGREES


def exported(world: World) -> bytes:
    """Return the ledger of Zigong as its office exports it."""
    asked = {"export": "xlsx", "cols": ["number", "title", "state", "due", "severity", "object",
             "responsible", "finder", "amount", "found_on", "closed_at"]}  # fmt: skip
    return b"".join(signed_in(world.zigong_officer).get(FINDINGS, asked))


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_export_of_our_own_ledger_agrees_line_by_line(
    world: World, settings: Any, language: str
) -> None:
    settings.LANGUAGE_CODE = language
    put(world, title="甲", amount_fen=123_456_700, step_due_at=timezone.now())
    put(world, title="乙", severity="severe")
    at = timezone.now()
    made = build.closed(world, world.zigong, at, title="丙", responsible_body=world.builder)
    Finding.objects.bulk_create([made])
    lines = queries.stated(read_sheet(queries.ledger_sheet(), exported(world), "台账.xlsx"))
    assert len(lines) == 3
    held = begun(world, *(line["values"] for line in lines))
    assert set(told(world, held).values()) == {Verdict.AGREES}


def test_cells_that_cannot_be_read_are_compared_as_they_stand(world: World) -> None:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet("台账")
        sheet.write_row(0, 0, ("编号", "问题", "发现日期", "金额（万元）"))
        sheet.write_row(1, 0, ("WT-1", "甲", "年底前后", "约3"))
        sheet.write_row(2, 0, ("", "", "2026-05-06", ""))
    (line,) = queries.stated(read_sheet(queries.ledger_sheet(), file.getvalue(), "台账.xlsx"))
    assert line == {
        "row": 2,
        "values": {"number": "WT-1", "name": "甲", "found_on": "年底前后", "involved": "3"},
    } | {"values": line["values"]}
    assert line["values"]["found_on"] == "年底前后"


def test_why_they_differ_is_kept_and_told_with_the_line(world: World) -> None:
    found = put(world)
    held = begun(world, row(found, state="已完成"), row(put(world, title="乙")))
    officer = acting(world.zigong_officer)
    actions.explain_difference(actor=officer, reconciliation_id=held.pk, line="r2", text="口径不同")
    page = signed_in(world.zigong_head).get(held.get_absolute_url())
    assert "口径不同" in page.content.decode()
    with pytest.raises(WrongState):
        actions.explain_difference(actor=officer, reconciliation_id=held.pk, line="r3", text="无")
    with pytest.raises(NotVisible):
        actions.explain_difference(actor=officer, reconciliation_id=held.pk, line="r9", text="无")
    Finding.objects.unscoped("test").filter(pk=found.pk).update(label=3)
    hidden = signed_in(world.zigong_officer).get(held.get_absolute_url()).content.decode()
    assert "口径不同" not in hidden
    assert list(Explanation.objects.unscoped("test").values_list("row", "finding")) == [
        (2, found.pk)
    ]


def test_what_only_one_has_is_explained_too(world: World) -> None:
    found = put(world)
    held, officer = begun(world, {"number": "A-7", "name": "乙"}), acting(world.zigong_officer)
    for line, text in (("r2", "已并入"), (f"f{found.pk}", "未移交")):
        actions.explain_difference(actor=officer, reconciliation_id=held.pk, line=line, text=text)
    shown = signed_in(world.zigong_officer).get(held.get_absolute_url())
    assert shown.context["explained"] == shown.context["differ"] == 2
    file = b"".join(signed_in(world.zigong_head).get(f"{held.get_absolute_url()}?export=xlsx"))
    cells = {cell for line in read_book(file, "对账.xlsx").sheets[0].rows for cell in line}
    assert {found.number, "A-7"} <= cells
    assert any("未移交" in str(cell) for cell in cells)
    assert Event.objects.filter(kind="figures.figures_exported").exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"label": 3}, "label"),
        ({"since": TODAY + timedelta(days=1)}, "until"),
        ({"body_id": 0}, "body"),
    ],
)
def test_a_ledger_that_cannot_be_compared_is_refused(
    world: World, changes: dict[str, Any], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        begun(world, {"number": "A-7"}, **changes)
    assert set(refused.value.fields) == {field}
    with pytest.raises(Invalid):
        begun(world)


def test_ledgers_are_compared_by_offices_heads_and_liaisons_for_their_own_body(
    world: World,
) -> None:
    held = begun(world, {"number": "A-7"})
    for who in ("zigong_inspector", "builder_head", "leader"):
        with pytest.raises(NotAllowed):
            actions.begin_reconciliation(
                actor=acting(getattr(world, who)), lines=[{}],
                account=Account(world.zigong.pk, TODAY, TODAY, 0, "对账", "台账.xlsx"),
            )  # fmt: skip
    with pytest.raises(NotAllowed):
        actions.explain_difference(
            actor=acting(world.secretary), reconciliation_id=held.pk, line="r2", text="无"
        )


def test_a_ledger_is_taken_in_and_explained_on_pages(world: World) -> None:
    put(world, title="甲")
    browser, name = signed_in(world.zigong_officer), "台账.csv"
    asked = {"body": world.builder.pk, "since": TODAY, "until": TODAY, "label": 1}
    for content, status in ((b"nothing", 422), ("编号,问题\nA-7,乙\n".encode(), 200)):
        file = SimpleUploadedFile(name, content, "text/csv")
        answer = browser.post("/figures/ledgers/new/", {**asked, "file": file}, follow=True)
        assert answer.status_code == status
    held = answer.context["held"]
    url = f"{held.get_absolute_url()}r2/"
    assert "乙" in browser.get(url).content.decode()
    assert "未移交" in browser.post(url, {"text": "未移交"}, follow=True).content.decode()
    listed = browser.get("/figures/ledgers/", {"q": held.number}).context["list"].page.rows
    assert list(listed) == [held]

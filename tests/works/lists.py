"""Objects and lists for tests, in the small world."""

import io
from collections.abc import Sequence
from dataclasses import replace
from itertools import count
from typing import Any

import xlsxwriter
from django.utils import timezone

from liandu.findings.models import Finding
from liandu.orgs.models import Person
from liandu.works import actions, queries
from liandu.works.models import ImportBatch, SupervisedObject, SupervisionLink
from liandu.works.rules import Choices, ObjectDraft
from tests.people import World, acting

NUMBERS = count(1)
HEADS = (
    "项目编号", "项目名称", "领域", "建设地点", "开工", "竣工", "总投资（亿元）", "牵头单位",
    "责任单位",
)  # fmt: skip
GOOD = (
    "XM-2023-001", "北干渠", "现代基础设施", "自贡市、泸州市", "2021-03", "2025", "86.4",
    "自贡市水利局", "灌区公司、示例公司",
)  # fmt: skip

OC4IDS = """{"projects": [{"id": "oc4ids-1", "title": "Bridge", "status": "maintenance",
  "sector": ["transport.road"], "budget": {"amount": {"amount": 1000, "currency": "CNY"}},
  "parties": [{"name": "自贡市水利局", "roles": ["publicAuthority"]}],
  "locations": [{"description": "自贡市"}]}]}"""


def draft(**changes: Any) -> ObjectDraft:
    """Return an object as it is entered."""
    return ObjectDraft(**({"name": "北干渠"} | changes))


def entered(world: World, **changes: Any) -> SupervisedObject:
    """Return an object that Zigong's officer entered."""
    return actions.create_object(actor=acting(world.zigong_officer), draft=draft(**changes))


def link_of(made: SupervisedObject, code: str = "approval") -> SupervisionLink:
    """Return a link of an object."""
    found: SupervisionLink = made.links.get(code=code)
    return found


def finding_at(world: World, made: SupervisedObject, code: str = "", **fields: Any) -> Finding:
    """Return an open finding of Zigong about an object, at one of its links if named."""
    values: dict[str, Any] = {
        "owner_body": world.zigong, "number": f"WT-{next(NUMBERS)}", "title": "问题",
        "supervised_object": made,
        "link": link_of(made, code) if code else None, "found_on": timezone.localdate(),
        "registered_by": world.zigong_officer, "state": "assigned",
    }  # fmt: skip
    found: Finding = Finding.objects.unscoped("test").create(**(values | fields))
    return found


def csv(*rows: Sequence[str], heads: Sequence[str] = HEADS) -> bytes:
    """Return a list as a text table."""
    return "\n".join(",".join(row) for row in (heads, *rows)).encode()


def line(**changes: str) -> tuple[str, ...]:
    """Return a good line with some cells changed, named by their heading."""
    return tuple(changes.get(head, cell) for head, cell in zip(HEADS, GOOD, strict=True))


def xlsx(*rows: Sequence[Any], sheets: Sequence[str] = ("清单",)) -> bytes:
    """Return a workbook with the same rows on each sheet."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        for name in sheets:
            sheet = book.add_worksheet(name)
            for at, row in enumerate((HEADS, *rows)):
                sheet.write_row(at, 0, row)
    return file.getvalue()


def uploaded(who: Person, content: bytes, name: str = "list.csv") -> ImportBatch:
    """Return a list that somebody has uploaded."""
    return actions.start_import(actor=acting(who), file_name=name, content=content)


def settled(who: Person, batch: ImportBatch, **changes: Any) -> ImportBatch:
    """Settle choices of an import."""
    return actions.edit_import(
        actor=acting(who), batch_id=batch.pk, change=lambda kept: replace(kept, **changes)
    )


def fates(who: Person, batch: ImportBatch) -> dict[int, str]:
    """Return what would be done with each line."""
    batch.refresh_from_db()
    found = queries.lines(acting(who), batch, queries.reading(batch))
    return {one.number: one.doing.value for one in found}


def imported(who: Person, batch: ImportBatch) -> ImportBatch:
    """Put an import into the queue and run it as the worker does."""
    actions.queue_import(actor=acting(who), batch_id=batch.pk)
    actions.run_import(batch.pk)
    batch.refresh_from_db()
    return batch


def choices(batch: ImportBatch) -> Choices:
    """Return what was settled about an import."""
    return Choices.of(batch.choices)

"""Whatever is uploaded: no crash, no half of a line, and a message that says where and why.

Set LIANDU_MALFORMED to try as many files as a bench wants.
"""

import os
import random
from collections.abc import Callable

import pytest

from liandu.audit.models import Event
from liandu.kernel.errors import Invalid
from liandu.works import actions
from liandu.works.models import ImportBatch, SupervisedObject, SupervisionLink
from tests.people import World, acting
from tests.works.lists import HEADS, OC4IDS, csv, line, settled, uploaded, xlsx

COUNT = int(os.environ.get("LIANDU_MALFORMED", "60"))
CELLS = (
    "", "=1+1", "#REF!", "待定", "2023-02-30", "45000", "1e309", "-3", "12万亿美元", "\u202e反",
    "x" * 5000, "荣县、、", "９９９", "2025年底", "NaN", "\ud83d", "'; DROP TABLE x", "\n\n",
    "0" * 30,
)  # fmt: skip

pytestmark = pytest.mark.django_db
Spoil = Callable[[random.Random], bytes]


def spoilt_cells(dice: random.Random) -> bytes:
    """Return a list in which cells are anything."""
    rows = []
    for number in range(dice.randint(1, 5)):
        row = list(line(项目编号=f"N{number}", 项目名称=f"渠 {number}"))
        for _ in range(dice.randint(0, 4)):
            row[dice.randrange(len(row))] = dice.choice(CELLS)
        rows.append([cell.replace(",", "，") for cell in row])
    heads = list(HEADS)
    if dice.random() < 0.3:
        heads[dice.randrange(len(heads))] = dice.choice(["", "名称", "总投资", "单位：亿元"])
    text = "\n".join(",".join(row) for row in (heads, *rows))
    return text.encode("utf-8", "surrogatepass")


def spoilt_bytes(dice: random.Random) -> bytes:
    """Return a list, a workbook or a package with bytes changed or cut off."""
    whole = dice.choice(
        [csv(line()), xlsx(line()), OC4IDS.encode(), csv(line()).decode().encode("gb18030")]
    )
    kept = bytearray(whole[: dice.randint(1, len(whole))])
    for _ in range(dice.randint(0, 8)):
        kept[dice.randrange(len(kept))] = dice.randrange(256)
    return bytes(kept)


def spoilt_package(dice: random.Random) -> bytes:
    """Return a package in which a value is of another kind."""
    value = dice.choice(["null", "[]", "{}", "-1", '"x"', "1e999", "true", "[" * 500 + "]" * 500])
    old = dice.choice(
        ['"oc4ids-1"', '"Bridge"', "1000", '["transport.road"]', '"CNY"', '"maintenance"']
    )
    return OC4IDS.replace(old, value).encode()


def noise(dice: random.Random) -> bytes:
    """Return anything at all."""
    return dice.randbytes(dice.randint(0, 400))


SPOILS: tuple[Spoil, ...] = (spoilt_cells, spoilt_bytes, spoilt_package, noise)


def whole(world: World, batch: ImportBatch) -> None:
    """Check that each line of a list is there with all that belongs to it, or not at all."""
    new = [one for one in batch.report["lines"] if one["doing"] == "new"]
    rows = SupervisedObject.objects.unscoped("test")
    assert {str(one.pk) for one in rows} == {one["object"] for one in new}
    links = SupervisionLink.objects.unscoped("test").count()
    assert links == sum(one.template.items.count() for one in rows if one.template)
    assert Event.objects.filter(kind="works.object_imported").count() == len(new)


@pytest.mark.parametrize("seed", range(COUNT))
def test_nothing_that_is_uploaded_breaks_or_comes_in_by_halves(world: World, seed: int) -> None:
    dice, officer = random.Random(seed), world.zigong_officer  # noqa: S311 - to try, not to hide
    content = SPOILS[seed % len(SPOILS)](dice)
    refusal: Invalid | None = None
    try:
        batch = uploaded(officer, content, "list.csv")
        settled(officer, batch, all_seen=True, columns_seen=True)
        actions.queue_import(actor=acting(officer), batch_id=batch.pk)
    except Invalid as why:
        refusal = why
    if refusal:
        assert all(str(words).strip() for words in refusal.fields.values())
        assert not SupervisedObject.objects.unscoped("test").exists()
        return
    assert actions.run_import(batch.pk) == "done"
    batch.refresh_from_db()
    whole(world, batch)
    for one in batch.report["lines"]:
        assert one["doing"] != "wrong" or [p for p in one["problems"] if p["severity"] == "error"]
        assert all(p["row"] == one["line"] for p in one["problems"])

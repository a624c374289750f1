"""Every page asks the database as often as the table says, with ten rows and with ten thousand."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from liandu.audit.models import Event
from liandu.findings.models import Finding
from liandu.inspections.models import Inspection
from liandu.kernel.models import new_id
from liandu.notices.models import Notice
from liandu.orgs import middleware
from liandu.orgs.models import Body, Person
from liandu.works.models import SupervisedObject
from tests.access_table.expected import KINDS, ROWS
from tests.access_table.pinned import PINNED
from tests.access_table.scene import Scene, made
from tests.access_table.test_table import WANTED
from tests.people import World

pytestmark = pytest.mark.once
FEW, MANY, OFFICES = 10, 10_000, 10
# What a week asks of a desk changes with its days: the table holds for this one.
WEDNESDAY = datetime(2026, 11, 25, 10, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def on_wednesday() -> Iterator[None]:
    """Set the clock to the day that the table was pinned on."""
    with time_machine.travel(WEDNESDAY):
        yield


def page_of(scene: Scene, name: str) -> tuple[Client, str]:
    """Return the browser of somebody who may open the page, who has just opened it, and its URL."""
    path, _, query = name.partition("?")
    args = scene.args(path) if WANTED[path] else {}
    url = reverse(path, kwargs=args) + (f"?{query}" if query else "")
    kinds = [kind for kind, letter in zip(KINDS, ROWS[path].get, strict=True) if letter == "o"]
    client = scene.browser("secretariat" if "secretariat" in kinds else kinds[0])
    return client, url


def cost(client: Client, url: str) -> int:
    """Return how many queries a page takes that was open before."""
    read(client, url)
    with CaptureQueriesContext(connection) as asked:
        read(client, url)
    return len(asked)


def read(client: Client, url: str) -> None:
    """Read a page or a file to its end."""
    response = client.get(url)
    if response.streaming:
        b"".join(response)


def unlike(pages: dict[str, tuple[Client, str]]) -> list[str]:
    """Return each page that takes another number of queries than pinned."""
    found = {name: cost(*page) for name, page in pages.items()}
    return [f"{name}: {n}, not {PINNED[name]}" for name, n in found.items() if n != PINNED[name]]


def copies(row: Model, count: int, **changes: Callable[[int], Any]) -> Iterator[Any]:
    """Yield ``count`` rows like this one, but for what has to differ."""
    stored = [each for each in row._meta.concrete_fields if not each.generated]
    kept = {each.attname: getattr(row, each.attname) for each in stored if not each.primary_key}
    for number in range(count):
        yield type(row)(**kept | {name: make(number) for name, make in changes.items()})


def add(scene: Scene, count: int) -> None:
    """Add as many rows to everything that a page lists, in sight of the office."""

    def pk(_number: int) -> Any:
        return new_id()

    def named(start: str) -> Callable[[int], str]:
        return lambda number: f"{start}-{count}-{number}"

    told = Notice.objects.filter(person=scene.world.zigong_officer)[0]
    last = Event.objects.order_by("pk").last()
    assert last
    rows: tuple[Iterator[Any], ...] = (
        copies(scene.object, count, id=pk, number=named("XM")),
        copies(scene.inspection, count, id=pk, number=named("JC")),
        copies(scene.finding, count, id=pk, number=named("WT")),
        copies(scene.world.builder, count // OFFICES, code=named("QY")),
        copies(scene.world.zigong_auditor, count // OFFICES, username=named("someone")),
        copies(last, count),
        copies(told, count),
    )
    models: tuple[Any, ...] = (
        SupervisedObject, Inspection, Finding, Body, Person, Event, Notice,
    )  # fmt: skip
    for model, batch in zip(models, rows, strict=True):
        model.objects.bulk_create(batch, batch_size=1000)


def test_pages_take_as_many_queries_as_pinned_however_many_rows(
    on_wednesday: None, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A session is written down now and then; on a slow machine one page would pay for it.
    monkeypatch.setattr(middleware, "EVERY", 10**9)
    scene = made(world)
    add(scene, FEW)
    pages = {name: page_of(scene, name) for name in PINNED}
    assert unlike(pages) == []
    add(scene, MANY)
    # Beyond some thousands in sight lists and search spare themselves a question, and what frozen
    # figures counted is not told one by one; the export of all projects is read in parts.
    assert unlike(pages) == [
        "search:results?q=设计: 16, not 17", "contracts:oc4ids: 218, not 18",
        "findings:finding_list: 25, not 26", "figures:snapshot: 28, not 31",
    ]  # fmt: skip


def test_every_page_is_pinned() -> None:
    # What answers machines reads no page together.
    pages = {name: row for name, row in ROWS.items() if not name.startswith("operation:")}
    shown = {name for name, row in pages.items() if "o" in row.get}
    assert shown == {name.partition("?")[0] for name in PINNED}

"""Each address answers each kind of person as the table says; no address is without a row."""

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.template import loader
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from liandu.kernel.models import new_id
from tests.access_table.expected import KINDS, NOT_TAKEN, ROWS, Row
from tests.access_table.scene import NOBODY, Scene, made
from tests.people import World

SIGN_IN = reverse("orgs:sign_in")
LETTERS = {200: "o", 400: "b", 403: "x", 404: ".", 405: "m", 409: "w", 422: "f", 401: "u", 429: "l"}
NUMBER = 2**40
INTERFACE = "v1"
SECRETS = re.compile(rb'(csrfmiddlewaretoken" value|csrf-token" content)="[^"]*"|[A-Za-z0-9]{64}')


def addresses(
    resolver: Any = None, spaces: tuple[str, ...] = ()
) -> Iterator[tuple[str, URLPattern]]:
    """Yield every pattern of the site with its name."""
    for one in (resolver or get_resolver()).url_patterns:
        # Programs have a table of their own (tests/interfaces): a browser opens nothing there.
        if isinstance(one, URLResolver) and one.namespace == INTERFACE:
            continue
        if isinstance(one, URLResolver):
            inside = (*spaces, one.namespace) if one.namespace else spaces
            yield from addresses(one, inside)
        else:
            yield ":".join((*spaces, one.name or "")), one


WANTED = {name: bool(one.pattern.converters) for name, one in addresses()}


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    named = set(WANTED)
    assert all(not name.endswith(":") for name in named), "name each address"
    missing, left = sorted(named - set(ROWS)), sorted(set(ROWS) - named)
    assert not missing, f"add rows to tests/access_table/expected.py for: {', '.join(missing)}"
    assert not left, f"take out of tests/access_table/expected.py: {', '.join(left)}"


# Which rows are seen is held on each database (tests/oracle); what is answered then is Python.
pytestmark = pytest.mark.once


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave pages empty: what is answered is decided before they are drawn, and drawing is slow."""
    monkeypatch.setattr(loader, "render_to_string", lambda *_args, **_options: "")


@pytest.fixture
def scene(world: World) -> Scene:
    """Return the world of the table."""
    return made(world)


def asked(scene: Scene, kind: str, method: str, url: str) -> HttpResponseBase:
    """Ask for an address, and undo whatever came of it."""
    block = transaction.atomic()
    # As Django's own test cases do: actions inside take it for the outermost, and it is undone.
    block._from_testcase = True  # type: ignore[attr-defined]  # noqa: SLF001
    with block:
        found: HttpResponseBase = getattr(scene.browser(kind), method)(url)
        if found.streaming:
            b"".join(found)  # read to its end, a file is closed
        transaction.set_rollback(True)
    return found


def letter(response: HttpResponseBase) -> str:
    """Return the letter that the table has for an answer."""
    if response.status_code == 302:
        return "s" if response["Location"].startswith(SIGN_IN) else "r"
    return LETTERS.get(response.status_code, str(response.status_code))


def elsewhere(args: dict[str, Any]) -> dict[str, Any]:
    """Return the same arguments for what does not exist."""
    other = {UUID: lambda _one: new_id(), int: lambda _one: NUMBER}
    return {
        key: one if key == "kind" else other.get(type(one), lambda same: same)(one)
        for key, one in args.items()
    }


def plain(response: HttpResponseBase, url: str) -> bytes:
    """Return a page without its own address and without what differs each time."""
    content: bytes = getattr(response, "content", b"")
    return SECRETS.sub(b"", content).replace(url.encode(), b"")


def answers(scene: Scene, row: Row, method: str) -> str:
    """Return the letters of an address for every kind of person."""
    url = reverse(row.name, kwargs=scene.args(row.name) if WANTED[row.name] else {})
    return "".join(letter(asked(scene, kind, method, url)) for kind in KINDS)


@pytest.mark.parametrize("app", sorted({row.app for row in ROWS.values()}))
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.usefixtures("undrawn")
def test_every_kind_of_person_is_answered_as_the_table_says(
    scene: Scene, app: str, method: str
) -> None:
    wrong = []
    for row in ROWS.values():
        if row.app == app:
            expected = row.get if method == "get" else row.post
            found = answers(scene, row, method)
            if found != expected:
                wrong.append(f"{row.name:32}{method}  is {found}  not {expected}")
    assert not wrong, "\n" + "\n".join(wrong)


@pytest.mark.parametrize(
    "app",
    [
        "access",
        "consultations",
        "contracts",
        "cooperation",
        "dispatch",
        "files",
        "findings",
        "inspections",
        "meetings",
        "notices",
        "papers",
        "programme",
        "risks",
        "sharing",
        "urging",
        "works",
    ],
)
def test_what_is_unseen_looks_as_if_it_were_not_there(scene: Scene, app: str) -> None:
    """Byte by byte, but for the address itself, by either method."""
    told = []
    for row in ROWS.values():
        if row.app != app or not WANTED[row.name]:
            continue
        args = scene.args(row.name)
        here, gone = (reverse(row.name, kwargs=one) for one in (args, elsewhere(args)))
        for method, letters in (("get", row.get), ("post", row.post)):
            for kind in ("elsewhere", "walled"):
                if letters[KINDS.index(kind)] == ".":
                    pages = [plain(asked(scene, kind, method, url), url) for url in (here, gone)]
                    told += [f"{row.name} {method} {kind}"] if pages[0] != pages[1] else []
    assert not told


def test_rows_about_a_record_say_not_there_to_just_those_who_may_not_know_of_it(
    scene: Scene,
) -> None:
    """What the table itself says is held against the read rule: 404 for unseen, 403 for seen."""
    wrong = []
    for row in ROWS.values():
        record = scene.record_of(row.name) if WANTED[row.name] else None
        if record is None or row.name in NOT_YET:
            continue
        for kind, got, sent in zip(KINDS, row.get, row.post, strict=True):
            rows = type(record).objects.visible_to(scene.actor(kind)).filter(pk=record.pk)
            if kind != NOBODY and not rows.exists() and not {got, sent} <= {".", NOT_TAKEN}:
                wrong.append(f"{row.name} {kind}: unseen, yet {got} and {sent}")
            elif rows.exists() and {got, sent} <= {".", NOT_TAKEN} and "." in (got, sent):
                wrong.append(f"{row.name} {kind}: seen, yet {got} and {sent}")
    assert sorted(wrong) == sorted(CLOSED_PARTS), wrong


# There is none in the state that the inspection of the scene is in.
NOT_YET = {"inspections:print_report"}
# Parts of a record that stay closed to some of those who see the record: workpapers to the
# inspected, until the report is before them; and the answering of what they say of it.
CLOSED_PARTS = [
    f"inspections:{name} {kind}: seen, yet . and {posted}"
    for name, posted in (("workpaper", "m"), ("review", "."), ("answer", "."))
    for kind in ("liaison", "resp head")
]

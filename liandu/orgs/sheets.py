"""The four lists that can be imported: their columns, and reading a file made from the template."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.engines.tabular.book import read_book
from liandu.engines.tabular.problems import Unreadable
from liandu.kernel.errors import Invalid
from liandu.orgs import actions
from liandu.orgs.actions.imports import Outcome, Rows

MOST_ROWS = 2000


@dataclass(frozen=True, slots=True)
class Sheet:
    """A list that can be imported: key, heading in the file, an example, and whether needed."""

    key: str
    title: Any
    columns: Sequence[tuple[str, Any, str, bool]]
    permit: str
    take: Callable[..., Outcome]
    back: str


SHEETS = {
    sheet.key: sheet
    for sheet in (
        Sheet(
            "bodies", gettext_lazy("Import bodies"),
            (
                ("code", gettext_lazy("code"), "ZG-SJ", True),
                ("name", gettext_lazy("name"), "自贡市审计局", True),
                ("short_name", gettext_lazy("short name"), "市审计局", False),
                ("kind", gettext_lazy("kind"), "审计机关", True),
                ("jurisdiction", gettext_lazy("jurisdiction code"), "510300", False),
                ("parent", gettext_lazy("code of the body above"), "ZG", False),
                ("supervision_kinds", gettext_lazy("kinds of supervision"), "审计监督", False),
            ),
            "orgs.import_bodies", actions.import_bodies, "orgs:body_list",
        ),
        Sheet(
            "people", gettext_lazy("Import accounts"),
            (
                ("username", gettext_lazy("account"), "zg-shenji-01", True),
                ("name", gettext_lazy("name"), "审计岗一", True),
                ("phone", gettext_lazy("phone"), "", False),
                ("email", gettext_lazy("e-mail"), "", False),
            ),
            "orgs.import_people", actions.import_people, "orgs:person_list",
        ),
        Sheet(
            "posts", gettext_lazy("Import posts"),
            (
                ("body", gettext_lazy("code of the body"), "ZG-SJ", True),
                ("name", gettext_lazy("post"), "联络岗", True),
                ("roles", gettext_lazy("roles"), "联络员", False),
            ),
            "orgs.import_posts", actions.import_posts, "orgs:body_list",
        ),
        Sheet(
            "memberships", gettext_lazy("Import who holds which post"),
            (
                ("username", gettext_lazy("account"), "zg-shenji-01", True),
                ("body", gettext_lazy("code of the body"), "ZG-SJ", True),
                ("post", gettext_lazy("post"), "联络岗", True),
                ("clearance", gettext_lazy("clearance"), "敏感", True),
                ("reason", gettext_lazy("reason of a clearance"), "承担联合检查", False),
            ),
            "orgs.import_memberships", actions.import_memberships, "orgs:person_list",
        ),
    )
}  # fmt: skip


def read_rows(sheet: Sheet, data: bytes, name: str) -> Rows:
    """Return the rows of a file made from the template, each with its number in the file.

    :raises Invalid: if it is no table, a column is missing, or there is nothing in it
    """
    try:
        rows = read_book(data, name).sheets[0].rows
    except (Unreadable, IndexError) as fault:
        raise Invalid(
            {"file": _("The file cannot be read as a table. Use the template.")}
        ) from fault
    heads = [_text(cell) for cell in rows[0]] if rows else []
    places = {key: _place(heads, str(label)) for key, label, _example, _needed in sheet.columns}
    missing = [
        str(label) for key, label, _e, needed in sheet.columns if needed and places[key] is None
    ]
    if missing:
        words = _("Columns are missing: %(names)s. Use the template.")
        raise Invalid({"file": words % {"names": "、".join(missing)}})
    found = [
        (number, {key: _cell(row, place) for key, place in places.items()})
        for number, row in enumerate(rows[1:], 2)
        if any(_text(cell) for cell in row)
    ]
    if not found or len(found) > MOST_ROWS:
        words = _("Put 1 to %(most)s rows below the headings.")
        raise Invalid({"file": words % {"most": MOST_ROWS}})
    return found


def _place(heads: list[str], label: str) -> int | None:
    return heads.index(label) if label in heads else None


def _cell(row: Sequence[Any], place: int | None) -> str:
    return _text(row[place]) if place is not None and place < len(row) else ""


def _text(cell: Any) -> str:
    """Return a cell as text; a number typed into a column of codes loses its idle ``.0``."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else str(cell).strip()

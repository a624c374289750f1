"""How a finding, an inspection or an object is put on the desk."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from liandu.portal.rules import DeskItem, Pile

PILES = {
    Pile.OVERDUE: _("Overdue"),
    Pile.TODAY: _("Due today"),
    Pile.SOON: _("This week and next"),
    Pile.LATER: _("Later"),
    Pile.UNDATED: _("Without a date"),
}
# The step that is asked for, as a verb at the end of the row.
ASKED = {
    "confirm": _("Confirm"), "assign": _("Assign"), "accept": _("Sign for"),
    "file_plan": _("File plan"), "approve_plan": _("Review plan"), "submit": _("Prove"),
    "grant_extension": _("Decide"), "start_first_review": _("Review"),
    "pass_first_review": _("Review"), "close": _("Close out"),
}  # fmt: skip
ICONS = {
    "findings": "progress-check",
    "inspections": "clipboard-check",
    "works": "building-bridge-2",
}
KINDS = {"findings": _("Finding"), "inspections": _("Inspection"), "works": _("Object")}


def desk_items(rows: Iterable[tuple[str, Any]]) -> list[DeskItem]:
    """Return records, each with the name of its app, as rows of the desk."""
    return [_item(app, row) for app, row in rows]


def _item(app: str, row: Any) -> DeskItem:
    asked = getattr(row, "asked", "")
    return DeskItem(
        title=getattr(row, "title", "") or str(row),
        context=" · ".join(str(part) for part in (row.number, _where(row)) if part),
        url=row.get_absolute_url(),
        icon=ICONS[app],
        kind=KINDS[app],
        asked=ASKED.get(asked, _("Open")),
        state=row.get_state_display() if hasattr(row, "state") else "",
        light=str(getattr(row, "light", "n") or "n")[:1],
        due_at=getattr(row, "step_due_at", None),
    )


def _where(row: Any) -> object:
    return getattr(row, "supervised_object", None) or getattr(row, "responsible_body", None) or ""

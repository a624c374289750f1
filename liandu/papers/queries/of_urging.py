"""The papers by which a body is urged, each with the history of the tickets on its finding."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from liandu.engines.papers import Kind, as_cell, dated, offer
from liandu.kernel.actor import Actor
from liandu.papers.queries.of_findings import (
    CHINESE,
    FINDING,
    WITH_DELAY,
    is_overdue,
    overseers,
    responsible,
    values_of_delay,
)
from liandu.urging.queries import tickets_of

NOTHING = "无。"
WITH_TICKETS: Mapping[str, Any] = {
    **WITH_DELAY,
    "督办级别": _("level of the ticket"),
    "承诺期限": _("day promised for"),
    "历次督办": _("what was urged before, as rows of a table"),
}
HEAD = ("时间", "单位", "级别", "事项", "说明")


def values(actor: Actor, record: Any) -> dict[str, str]:
    """Return the same as of a delay, with the tickets on the finding step by step."""
    tickets = tickets_of(record)
    live = next((one for one in tickets if one.is_live), None)
    with override(CHINESE):
        rows = [
            (dated(timezone.localdate(line.at)), line.body, line.get_level_display(), line,
             line.text)
            for one in reversed(tickets)
            for line in one.entries.select_related("body")
        ]  # fmt: skip
        table = [f"| {' | '.join(as_cell(str(cell)) for cell in row)} |" for row in (HEAD, *rows)]
        return values_of_delay(actor, record) | {
            "督办级别": str(live.get_level_display()) if live else "",
            "承诺期限": dated(live.new_due_on) if live else "",
            "历次督办": "\n".join(table) if rows else NOTHING,
        }


def is_urged(_actor: Actor, record: Any) -> bool:
    """Test whether a ticket urges the responsible body."""
    return any(one.is_live for one in tickets_of(record))


for _kind in (
    Kind("urging_letter", _("Urging letter"), FINDING, WITH_TICKETS, values, overseers,
         responsible, is_overdue),
    Kind("reminder_letter", _("Reminder letter"), FINDING, WITH_TICKETS, values, overseers,
         responsible, is_urged),
    Kind("admonition_letter", _("Admonition letter"), FINDING, WITH_TICKETS, values, overseers,
         responsible, is_urged),
):  # fmt: skip
    offer(_kind)

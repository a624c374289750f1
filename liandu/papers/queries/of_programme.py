"""The list of a year's supervision projects, as the committee that resolved on them issues it."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from liandu.access.rules import RecordKind
from liandu.committees.queries import member_ids
from liandu.engines.papers import Kind, as_cell, dated, offer
from liandu.kernel.actor import Actor
from liandu.programme.queries import last_year, listed

CODE = "programme_list"
HEAD = "| 序号 | 项目名称 | 领域 | 牵头单位 | 配合单位 | 监督对象 | 实施时间 | 议定依据 |"
FIELDS: Mapping[str, Any] = {
    "机构名称": _("name of the committee"),
    "年度": _("year of the list"),
    "项目数": _("how many projects it has"),
    "项目清单": _("the projects, as rows of a table"),
    "今天": _("today"),
}


def values(actor: Actor, record: Any) -> dict[str, str]:
    """Return what the list of a year fills in: the projects that its drafter may know of."""
    year = last_year(actor, record)
    rows = list(listed(actor, record, year)) if year else []
    return {
        "机构名称": record.name, "年度": str(year or ""), "项目数": str(len(rows)),
        "项目清单": "\n".join(_lines(rows)), "今天": dated(timezone.localdate()),
    }  # fmt: skip


def _lines(rows: list[tuple[Any, list[str], str]]) -> Iterator[str]:
    """Yield the projects as rows of a table under its head."""
    if rows:
        yield HEAD
    for at, (one, targets, basis) in enumerate(rows, 1):
        helpers = "、".join(body.name for body in one.assisting.all())
        cells = (
            str(at), one.name, str(one.area), one.owner_body.name, helpers, "、".join(targets),
            f"{one.first_month}—{one.last_month}月", basis,
        )  # fmt: skip
        yield f"| {' | '.join(map(as_cell, cells))} |"


def keeper(record: Any) -> tuple[int, ...]:
    """Return the secretariat of the committee."""
    return (record.owner_body_id,)


def members(record: Any) -> tuple[int, ...]:
    """Return the member bodies."""
    return tuple(sorted(member_ids(record) - {record.owner_body_id}))


def is_timely(actor: Actor, record: Any) -> bool:
    """Test whether the programme of some year has a project."""
    return last_year(actor, record) is not None


offer(
    Kind(
        CODE, _("List of the year's projects"), int(RecordKind.COMMITTEE), FIELDS, values, keeper,
        members, is_timely,
    )
)  # fmt: skip

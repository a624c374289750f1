"""The bulletin of a period: a paper drawn up from a snapshot, and from nothing else."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from liandu.access.rules import RecordKind
from liandu.access.words import LABEL_WORDS
from liandu.engines.papers import Kind, as_cell, dated, offer
from liandu.figures.queries.frozen import CHINESE, Kept, kept
from liandu.figures.queries.words import name_of
from liandu.figures.rules import Period
from liandu.kernel.actor import Actor

FIELDS: Mapping[str, Any] = {
    "期间": _("period"), "地区": _("jurisdiction"), "编号": _("number of the snapshot"),
    "截止时间": _("when the figures were frozen"), "编制单位": _("body that froze them"),
    "统计范围": _("in whose sight and up to which label they were counted"),
    "监督检查": _("inspections"), "发现问题": _("findings"), "完成整改": _("findings closed"),
    "建立机制": _("rules made"), "未销号": _("open findings"), "超期": _("overdue findings"),
    "销号率": _("closing rate"), "按期整改率": _("on-time rate"), "平均整改天数": _("mean days"),
    "挽回资金": _("money recovered"), "超一年": _("open for over a year"),
    "指标表": _("every figure, as rows of a table"), "今天": _("today"),
}  # fmt: skip
NAMED = {
    "监督检查": "visits", "发现问题": "found", "完成整改": "closed", "建立机制": "rules",
    "未销号": "open", "超期": "overdue", "销号率": "closing_rate", "按期整改率": "on_time_rate",
    "平均整改天数": "mean_days", "挽回资金": "recovered_fen", "超一年": "old",
}  # fmt: skip


def values(_actor: Actor, snapshot: Any) -> dict[str, str]:
    """Return what a snapshot in hand fills in: what it holds, and nothing counted anew."""
    with override(CHINESE):
        at = timezone.localtime(snapshot.created_at)
        by = f"{snapshot.owner_body.name}{snapshot.taken_post}"
        groups = kept(snapshot)
        shown = {one.key: one.was_text for _label, figures in groups for one in figures}
        return {
            "期间": name_of(Period.read(snapshot.period, timezone.localdate())).replace(" ", ""),
            "地区": snapshot.jurisdiction.name if snapshot.jurisdiction else "全部地区",
            "编号": snapshot.number,
            "截止时间": f"{dated(at.date())}{at:%H:%M}",
            "编制单位": snapshot.owner_body.name,
            "统计范围": f"{by}可见、密级不高于“{LABEL_WORDS[snapshot.label]}”的记录",
            "指标表": "\n".join(_rows(groups)),
            "今天": dated(timezone.localdate()),
            **{name: shown.get(key, "—") for name, key in NAMED.items()},
        }


def _rows(groups: Sequence[tuple[str, Sequence[Kept]]]) -> Iterator[str]:
    """Yield every figure as a row of a table."""
    for label, figures in groups:
        for one in figures:
            yield f"| {as_cell(label)} | {as_cell(one.label)} | {one.was_text} |"


def froze(snapshot: Any) -> tuple[int, ...]:
    """Return the body that froze the figures."""
    return (snapshot.owner_body_id,)


offer(Kind("bulletin", _("Bulletin"), int(RecordKind.SNAPSHOT), FIELDS, values, froze))

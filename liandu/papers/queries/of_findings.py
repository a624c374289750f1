"""The papers about findings: what their templates may name, and who draws them up."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from liandu.access.rules import RecordKind
from liandu.engines.papers import Kind, dated, offer
from liandu.findings.queries import approved_measures, seen_finding
from liandu.findings.rules import FindingState
from liandu.kernel.actor import Actor
from liandu.web.say import money

CHINESE = "zh-hans"
FIELDS: Mapping[str, Any] = {
    "编号": _("number of the finding"),
    "问题": _("title of the finding"),
    "事实": pgettext_lazy("finding", "fact"),
    "违反规定": _("rule broken"),
    "整改要求": _("what is demanded"),
    "对象": _("supervised object"),
    "严重程度": pgettext_lazy("finding", "severity"),
    "整改类型": _("rectification"),
    "涉及金额": _("amount involved"),
    "发现日期": _("found on"),
    "整改期限": _("due"),
    "发现单位": _("body that found it"),
    "责任单位": _("responsible body"),
    "核查单位": _("supervising department"),
    "今天": _("today"),
}
PLAN_FIELDS: Mapping[str, Any] = {
    "责任人": _("person responsible"),
    "计划完成": _("planned end"),
    "措施": _("measures, numbered"),
    "措施表": _("measures as rows of a table"),
    "整改情况": _("what was done"),
    "挽回金额": _("money recovered"),
    "建章立制": _("rules made"),
    "初审意见": _("opinion of the first review"),
    "销号结论": _("conclusion at closing"),
    "完成措施": _("measures done, of how many"),
}
DELAY_FIELDS: Mapping[str, Any] = {
    "当前状态": _("where it stands"),
    "环节期限": _("limit of the present step"),
    "超期天数": _("days overdue"),
}
ASSIGNED = {
    state.value for state in FindingState
    if state not in {FindingState.REGISTERED, FindingState.CONFIRMED, FindingState.WITHDRAWN}
}  # fmt: skip
REVIEWED = {FindingState.SECOND_REVIEW.value, FindingState.CLOSED.value}


def values(actor: Actor, record: Any) -> dict[str, str]:
    """Return what a finding in hand fills in; of what it points at, only what the actor sees."""
    finding = seen_finding(actor, record.pk)
    with override(CHINESE):
        return {
            "编号": finding.number,
            "问题": finding.title,
            "事实": finding.fact,
            "违反规定": finding.rule_broken,
            "整改要求": finding.demand,
            "对象": str(finding.supervised_object or ""),
            "严重程度": str(finding.get_severity_display()),
            "整改类型": str(finding.get_rectification_type_display()),
            "涉及金额": money(finding.amount_fen) if finding.amount_fen else "",
            "发现日期": dated(finding.found_on),
            "整改期限": dated(finding.due_at and timezone.localdate(finding.due_at)),
            "发现单位": finding.owner_body.name,
            "责任单位": finding.responsible_body.name if finding.responsible_body else "",
            "核查单位": finding.supervising_body.name if finding.supervising_body else "",
            "今天": dated(timezone.localdate()),
        }


def values_with_plan(actor: Actor, record: Any) -> dict[str, str]:
    """Return the same with the plan, the last submission and how it was reviewed."""
    plan = record.plans.order_by("-version").first()
    measures = list(plan.measures.all()) if plan else []
    agreed = list(approved_measures(record))
    last = record.submissions.order_by("-round").first()
    rules = [f"《{rule.name}》{rule.number}" for rule in record.established_rules.all()]
    with override(CHINESE):
        recovered = record.money_recovered_fen
        return values(actor, record) | {
            "责任人": plan.responsible_person if plan else "",
            "计划完成": dated(plan.planned_end) if plan else "",
            "措施": "\n".join(f"{n}. {one.text}" for n, one in enumerate(measures, 1)),
            "措施表": "\n".join(_row(n, one) for n, one in enumerate(measures, 1)),
            "整改情况": last.statement if last else "",
            "挽回金额": money(recovered) if recovered else "",
            "建章立制": "、".join(rules),
            "初审意见": last.first_opinion if last else "",
            "销号结论": record.conclusion,
            "完成措施": f"{sum(one.done_at is not None for one in agreed)}/{len(agreed)}",
        }


def _row(number: int, measure: Any) -> str:
    """Return a measure as a row of a table."""
    return f"| {number} | {measure.text} | {dated(measure.due_on)} |"


def finder(record: Any) -> tuple[int, ...]:
    """Return the body that found it."""
    return (record.owner_body_id,)


def responsible(record: Any) -> tuple[int, ...]:
    """Return the body that is to put it right."""
    return (record.responsible_body_id,) if record.responsible_body_id else ()


def overseers(record: Any) -> tuple[int, ...]:
    """Return the bodies that watch over it: finder, first reviewer, keeper of the list."""
    found = (record.owner_body_id, record.supervising_body_id, record.keeper_body_id)
    return tuple(pk for pk in found if pk)


def is_assigned(_actor: Actor, record: Any) -> bool:
    """Test whether somebody is to put it right."""
    return record.state in ASSIGNED


def is_reviewed(_actor: Actor, record: Any) -> bool:
    """Test whether the first review is over."""
    return record.state in REVIEWED


def has_plan(_actor: Actor, record: Any) -> bool:
    """Test whether a plan was filed."""
    return bool(record.plans.exists())


def is_submitted(_actor: Actor, record: Any) -> bool:
    """Test whether a result was submitted."""
    return bool(record.submissions.exists())


def is_open(_actor: Actor, record: Any) -> bool:
    """Test whether somebody still has to put it right."""
    return record.state in ASSIGNED and record.is_open


def is_overdue(_actor: Actor, record: Any) -> bool:
    """Test whether the present step is past its limit."""
    late = record.step_due_at is not None and record.step_due_at < timezone.now()
    return late and record.state in ASSIGNED


def values_of_delay(actor: Actor, record: Any) -> dict[str, str]:
    """Return the same as always, with where it stands and how late it is."""
    until = record.step_due_at
    late = max(0, (timezone.now() - until).days) if until else 0
    with override(CHINESE):
        return values(actor, record) | {
            "当前状态": str(record.get_state_display()),
            "环节期限": dated(until and timezone.localdate(until)),
            "超期天数": str(late) if late else "",
        }


WITH_PLAN = {**FIELDS, **PLAN_FIELDS}
WITH_DELAY = {**FIELDS, **DELAY_FIELDS}
FINDING = int(RecordKind.FINDING)

for _kind in (
    Kind("rectification_notice", _("Rectification notice"), FINDING, FIELDS, values, finder,
         responsible, is_assigned),
    Kind("rectification_plan", _("Plan of rectification"), FINDING, WITH_PLAN, values_with_plan,
         responsible, finder, has_plan),
    Kind("rectification_report", _("Report on rectification"), FINDING, WITH_PLAN,
         values_with_plan, responsible, finder, is_submitted),
    Kind("close_out_form", _("Close-out form"), FINDING, WITH_PLAN, values_with_plan, finder,
         responsible, is_reviewed),
    Kind("prompt_letter", _("Prompt letter"), FINDING, WITH_DELAY, values_of_delay, overseers,
         responsible, is_open),
):  # fmt: skip
    offer(_kind)

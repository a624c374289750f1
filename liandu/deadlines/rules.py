# ruff: noqa: E501 - the table below is read line by line
"""The time limits that an installation starts with, and what a line of a calendar list says."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from liandu.kernel.deadlines import Unit


class Tag(StrEnum):
    """How sure the basis of a limit is."""

    LAW = "L"
    KNOWN = "M"
    PROPOSED = "I"


@dataclass(frozen=True, slots=True)
class Default:
    """A time limit as it is delivered."""

    code: str
    name: str
    name_en: str
    amount: int
    unit: Unit
    basis: str
    tag: Tag


D, W, M, H = Unit.DAY, Unit.WORKING_DAY, Unit.MONTH, Unit.HOUR
L, K, P = Tag.LAW, Tag.KNOWN, Tag.PROPOSED
OURS = "本系统建议值"

# Code, name, amount, unit, basis, how sure: the table of domain.md §8 and the terms of §3.
DEFAULTS: Final = tuple(
    Default(*row)
    for row in (
        ("finding_accept", "责任单位签收问题", "Sign for a finding", 2, W, OURS, P),
        ("finding_objection", "责任单位提出异议", "Object to a finding", 5, W, "比照《信访工作条例》第二十三条", L),
        ("finding_plan", "报送整改方案", "Hand in a plan", 15, D, OURS, P),
        ("finding_review", "审核整改材料", "Review a rectification", 5, W, OURS, P),
        ("finding_immediate", "立行立改", "Rectify at once", 15, D, OURS, P),
        ("finding_rectify", "分阶段整改", "Rectify in phases", 60, D, OURS, P),
        ("finding_continuous", "持续整改", "Rectify continuously", 12, M, OURS, P),
        ("finding_long_term", "长期整改复核", "Look again at a long-term finding", 3, M, OURS, P),
        ("inspection_overlap_window", "同一对象检查重复窗口", "Window for overlapping visits", 90, D, OURS, P),
        ("inspection_comment", "被检查单位反馈意见", "Comment on what an inspection found", 10, D, "《审计法》第四十四条，作一般默认值", L),
        ("inspection_report", "离场后出具检查报告", "Report after leaving", 15, D, OURS, P),
        ("inspection_answer", "答复被检查单位异议", "Answer an objection to a report", 5, W, OURS, P),
        ("audit_notice", "审计通知书送达（提前）", "Audit notice, in advance", 3, D, "《审计法实施条例》第三十五条", L),
        ("audit_transfer_result", "审计移送事项反馈", "Result of an audit transfer", 3, M, "云南省有关规定，复杂的六个月", K),
        ("audit_resolution", "审计整改", "Rectification after an audit", 6, M, OURS, P),
        ("project_screening", "监督项目审查", "Screen a supervision project", 10, W, OURS, P),
        ("project_plan", "监督项目实施方案", "Plan of a supervision project", 15, D, OURS, P),
        ("project_report", "报送监督项目月报", "Monthly report of a supervision project", 5, W, OURS, P),
        ("lead_sign", "线索签收", "Sign for a lead", 2, W, OURS, P),
        ("lead_forward", "不属本单位管辖的线索转出", "Forward a lead of another jurisdiction", 5, W, "《监察法实施条例》（2021）第一百六十九条、第一百七十一条", K),
        ("lead_disposal", "提出线索处置意见", "Opinion on how to dispose of a lead", 1, M, "《监督执纪工作规则》第二十一条", K),
        ("lead_result", "线索办理结果反馈", "Result of a lead", 3, M, "《检举控告工作规则》第十八条", K),
        ("lead_result_complex", "复杂线索办理结果反馈", "Result of a complex lead", 6, M, "《检举控告工作规则》第十八条", K),
        ("inquiry_answer", "函询回复", "Answer to a written inquiry", 15, W, "《监督执纪工作规则》第二十九条", K),
        ("talk_report", "谈话函询后报告", "Report after a talk or an answer", 1, M, "《监督执纪工作规则》第三十条", K),
        ("trial", "案件审理", "Trial of a case", 1, M, "《监督执纪工作规则》第五十五条", K),
        ("supplementary_investigation", "补充调查（不超过两次）", "Supplementary investigation, twice at most", 1, M, "《监察法》（2024）第五十四条", L),
        ("complaint_report_up", "属上级管辖的检举控告上报", "Report up a complaint for the superior", 5, W, "《检举控告工作规则》第十五条", L),
        ("complaint_forward", "下级受理或转送检举控告", "Accept or forward a complaint", 5, W, "《检举控告工作规则》第十六条", L),
        ("complaint_feedback", "向信访部门反馈结果（按季）", "Results to the complaint office, quarterly", 3, M, "《检举控告工作规则》第十八条", L),
        ("real_name_accept", "实名检举告知受理", "Tell that a signed complaint is accepted", 15, W, "《检举控告工作规则》", L),
        ("real_name_result", "实名检举告知结果", "Tell the result of a signed complaint", 15, W, "《检举控告工作规则》", L),
        ("petition_route", "信访事项转送", "Route a petition", 15, D, "《信访工作条例》第二十二条", L),
        ("petition_objection", "对转送信访事项提出异议", "Object to a petition routed", 5, W, "《信访工作条例》第二十三条", L),
        ("petition_finish", "信访事项办结", "Finish a petition", 60, D, "《信访工作条例》第三十四条", L),
        ("petition_extension", "信访事项延期", "Extension of a petition", 30, D, "《信访工作条例》第三十四条", L),
        ("police_decide", "行政执法机关决定是否移送公安", "Decide on passing a case to the police", 3, D, "国务院令第310号（2020 修订）第五条", L),
        ("police_send", "决定后移送公安", "Pass a case to the police once decided", 24, H, "国务院令第310号（2020 修订）第五条", L),
        ("police_return", "公安机关退回", "Return by the police", 24, H, "国务院令第310号（2020 修订）第七条", L),
        ("police_review", "公安机关审查", "Review by the police", 3, D, "国务院令第310号（2020 修订）第八条", L),
        ("tour_rectify", "巡察整改", "Rectification after an inspection tour", 6, M, "地方做法，最长一年", K),
        ("info_publication", "政府信息公开", "Publish government information", 20, W, "《政府信息公开条例》第二十六条", L),
        ("data_demand", "数据共享需求答复", "Answer a demand for data", 15, W, "《上海市数据条例》第三十九条", L),
        ("cooperation_acknowledge", "协作请求签收", "Sign for a request for cooperation", 1, W, OURS, P),
        ("cooperation_accept", "答复是否协作", "Accept or decline cooperation", 3, W, OURS, P),
        ("cooperation_reply", "协作请求办复", "Reply to a request for cooperation", 7, W, OURS, P),
        ("cooperation_reply_urgent", "紧急协作请求办复", "Reply to an urgent request", 1, W, OURS, P),
        ("cooperation_confirm", "确认协作复函", "Confirm the reply to a request", 3, W, OURS, P),
        ("cooperation_answer", "答复协作中的询问", "Answer a question on a request", 1, W, OURS, P),
        ("alert_acknowledge", "预警签收", "Sign for an alert", 2, W, OURS, P),
        ("alert_verify", "预警核实", "Verify an alert", 10, W, OURS, P),
        ("resolution", "会议议定事项落实", "Carry out a resolution", 20, D, "地方督办规定", K),
        ("consultation_summary", "磋商意见汇总", "Sum a consultation up", 5, W, OURS, P),
        ("document", "文件办理", "Deal with a document", 30, D, "地方督办规定", K),
        ("instruction_urgent", "紧急批示办理", "Urgent instruction", 5, D, "地方督办规定", K),
        ("instruction_normal", "一般批示办理", "Ordinary instruction", 15, D, "地方督办规定", K),
        ("instruction_hard", "复杂批示办理", "Difficult instruction", 30, D, "地方督办规定", K),
        ("dispatch_sheet", "报送周调度单（每周第几日）", "File the weekly dispatch sheet, day of the week", 4, D, OURS, P),
        ("dispatch_sheet_hour", "报送周调度单（当日几时前）", "File the weekly dispatch sheet, hour of that day", 17, H, OURS, P),
        ("dispatch_meeting", "周调度会（每周第几日）", "Weekly dispatch meeting, day of the week", 5, D, OURS, P),
        ("dispatch_meeting_hour", "周调度会（当日几时）", "Weekly dispatch meeting, hour of that day", 15, H, OURS, P),
    )
)  # fmt: skip
BY_CODE: Final = {default.code: default for default in DEFAULTS}

LINE: Final = re.compile(
    r"(?P<year>\d{4})\s*[-/.年]\s*(?P<month>\d{1,2})\s*[-/.月]\s*(?P<day>\d{1,2})\s*日?"
    r"[\s,，;；]+(?P<kind>\S+?)(?:[\s,，;；]+(?P<note>.*))?"
)
WORDS: Final = {
    "休": False, "休息": False, "放假": False, "holiday": False, "off": False,
    "班": True, "上班": True, "补班": True, "调休": True, "work": True,
}  # fmt: skip
LONGEST_NOTE: Final = 60


@dataclass(frozen=True, slots=True)
class Mark:
    """What a calendar says of one day; ``is_working`` None leaves it to the day of the week."""

    day: date
    is_working: bool | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that cannot be used: its number, its text, and why (``shape``, ``day``, ``kind``)."""

    number: int
    text: str
    why: str


def read_lines(lines: Iterable[str]) -> tuple[list[Mark], list[BadLine]]:
    """Return the marks of a list such as ``2027-01-01 休 元旦``, and the lines that say none."""
    marks, bad = [], []
    for number, text in enumerate(lines, 1):
        if not text.strip():
            continue
        found = _mark(text.strip())
        if isinstance(found, Mark):
            marks.append(found)
        else:
            bad.append(BadLine(number, text.strip(), found))
    return marks, bad


def _mark(text: str) -> Mark | str:
    match = LINE.fullmatch(text)
    if match is None:
        return "shape"
    try:
        day = date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return "day"
    is_working = WORDS.get(match["kind"].lower())
    if is_working is None:
        return "kind"
    return Mark(day, is_working, (match["note"] or "").strip()[:LONGEST_NOTE])

"""The lists of contracts, changes, payments and milestones that are taken in from a file."""

from collections.abc import Iterator
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.contracts.models import CONTRACT_KINDS, MILESTONES, MODELS, PAYMENT_KINDS
from liandu.contracts.rules import SHAPES, Entry
from liandu.engines.tabular import Field, Reader
from liandu.works.queries import Sheet, in_english, terms_of

TITLES = {
    Entry.CONTRACT: _("Import contracts"),
    Entry.CHANGE: _("Import changes"),
    Entry.PAYMENT: _("Import payments"),
    Entry.MILESTONE: _("Import milestones"),
    Entry.BID: _("Import bids"),
}
# What the columns may be called; the first word heads the empty workbook.
HEADS = {
    Entry.CONTRACT: {
        "number": "合同编号 编号 合同号",
        "name": "合同名称 名称 标段名称",
        "kind": "合同类别 类别 合同类型 类型",
        "contractor": "合同相对方 承包单位 承包人 中标单位 施工单位 乙方",
        "estimate_fen": "招标控制价 控制价 估算价 招标估算价",
        "documents_from_on": "招标文件发出日期 招标文件开始发售 发售开始日期",
        "documents_until_on": "招标文件发售截止日期 发售截止日期",
        "bids_due_on": "投标截止日期 开标日期 投标截止时间",
        "bidders": "投标人数 投标家数 投标单位数",
        "bid_bond_fen": "投标保证金",
        "candidates_from_on": "候选人公示开始日期 中标公示开始日期",
        "candidates_until_on": "候选人公示截止日期 中标公示截止日期",
        "notice_on": "中标通知书日期 中标日期 中标通知书发出日期",
        "bid_fen": "中标价 中标金额",
        "signed_on": "签订日期 签约日期 合同签订日期",
        "amount_fen": "合同金额 合同价 签约合同价",
        "performance_bond_fen": "履约保证金",
        "reported_on": "招标情况报告日期 报告日期",
        "progress_permille": "形象进度 工程进度 进度",
        "progress_on": "进度截至日期 进度日期",
        "final_fen": "结算金额 结算价 审定金额",
    },
    Entry.CHANGE: {
        "contract": "合同编号 合同号",
        "number": "变更编号 变更号",
        "what": "变更内容 变更事项",
        "reason": "变更原因 变更理由",
        "amount_fen": "变更金额 增减金额",
        "approved_on": "批准日期 审批日期",
        "approver": "批准单位 审批单位",
        "carried_out_on": "实施日期 开始实施日期",
    },
    Entry.PAYMENT: {
        "contract": "合同编号 合同号",
        "number": "凭证号 支付凭证号",
        "kind": "款项类别 支付类别 款项性质",
        "payee": "收款单位 收款人",
        "amount_fen": "支付金额 付款金额",
        "paid_on": "支付日期 付款日期",
        "note": "备注 说明",
    },
    Entry.MILESTONE: {
        "code": "节点 里程碑 节点类别",
        "name": "节点名称",
        "planned_on": "计划日期 计划完成日期",
        "done_on": "实际日期 完成日期 实际完成日期",
        "amount_fen": "核定金额 批复金额",
        "document": "文号 批复文号",
    },
    Entry.BID: {
        "contract": "合同编号 合同号",
        "bidder": "投标人 投标单位 投标人名称",
        "amount_fen": "投标报价 报价 投标总价",
        "head": "单位负责人 法定代表人 法人代表",
        "compiler": "投标文件编制人 编制单位 编制人",
        "agent": "投标经办人 委托代理人 授权代表 经办人",
        "managers": "项目管理成员 项目经理 项目负责人",
        "account": "保证金转出账户 保证金账户 账号",
    },
}
CLOSED: dict[tuple[Entry, str], Any] = {
    (Entry.CONTRACT, "kind"): CONTRACT_KINDS,
    (Entry.PAYMENT, "kind"): PAYMENT_KINDS,
    (Entry.MILESTONE, "code"): MILESTONES,
}
NEEDED = {
    Entry.CONTRACT: {"number"},
    Entry.CHANGE: {"contract", "number"},
    Entry.PAYMENT: {"contract", "payee", "amount_fen", "paid_on"},
    Entry.MILESTONE: {"code"},
    Entry.BID: {"contract", "bidder"},
}


def sheet_of(entry: Entry) -> Sheet:
    """Return the list of entries of a kind, with its columns as they are called now."""
    names = HEADS[entry]
    return Sheet(
        key=entry, title=TITLES[entry], fields=tuple(_fields(entry)),
        labels={name: _label(entry, name) for name in names},
        words={
            name: terms_of(choices) for (of, name), choices in CLOSED.items() if of is entry
        },
    )  # fmt: skip


def _fields(entry: Entry) -> Iterator[Field]:
    """Yield the columns as the engine reads them."""
    for name, heads in HEADS[entry].items():
        yield Field(
            name, name, _reader(entry, name), (*heads.split(), in_english(_label(entry, name))),
            required=name in NEEDED[entry], limit=_limit(entry, name),
            signed=entry is Entry.CHANGE,
        )  # fmt: skip


def _reader(entry: Entry, name: str) -> Reader:
    """Return how the cells of a column are read."""
    if (entry, name) in CLOSED:
        return Reader.CHOICE
    if name.endswith("_fen"):
        return Reader.MONEY
    if name.endswith("_on"):
        return Reader.DATE
    return Reader.IDENTIFIER if name in {"number", "contract", "account"} else Reader.TEXT


def _label(entry: Entry, name: str) -> Any:
    """Return what a column is called."""
    if name == "contract":
        return pgettext_lazy("import", "Contract number")
    column: Any = MODELS[entry]._meta.get_field(name)
    return capfirst(column.verbose_name)


def _limit(entry: Entry, name: str) -> int:
    """Return how many characters a cell may have."""
    if name not in SHAPES[entry].columns:
        return 64
    return getattr(MODELS[entry]._meta.get_field(name), "max_length", None) or 40

"""Scenes: bodies share notices, plans and results; recipients sign, ask, and make use of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from liandu.committees.models import Committee
from liandu.demo.bodies import Cast
from liandu.demo.convening import NAME
from liandu.demo.play import Scene, as_now, later
from liandu.sharing import actions
from liandu.sharing.actions import Outcome
from liandu.sharing.models import SharedItem, SharingReceipt
from liandu.sharing.rules import ItemDraft


@dataclass(frozen=True, slots=True)
class News:
    """What is shared: whose, on which day of the year, with whom, and for how many days.

    Named to nobody it goes to the members of the joint meeting. ``late`` are those who do not sign.
    """

    day: int
    by: str
    kind: str
    title: str
    text: str
    purpose: str
    to: Sequence[str] = ()
    days: int = 180
    late: Sequence[str] = ()
    effects: tuple[tuple[str, str, str], ...] = ()
    question: tuple[str, str, str] = ("", "", "")
    withdrawn: str = ""


NEWS = (
    News(211, "YB", "result", "低效用地处置专项监督成果",
         "批而未供、供而未用地块按季销号，处置台账和核查口径附后。", "供开展同类监督时参考",
         effects=(("ZG", "rule", "低效用地处置销号办法"), ("NJ", "nothing", "本地无同类地块"))),
    News(262, "ZG", "notice", "跨界工程同一参建单位变更异常提示",
         "同一施工单位在两地项目中变更金额占比偏高，请核对本地项目变更签证和审批。",
         "核对本地工程变更", ("NJ", "YB"),
         effects=(("NJ", "nothing", "已核对，手续齐全"),),
         question=("NJ", "是否包括已竣工项目？", "包括一年内竣工的项目。")),
    News(318, "LZ", "document", "联合检查底稿样式（试行）", "底稿样式和填写说明。", "统一底稿格式",
         withdrawn="样式有误，修订后另行共享"),
    News(345, "JJ", "plan", "入河排口监测数据核查安排",
         "核查分三批进行，涉及相邻辖区的点位名单附后，请提前协调现场配合。", "安排现场配合",
         ("YC", "RC"), 60, late=("RC",), question=("YC", "现场配合需要几人？", "")),
    News(357, "NJ", "notice", "汛前在建水利工程安全监督提示",
         "请各成员单位核查在建堤防、水闸度汛方案和物资储备情况。", "汛前监督检查参考", (), 90,
         late=("LZ", "DZ", "ZG")),
)  # fmt: skip


def inform(cast: Cast, start: datetime) -> Scene:
    """Play what is shared in the year; of the latest some have not signed yet."""
    for news in NEWS:
        yield later(start, news.day)
        item = _share(cast, news)
        yield later(start, news.day + 1)
        _sign(cast, news, item)
        _ask(cast, news, item)
        yield later(start, news.day + 2)
        if news.withdrawn:
            actions.withdraw_item(
                actor=as_now(cast, f"{news.by.lower()}-jd-1"), item_id=item.pk,
                reason=news.withdrawn,
            )  # fmt: skip
        for code, effect, note in news.effects:
            row = SharingReceipt.objects.unscoped("demo").get(
                item=item, body=cast.bodies[f"{code}-JD"]
            )
            actions.record_effect(
                actor=as_now(cast, f"{code.lower()}-jd-1"), receipt_id=row.pk,
                outcome=Outcome(effect, note),
            )  # fmt: skip


def _share(cast: Cast, news: News) -> SharedItem:
    """Draft an item and share it."""
    officer, today = as_now(cast, f"{news.by.lower()}-jd-1"), timezone.localdate()
    circle = Committee.objects.unscoped("set up by another scene").get(name=NAME)
    made = actions.draft_item(
        actor=officer,
        draft=ItemDraft(
            news.kind, news.title, news.text, news.purpose, 1, today + timedelta(days=5),
            today + timedelta(days=news.days),
            tuple(cast.bodies[f"{code}-JD"].pk for code in news.to),
            None if news.to else circle.pk,
        ),
    )  # fmt: skip
    return actions.publish_item(actor=officer, item_id=made.pk)


def _sign(cast: Cast, news: News, item: SharedItem) -> None:
    """Have the recipients sign, but for those who are late."""
    rows = SharingReceipt.objects.unscoped("demo").filter(item=item).select_related("body")
    for row in rows.order_by("body__path"):
        code = row.body.code.partition("-")[0]
        if code not in news.late:
            actions.sign_receipt(actor=as_now(cast, f"{code.lower()}-jd-1"), receipt_id=row.pk)


def _ask(cast: Cast, news: News, item: SharedItem) -> None:
    """Have a recipient ask, and the publisher answer, unless the answer is to come."""
    code, text, answer = news.question
    if not code:
        return
    row = SharingReceipt.objects.unscoped("demo").get(item=item, body=cast.bodies[f"{code}-JD"])
    asker = as_now(cast, f"{code.lower()}-jd-1")
    asked = actions.ask_question(actor=asker, receipt_id=row.pk, text=text)
    if answer:
        publisher = as_now(cast, f"{news.by.lower()}-jd-1")
        actions.answer_question(actor=publisher, question_id=asked.pk, answer=answer)

"""Scenes: a project's contracts, entered as they are signed, changed and paid through the year."""

import random
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from liandu.contracts.actions import add_entry, dismiss_prompt, edit_entry
from liandu.contracts.models import MODELS, Contract, Prompt
from liandu.contracts.queries import prompts
from liandu.contracts.rules import SHAPES, Entry
from liandu.demo.bodies import Cast
from liandu.demo.objects import Watched
from liandu.demo.play import Scene, as_now, later

MONTHS = 10
WAN = 1_000_000
BUILDERS = ("川南水利建设公司（示例）", "渝西路桥工程公司（示例）", "沱江建工集团（示例）")
SUPERVISOR, DESIGNER = "正平工程监理公司（示例）", "西南水电设计院（示例）"
RIVALS = ("岷源水电工程公司（示例）", "嘉陵市政工程公司（示例）")
TEAMS = ("杨建国", "陈志强", "何晓东", "吴海波", "郭立新")
LABOUR = "顺达劳务公司（示例）"
CHANGES = ("渠线避让调整", "地质超挖换填", "新增交通桥 1 座", "渡槽支墩加固", "弃渣场改址")


def contract(cast: Cast, who: Watched, number: int, start: datetime) -> Scene:
    """Play the contracts of a work: most of them in order, some with something to look at."""
    chance = random.Random(500 + number)  # noqa: S311 - a demo, not a secret
    yield later(start, 3 + number % 6)
    begun = timezone.localdate()
    _approved(cast, who, number, begun)
    made = _tendered(cast, who, number, begun)
    for month in range(1, MONTHS):
        yield later(start, 20 + 33 * month + number % 9)
        _pay(cast, who, made, chance, month + number)
        if month % 3 == number % 3:
            _change(cast, who, made, number, month)
    yield later(start, 352 + number % 7)
    _look(cast, who, number)


def _approved(cast: Cast, who: Watched, number: int, begun: date) -> None:
    """Enter what was decided before the works began; now and then in the wrong order."""
    estimate = (8000 + 700 * number) * WAN
    budget = estimate * (115 if number % 6 == 1 else 104) // 100
    permit = -30 if number % 4 else 9
    for code, days, fen, document in (
        ("feasibility", -400, estimate, "发改审批〔2024〕18 号"),
        ("budget", -300, budget, "发改审批〔2025〕6 号"),
        ("drawing_review", -120, None, ""), ("permit", permit, None, ""), ("start", 0, None, ""),
    ):  # fmt: skip
        on = min(begun, begun + timedelta(days=days - 4))
        _add(cast, who, Entry.MILESTONE, code=code, planned_on=on, done_on=on, amount_fen=fen,
             document=document)  # fmt: skip
    end = begun + timedelta(days=240 + 15 * number)
    _add(cast, who, Entry.MILESTONE, code="completion", planned_on=end)


def _tendered(cast: Cast, who: Watched, number: int, begun: date) -> Contract:
    """Enter the contracts of a work; return the one for the works."""

    def on(days: int) -> date:
        return begun + timedelta(days=days - 130)

    fen, tag = (5000 + 400 * number) * WAN, f"HT-2025-{number + 1:02}"
    _add(cast, who, Entry.CONTRACT, number=f"{tag}-1", name="勘察设计", kind="design",
         contractor=DESIGNER, amount_fen=fen // 40, signed_on=on(-200))  # fmt: skip
    _add(cast, who, Entry.CONTRACT, number=f"{tag}-2", name="施工监理", kind="supervision",
         contractor=SUPERVISOR, amount_fen=fen // 60, signed_on=on(60))  # fmt: skip
    notice = on(70)
    found: Contract = _add(
        cast, who, Entry.CONTRACT, number=f"{tag}-3", name="主体工程施工", kind="works",
        contractor=BUILDERS[number % len(BUILDERS)], estimate_fen=fen * 105 // 100,
        documents_from_on=on(30), documents_until_on=on(36),
        bids_due_on=on(46 if number % 5 == 2 else 52), bidders=5, bid_bond_fen=fen // 60,  # noqa: PLR2004
        candidates_from_on=on(56), candidates_until_on=on(60), notice_on=notice, bid_fen=fen,
        amount_fen=fen + (fen // 50 if number % 7 == 3 else 0),  # noqa: PLR2004
        signed_on=notice + timedelta(days=41 if number % 5 == 4 else 18),  # noqa: PLR2004
        performance_bond_fen=fen // 10, reported_on=notice + timedelta(days=9),
    )  # fmt: skip
    _bids(cast, who, found, number)
    return found


def _bids(cast: Cast, who: Watched, made: Contract, number: int) -> None:
    """Enter who bid for the works; now and then two teams share somebody, or prices a step."""
    others = [name for name in (*BUILDERS, *RIVALS) if name != made.contractor]
    is_even, shares = number % 6 == 2, number % 4 == 1  # noqa: PLR2004
    for place, bidder in enumerate((made.contractor, *others)):
        above = place * 2 if is_even else (0, 3, 4, 9, 11)[place]
        team = TEAMS[1 if shares and place == 3 else place]  # noqa: PLR2004
        _add(cast, who, Entry.BID, contract_id=made.pk, bidder=bidder, managers=team,
             amount_fen=(made.bid_fen or 0) * (100 + above) // 100,
             account=f"51050162{number:04}00000{place:03}")  # fmt: skip


def _pay(cast: Cast, who: Watched, made: Contract, chance: random.Random, turn: int) -> None:
    """Pay for what was done, and say how far the works are; now and then too much, or elsewhere."""
    share = 35 + chance.randint(0, 15)
    payee = LABOUR if turn % 13 == 0 else made.contractor
    fen = (made.amount_fen or 0) * share // 1000
    if turn % 11 == 0:
        fen *= 5
    on = timezone.localdate()
    _add(cast, who, Entry.PAYMENT, contract_id=made.pk, payee=payee, amount_fen=fen, paid_on=on,
         number=f"{on:%Y%m}-{turn:02}")  # fmt: skip
    made.progress_permille = min(900, (made.progress_permille or 0) + share + 12)
    made.progress_on = on
    values = {name: getattr(made, name) for name in SHAPES[Entry.CONTRACT].columns}
    edit_entry(
        actor=as_now(cast, f"{who.builder.lower()}-1"), entry=Entry.CONTRACT, entry_id=made.pk,
        values=values,
    )  # fmt: skip


def _change(cast: Cast, who: Watched, made: Contract, number: int, month: int) -> None:
    """Change the contract; now and then before that was approved."""
    today, early = timezone.localdate(), (number + month) % 4 == 0
    _add(
        cast, who, Entry.CHANGE, contract_id=made.pk, number=f"BG-{month:02}",
        what=CHANGES[(number + month) % len(CHANGES)], reason="现场条件与图纸不符",
        amount_fen=(made.amount_fen or 0) * (2 + month) // 100, approver="原审批部门",
        approved_on=None if early else today - timedelta(days=8), carried_out_on=today,
    )  # fmt: skip


def _look(cast: Cast, who: Watched, number: int) -> None:
    """Put one prompt aside that was looked into; the rest waits."""
    actor = as_now(cast, "lm-1")
    rows = prompts(actor).filter(supervised_object=who.object.pk, dismissal=None)
    found: Prompt | None = rows.order_by("check_code", "pk").first()
    if found and number % 2:
        dismiss_prompt(
            actor=actor, prompt_id=found.pk, digest=found.digest, outcome="explained",
            reason="已核对批复和会议纪要，手续齐全，登记日期有误，已请责任单位更正。",
        )  # fmt: skip


def _add(cast: Cast, who: Watched, entry: Entry, **values: Any) -> Any:
    """Enter something as the builder does."""
    blank: Any = MODELS[entry]()
    empty = {name: getattr(blank, name, None) for name in SHAPES[entry].columns}
    return add_entry(
        actor=as_now(cast, f"{who.builder.lower()}-1"), object_id=who.object.pk, entry=entry,
        values=empty | values,
    )  # fmt: skip

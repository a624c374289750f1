"""The letters between two bodies that cooperate: who draws which up, when, and what it says."""

from liandu.cooperation import actions
from liandu.cooperation.rules import Loan
from liandu.engines.papers import KINDS
from tests.cooperation import build
from tests.papers.test_kinds import offered, said
from tests.people import World, acting

LETTER, ENQUIRY, REPLY = "cooperation_letter", "enquiry_letter", "reply_letter"


def test_no_letter_tells_of_a_draft(world: World) -> None:
    made = build.drafted(world)
    assert offered(world.zigong_officer, made) == set()
    made = actions.approve_request(actor=acting(world.zigong_head), request_id=made.pk)
    assert offered(world.zigong_officer, made) == {ENQUIRY}
    assert offered(world.water_officer, made) == set()
    assert KINDS[ENQUIRY].recipients(made) == (world.zigong_water.pk,)


def test_the_letter_of_enquiry_says_what_is_asked_and_who_may_read_it(world: World) -> None:
    text = said(world.zigong_officer, ENQUIRY, build.sent(world, urgency="urgent"))
    for words in (
        "干渠变更资金协查的协查函", "XZ-2026-0001", "核实工程变更价款", "年度监督项目清单",
        "1. 变更价款几次支付？", "2. 由谁审批？", "紧急", world.zigong_officer.name,
        "2026年12月18日",
    ):  # fmt: skip
        assert words in text, words


def test_other_requests_go_by_a_letter_of_invitation(world: World) -> None:
    made = build.sent(world, kind="invite", questions="", recipient_ids=(), wanted_until=None)
    assert offered(world.zigong_officer, made) == {LETTER}
    text = said(world.zigong_officer, LETTER, made)
    for words in ("商请协作干渠变更资金协查的函", "邀请介入", "未指定", "未约定", "无。"):
        assert words in text, words


def test_the_reply_is_drawn_up_by_who_was_asked(world: World) -> None:
    made = build.working(world)
    assert offered(world.water_officer, made) == set()
    build.reply(world, made, is_complete=False)
    build.reply(world, made, is_complete=True)
    made = build.again(made)
    assert offered(world.water_officer, made) == {REPLY}
    assert offered(world.zigong_officer, made) == {ENQUIRY}
    assert KINDS[REPLY].recipients(made) == (world.zigong.pk,)
    text = said(world.water_officer, REPLY, made)
    for words in ("干渠变更资金协查的复函", "同意协作", "2. 两次支付", "共提供0份"):
        assert words in text, words


def test_who_declines_replies_too_and_says_why(world: World) -> None:
    made = build.received(world)
    made = actions.decline_request(
        actor=acting(world.water_officer), request_id=made.pk, reason="不归我局"
    )
    assert "不予协作：不归我局" in said(world.water_officer, REPLY, made)


def test_people_lent_stand_in_the_reply(world: World) -> None:
    made = build.received(world, kind="lend", questions="")
    loan = Loan((world.water_officer.pk,), build.TODAY, build.LATER)
    made = actions.accept_request(actor=acting(world.water_officer), request_id=made.pk, loan=loan)
    build.reply(world, made, is_complete=True)
    text = said(world.water_officer, REPLY, build.again(made))
    assert f"{world.water_officer.name}（2026年11月18日至2026年12月18日）" in text

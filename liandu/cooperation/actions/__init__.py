"""The writers of requests for cooperation."""

from liandu.cooperation.actions.answering import (
    NO_LOAN,
    accept_request,
    acknowledge_request,
    confirm_reply,
    decline_request,
    give_reply,
    lend_people,
    say_missing,
)
from liandu.cooperation.actions.asking import (
    approve_request,
    draft_request,
    edit_request,
    export_requests,
    withdraw_request,
)
from liandu.cooperation.actions.clarifying import answer_question, ask_question
from liandu.cooperation.actions.disputing import (
    agree_settlement,
    dispute_request,
    propose_settlement,
    settle_dispute,
)
from liandu.cooperation.actions.giving import give_material, report_up

__all__ = [
    "NO_LOAN",
    "accept_request", "acknowledge_request", "agree_settlement", "answer_question",
    "approve_request", "ask_question", "confirm_reply", "decline_request", "dispute_request",
    "draft_request", "edit_request", "export_requests", "give_material", "give_reply",
    "lend_people", "propose_settlement", "report_up", "say_missing", "settle_dispute",
    "withdraw_request",
]  # fmt: skip

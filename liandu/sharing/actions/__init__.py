"""Everything that is written about what is shared."""

from liandu.sharing.actions.labels import follow_label
from liandu.sharing.actions.publishing import (
    discard_item,
    draft_item,
    edit_item,
    export_items,
    publish_item,
    withdraw_item,
)
from liandu.sharing.actions.receiving import (
    Outcome,
    answer_question,
    ask_question,
    record_effect,
    sign_receipt,
)

__all__ = [
    "Outcome", "answer_question", "ask_question", "discard_item", "draft_item", "edit_item",
    "export_items", "follow_label", "publish_item", "record_effect", "sign_receipt",
    "withdraw_item",
]  # fmt: skip

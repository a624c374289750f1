"""Reading what is shared. Nothing here writes."""

from liandu.sharing.queries.items import (
    circles,
    is_of_circle,
    items,
    named_in,
    recipients,
    seen_item,
    uncleared,
)
from liandu.sharing.queries.receipts import (
    led_to,
    named_finding,
    owed_on,
    own_receipt,
    people_of,
    questions,
    receipts,
    receipts_of,
    seen_question,
    seen_receipt,
    to_answer,
    to_sign,
    unsigned,
    waits_for,
)

__all__ = [
    "circles", "is_of_circle", "items", "led_to", "named_finding", "named_in",
    "owed_on", "own_receipt", "people_of", "questions", "receipts", "receipts_of", "recipients",
    "seen_item", "seen_question", "seen_receipt", "to_answer", "to_sign", "uncleared", "unsigned",
    "waits_for",
]  # fmt: skip

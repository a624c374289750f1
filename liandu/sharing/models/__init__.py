"""The tables of sharing."""

from liandu.sharing.models.items import SharedItem
from liandu.sharing.models.receipts import SharingQuestion, SharingReceipt
from liandu.sharing.models.words import EFFECTS, ITEM_KINDS, ITEM_STATES, STANDS

__all__ = [
    "EFFECTS", "ITEM_KINDS", "ITEM_STATES", "STANDS", "SharedItem", "SharingQuestion",
    "SharingReceipt",
]  # fmt: skip

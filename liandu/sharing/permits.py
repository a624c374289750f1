"""Who shares information, who signs for it, asks, answers and says what came of it.

Seeing is decided by the access app; these rules only say who of those that see may also act.
"""

from typing import Any

from liandu.access.rules import RecordKind
from liandu.files.permits import attaching
from liandu.kernel.actor import Actor
from liandu.kernel.permits import permit
from liandu.sharing.models import SharedItem, SharingQuestion, SharingReceipt
from liandu.sharing.rules import ItemState
from liandu.works.permits import speaks_for


@permit("sharing.draft_item")
def may_draft(actor: Actor, _thing: Any) -> bool:
    """Secretariat, liaison and head of a body share in its name."""
    return speaks_for(actor, actor.body_id)


@permit(
    "sharing.edit_item", "sharing.publish_item", "sharing.discard_item", "sharing.withdraw_item"
)
def may_keep(actor: Actor, item: SharedItem) -> bool:
    """Only the body that shares it says what it is and whom it goes to, or takes it back."""
    return speaks_for(actor, item.owner_body_id)


@permit("sharing.sign_receipt", "sharing.ask_question", "sharing.record_effect")
def may_receive(actor: Actor, receipt: SharingReceipt) -> bool:
    """Who keeps the records of the body that received it signs, asks and says what came of it."""
    return speaks_for(actor, receipt.body_id)


@permit("sharing.answer_question")
def may_answer(actor: Actor, question: SharingQuestion) -> bool:
    """Only the body that shares it answers; the secretariat of the circle reads along."""
    return speaks_for(actor, question.receipt.owner_body_id)


@permit("sharing.export_items")
def may_export(actor: Actor, _thing: Any) -> bool:
    """Whoever holds a post may take away what the list shows them; the taking is on record."""
    return not actor.admin and actor.post_id is not None


def may_attach(actor: Actor, item: SharedItem) -> bool:
    """Files go with the draft: what was shared and signed for changes no more."""
    return item.state == ItemState.DRAFT and may_keep(actor, item)


attaching(RecordKind.SHARED_ITEM, may_attach)

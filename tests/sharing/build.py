"""Shared items as tests need them: Zigong shares with Luzhou and the water office."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from liandu.notices.models import Notice
from liandu.orgs.models import Body, Person
from liandu.sharing import actions, queries
from liandu.sharing.actions import Outcome
from liandu.sharing.models import SharedItem, SharingQuestion, SharingReceipt
from liandu.sharing.rules import ItemDraft
from tests.people import World, acting

TITLE, TEXT = "汛期施工安全提示", "请核查在建堤防的度汛措施。"


def in_days(days: int) -> Any:
    """Return the day so many days from today."""
    return timezone.localdate() + timedelta(days=days)


def draft(world: World, **changes: Any) -> ItemDraft:
    """Return what is said of an item: a notice to two bodies, to be signed in three days."""
    usual: dict[str, Any] = {
        "kind": "notice", "title": TITLE, "text": TEXT, "purpose": "汛前检查参考", "label": 1,
        "sign_by": in_days(3), "expires_on": in_days(30),
        "body_ids": (world.luzhou.pk, world.zigong_water.pk),
    }  # fmt: skip
    if "committee_id" in changes:
        usual["body_ids"] = ()
    return ItemDraft(**(usual | changes))


def drafted(world: World, who: Person | None = None, **changes: Any) -> SharedItem:
    """Return a draft of Zigong's, or of somebody else's."""
    return actions.draft_item(
        actor=acting(who or world.zigong_officer), draft=draft(world, **changes)
    )


def published(world: World, who: Person | None = None, **changes: Any) -> SharedItem:
    """Return an item that was shared."""
    made = drafted(world, who, **changes)
    return actions.publish_item(actor=acting(who or world.zigong_officer), item_id=made.pk)


def again(item: SharedItem) -> SharedItem:
    """Return an item as it stands now."""
    found: SharedItem = SharedItem.objects.unscoped("test").get(pk=item.pk)
    return found


def receipt(item: SharedItem, body: Body) -> SharingReceipt:
    """Return the receipt of a body, whoever may see it."""
    found: SharingReceipt = SharingReceipt.objects.unscoped("test").get(item=item, body=body)
    return found


def signed(world: World, item: SharedItem) -> SharingReceipt:
    """Return Luzhou's receipt, signed."""
    return actions.sign_receipt(
        actor=acting(world.luzhou_officer), receipt_id=receipt(item, world.luzhou).pk
    )


def question(
    world: World, item: SharedItem, text: str = "含小型水库吗？", who: Person | None = None
) -> SharingQuestion:
    """Return a question of Luzhou's, or of whoever else asks."""
    actor = acting(who or world.luzhou_officer)
    row = SharingReceipt.objects.unscoped("test").get(item=item, body=actor.body_id)
    return actions.ask_question(actor=actor, receipt_id=row.pk, text=text)


def effect(
    world: World, item: SharedItem, what: str, note: str = "", number: str = ""
) -> SharingReceipt:
    """Return Luzhou's receipt with what came of it."""
    return actions.record_effect(
        actor=acting(world.luzhou_officer), receipt_id=receipt(item, world.luzhou).pk,
        outcome=Outcome(what, note, number),
    )  # fmt: skip


def used(world: World, item: SharedItem, number: str) -> SharingReceipt:
    """Return Zigong's receipt of what Luzhou shared, which led to a finding of this number."""
    row, officer = receipt(item, world.zigong), acting(world.zigong_officer)
    actions.sign_receipt(actor=officer, receipt_id=row.pk)
    return actions.record_effect(
        actor=officer, receipt_id=row.pk, outcome=Outcome("finding", "", number)
    )


def sees(who: Person, item: SharedItem) -> bool:
    """Test whether somebody may know of an item."""
    return bool(queries.items(acting(who)).filter(pk=item.pk).exists())


def bodies_seen(who: Person, item: SharedItem) -> set[int]:
    """Return the recipients whose receipts somebody may know of."""
    return {row.body_id for row in queries.receipts_of(acting(who), item)}


def told(kind: str) -> set[str]:
    """Return who has a notice of a kind of event."""
    rows = Notice.objects.filter(kind=f"sharing.{kind}")
    return set(rows.values_list("person__username", flat=True))

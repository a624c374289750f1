"""Shared items and receipts of a world of the oracle."""

from datetime import UTC, date, datetime
from typing import Any

from liandu.access.models import Guarded
from liandu.orgs.models import Body
from liandu.sharing.models import SharedItem, SharingReceipt

SHARING = frozenset({int(SharedItem.KIND), int(SharingReceipt.KIND)})


def sharing(kind: int, common: dict[str, Any], name: str, nowhere: Body) -> Guarded:
    """Return a shared item, or the receipt of one that nobody of the world may know of."""
    day = date(2023, 6, 1)
    said: dict[str, Any] = {
        "title": name, "text": "内容", "purpose": "参考", "sign_by": day,
        "expires_on": date(2999, 1, 1), "state": "published",
        "published_at": datetime(2023, 6, 1, tzinfo=UTC),
    }  # fmt: skip
    if kind == SharedItem.KIND:
        return SharedItem(**common, **said)
    number = common.pop("number")
    item = SharedItem.objects.create(owner_body=nowhere, number=number, **said)
    return SharingReceipt(**common, item=item, body=nowhere)

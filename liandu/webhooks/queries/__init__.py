"""Reading webhooks and what is sent to them."""

from liandu.webhooks.queries.hooks import (
    every_webhook,
    held_webhook,
    key_of,
    live_webhooks,
    offered,
    own_webhooks,
    sealed_key,
    seen_webhook,
)
from liandu.webhooks.queries.sending import (
    Shown,
    deliveries,
    due_deliveries,
    held_delivery,
    listening,
    record_told,
)

__all__ = [
    "Shown", "deliveries", "due_deliveries", "every_webhook", "held_delivery", "held_webhook",
    "key_of", "listening", "live_webhooks", "offered", "own_webhooks", "record_told",
    "sealed_key", "seen_webhook",
]  # fmt: skip

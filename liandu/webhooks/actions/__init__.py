"""Everything that may be done about webhooks, and the sending itself."""

from liandu.webhooks.actions.hooks import (
    Terms,
    make_webhook,
    send_again,
    stop_webhook,
    try_webhook,
)
from liandu.webhooks.actions.sending import line_up, send_all, send_next

__all__ = [
    "Terms", "line_up", "make_webhook", "send_again", "send_all", "send_next", "stop_webhook",
    "try_webhook",
]  # fmt: skip

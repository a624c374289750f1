"""Tables of webhooks, and of what is sent to them."""

from liandu.webhooks.models.hooks import Delivery, Webhook
from liandu.webhooks.models.words import AREAS, STATE_WORDS, TROUBLE_WORDS

__all__ = ["AREAS", "STATE_WORDS", "TROUBLE_WORDS", "Delivery", "Webhook"]

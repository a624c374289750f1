"""What the codes of the rules are called on the page."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.engines.outbound import Trouble
from liandu.webhooks.rules import DeliveryState

STATE_WORDS = [
    (DeliveryState.WAITING.value, pgettext_lazy("delivery", "waiting")),
    (DeliveryState.SENT.value, pgettext_lazy("delivery", "arrived")),
    (DeliveryState.FAILED.value, pgettext_lazy("delivery", "given up")),
]
STATE_CSS = {DeliveryState.SENT.value: "g", DeliveryState.FAILED.value: "r"}
UNREADABLE = "key"
TROUBLE_WORDS = [
    (Trouble.ADDRESS.value, _("This is no address that can be sent to")),
    (Trouble.UNRESOLVED.value, _("The name leads nowhere")),
    (Trouble.INSIDE.value, _("The name leads into the house, where nothing is sent")),
    (Trouble.REFUSED.value, _("No connection")),
    (Trouble.TLS.value, _("The certificate is not that of the name, or TLS failed")),
    (Trouble.TIME.value, _("No answer within ten seconds")),
    (Trouble.ANSWER.value, _("The connection ended, or the answer was none or not 2xx")),
    (UNREADABLE, _("The key cannot be read: the site has another secret key now")),
]
# The apps whose events are told, each with what its part of the form is called.
AREAS: dict[str, Any] = {
    "findings": _("Findings"),
    "inspections": _("Inspections"),
    "works": _("Projects and links"),
    "papers": _("Papers"),
    "dispatch": _("Weekly dispatch"),
    "contracts": _("Contracts"),
    "risks": _("Integrity risks"),
}

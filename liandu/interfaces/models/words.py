"""What the codes of the rules are called on the page."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.interfaces.rules import Reach

AREA_WORDS: dict[str, Any] = {
    "works": _("Projects and links"),
    "inspections": _("Inspections"),
    "findings": _("Findings"),
    "risks": _("Integrity risks"),
    "contracts": _("Contracts and funds"),
    "dispatch": _("Weekly dispatch"),
    "meetings": _("Meetings"),
    "papers": _("Papers"),
    "sharing": _("Information sharing"),
    "files": _("Files"),
    "figures": pgettext_lazy("statistics", "Figures"),
    "notices": _("Inbox"),
    "search": _("Search"),
    "bodies": _("Bodies"),
}
REACH_WORDS: dict[str, Any] = {
    Reach.NONE.value: pgettext_lazy("token", "nothing"),
    Reach.READ.value: pgettext_lazy("token", "read"),
    Reach.WRITE.value: pgettext_lazy("token", "read and write"),
}

"""What the codes of the rules are called on the page."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.engines.papers import Form
from liandu.papers.rules import PaperState, Urgency

STATE_WORDS = [
    (PaperState.DRAFT.value, pgettext_lazy("paper", "Draft")),
    (PaperState.UNDER_APPROVAL.value, pgettext_lazy("paper", "To be approved")),
    (PaperState.APPROVED.value, pgettext_lazy("paper", "To be issued")),
    (PaperState.ISSUED.value, pgettext_lazy("paper", "Issued")),
    (PaperState.WITHDRAWN.value, pgettext_lazy("paper", "Withdrawn")),
]
PILLS = {
    PaperState.DRAFT.value: "", PaperState.UNDER_APPROVAL.value: "a",
    PaperState.APPROVED.value: "b", PaperState.ISSUED.value: "g", PaperState.WITHDRAWN.value: "",
}  # fmt: skip
FORM_WORDS = [
    (Form.STANDARD.value, pgettext_lazy("form of a paper", "Red head")),
    (Form.LETTER.value, pgettext_lazy("form of a paper", "Letter")),
    (Form.MINUTES.value, pgettext_lazy("form of a paper", "Minutes")),
    (Form.PLAIN.value, pgettext_lazy("form of a paper", "Without a head")),
]
URGENCY_WORDS = [
    (Urgency.NONE.value, _("Not urgent")),
    (Urgency.URGENT.value, _("Urgent")),
    (Urgency.EXTREMELY_URGENT.value, _("Extremely urgent")),
]

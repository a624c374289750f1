"""Tables of papers, their templates and the marks that bodies issue them under."""

from liandu.papers.models.papers import Paper, PaperIssuer, PaperRecipient
from liandu.papers.models.templates import Letterhead, PaperTemplate
from liandu.papers.models.words import FORM_WORDS, PILLS, STATE_WORDS, URGENCY_WORDS

__all__ = [
    "FORM_WORDS", "PILLS", "STATE_WORDS", "URGENCY_WORDS", "Letterhead", "Paper", "PaperIssuer",
    "PaperRecipient", "PaperTemplate",
]  # fmt: skip

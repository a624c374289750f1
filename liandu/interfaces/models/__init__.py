"""Tables of tokens, and of what was answered to requests that may be sent again."""

from liandu.interfaces.models.tokens import Answer, Token
from liandu.interfaces.models.words import AREA_WORDS, REACH_WORDS

__all__ = ["AREA_WORDS", "REACH_WORDS", "Answer", "Token"]

"""Everything that may be done about programs that act for people."""

from liandu.interfaces.actions.answers import answer_once
from liandu.interfaces.actions.tokens import Terms, make_token, mark_used, revoke_token

__all__ = [
    "Terms", "answer_once", "make_token", "mark_used", "revoke_token",
]  # fmt: skip

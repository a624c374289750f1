"""What an action may refuse with. Each carries a sentence fit for the person at the screen."""

from collections.abc import Mapping
from typing import Self


class Refusal(Exception):
    """The request was understood and is not done."""

    status = 409


class NotVisible(Refusal):
    """The thing does not exist, or the actor may not know that it does: the two look alike."""

    status = 404


class NotAllowed(Refusal):
    """The actor may see the thing but not do this to it."""

    status = 403


class WrongState(Refusal):
    """The thing has moved on; somebody else acted first, or a step before this one is missing.

    ``step`` and ``state`` name what was tried and where the thing stands, for the page to say so.
    """

    step = ""
    state = ""

    @classmethod
    def at(cls, step: str, state: str) -> Self:
        """Return the refusal of ``step`` for a thing that stands at ``state``."""
        refusal = cls(f"{step}: not from {state}")
        refusal.step, refusal.state = step, str(state)
        return refusal


class Invalid(Refusal):
    """What was entered cannot be used; ``fields`` says which field and why.

    The key ``""`` holds what concerns no single field.
    """

    status = 422

    def __init__(self, fields: Mapping[str, str] | str) -> None:
        self.fields: dict[str, str] = {"": fields} if isinstance(fields, str) else dict(fields)
        super().__init__(" ".join(str(sentence) for sentence in self.fields.values()))

"""Drawing a sample that anybody can draw again: from a seed, by hashing."""

from collections.abc import Iterable
from hashlib import sha256


def sample(numbers: Iterable[str], size: int, seed: str) -> list[str]:
    """Return ``size`` of ``numbers``, the same for a seed whatever order they come in.

    Those come first whose SHA-256 of "seed:number" is lowest, so that it can be checked by hand.
    """

    def place(number: str) -> str:
        return sha256(f"{seed}:{number}".encode()).hexdigest()

    return sorted(set(numbers), key=place)[:size]

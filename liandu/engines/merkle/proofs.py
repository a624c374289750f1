"""Checking proofs. Whoever checks needs no log, no database and no trust in the one who proves."""

from collections.abc import Sequence

from liandu.engines.digests import SHA256
from liandu.engines.merkle.trees import node_hash


def verify_inclusion(
    leaf: bytes,
    index: int,
    size: int,
    proof: Sequence[bytes],
    root: bytes,
    algorithm: str = SHA256,
) -> bool:
    """Test whether ``leaf`` is number ``index`` of the ``size`` leaves under ``root``."""
    if not 0 <= index < size:
        return False
    here, last, reached = index, size - 1, leaf
    for step in proof:
        if last == 0:
            return False
        if here % 2 or here == last:
            reached = node_hash(step, reached, algorithm)
            here, last = _climb(here, last)
        else:
            reached = node_hash(reached, step, algorithm)
        here, last = here // 2, last // 2
    return last == 0 and reached == root


def verify_consistency(
    old: int,
    size: int,
    old_root: bytes,
    root: bytes,
    proof: Sequence[bytes],
    algorithm: str = SHA256,
) -> bool:
    """Test whether the ``old`` leaves under ``old_root`` are the first of those under ``root``."""
    if not 0 <= old <= size:
        return False
    if old in {0, size}:
        # Every tree grows out of the empty one; and a tree out of itself, if it is itself.
        return not proof and (old == 0 or old_root == root)
    # Where the old tree is full, its root is the first node and need not be sent.
    path = [old_root, *proof] if old.bit_count() == 1 else list(proof)
    here, last = _past_full(old - 1, size - 1)
    was = now = path[0] if path else b""
    for step in path[1:]:
        if last == 0:
            return False
        if here % 2 or here == last:
            was, now = node_hash(step, was, algorithm), node_hash(step, now, algorithm)
            here, last = _climb(here, last)
        else:
            now = node_hash(now, step, algorithm)
        here, last = here // 2, last // 2
    return last == 0 and was == old_root and now == root


def _climb(here: int, last: int) -> tuple[int, int]:
    """Go up past the levels on which a node at the right edge has no neighbour."""
    while here and here % 2 == 0:
        here, last = here // 2, last // 2
    return here, last


def _past_full(here: int, last: int) -> tuple[int, int]:
    """Go up past the levels on which the old tree's last subtree is full."""
    while here % 2:
        here, last = here // 2, last // 2
    return here, last

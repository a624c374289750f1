"""Merkle trees of RFC 6962: roots, proofs that a leaf is in one or that one grew out of another."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self

from liandu.engines.digests import ALGORITHMS, DIGEST_SIZE, SHA256, digest

# A leaf and a node never hash alike, so that no inner node can be passed off as a leaf.
LEAF, NODE = b"\0", b"\1"


class BadState(ValueError):
    """The text is not the state of a tree."""


def leaf_hash(data: bytes, algorithm: str = SHA256) -> bytes:
    """Return the hash that stands for ``data`` at the foot of the tree."""
    return digest(LEAF + data, algorithm)


def node_hash(left: bytes, right: bytes, algorithm: str = SHA256) -> bytes:
    """Return the hash of two subtrees that stand side by side."""
    return digest(NODE + left + right, algorithm)


@dataclass(slots=True)
class CompactRange:
    """A tree that remembers only its full subtrees: enough to append and to give the root.

    It holds one hash for each bit set in ``size``, so a million events need twenty.
    """

    size: int = 0
    peaks: list[bytes] = field(default_factory=list)
    algorithm: str = SHA256

    def append(self, leaf: bytes) -> None:
        """Put a leaf's hash behind the last."""
        self.peaks.append(leaf)
        self.size += 1
        grown = self.size
        while grown % 2 == 0:
            right = self.peaks.pop()
            self.peaks.append(node_hash(self.peaks.pop(), right, self.algorithm))
            grown //= 2

    def root(self) -> bytes:
        """Return the root of the tree so far."""
        if not self.peaks:
            return digest(b"", self.algorithm)
        root = self.peaks[-1]
        for peak in self.peaks[-2::-1]:
            root = node_hash(peak, root, self.algorithm)
        return root

    def state(self) -> str:
        """Return the tree as one line of text, to be read again by :meth:`restore`."""
        return " ".join([self.algorithm, str(self.size), *(peak.hex() for peak in self.peaks)])

    @classmethod
    def restore(cls, state: str) -> Self:
        """Return the tree whose :meth:`state` was kept.

        :raises BadState: if the text cannot be the state of any tree
        """
        try:
            algorithm, size, *peaks = state.split(" ")
            tree = cls(int(size), [bytes.fromhex(peak) for peak in peaks], algorithm)
        except ValueError as fault:
            raise BadState(state) from fault
        fits = len(tree.peaks) == tree.size.bit_count() and tree.size >= 0
        if not fits or algorithm not in ALGORITHMS or tree.state() != state:
            raise BadState(state)
        if any(len(peak) != DIGEST_SIZE for peak in tree.peaks):
            raise BadState(state)
        return tree


def root(leaves: Sequence[bytes], algorithm: str = SHA256) -> bytes:
    """Return the root of the tree over these leaf hashes."""
    tree = CompactRange(algorithm=algorithm)
    for leaf in leaves:
        tree.append(leaf)
    return tree.root()


def inclusion_proof(leaves: Sequence[bytes], index: int, algorithm: str = SHA256) -> list[bytes]:
    """Return the hashes that lead from leaf ``index`` to the root (RFC 6962, 2.1.1).

    :raises IndexError: if there is no such leaf
    """
    if not 0 <= index < len(leaves):
        raise IndexError(index)
    first, end, path = 0, len(leaves), []
    while end - first > 1:
        middle = first + _split(end - first)
        if index < middle:
            path.append(root(leaves[middle:end], algorithm))
            end = middle
        else:
            path.append(root(leaves[first:middle], algorithm))
            first = middle
    return path[::-1]


def consistency_proof(leaves: Sequence[bytes], old: int, algorithm: str = SHA256) -> list[bytes]:
    """Return the hashes that show the tree of the first ``old`` leaves within this one (2.1.2).

    :raises IndexError: if the tree was never that small, or never that large
    """
    if not 0 <= old <= len(leaves):
        raise IndexError(old)
    if old in {0, len(leaves)}:
        return []
    first, end, path = 0, len(leaves), []
    while end != old:
        middle = first + _split(end - first)
        if old <= middle:
            path.append(root(leaves[middle:end], algorithm))
            end = middle
        else:
            path.append(root(leaves[first:middle], algorithm))
            first = middle
    if first:
        # The old root is not itself a node of the new tree: give the part of it that is.
        path.append(root(leaves[first:end], algorithm))
    return path[::-1]


def _split(size: int) -> int:
    """Return the largest power of two below ``size``."""
    return 1 << ((size - 1).bit_length() - 1)

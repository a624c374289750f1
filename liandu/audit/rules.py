"""What is sealed of an event, and what a sealed log must look like. Plain Python, no database.

Whoever holds an export, a proof and the node's public key can check them with this file and the
Merkle engine alone.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from liandu.engines.digests import ALGORITHMS, SHA256, digest
from liandu.engines.merkle import checkpoints
from liandu.engines.merkle.checkpoints import BadCheckpoint, Checkpoint
from liandu.engines.merkle.proofs import verify_inclusion
from liandu.engines.merkle.trees import BadState, CompactRange, leaf_hash
from liandu.kernel.canonical import canonical

VERSION: Final = 1
PROOF: Final = "liandu/audit/proof/1"
ERASED: Final = "audit.event_erased"


class Wrong(StrEnum):
    """What verification finds."""

    CONTENT = "content"
    BLANKED = "blanked"
    ROW = "row"
    MISSING = "missing"
    PLACE = "place"
    ROOT = "root"
    SIGNATURE = "signature"
    LENGTH = "length"
    STATE = "state"
    UNSEALED = "unsealed"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it was sealed; ``until_id`` ends a range begun at ``event_id``."""

    wrong: Wrong
    log: str
    event_id: int | None = None
    until_id: int | None = None
    size: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A leaf as it is stored, with the event's row as it is now. ``row`` is what the leaf is of."""

    event_id: int
    position: int
    hash: str
    row: Mapping[str, Any]
    salt: str
    facts_text: str


@dataclass(frozen=True, slots=True)
class Claim:
    """All that is said of one log elsewhere than in its leaves.

    ``heads`` are size and text of the checkpoints, smallest first; ``kept`` is the last one, kept
    outside of the database; ``erased`` are the events of which another says that they were erased.
    """

    origin: str
    state: str
    heads: Iterable[tuple[int, str]]
    keys: Mapping[str, Ed25519PublicKey]
    kept: str = ""
    erased: Collection[int] = field(default_factory=frozenset)


def commit_to(salt: str, facts_text: str) -> str:
    """Return the commitment to a body of facts under a salt, in hex."""
    return digest(f"{salt}{facts_text}".encode()).hex()


def moment(at: datetime) -> str:
    """Return a moment as it is sealed: the same text whatever the zone of the clock."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def sealed_hash(row: Mapping[str, Any], algorithm: str) -> bytes:
    """Return the leaf hash of an event's row."""
    return leaf_hash(canonical(row), algorithm)


def algorithm_of(state: str) -> str:
    """Return the hash algorithm of a stored tree; the usual one if the state names none."""
    named = state.partition(" ")[0]
    return named if named in ALGORITHMS else SHA256


def size_of(state: str) -> int:
    """Return how many leaves a stored tree says it has; none if it is no state of a tree."""
    try:
        return CompactRange.restore(state).size
    except BadState:
        return 0


def examine(claim: Claim, entries: Iterable[Entry], rehash_from: int = 0) -> Iterator[Fault]:
    """Yield what is wrong with a log, given its leaves in order.

    Rows before place ``rehash_from`` are taken by their stored hashes: the tree is still whole, but
    a change of the row itself is not looked for.
    """
    tree = CompactRange(algorithm=algorithm_of(claim.state))
    heads = _Heads(claim)
    for entry in entries:
        if entry.position != tree.size:
            yield Fault(Wrong.PLACE, claim.origin, entry.event_id, size=entry.position)
            return
        if entry.position >= rehash_from:
            yield from _entry_faults(claim, entry, tree.algorithm)
        tree.append(_unhex(entry.hash))
        yield from heads.check(tree, entry.event_id)
    yield from heads.left_over(tree)
    if tree.state() != claim.state:
        yield Fault(Wrong.STATE, claim.origin, size=tree.size)


def _entry_faults(claim: Claim, entry: Entry, algorithm: str) -> Iterator[Fault]:
    """Yield what is wrong with one event."""
    if not entry.salt and not entry.facts_text:
        if entry.event_id not in claim.erased:
            yield Fault(Wrong.BLANKED, claim.origin, entry.event_id)
    elif commit_to(entry.salt, entry.facts_text) != entry.row["commitment"]:
        yield Fault(Wrong.CONTENT, claim.origin, entry.event_id)
    if sealed_hash(entry.row, algorithm).hex() != entry.hash:
        yield Fault(Wrong.ROW, claim.origin, entry.event_id)


class _Heads:
    """The checkpoints of a log, met one by one while its tree grows."""

    def __init__(self, claim: Claim) -> None:
        self.claim = claim
        self.coming = iter(claim.heads)
        self.next = next(self.coming, None)
        self.kept = self._read(claim.kept)
        self.last = 0
        self.first_id: int | None = None
        self.is_broken = False

    def check(self, tree: CompactRange, event_id: int) -> Iterator[Fault]:
        """Yield what is wrong with the checkpoints up to the size that the tree has reached."""
        self.first_id = self.first_id or event_id
        if self.kept and self.kept.size == tree.size and self.kept.root != tree.root():
            yield Fault(Wrong.KEPT, self.claim.origin, size=tree.size)
        while self.next and self.next[0] <= tree.size:
            yield from self._compare(self.next[1], tree, event_id)
            self.last, self.first_id = self.next[0], None
            self.next = next(self.coming, None)

    def left_over(self, tree: CompactRange) -> Iterator[Fault]:
        """Yield what is wrong with the end: leaves without a checkpoint, or the other way round."""
        if self.next or self.last != tree.size:
            yield Fault(Wrong.LENGTH, self.claim.origin, size=tree.size)
        if self.claim.kept and (self.kept is None or self.kept.size > tree.size):
            yield Fault(Wrong.KEPT, self.claim.origin, size=self.kept.size if self.kept else None)

    def _compare(self, text: str, tree: CompactRange, event_id: int) -> Iterator[Fault]:
        """Yield what is wrong with one checkpoint."""
        head = self._read(text)
        if head is None or head.size != tree.size:
            yield Fault(Wrong.SIGNATURE, self.claim.origin, size=tree.size)
        elif head.root != tree.root() and not self.is_broken:
            # Every later root differs too: one fault is told once.
            self.is_broken = True
            yield Fault(Wrong.ROOT, self.claim.origin, self.first_id, event_id, tree.size)

    def _read(self, text: str) -> Checkpoint | None:
        """Return the checkpoint if its signature holds and it is of this log."""
        try:
            head = checkpoints.verify(text, self.claim.keys)
        except BadCheckpoint:
            return None
        return head if head.origin == self.claim.origin else None


def _unhex(text: str) -> bytes:
    """Return the hash; something that no hash is, if the text is none."""
    try:
        return bytes.fromhex(text)
    except ValueError:
        return text.encode()


class BadProof(ValueError):
    """The proof does not show what it says."""


def check_proof(document: Mapping[str, Any], key_text: str) -> Mapping[str, Any]:
    """Return the row of the event that ``document`` proves to be in the record.

    ``key_text`` is the node's public key as it was pinned, not as the proof names it.

    :raises BadProof: if it does not
    """
    try:
        name, key = checkpoints.read_key(key_text)
        head = checkpoints.verify(document["checkpoint"], {name: key})
        row, algorithm = document["leaf"], document["algorithm"]
        path = [bytes.fromhex(step) for step in document["path"]]
        leaf = sealed_hash(row, algorithm)
        place = document["position"]
        is_in = verify_inclusion(leaf, place, head.size, path, head.root, algorithm)
        is_ours = row["log"] == head.origin
        content = document.get("content")
        says = not content or commit_to(content["salt"], content["facts"]) == row["commitment"]
    except (KeyError, TypeError, ValueError) as fault:
        raise BadProof from fault
    if not (is_in and is_ours and says and document.get("format") == PROOF):
        raise BadProof
    found: Mapping[str, Any] = row
    return found

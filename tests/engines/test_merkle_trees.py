"""Trees and proofs against the definitions of RFC 6962, word by word, and against forgers."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liandu.engines.digests import digest
from liandu.engines.merkle.proofs import verify_consistency, verify_inclusion
from liandu.engines.merkle.trees import (
    BadState,
    CompactRange,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    root,
)

SIZES = range(70)
LEAVES = [leaf_hash(bytes([number])) for number in SIZES]

trees = st.integers(1, 69).flatmap(lambda n: st.tuples(st.integers(0, n - 1), st.just(n)))


def split(size: int) -> int:
    """Look for the largest power of two smaller than ``size``."""
    return max(1 << k for k in range(8) if 1 << k < size)


def defined_root(leaves: list[bytes], algorithm: str = "sha256") -> bytes:
    """MTH of RFC 6962, 2.1."""
    if not leaves:
        return digest(b"", algorithm)
    if len(leaves) == 1:
        return leaves[0]
    k = split(len(leaves))
    left, right = defined_root(leaves[:k], algorithm), defined_root(leaves[k:], algorithm)
    return digest(b"\1" + left + right, algorithm)


def defined_path(m: int, leaves: list[bytes]) -> list[bytes]:
    """PATH of RFC 6962, 2.1.1."""
    if len(leaves) == 1:
        return []
    k = split(len(leaves))
    if m < k:
        return [*defined_path(m, leaves[:k]), defined_root(leaves[k:])]
    return [*defined_path(m - k, leaves[k:]), defined_root(leaves[:k])]


def defined_subproof(m: int, leaves: list[bytes], *, whole: bool) -> list[bytes]:
    """SUBPROOF of RFC 6962, 2.1.2."""
    if m == len(leaves):
        return [] if whole else [defined_root(leaves)]
    k = split(len(leaves))
    if m <= k:
        return [*defined_subproof(m, leaves[:k], whole=whole), defined_root(leaves[k:])]
    return [*defined_subproof(m - k, leaves[k:], whole=False), defined_root(leaves[:k])]


def test_leaf_and_node_hash_as_the_standard_says() -> None:
    assert leaf_hash(b"x") == hashlib.sha256(b"\0x").digest()
    assert node_hash(b"l", b"r") == hashlib.sha256(b"\1lr").digest()
    assert leaf_hash(b"", "sm3") == digest(b"\0", "sm3")


@pytest.mark.parametrize("algorithm", ["sha256", "sm3"])
def test_the_root_is_that_of_the_definition_at_every_size(algorithm: str) -> None:
    for size in SIZES:
        assert root(LEAVES[:size], algorithm) == defined_root(LEAVES[:size], algorithm)


def test_every_proof_is_that_of_the_definition_and_holds() -> None:
    for size in range(1, 40):
        leaves = LEAVES[:size]
        for index in range(size):
            proof = inclusion_proof(leaves, index)
            assert proof == defined_path(index, leaves)
            assert verify_inclusion(leaves[index], index, size, proof, root(leaves))
        for old in range(1, size + 1):
            proof = consistency_proof(leaves, old)
            assert proof == defined_subproof(old, leaves, whole=True)
            assert verify_consistency(old, size, root(leaves[:old]), root(leaves), proof)


def test_every_tree_grows_out_of_the_empty_one() -> None:
    assert consistency_proof(LEAVES, 0) == []
    assert verify_consistency(0, 5, root([]), root(LEAVES[:5]), [])
    assert not verify_consistency(0, 5, root([]), root(LEAVES[:5]), [b""])


def test_proofs_of_what_is_not_there_are_refused() -> None:
    for index in (-1, 3):
        with pytest.raises(IndexError):
            inclusion_proof(LEAVES[:3], index)
    for old in (-1, 4):
        with pytest.raises(IndexError):
            consistency_proof(LEAVES[:3], old)
    assert not verify_inclusion(LEAVES[0], 3, 3, [], LEAVES[0])
    assert not verify_inclusion(LEAVES[0], -1, 3, [], LEAVES[0])
    assert not verify_consistency(4, 3, LEAVES[0], LEAVES[0], [])
    assert not verify_consistency(-1, 3, LEAVES[0], LEAVES[0], [])


@given(trees, st.data())
def test_no_other_proof_leaf_place_or_size_passes(
    tree: tuple[int, int], data: st.DataObject
) -> None:
    index, size = tree
    leaves, top = LEAVES[:size], root(LEAVES[:size])
    proof = inclusion_proof(leaves, index)
    assert not verify_inclusion(leaf_hash(b"other"), index, size, proof, top)
    assert not verify_inclusion(leaves[index], index, size, [*proof, top], top)
    assert not verify_inclusion(leaves[index], index, size, proof, leaf_hash(b"other"))
    other = data.draw(
        st.integers(0, size - 1).filter(lambda place: place != index) if size > 1 else st.just(1)
    )
    assert not verify_inclusion(leaves[index], other, size, proof, top)
    if proof:
        broken = data.draw(st.integers(0, len(proof) - 1))
        assert not verify_inclusion(leaves[index], index, size, proof[:broken], top)
        proof[broken] = leaf_hash(b"other")
        assert not verify_inclusion(leaves[index], index, size, proof, top)


@given(trees, st.data())
def test_no_other_growth_passes(tree: tuple[int, int], data: st.DataObject) -> None:
    old, size = tree[0] + 1, tree[1] + 1 if tree[1] < 69 else 69
    was, now = root(LEAVES[:old]), root(LEAVES[:size])
    proof = consistency_proof(LEAVES[:size], old)
    rewritten = [leaf_hash(b"other"), *LEAVES[1:size]]
    assert not verify_consistency(
        old, size, was, root(rewritten), consistency_proof(rewritten, old)
    )
    assert not verify_consistency(old, size, leaf_hash(b"other"), now, proof)
    assert not verify_consistency(old, size, was, now, [*proof, was])
    if proof:
        assert not verify_consistency(old, size, was, now, proof[:-1])
        assert not verify_consistency(old, size, was, now, [])
        broken = data.draw(st.integers(0, len(proof) - 1))
        proof[broken] = leaf_hash(b"other")
        assert not verify_consistency(old, size, was, now, proof)


@pytest.mark.parametrize("attack", ["edit", "delete", "insert", "swap", "truncate"])
@given(data=st.data(), size=st.integers(2, 60))
def test_every_attack_on_the_rows_changes_the_root(
    attack: str, data: st.DataObject, size: int
) -> None:
    forged = LEAVES[:size]
    place = data.draw(st.integers(0, size - 2))
    if attack == "edit":
        forged[place] = leaf_hash(b"other")
    elif attack == "delete":
        del forged[place]
    elif attack == "insert":
        forged.insert(place, leaf_hash(b"other"))
    elif attack == "swap":
        forged[place], forged[place + 1] = forged[place + 1], forged[place]
    else:
        forged = forged[: place + 1]
    assert root(forged) != root(LEAVES[:size])


@given(st.integers(0, 69), st.integers(0, 69), st.sampled_from(["sha256", "sm3"]))
def test_a_tree_put_away_grows_on_as_if_it_had_stayed(kept: int, more: int, algorithm: str) -> None:
    tree = CompactRange(algorithm=algorithm)
    for leaf in LEAVES[:kept]:
        tree.append(leaf)
    again = CompactRange.restore(tree.state())
    assert again == tree
    for leaf in LEAVES[:more]:
        again.append(leaf)
    assert again.root() == root([*LEAVES[:kept], *LEAVES[:more]], algorithm)
    assert again.size == kept + more


@pytest.mark.parametrize(
    "state",
    [
        "",
        "sha256",
        "sha256 x",
        "md5 0",
        "sha256 1",
        "sha256 1 zz",
        "sha256 1 ab",
        "sha256  0",
        f"sha256 2 {'ab' * 32} {'ab' * 32}",
        f"sha256 01 {'ab' * 32}",
        f"sha256 -1 {'ab' * 32}",
    ],
)
def test_what_is_no_state_is_not_restored(state: str) -> None:
    with pytest.raises(BadState):
        CompactRange.restore(state)

"""What a sealed log must look like, and every way in which one may not."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from liandu.audit.rules import (
    Claim,
    Entry,
    Fault,
    Wrong,
    algorithm_of,
    commit_to,
    examine,
    moment,
    sealed_hash,
    size_of,
)
from liandu.engines.merkle.checkpoints import Checkpoint, sign
from liandu.engines.merkle.trees import CompactRange

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
KEYS = {"zigong": KEY.public_key()}
THIEF = Ed25519PrivateKey.from_private_bytes(bytes(32))
LOG = "liandu/zigong/1/audit"
COUNT = 12
SIZES = (3, 7, 12)


def entry(number: int) -> Entry:
    """Return an honest event at place ``number``; its id is a hundred more."""
    salt, facts = f"salt{number}", f'{{"n":{number}}}'
    row = {"id": number + 100, "log": LOG, "commitment": commit_to(salt, facts)}
    return Entry(number + 100, number, sealed_hash(row, "sha256").hex(), row, salt, facts)


def head(size: int, entries: Iterable[Entry], key: Ed25519PrivateKey = KEY, log: str = LOG) -> str:
    """Return the signed head of the first ``size`` of these."""
    tree = grown(list(entries)[:size])
    return sign(Checkpoint(log, size, tree.root()), "zigong", key)


def grown(entries: Iterable[Entry]) -> CompactRange:
    """Return the tree of these."""
    tree = CompactRange()
    for one in entries:
        tree.append(bytes.fromhex(one.hash))
    return tree


HONEST = [entry(number) for number in range(COUNT)]
CLAIM = Claim(
    origin=LOG,
    state=grown(HONEST).state(),
    heads=[(size, head(size, HONEST)) for size in SIZES],
    keys=KEYS,
    kept=head(7, HONEST),
)


def found(entries: list[Entry], claim: Claim = CLAIM, rehash_from: int = 0) -> list[Fault]:
    return list(examine(claim, entries, rehash_from))


def rewritten(place: int) -> Entry:
    """Return another event at ``place``, with the hash that belongs to it."""
    other = entry(place + 500)
    return replace(other, event_id=place + 100, position=place)


def test_an_honest_log_has_no_fault() -> None:
    assert found(HONEST) == []
    assert found([], Claim(LOG, CompactRange().state(), [], KEYS)) == []


def test_changed_content_is_named_by_its_event() -> None:
    forged = [*HONEST]
    forged[4] = replace(forged[4], facts_text='{"n":5}')
    assert found(forged) == [Fault(Wrong.CONTENT, LOG, 104)]


def test_a_changed_row_is_named_by_its_event() -> None:
    forged = [*HONEST]
    forged[4] = replace(forged[4], row={**forged[4].row, "person": 9})
    assert found(forged) == [Fault(Wrong.ROW, LOG, 104)]


def test_content_may_be_gone_only_if_that_is_on_record() -> None:
    forged = [*HONEST]
    forged[4] = replace(forged[4], salt="", facts_text="")
    assert found(forged) == [Fault(Wrong.BLANKED, LOG, 104)]
    assert found(forged, replace(CLAIM, erased={104})) == []


def test_a_row_with_the_hash_to_match_is_found_by_the_next_checkpoint_alone() -> None:
    forged = [*HONEST]
    forged[4] = rewritten(4)
    claim = replace(CLAIM, state=grown(forged).state(), kept="")
    assert found(forged, claim) == [Fault(Wrong.ROOT, LOG, 103, 106, 7)]


def test_two_events_that_changed_places_are_found() -> None:
    forged = [*HONEST]
    forged[4], forged[5] = replace(HONEST[5], position=4), replace(HONEST[4], position=5)
    wrong = [fault.wrong for fault in found(forged)]
    assert wrong == [Wrong.KEPT, Wrong.ROOT, Wrong.STATE]


def test_a_missing_event_is_told_by_the_one_behind_it() -> None:
    assert found([*HONEST[:4], *HONEST[5:]]) == [Fault(Wrong.PLACE, LOG, 105, size=5)]


def test_a_log_cut_short_contradicts_its_checkpoints_and_its_state() -> None:
    assert [fault.wrong for fault in found(HONEST[:10])] == [Wrong.LENGTH, Wrong.STATE]


def test_a_log_cut_short_altogether_contradicts_the_head_that_was_kept() -> None:
    short = HONEST[:3]
    claim = replace(CLAIM, state=grown(short).state(), heads=CLAIM_HEADS[:1])
    assert found(short, claim) == [Fault(Wrong.KEPT, LOG, size=7)]


CLAIM_HEADS = list(CLAIM.heads)


def test_an_event_put_behind_the_last_checkpoint_is_found() -> None:
    longer = [*HONEST, entry(COUNT)]
    claim = replace(CLAIM, state=grown(longer).state())
    assert found(longer, claim) == [Fault(Wrong.LENGTH, LOG, size=13)]


def test_a_tree_state_that_is_not_of_the_leaves_is_found() -> None:
    claim = replace(CLAIM, state=grown(HONEST[:11]).state())
    assert found(HONEST, claim) == [Fault(Wrong.STATE, LOG, size=12)]
    assert found(HONEST, replace(CLAIM, state="nonsense")) == [Fault(Wrong.STATE, LOG, size=12)]


def test_a_stored_hash_that_is_none_is_found() -> None:
    forged = [*HONEST]
    forged[11] = replace(forged[11], hash="zz")
    assert Fault(Wrong.ROW, LOG, 111) in found(forged)
    assert Fault(Wrong.ROOT, LOG, 107, 111, 12) in found(forged)


@pytest.mark.parametrize(
    "text",
    [
        head(7, HONEST, THIEF),
        head(7, HONEST, log="liandu/zigong/2/audit"),
        head(6, HONEST),
        head(7, HONEST).replace("\n7\n", "\n8\n"),
        "",
    ],
)
def test_a_checkpoint_not_signed_for_this_log_at_this_size_is_found(text: str) -> None:
    claim = replace(CLAIM, heads=[CLAIM_HEADS[0], (7, text), CLAIM_HEADS[2]])
    assert found(HONEST, claim) == [Fault(Wrong.SIGNATURE, LOG, size=7)]


def test_a_missing_last_checkpoint_is_found() -> None:
    assert found(HONEST, replace(CLAIM, heads=CLAIM_HEADS[:2])) == [
        Fault(Wrong.LENGTH, LOG, size=12)
    ]


def test_a_whole_rewrite_with_the_stolen_key_is_found_by_the_head_that_was_kept() -> None:
    forged = [*HONEST]
    forged[4] = rewritten(4)
    heads = [(size, head(size, forged)) for size in SIZES]
    claim = replace(CLAIM, state=grown(forged).state(), heads=heads)
    assert found(forged, claim) == [Fault(Wrong.KEPT, LOG, size=7)]


def test_a_kept_head_that_nobody_signed_is_found() -> None:
    assert found(HONEST, replace(CLAIM, kept="nonsense")) == [Fault(Wrong.KEPT, LOG)]


def test_rows_before_a_place_are_taken_by_their_hashes() -> None:
    forged = [*HONEST]
    forged[4] = replace(forged[4], facts_text="")
    assert found(forged, rehash_from=5) == []
    forged[6] = rewritten(6)
    assert [fault.wrong for fault in found(forged, rehash_from=5)] == [
        Wrong.KEPT,
        Wrong.ROOT,
        Wrong.STATE,
    ]


def edit(entries: list[Entry], place: int) -> list[Entry]:
    entries[place] = replace(entries[place], facts_text="{}")
    return entries


def reseal(entries: list[Entry], place: int) -> list[Entry]:
    entries[place] = rewritten(place)
    return entries


def delete(entries: list[Entry], place: int) -> list[Entry]:
    return renumbered([*entries[:place], *entries[place + 1 :]])


def insert(entries: list[Entry], place: int) -> list[Entry]:
    return renumbered([*entries[:place], entry(700), *entries[place:]])


def swap(entries: list[Entry], place: int) -> list[Entry]:
    other = (place + 1) % len(entries)
    entries[place], entries[other] = entries[other], entries[place]
    return renumbered(entries)


def truncate(entries: list[Entry], place: int) -> list[Entry]:
    return entries[:place]


def renumbered(entries: Iterable[Entry]) -> list[Entry]:
    return [replace(one, position=place) for place, one in enumerate(entries)]


@pytest.mark.parametrize("attack", [edit, reseal, delete, insert, swap, truncate])
@given(place=st.integers(0, COUNT - 1), covers=st.booleans())
def test_every_attack_is_found(
    attack: Callable[[list[Entry], int], list[Entry]], place: int, covers: bool
) -> None:
    forged = attack([*HONEST], place)
    state = grown(forged).state() if covers else CLAIM.state
    assert found(forged, replace(CLAIM, state=state))


def test_a_moment_is_sealed_alike_in_every_zone() -> None:
    at = datetime(2025, 6, 1, 8, 30, 0, 5, tzinfo=UTC)
    assert moment(at) == "2025-06-01T08:30:00.000005Z"
    assert moment(at.astimezone(timezone(timedelta(hours=8)))) == moment(at)


def test_a_state_says_its_size_and_algorithm_or_the_usual() -> None:
    assert (size_of("sha256 0"), size_of("nonsense")) == (0, 0)
    assert (algorithm_of("sm3 0"), algorithm_of("nonsense")) == ("sm3", "sha256")

"""A proof is checked with the plain rules and a pinned key; nothing like it passes."""

from typing import Any

import pytest

from liandu.audit.rules import PROOF, BadProof, check_proof
from liandu.engines.merkle.checkpoints import key_text
from liandu.engines.merkle.trees import inclusion_proof
from tests.audit.test_rules import CLAIM_HEADS, HONEST, KEY, THIEF, head


def proof(**changes: Any) -> dict[str, Any]:
    """Return the proof that event 104 is in the log, with changes."""
    leaves = [bytes.fromhex(one.hash) for one in HONEST]
    return {
        "format": PROOF,
        "algorithm": "sha256",
        "leaf": HONEST[4].row,
        "position": 4,
        "path": [step.hex() for step in inclusion_proof(leaves, 4)],
        "checkpoint": CLAIM_HEADS[2][1],
        "content": {"salt": HONEST[4].salt, "facts": HONEST[4].facts_text},
        **changes,
    }


PINNED = key_text("zigong", KEY.public_key())


def test_a_proof_shows_the_row_it_is_of() -> None:
    assert check_proof(proof(), PINNED)["id"] == 104
    assert check_proof(proof(content=None), PINNED)["id"] == 104


@pytest.mark.parametrize(
    "changes",
    [
        {"format": "other"},
        {"algorithm": "sm3"},
        {"algorithm": "md5"},
        {"leaf": HONEST[5].row},
        {"leaf": {**HONEST[4].row, "person": 1}},
        {"leaf": {}},
        {"leaf": None},
        {"position": 5},
        {"position": "4"},
        {"path": []},
        {"path": ["zz"]},
        {"checkpoint": head(12, HONEST, THIEF)},
        {"checkpoint": head(7, HONEST)},
        {"checkpoint": head(12, HONEST, log="liandu/zigong/2/audit")},
        {"content": {"salt": "", "facts": "{}"}},
        {"content": {"salt": ""}},
    ],
)
def test_no_other_proof_passes(changes: dict[str, Any]) -> None:
    with pytest.raises(BadProof):
        check_proof(proof(**changes), PINNED)


def test_a_proof_is_checked_with_the_key_that_was_pinned() -> None:
    with pytest.raises(BadProof):
        check_proof(proof(), key_text("zigong", THIEF.public_key()))
    with pytest.raises(BadProof):
        check_proof(proof(), "nonsense")

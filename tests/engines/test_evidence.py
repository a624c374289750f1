"""The script in a bundle of evidence: it passes what was signed, and nothing that was changed."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from liandu.engines.evidence import FORMAT, MANIFEST, SIGNED, Fault, check_bundle, verify
from liandu.engines.merkle.checkpoints import Checkpoint, key_text, sign
from liandu.engines.merkle.trees import inclusion_proof, root

NODE = "zigong"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(32))
PUBLIC = key_text(NODE, KEY.public_key())
FILES = (b"one", b"two", b"three", b"four", b"five")
Change = Callable[[dict[str, Any]], None]


def signed(origin: str, size: int, top: bytes, key: Ed25519PrivateKey = KEY) -> str:
    return sign(Checkpoint(f"liandu/{NODE}/{origin}", size, top, ("time 2026-11-22",)), NODE, key)


def manifest_of(files: tuple[bytes, ...]) -> dict[str, Any]:
    rows = [{"sha256": hashlib.sha256(one).hexdigest(), "size": len(one)} for one in files]
    leaves = [verify.leaf_of(row) for row in rows]
    head = signed("evidence/1", len(leaves), root(leaves))
    entries = [
        {
            **row, "path": f"{at}.txt", "name": f"{at}.txt", "withheld": "",
            "proof": {
                "leaf": row, "position": at, "checkpoint": head,
                "path": [step.hex() for step in inclusion_proof(leaves, at)],
            },
        }
        for at, row in enumerate(rows)
    ]  # fmt: skip
    return {"format": FORMAT, "key": PUBLIC, "files": entries}


def written(folder: Path, manifest: dict[str, Any], key: Ed25519PrivateKey = KEY) -> Path:
    """Write a bundle down, signed as it is."""
    raw = json.dumps(manifest).encode()
    (folder / MANIFEST).write_bytes(raw)
    (folder / SIGNED).write_text(signed("bundle", 1, hashlib.sha256(raw).digest(), key))
    for at, one in enumerate(FILES):
        (folder / f"{at}.txt").write_bytes(one)
    return folder


def test_a_bundle_as_it_was_signed_passes_with_the_key_and_without(tmp_path: Path) -> None:
    written(tmp_path, manifest_of(FILES))
    for key in (PUBLIC, ""):
        lines, is_well = check_bundle(tmp_path, key)
        assert is_well
        assert [line.split()[0] for line in lines] == ["key", *["ok"] * len(FILES)]


@given(st.lists(st.binary(min_size=1), min_size=1, max_size=40), st.data())
def test_a_proof_leads_from_every_leaf_to_the_root(leaves: list[bytes], data: Any) -> None:
    at = data.draw(st.integers(0, len(leaves) - 1))
    path = inclusion_proof(leaves, at)
    assert verify.root_of(leaves[at], at, len(leaves), path) == root(leaves)
    assert verify.root_of(leaves[at], at, len(leaves), [*path, bytes(32)]) != root(leaves)
    assert verify.root_of(leaves[at], len(leaves), len(leaves), path) != root(leaves)


def _withhold(entry: dict[str, Any]) -> None:
    entry.update(withheld="it runs a script", path="none.txt")


CHANGES: dict[str, Change] = {
    verify.OTHER_FILE: lambda entry: entry.update(size=99),
    verify.NOT_IN_BATCH: lambda entry: entry["proof"].update(position=1),
    verify.MISSING: lambda entry: entry.update(path="none.txt"),
    verify.CHANGED: lambda entry: entry.update(path="1.txt"),
    "'proof'": lambda entry: entry.pop("proof"),
}


@pytest.mark.parametrize("said", CHANGES)
def test_what_was_changed_in_one_file_is_said_and_the_others_pass(
    said: str, tmp_path: Path
) -> None:
    manifest = manifest_of(FILES)
    CHANGES[said](manifest["files"][0])
    lines, is_well = check_bundle(written(tmp_path, manifest), PUBLIC)
    assert not is_well
    assert lines[1].startswith("FAULT")
    assert lines[1].endswith(said)
    assert all(line.startswith("ok") for line in lines[2:])


def test_what_was_withheld_is_proved_though_it_is_not_there(tmp_path: Path) -> None:
    manifest = manifest_of(FILES)
    _withhold(manifest["files"][0])
    lines, is_well = check_bundle(written(tmp_path, manifest), PUBLIC)
    assert is_well
    assert lines[1].startswith("kept")
    assert "it runs a script" in lines[1]


def test_a_manifest_that_is_not_the_signed_one_is_refused(tmp_path: Path) -> None:
    folder = written(tmp_path, manifest_of(FILES))
    raw = (folder / MANIFEST).read_bytes()
    (folder / MANIFEST).write_bytes(raw + b" ")
    assert check_bundle(folder) == ([f"FAULT  {MANIFEST}: {verify.OTHER_MANIFEST}"], False)
    (folder / MANIFEST).write_bytes(b"[]")
    assert check_bundle(folder) == ([f"FAULT  {MANIFEST}: {verify.NO_MANIFEST}"], False)
    written(tmp_path, {**manifest_of(FILES), "format": "other"})
    assert check_bundle(folder) == ([f"FAULT  {MANIFEST}: {verify.UNKNOWN}"], False)


def test_a_signature_of_another_key_is_refused(tmp_path: Path) -> None:
    folder = written(tmp_path, manifest_of(FILES), OTHER)
    assert check_bundle(folder, PUBLIC)[0] == [f"FAULT  {MANIFEST}: {verify.UNSIGNED}"]
    assert check_bundle(folder, "none")[0] == [f"FAULT  {MANIFEST}: {verify.NO_KEY}"]
    name, _plus, rest = PUBLIC.partition("+")
    other = f"{name}+00000000+{rest.partition('+')[2]}"
    assert check_bundle(folder, other)[0] == [f"FAULT  {MANIFEST}: {verify.OTHER_KEY}"]


def test_a_signature_under_the_right_name_must_hold(tmp_path: Path) -> None:
    folder = written(tmp_path, manifest_of(FILES))
    text = (folder / SIGNED).read_text()
    (folder / SIGNED).write_text(text.replace("2026-11-22", "2026-11-23"))
    assert check_bundle(folder, PUBLIC)[0] == [f"FAULT  {MANIFEST}: {verify.FORGED}"]


def test_a_signature_is_one_only_if_its_numbers_are() -> None:
    key, message = KEY.public_key().public_bytes_raw(), b"text"
    good = KEY.sign(message)
    assert verify.is_signed(key, message, good)
    assert not verify.is_signed(key, message, good[:-1])
    assert not verify.is_signed(key, message, good[:32] + verify.L.to_bytes(32, "little"))
    assert not verify.is_signed(key, b"other", good)


@given(st.binary(min_size=1, max_size=20), st.integers(0, 2**64))
def test_signatures_hold_for_every_key_and_text(message: bytes, seed: int) -> None:
    key = Ed25519PrivateKey.from_private_bytes(seed.to_bytes(32, "big"))
    public = key.public_key().public_bytes_raw()
    assert verify.is_signed(public, message, key.sign(message))
    assert not verify.is_signed(public, message + b".", key.sign(message))


@pytest.mark.parametrize("raw", [
    (verify.P).to_bytes(32, "little"),  # beyond the field
    (2).to_bytes(32, "little"),  # no such point
    (1 + (1 << 255)).to_bytes(32, "little"),  # minus nothing
])  # fmt: skip
def test_what_is_no_point_is_refused(raw: bytes) -> None:
    with pytest.raises(Fault, match=verify.NO_POINT):
        verify.point(raw)


def test_the_script_says_how_it_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = written(tmp_path, manifest_of(FILES))
    monkeypatch.setattr(verify, "__file__", str(folder / "verify.py"))
    assert verify.main(["--key", PUBLIC]) == 0
    assert "all is as it was signed" in capsys.readouterr().out
    (folder / "0.txt").write_bytes(b"other")
    assert verify.main([]) == 1
    assert "NOT all is as it was signed" in capsys.readouterr().out

"""A sealed file opens with its key and whole, or not at all."""

import io
import json
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from liandu.engines.lockbox import (
    Identity,
    Opened,
    Passphrase,
    Sealing,
    Unopened,
    Why,
    new_identity,
    read_identity,
    read_recipient,
)
from liandu.engines.lockbox.locks import WrongLock
from liandu.engines.lockbox.pieces import MAGIC, PIECE, TAG

WORD = Passphrase("a long enough sentence", memory=8)
SIZES = [0, 1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 2 * PIECE + 7]
HEAD = '{"lock": "passphrase", "memory": 8, "passes": 3, "salt": "%s"}\n' % ("0" * 32)


def sealed(content: bytes, lock: Any = WORD) -> bytes:
    target = io.BytesIO()
    stream = Sealing(target, lock)
    stream.write(content)
    stream.finish()
    return target.getvalue()


def opened(data: bytes, key: Any = WORD) -> bytes:
    return io.BufferedReader(Opened(io.BytesIO(data), key)).read()


def refused(data: bytes, key: Any = WORD) -> Why:
    with pytest.raises(Unopened) as told:
        opened(data, key)
    return told.value.why


def body(data: bytes) -> int:
    """Return where the pieces begin."""
    return data.index(b"\n", len(MAGIC)) + 1 + 32


@pytest.mark.parametrize("size", SIZES)
def test_what_was_sealed_is_read_again(size: int) -> None:
    content = bytes(range(256)) * (size // 256 + 1)
    assert opened(sealed(content[:size])) == content[:size]


def test_content_is_nowhere_in_the_file_and_no_two_files_are_alike() -> None:
    content = "谁也不该读到的题目".encode() * 50
    one, other = sealed(content), sealed(content)
    assert content[:27] not in one
    assert one[body(one) :] != other[body(other) :]


def test_a_stream_can_be_written_and_read_and_says_so() -> None:
    assert Sealing(io.BytesIO(), WORD).writable()
    assert Opened(io.BytesIO(sealed(b"")), WORD).readable()


def test_a_key_pair_opens_what_its_public_half_locked() -> None:
    pair = new_identity()
    lock = read_recipient(pair.recipient().text())
    data = sealed(b"words", lock)
    assert opened(data, read_identity(pair.pem())) == b"words"
    assert refused(data, new_identity()) is Why.KEY
    assert refused(data, WORD) is Why.KEY
    assert refused(sealed(b"words"), pair) is Why.KEY


def test_another_passphrase_is_refused() -> None:
    assert refused(sealed(b"words"), Passphrase("another", memory=8)) is Why.KEY


def test_another_file_is_refused() -> None:
    assert refused(b"PK\x03\x04 something else") is Why.OTHER
    assert refused(b"") is Why.OTHER


@pytest.mark.parametrize("size", [5, 2 * PIECE, 2 * PIECE + 7])
def test_a_cut_file_is_refused_wherever_it_was_cut(size: int) -> None:
    data = sealed(bytes(size))
    start = body(data)
    for end in {start, start + 1, len(data) - 1, start + PIECE + TAG, start + PIECE}:
        if end < len(data):
            assert refused(data[:end]) is Why.CUT, end


def test_pieces_cannot_be_swapped_left_out_or_put_in() -> None:
    data = sealed(b"a" * PIECE + b"b" * PIECE + b"c" * 9)
    start, step = body(data), PIECE + TAG
    head, one, two, last = (
        data[:start], data[start : start + step], data[start + step : start + 2 * step],
        data[start + 2 * step :],
    )  # fmt: skip
    for pieces in ((two, one, last), (two, last), (one, one, two, last), (one, two, two, last)):
        assert refused(head + b"".join(pieces)) is Why.ALTERED
    assert refused(data + b"more") in {Why.ALTERED, Why.CUT}


@given(st.data())
def test_a_changed_byte_anywhere_is_noticed(data: st.DataObject) -> None:
    whole = sealed(b"x" * 300)
    place = data.draw(st.integers(0, len(whole) - 1))
    altered = bytearray(whole)
    altered[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(Unopened):
        opened(bytes(altered))


@pytest.mark.parametrize("head", ["no json", "[1]"])
def test_a_head_that_is_none_is_refused(head: str) -> None:
    assert refused(MAGIC + head.encode() + b"\n" + bytes(64)) is Why.ALTERED


@pytest.mark.parametrize(
    ("was", "asks"),
    [
        ('"memory": 8', '"memory": 99999999999'),
        ('"memory": 8', '"memory": "8"'),
        ('"passes": 3', '"passes": 9999'),
        ('"salt"', '"pepper"'),
        ("0" * 32, "00"),
    ],
)
def test_a_head_that_asks_for_too_much_or_makes_no_sense_is_refused(was: str, asks: str) -> None:
    assert was in HEAD
    assert refused(MAGIC + HEAD.replace(was, asks).encode() + bytes(64)) is Why.KEY


def test_a_head_with_no_key_of_its_own_is_refused() -> None:
    pair = new_identity()
    head = json.dumps({"lock": "key", "for": pair.recipient().text()}) + "\n"
    assert refused(MAGIC + head.encode() + bytes(64), pair) is Why.KEY


def test_what_is_no_key_is_refused() -> None:
    other = Identity(Ed25519PrivateKey.generate()).pem()
    for pem in (b"no key", other):
        with pytest.raises(WrongLock):
            read_identity(pem)
    for text in ("no key!", "liandu-backup-AAAA"):
        with pytest.raises(WrongLock):
            read_recipient(text)

"""Signed heads: what passes, and everything near it that must not."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from liandu.engines.merkle.checkpoints import (
    BadCheckpoint,
    Checkpoint,
    key_id,
    key_text,
    read_key,
    sign,
    verify,
)

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER = Ed25519PrivateKey.from_private_bytes(bytes(32))
KNOWN = {"zigong": KEY.public_key()}
HEAD = Checkpoint("liandu/zigong/01/audit", 7, bytes(32), ("time 1718000000",))
TEXT = sign(HEAD, "zigong", KEY)
BODY, MARK = TEXT.split("\n\n")


def test_a_checkpoint_reads_as_the_format_lays_down() -> None:
    lines = TEXT.split("\n")
    assert lines[:5] == ["liandu/zigong/01/audit", "7", "A" * 43 + "=", "time 1718000000", ""]
    assert lines[5].startswith("— zigong ")
    mark = base64.b64decode(lines[5].rsplit(" ", 1)[1])
    assert mark[:4] == key_id("zigong", KEY.public_key())
    KEY.public_key().verify(mark[4:], "\n".join([*lines[:4], ""]).encode())


def test_the_key_id_is_that_of_the_published_example() -> None:
    # The example key of the signed-note format, as Go's sumdb prints it.
    text = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    name, key = read_key(text)
    assert name == "PeterNeumann"
    assert key_id(name, key).hex() == "c74f20a3"
    assert key_text(name, key) == text


lines = st.text(st.characters(codec="utf-8", exclude_characters="\n"), min_size=1)


@given(lines, st.integers(0, 10**18), st.binary(min_size=32, max_size=32), st.lists(lines))
def test_what_was_signed_is_what_is_read(
    origin: str, size: int, root: bytes, more: list[str]
) -> None:
    head = Checkpoint(origin, size, root, tuple(more))
    assert verify(sign(head, "zigong", KEY), KNOWN) == head


@given(st.integers(0, len(TEXT) - 1), st.characters(codec="utf-8"))
def test_no_single_changed_character_passes(place: int, letter: str) -> None:
    forged = TEXT[:place] + letter + TEXT[place + 1 :]
    if forged != TEXT:
        with pytest.raises(BadCheckpoint):
            verify(forged, KNOWN)


def test_a_stranger_may_sign_beside_but_not_alone() -> None:
    stranger = sign(HEAD, "neijiang", OTHER).split("\n\n")[1]
    assert verify(f"{BODY}\n\n{stranger}{MARK}", KNOWN) == HEAD
    with pytest.raises(BadCheckpoint):
        verify(f"{BODY}\n\n{stranger}", KNOWN)


def test_a_known_name_with_another_key_is_a_stranger() -> None:
    with pytest.raises(BadCheckpoint):
        verify(sign(HEAD, "zigong", OTHER), KNOWN)


def test_a_false_signature_spoils_a_true_one_beside_it() -> None:
    false = base64.b64encode(key_id("zigong", KEY.public_key()) + bytes(64)).decode()
    with pytest.raises(BadCheckpoint):
        verify(f"{TEXT}— zigong {false}\n", KNOWN)


@pytest.mark.parametrize(
    "text",
    [
        "",
        BODY,
        f"{BODY}\n\n",
        f"{BODY}\n\n{MARK[:-1]}",
        f"{BODY}\n\n{MARK}\n",
        f"{BODY}\n\n- zigong {MARK.rsplit(' ', 1)[1]}",
        f"{BODY}\n\n— zigong A\n",
        f"{BODY}\n\n— zigong AAAAAA\n",
    ],
)
def test_what_is_no_signed_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(BadCheckpoint):
        verify(text, KNOWN)


ROOT = base64.b64encode(bytes(32)).decode()


@pytest.mark.parametrize(
    "body",
    [
        "",
        "o\n",
        "o\n1\n",
        f"\n1\n{ROOT}\n",
        f"o\n01\n{ROOT}\n",
        f"o\n-1\n{ROOT}\n",
        f"o\nx\n{ROOT}\n",
        "o\n1\nAAAA\n",
        "o\n1\n!\n",
        f"o\n1\n{ROOT}",
        f"o\n1\n{ROOT}\n\n",
        f"o\n+1\n{ROOT}\n",
    ],
)
def test_what_is_no_checkpoint_is_not_read(body: str) -> None:
    with pytest.raises(BadCheckpoint):
        Checkpoint.parse(body)


@pytest.mark.parametrize(
    ("head", "name"),
    [
        (Checkpoint(f"o\n5\n{ROOT}", 7, bytes(32)), "zigong"),
        (Checkpoint("o", 7, bytes(31)), "zigong"),
        (Checkpoint("o", 7, bytes(32)), "zi gong"),
        (Checkpoint("o", 7, bytes(32)), "zi+gong"),
        (Checkpoint("o", 7, bytes(32), ("a\n\nb",)), "zigong"),
    ],
)
def test_what_could_be_read_otherwise_is_not_signed(head: Checkpoint, name: str) -> None:
    with pytest.raises(BadCheckpoint):
        sign(head, name, KEY)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a+b",
        "a+00000000+!",
        "a+00000000+AAAA",
        key_text("a", KEY.public_key())[:-4],
        "b" + key_text("a", KEY.public_key())[1:],
    ],
)
def test_what_is_no_key_is_not_read(text: str) -> None:
    with pytest.raises(BadCheckpoint):
        read_key(text)

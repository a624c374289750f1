"""Hash functions by name."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liandu.engines.digests import ALGORITHMS, DIGEST_SIZE, digest

# GB/T 32905-2016, appendix A.1.
SM3_OF_ABC = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


def test_sm3_is_that_of_the_standard() -> None:
    assert digest(b"abc", "sm3").hex() == SM3_OF_ABC


@given(st.binary())
def test_sha256_is_the_default(data: bytes) -> None:
    assert digest(data) == hashlib.sha256(data).digest()


@pytest.mark.parametrize("name", sorted(ALGORITHMS))
def test_content_in_parts_hashes_like_the_whole_and_may_be_looked_at_in_between(name: str) -> None:
    hasher = ALGORITHMS[name]()
    hasher.update(b"a")
    assert hasher.digest() == digest(b"a", name)
    hasher.update(b"bc")
    assert hasher.digest() == digest(b"abc", name)
    assert len(hasher.digest()) == DIGEST_SIZE


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(KeyError):
        digest(b"", "md5")

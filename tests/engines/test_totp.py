"""Codes by the clock are those of the standard, and none is good twice."""

from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from liandu.engines import sealed, totp

# RFC 6238, appendix B, for SHA-1; the standard shows eight digits, apps show the last six.
SECRET = b"12345678901234567890"
VECTORS = {
    59: "287082", 1111111109: "081804", 1111111111: "050471", 1234567890: "005924",
    2000000000: "279037", 20000000000: "353130",
}  # fmt: skip


@pytest.mark.parametrize("seconds", VECTORS)
def test_codes_are_those_of_the_standard(seconds: int) -> None:
    at = datetime.fromtimestamp(seconds, UTC)
    assert totp.code_of(SECRET, totp.step_at(at)) == VECTORS[seconds]


def test_a_code_is_good_half_a_minute_early_or_late_and_no_longer() -> None:
    at = datetime(2026, 1, 5, 9, tzinfo=UTC)
    now = totp.step_at(at)
    for shift in range(-3, 4):
        code = totp.code_of(SECRET, now + shift)
        expected = now + shift if abs(shift) <= 1 else None
        assert totp.accepted(SECRET, code, at, after=0) == expected


def test_a_code_that_was_used_is_refused_and_so_is_any_before_it() -> None:
    at = datetime(2026, 1, 5, 9, tzinfo=UTC)
    now = totp.step_at(at)
    for step in (now - 1, now):
        assert totp.accepted(SECRET, totp.code_of(SECRET, step), at, after=now) is None
    assert totp.accepted(SECRET, totp.code_of(SECRET, now + 1), at, after=now) == now + 1


def test_what_is_no_code_is_refused() -> None:
    at = datetime(2026, 1, 5, 9, tzinfo=UTC)
    for words in ("", "12345", "一二三四五六", "1234567"):
        assert totp.accepted(SECRET, words, at, after=0) is None


def test_apps_read_the_secret_from_the_address() -> None:
    address = urlsplit(totp.address_of(SECRET, "安全员 1", "联督"))
    assert (address.scheme, address.netloc) == ("otpauth", "totp")
    asked = parse_qs(address.query)
    assert asked["issuer"] == ["联督"]
    assert asked["secret"] == [totp.text_of(SECRET).replace(" ", "")]
    assert len(totp.new_secret()) == 20
    assert totp.new_secret() != totp.new_secret()


def test_what_is_sealed_opens_with_its_key_about_its_own_alone() -> None:
    key = sealed.key_for("test", "the site's key")
    box = sealed.seal(key, b"secret", "person/1")
    assert sealed.unseal(key, box, "person/1") == b"secret"
    assert b"secret" not in box
    others = [
        (key, box, "person/2"), (sealed.key_for("other", "the site's key"), box, "person/1"),
        (key, box[:-1] + bytes([box[-1] ^ 1]), "person/1"), (key, b"", "person/1"),
    ]  # fmt: skip
    for one in others:
        with pytest.raises(sealed.Unreadable):
            sealed.unseal(*one)

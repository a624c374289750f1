"""A passkey proves its holder here and now, to this site alone."""

from dataclasses import replace
from typing import Any

import pytest

from liandu.engines import passkeys
from liandu.engines.passkeys import Site, Unproved, site_of
from tests.keys.authenticator import PRESENT, Authenticator

SITE = Site("liandu.example", "https://liandu.example")
CHALLENGE = b"thirty-two bytes nobody can guess"
USER = (b"handle", "zhang", "张三")


def asked_for_new(challenge: bytes = CHALLENGE) -> dict[str, Any]:
    return passkeys.asked_for_new(SITE, challenge, USER, ["known"])


def asked_for_known(challenge: bytes = CHALLENGE) -> dict[str, Any]:
    return passkeys.asked_for_known(SITE, challenge, ["known"])


def kept(key: Authenticator) -> bytes:
    return passkeys.registered(SITE, CHALLENGE, key.make(asked_for_new())).key


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://liandu.example", "https://liandu.example"),
        ("https://Liandu.example:443/", "https://liandu.example"),
        ("https://liandu.example:8443", "https://liandu.example:8443"),
        ("http://localhost:8000", "http://localhost:8000"),
        ("http://localhost:80", "http://localhost"),
        ("http://liandu.example", None),
        ("http://127.0.0.1:8000", None),
        ("https://10.1.2.3", None),
        ("https://[::1]", None),
        ("ftp://localhost", None),
        ("", None),
    ],
)
def test_browsers_know_passkeys_by_name_and_over_tls(url: str, origin: str | None) -> None:
    site = site_of(url)
    assert (site and site.origin) == origin


def test_a_browser_is_asked_for_a_person_who_shows_themselves() -> None:
    asked = asked_for_new()
    assert asked["rp"]["id"] == asked_for_known()["rpId"] == "liandu.example"
    assert asked["authenticatorSelection"]["userVerification"] == "required"
    assert asked_for_known()["userVerification"] == "required"
    assert asked["attestation"] == "none"
    assert asked["excludeCredentials"] == asked_for_known()["allowCredentials"]


def test_a_passkey_made_here_proves_its_holder_here() -> None:
    key, other = Authenticator(count=6), Authenticator()
    new = passkeys.registered(SITE, CHALLENGE, key.make(asked_for_new()))
    assert (new.credential, new.count) == (key.credential, 6)
    keys = [kept(other), new.key]
    shown = passkeys.proved(SITE, CHALLENGE, keys, key.prove(asked_for_known()))
    assert (shown.credential, shown.count) == (key.credential, 7)


LIES = {
    "origin": {"origin": "https://liandu.example.evil.example"},
    "port": {"origin": "https://liandu.example:8443"},
    "host": {"host": "evil.example"},
    "unverified": {"flags": PRESENT},
    "absent": {"flags": 0x04},
}


@pytest.mark.parametrize("lie", LIES)
def test_what_is_not_of_here_or_of_nobody_proves_nothing(lie: str) -> None:
    key = Authenticator()
    false = replace(key, **LIES[lie])
    with pytest.raises(Unproved):
        passkeys.registered(SITE, CHALLENGE, false.make(asked_for_new()))
    known = [kept(key)]
    with pytest.raises(Unproved):
        passkeys.proved(SITE, CHALLENGE, known, false.prove(asked_for_known()))


def test_an_answer_to_another_question_proves_nothing() -> None:
    key = Authenticator()
    known, other = [kept(key)], b"another challenge of another time"
    for asked in (asked_for_known(other), asked_for_new()):
        answer = key.prove(asked) if "rpId" in asked else key.make(asked)
        with pytest.raises(Unproved):
            passkeys.proved(SITE, CHALLENGE, known, answer)
    for answer in (key.make(asked_for_new(other)), key.prove(asked_for_known())):
        with pytest.raises(Unproved):
            passkeys.registered(SITE, CHALLENGE, answer)


def test_a_passkey_that_is_not_among_the_known_proves_nothing() -> None:
    key, other = Authenticator(), Authenticator()
    answer = other.prove(asked_for_known())
    with pytest.raises(Unproved):
        passkeys.proved(SITE, CHALLENGE, [kept(key)], answer)
    thief = Authenticator(name=key.name)  # knows the name, has not the key
    with pytest.raises(Unproved):
        passkeys.proved(SITE, CHALLENGE, [kept(key)], thief.prove(asked_for_known()))


def test_a_kind_of_key_that_was_not_asked_for_is_not_taken() -> None:
    with pytest.raises(Unproved):
        passkeys.registered(SITE, CHALLENGE, Authenticator(algorithm=-47).make(asked_for_new()))


@pytest.mark.parametrize("answer", ["", "null", "[]", "{}", '{"id": 1}', "[" * 9000, "x" * 30_000])
def test_what_is_no_answer_proves_nothing(answer: str) -> None:
    with pytest.raises(Unproved):
        passkeys.registered(SITE, CHALLENGE, answer)
    with pytest.raises(Unproved):
        passkeys.proved(SITE, CHALLENGE, [], answer)


def test_a_count_that_does_not_go_on_is_that_of_a_copy() -> None:
    counts = {(1, 0): True, (7, 6): True, (0, 0): True, (6, 6): False, (5, 6): False, (0, 6): False}
    assert {pair: passkeys.is_ahead(*pair) for pair in counts} == counts

"""Permissions by name."""

import pytest

from liandu.kernel.actor import SYSTEM, Actor
from liandu.kernel.errors import NotAllowed
from liandu.kernel.permits import RULES, allowed, permit, require


@pytest.fixture(autouse=True)
def _forget(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("liandu.kernel.permits.RULES", dict(RULES))


def test_a_rule_decides_every_name_it_is_registered_for() -> None:
    @permit("test.open", "test.shut")
    def by_role(actor: Actor, thing: object) -> bool:
        return actor.has("opener", "owner") and thing == "door"

    opener = Actor(1, roles=frozenset({"opener"}))
    assert allowed(opener, "test.open", "door")
    assert not allowed(opener, "test.shut", "wall")
    assert not allowed(SYSTEM, "test.open", "door")


def test_a_refusal_names_the_permit() -> None:
    @permit("test.never")
    def never(_actor: Actor, _thing: object) -> bool:
        return False

    with pytest.raises(NotAllowed, match=r"test\.never"):
        require(SYSTEM, "test.never")


def test_what_is_allowed_passes_in_silence() -> None:
    @permit("test.always")
    def always(_actor: Actor, _thing: object) -> bool:
        return True

    require(SYSTEM, "test.always")


def test_one_name_has_one_rule() -> None:
    @permit("test.once")
    def once(_actor: Actor, _thing: object) -> bool:
        return True

    with pytest.raises(ValueError, match=r"two rules for test\.once"):
        permit("test.once")(once)

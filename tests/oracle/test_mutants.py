"""Every clause of the read rule decides in some world: without it, the policy is seen broken."""

import pytest

from tests.oracle.mutants import MUTANTS, Mutant
from tests.oracle.policy import about
from tests.oracle.tables import Loaded
from tests.oracle.test_policy import TELLING, every, loaded, mismatches
from tests.oracle.worlds import World

# Once none is left alive, the rest of them costs nothing.
ENOUGH = 2000

pytestmark = pytest.mark.once


def finds(mutant: Mutant, there: Loaded) -> bool:
    """Test whether the world shows that something is wrong with the rule."""
    with pytest.MonkeyPatch.context() as patch:
        mutant.install(patch)
        try:
            return next(mismatches(there, mutant.asked or TELLING), None) is not None
        except (KeyError, ValueError):  # it does not even run to an end
            return True


def touches(world: World) -> bool:
    """Test whether a record is about somebody, or about whom or what somebody is tied to."""
    theirs = {tie.other for tie in world.ties} | {("person", n) for n in range(len(world.users))}
    return any(about(made) & theirs for made in world.records)


def test_every_mutant_of_the_read_rule_is_killed(db: None) -> None:
    alive = [mutant for mutant in MUTANTS if not mutant.is_told]

    def check(there: Loaded) -> None:
        alive[:] = [mutant for mutant in alive if not finds(mutant, there)]

    def run(world: World) -> None:
        if alive:
            loaded(world, check)

    every(ENOUGH, run)
    assert [mutant.name for mutant in alive] == []


@pytest.mark.parametrize(
    "mutant", [m for m in MUTANTS if m.is_told], ids=lambda mutant: mutant.name
)
def test_every_mutant_of_recusal_is_killed(
    db: None, mutant: Mutant, monkeypatch: pytest.MonkeyPatch
) -> None:
    mutant.install(monkeypatch)

    def check(there: Loaded) -> None:
        assert next(mismatches(there, TELLING), None) is None

    def run(world: World) -> None:
        if touches(world):
            loaded(world, check)

    with pytest.raises(AssertionError):
        every(ENOUGH, run)

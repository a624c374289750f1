"""Every clause of the read rule decides in some world: without it, the policy is seen broken."""

import pytest

from tests.oracle.mutants import MUTANTS, Mutant
from tests.oracle.tables import Loaded
from tests.oracle.test_policy import every, loaded, mismatches
from tests.oracle.worlds import World

ENOUGH = 400


def finds(mutant: Mutant, there: Loaded) -> bool:
    """Test whether the world shows that something is wrong with the rule."""
    with pytest.MonkeyPatch.context() as patch:
        mutant.install(patch)
        try:
            return next(mismatches(there, ["list"]), None) is not None
        except ValueError:  # it does not even run to an end
            return True


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
    found: list[str] = []

    def run(world: World) -> None:
        if not found and world.ties + tuple(one for made in world.records for one in made.subjects):
            loaded(world, lambda there: found.extend(mismatches(there, ["list"])))

    every(ENOUGH, run)
    assert found

"""A year's plans held against each other: which would visit the same, at the same time."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from time import process_time

from liandu.engines.overlap import Claim, Plans

PLANS = 10_000
OBJECTS = 5_000
LINKS = 13
YEAR = date(2026, 1, 1)


def run() -> Iterator[str]:
    """Yield what it takes to sort the plans, to screen one of them, and to screen them all."""
    made = claims()
    began = process_time()
    plans = Plans(made, near=30)
    sorted_at = process_time()
    found = sum(len(plans.hits(claim)) for claim in made)
    ended = process_time()
    whole = ended - sorted_at
    yield (
        f"{PLANS} plans over {OBJECTS} objects: sorted in {sorted_at - began:.2f} s CPU, one "
        f"screened in {whole / PLANS * 1e3:.2f} ms, all in {whole:.2f} s; {found} overlaps"
    )


def claims() -> list[Claim]:
    """Return plans of one to eight objects and up to a month, about three links each."""
    chance = random.Random(1)  # noqa: S311 - the same in every run
    return [_claim(chance, key) for key in range(PLANS)]


def _claim(chance: random.Random, key: int) -> Claim:
    first = YEAR + timedelta(chance.randrange(340))
    return Claim(
        key,
        frozenset(chance.randrange(OBJECTS) for _ in range(chance.randint(1, 8))),
        first,
        first + timedelta(chance.randrange(26)),
        frozenset(chance.sample(range(LINKS), 3)),
    )

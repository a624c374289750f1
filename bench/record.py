"""What the record costs: the same writes with it and without it, in turn, in one process."""

from collections.abc import Iterator
from itertools import count
from statistics import median

from bench import _worlds
from bench.pages import FOUND, LEDGER, PEOPLE, ROUNDS, WARM

WRITES = 10
"""Writes of one kind before the other has its turn."""


def run() -> Iterator[str]:
    """Yield the share of the record in registering a finding, for each database."""
    numbers = count()
    for database in _worlds.DATABASES:
        took: dict[bool, list[float]] = {True: [], False: []}
        with _worlds.scratch(database) as site:
            for turn in range(WARM + ROUNDS):
                for is_on in (True, False):
                    site.ready("keep_record", is_on=is_on)
                    for _ in range(WRITES):
                        form = {**FOUND, "title": f"测量{next(numbers)}"}
                        answer = site.ask(who=PEOPLE["middle"], path=f"{LEDGER}new/", form=form)
                        assert answer["status"] == 302, answer  # noqa: S101, PLR2004 - stored
                        if turn >= WARM:
                            took[is_on].append(answer["cpu"] + answer["database"])
        whole, bare = median(took[True]), median(took[False])
        yield (
            f"{database}: registering a finding {whole:.1f} ms CPU with the record, {bare:.1f} "
            f"without: {(whole - bare) / whole:.1%} of it, {len(took[True])} writes each"
        )

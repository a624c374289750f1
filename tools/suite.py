"""Every check and every test: on SQLite, then on PostgreSQL, with floors for what is covered."""

import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from tools import check, messages, system
from tools.install import PYTHON
from tools.steps import code, say

SHARED = ["-n", "2", "--dist", "worksteal"]
MEASURED = ["--cov", "--cov-report=json:.coverage.json", "--floors"]
LONG = ("tests/journeys", "tests/oracle", "tests/access_table")
# Measuring takes a third longer, so it is done once, and not where nothing new is reached.
RUNS = {
    "sqlite": ([*SHARED, *MEASURED, *(f"--ignore={name}" for name in LONG)], [*SHARED, *LONG]),
    "postgres": (SHARED,),
}


def main(*arguments: str) -> int:
    """Run everything; ``arguments`` go to pytest and then neither checks nor floors are held."""
    absent = system.provide()
    warn(absent)
    messages.compile_all()
    if arguments:
        return tests(absent, dict.fromkeys(RUNS, (list(arguments),)))
    if check.main(*(name for name in check.checks())):
        return 1
    result = tests(absent, RUNS)
    return result or int(bool(absent) and bool(os.environ.get("CI")))


def tests(absent: dict[str, str], runs: Mapping[str, Iterable[list[str]]]) -> int:
    """Run pytest on each database that is there; stop at the first that fails."""
    without = ["--ignore=tests/journeys"] if "chromium" in absent else []
    env = {"LIANDU_NOT_RUN": "; ".join(absent.values())}
    databases = ["sqlite"] if "postgresql-15" in absent else ["sqlite", "postgres"]
    if only := os.environ.get("LIANDU_TEST_DB"):
        databases = [only]
    for database in databases:
        say(f"tests on {database}")
        for options in runs[database]:
            command: list[str | Path] = [PYTHON, "-m", "pytest", *options, *without]
            if failed := code(command, {**env, "LIANDU_TEST_DB": database}):
                return failed
    return 0


def warn(absent: dict[str, str]) -> None:
    """Say loudly what cannot be tested here, and the command that mends it."""
    for package, what in absent.items():
        say(f"!!! NOT RUN: {what}. Run as root: apt-get install -y {package}")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

"""Every check and every test: on SQLite, then on PostgreSQL, with floors for what is covered."""

import os
import sys

from tools import check, messages, system
from tools.install import PYTHON
from tools.steps import ROOT, code, say

MEASURED = ["--cov", "--cov-report=", "-n", "2"]
FLOORS = ["--cov-report=json:.coverage.json", "--floors"]


def main(*arguments: str) -> int:
    """Run everything; ``arguments`` go to pytest and then neither checks nor floors are held."""
    absent = system.provide()
    warn(absent)
    messages.compile_all()
    if arguments:
        return tests([], list(arguments), absent)
    if check.main(*(name for name in check.checks())):
        return 1
    (ROOT / ".coverage").unlink(missing_ok=True)
    result = tests(MEASURED, [], absent)
    return result or int(bool(absent) and bool(os.environ.get("CI")))


def tests(measured: list[str], chosen: list[str], absent: dict[str, str]) -> int:
    """Run pytest on each database that is there; stop at the first that fails."""
    if "chromium" in absent:
        chosen = [*chosen, "--ignore=tests/journeys"]
    databases = ["sqlite"] if "postgresql-15" in absent else ["sqlite", "postgres"]
    if only := os.environ.get("LIANDU_TEST_DB"):
        databases = [only]
    for database in databases:
        say(f"tests on {database}")
        options = [*measured, "--cov-append"] if measured else []
        if measured and database == databases[-1]:
            options += FLOORS
        env = {"LIANDU_TEST_DB": database, "LIANDU_NOT_RUN": "; ".join(absent.values())}
        if failed := code([PYTHON, "-m", "pytest", *options, *chosen], env):
            return failed
    return 0


def warn(absent: dict[str, str]) -> None:
    """Say loudly what cannot be tested here, and the command that mends it."""
    for package, what in absent.items():
        say(f"!!! NOT RUN: {what}. Run as root: apt-get install -y {package}")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

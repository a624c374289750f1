"""Where tests run: a data folder of their own, the database that was asked for, the floors.

    LIANDU_TEST_DB=postgres python -m pytest …      on a PostgreSQL made for this run
    LIANDU_TEST_WALL=1 LIANDU_TEST_DB=postgres …    all of it behind the second wall, pages too

Loaded before the settings are (``-p tests.plugin`` in pyproject.toml), since it decides what they
read. The workers of pytest-xdist inherit both from the process that started them.
"""

import gc
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from pytest_django.plugin import blocking_manager_key

from tests import floors
from tools import messages
from tools.postgres import cluster
from tools.suite import LONG

# Pages whose queries are those of the actions and lists that are tested on both.
ALIKE = re.compile(
    r"tests/(web|attacks|journeys)/|tests/(access|audit|files|inspections|notices|orgs)/test_pages"
    r"|test_(setup|import)_pages"
)
_opened = ExitStack()
# What tests make is soon gone; looking for rings in it that often takes a tenth of the time.
gc.set_threshold(50_000, 20, 20)
IS_POSTGRES = os.environ.get("LIANDU_TEST_DB") == "postgres"
IS_WALLED = IS_POSTGRES and os.environ.get("LIANDU_TEST_WALL") == "1"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--floors", action="store_true", help="fail where too little is covered")


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests() -> Iterator[None]:
    if "PYTEST_XDIST_WORKER" not in os.environ:
        folder = _opened.enter_context(tempfile.TemporaryDirectory(prefix="liandu-test-"))
        os.environ["LIANDU_DATA"] = folder
        Path(folder, "static").mkdir()  # WhiteNoise warns where it is missing
        os.environ.pop("LIANDU_DATABASE", None)
        # Who signs in here has proved nothing more; the tests of keys ask for it.
        os.environ["LIANDU_SECOND_FACTOR"] = "offered"
        messages.compile_all()
    if IS_POSTGRES:
        # One for each worker: what is sealed waits for the oldest transaction of a whole cluster.
        os.environ["LIANDU_DATABASE"] = _opened.enter_context(cluster())
    yield


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with what takes long, so that no worker is left with it alone.

    Leave to SQLite what no database has a part in, and what is marked to be run ``once``.
    """
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))
    if IS_POSTGRES and not IS_WALLED:
        config.hook.pytest_deselected(items=[item for item in items if is_once(item)])
        items[:] = [item for item in items if not is_once(item)]


def is_once(item: pytest.Item) -> bool:
    """Test whether an item says the same on every database."""
    if ALIKE.search(item.nodeid):
        return True
    needs = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
    is_bare = not needs and item.get_closest_marker("django_db") is None
    return is_bare or item.get_closest_marker("once") is not None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """Load what migrations load again: a test with transactions of its own empties every table."""
    yield
    if nextitem is None:  # the database itself is gone
        return
    marker = item.get_closest_marker("django_db")
    is_own = {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    if is_own or (marker and marker.kwargs.get("transaction")):
        from tests.people import reference_data  # noqa: PLC0415 - once the apps are there

        with item.config.stash[blocking_manager_key].unblock():
            reference_data()


def pytest_unconfigure() -> None:
    _opened.close()


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    if session.config.getoption("--floors") and not hasattr(session.config, "workerinput"):
        found = floors.complaints(Path(".coverage.json"))
        session.config.stash[COMPLAINTS] = found
        if found and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not_run := os.environ.get("LIANDU_NOT_RUN"):
        terminalreporter.section("NOT RUN", red=True)
        terminalreporter.write_line(not_run)
    if found := terminalreporter.config.stash.get(COMPLAINTS, []):
        terminalreporter.section("covered too little", red=True)
        for sentence in found:
            terminalreporter.write_line(sentence)


COMPLAINTS = pytest.StashKey[list[str]]()

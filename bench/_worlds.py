"""The worlds that are measured: the demo, and the demo among so many findings, on each database.

They are kept in ``var/bench`` and made anew only when they are missing: LIANDU_BENCH names another
folder. On PostgreSQL they live in a cluster made for the run, so they are made each time.

    LIANDU_BENCH_SIZES      10000,100000,1000000
    LIANDU_BENCH_DATABASES  sqlite,postgresql
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, Self

from tools.postgres import cluster

ROOT = Path(__file__).resolve().parents[1]
HOME = Path(os.environ.get("LIANDU_BENCH", ROOT / "var" / "bench"))
SIZES = [int(n) for n in os.environ.get("LIANDU_BENCH_SIZES", "10000,100000,1000000").split(",")]
DATABASES = os.environ.get("LIANDU_BENCH_DATABASES", "sqlite,postgresql").split(",")
PG = {"shared_buffers": "1GB", "max_wal_size": "4GB", "maintenance_work_mem": "256MB"}


@dataclass(frozen=True, slots=True)
class World:
    """One installation with ``size`` findings."""

    database: str
    size: int
    data: Path
    url: str = ""

    def run(self, *command: str) -> None:
        """Run ``manage.py`` in this world."""
        manage = [sys.executable, str(ROOT / "manage.py"), *command]
        subprocess.run(manage, check=True, env=self.environment, stdout=subprocess.DEVNULL)  # noqa: S603

    @property
    def environment(self) -> dict[str, str]:
        """Return the environment that leads there."""
        return {**os.environ, "LIANDU_DATA": str(self.data), "LIANDU_DATABASE": self.url}


class Site:
    """A process that answers for one world; see :mod:`bench._site`."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bench._site"], cwd=ROOT, env=world.environment, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """End the process."""
        self.process.communicate()

    def ask(self, **question: Any) -> Any:
        """Return the answer to a question.

        :raises RuntimeError: if the process ended instead
        """
        if not (self.process.stdin and self.process.stdout):
            raise RuntimeError
        self.process.stdin.write(json.dumps(question) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            message = f"{self.world.database} {self.world.size}: no answer"
            raise RuntimeError(message)
        return json.loads(line)

    def ready(self, what: str, **options: Any) -> Any:
        """Have something made ready, see :mod:`bench._ready`."""
        return self.ask(ready=what, **{"with": options})


@contextmanager
def sites(database: str) -> Iterator[list[Site]]:
    """Yield a process for each size on ``database``, smallest first."""
    with ExitStack() as opened:
        make = _on_sqlite if database == "sqlite" else _on_postgresql
        yield [opened.enter_context(Site(world)) for world in make(opened)]


@contextmanager
def scratch(database: str) -> Iterator[Site]:
    """Yield a process for a copy of the demo that nobody needs afterwards."""
    with ExitStack() as opened, TemporaryDirectory(prefix="liandu-bench-") as folder:
        url = "" if database == "sqlite" else cluster_of(opened)
        base = _base(url)
        world = World(database, 0, Path(folder, "data"), _beside(url, "scratch"))
        shutil.copytree(base.data, world.data)
        if url:
            _create(url, "scratch", like="demo", anew=True)
        yield opened.enter_context(Site(world))


def _base(url: str) -> World:
    """Return the demo alone, on SQLite or in the cluster at ``url``."""
    if not url:
        base = World("sqlite", 0, HOME / "demo")
        if not _is_made(base):
            _make(base)
        return base
    base = World("postgresql", 0, HOME / "postgresql" / "demo", _beside(url, "demo"))
    if _create(url, "demo"):
        _make(base)
    return base


def cluster_of(opened: ExitStack) -> str:
    """Return the address of the cluster that is measured, made for the run if none is named."""
    return os.environ.get("LIANDU_BENCH_CLUSTER") or opened.enter_context(cluster(**PG))


def _beside(url: str, name: str) -> str:
    """Return the address of another database of the same cluster."""
    return f"{url.rsplit('/', 1)[0]}/{name}" if url else ""


def _on_sqlite(_opened: ExitStack) -> list[World]:
    base = _base("")
    found = [World("sqlite", size, HOME / f"sqlite-{size}") for size in SIZES]
    for world in found:
        if not _is_made(world):
            shutil.copytree(base.data, world.data, dirs_exist_ok=True)
            (world.data / "made").unlink()
            _scale(world)
    return found


def _on_postgresql(opened: ExitStack) -> list[World]:
    url = cluster_of(opened)
    return [of_size(url, size) for size in SIZES]


def of_size(url: str, size: int) -> World:
    """Return the world of so many findings in the cluster at ``url``."""
    base, name = _base(url), f"s{size}"
    world = World("postgresql", size, HOME / "postgresql" / name, _beside(url, name))
    if _create(url, name, like="demo"):
        shutil.copytree(base.data, world.data, dirs_exist_ok=True)
        _scale(world)
    return world


def create_role(url: str, name: str) -> None:
    """Create a role that may sign in, unless it is there."""
    import psycopg  # noqa: PLC0415 - only where PostgreSQL is measured

    with psycopg.connect(url, autocommit=True) as session:
        if not session.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone():
            session.execute(f'CREATE ROLE "{name}" LOGIN')


def _create(url: str, name: str, like: str = "template0", *, anew: bool = False) -> bool:
    """Create a database unless it is there, or in its place; return whether it was made."""
    import psycopg  # noqa: PLC0415 - only where PostgreSQL is measured

    with psycopg.connect(url, autocommit=True) as session:
        if anew:
            session.execute(f'DROP DATABASE IF EXISTS "{name}"')
        found = session.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if not found:
            session.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
    return not found


def _is_made(world: World) -> bool:
    return (world.data / "made").exists()


def _make(world: World) -> None:
    shutil.rmtree(world.data, ignore_errors=True)
    world.data.mkdir(parents=True)
    world.run("migrate", "-v0")
    world.run("demo")
    (world.data / "made").touch()


def _scale(world: World) -> None:
    world.run("migrate", "-v0")
    world.run("demo", "--scale", str(world.size))
    (world.data / "made").touch()

"""A PostgreSQL of our own for tests and measurements: made on the spot, gone afterwards."""

import os
import pwd
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from tools.steps import Missing

OLDEST = 15
FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "listen_addresses": "''",
    "max_connections": "60",
}


def programs() -> Path | None:
    """Return the folder of the newest PostgreSQL on this machine that is new enough."""
    debian = Path("/usr/lib/postgresql").glob("[0-9]*/bin/initdb")
    found = {int(path.parts[-3]): path.parent for path in debian}
    if on_path := shutil.which("initdb"):
        said = subprocess.run([on_path, "--version"], capture_output=True, text=True, check=True)
        found.setdefault(int(re.findall(r"\d+", said.stdout)[0]), Path(on_path).parent)
    newest = max(found, default=0)
    return found[newest] if newest >= OLDEST else None


def owner() -> pwd.struct_passwd:
    """Return the user who owns the cluster: ourselves, or somebody lesser when we are root."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid())
    names = {entry.pw_name for entry in pwd.getpwall()}
    return pwd.getpwnam("postgres" if "postgres" in names else "nobody")


@contextmanager
def cluster(**settings: str) -> Iterator[str]:
    """Run a new cluster on a socket of its own and yield the address for LIANDU_DATABASE.

    :raises Missing: if PostgreSQL is not installed
    """
    home = programs()
    if home is None:
        message = "PostgreSQL is not there. Run as root: apt-get install -y postgresql-15"
        raise Missing(message)
    folder = Path(tempfile.mkdtemp(prefix="liandu-pg-"))
    os.chown(folder, owner().pw_uid, owner().pw_gid)
    data = folder / "data"
    manner = ["-U", "liandu", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    try:
        _as_owner(home / "initdb", "-D", data, *manner)
        _start(folder, settings)
        try:
            yield f"postgresql://liandu@{quote(str(folder), safe='')}:5432/postgres"
        finally:
            _as_owner(home / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def crash(address: str, **settings: str) -> None:
    """Kill the cluster at ``address`` like a failing machine would, and start it again."""
    folder = Path(unquote(urlsplit(address).netloc.partition("@")[2].removesuffix(":5432")))
    pid = int((folder / "data" / "postmaster.pid").read_text().split()[0])
    os.kill(pid, signal.SIGKILL)
    for _ in range(100):
        # Its children end by themselves as they find it gone; until then there is no other.
        time.sleep(0.1)
        try:
            return _start(folder, settings)
        except subprocess.CalledProcessError:
            continue
    message = "the cluster does not start again"
    raise RuntimeError(message)


def _start(folder: Path, settings: Mapping[str, str]) -> None:
    home = programs() or folder
    options = f"-k {folder}"
    options += "".join(f" -c {name}={value}" for name, value in {**FAST, **settings}.items())
    manner: list[str | Path] = ["-D", folder / "data", "-l", folder / "log", "-w", "-o", options]
    _as_owner(home / "pg_ctl", *manner, "start")


def _as_owner(*command: str | Path) -> None:
    # PostgreSQL refuses to serve as root.
    somebody = owner()
    lesser: dict[str, Any] = {}
    if os.geteuid() == 0:
        lesser = {"user": somebody.pw_uid, "group": somebody.pw_gid, "extra_groups": []}
    subprocess.run(command, check=True, cwd="/", stdout=subprocess.DEVNULL, **lesser)

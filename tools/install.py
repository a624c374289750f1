"""The virtual environment, filled from hashed locks over any mirror or from a wheelhouse.

Python alone. The locks name no host, so whatever index pip is set up to use serves uv as well.
"""

import ast
import os
import platform
import subprocess
import sys
import venv
from pathlib import Path

from tools.steps import ROOT, Missing, code, digest, say, stamped, succeed

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
WHEELHOUSE = ROOT / "wheelhouse"
APP_LOCKS = ("requirements-uv.txt", "requirements.txt")

PIP_TO_UV = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "trusted-host": "UV_INSECURE_HOST",
    "cert": "SSL_CERT_FILE",
    "default-timeout": "UV_HTTP_TIMEOUT",
    "timeout": "UV_HTTP_TIMEOUT",
}
MEND = "Is the network or the mirror reachable? PIP_INDEX_URL=<mirror> ./run uses another one."


def install(*locks: str) -> None:
    """Install what the hashed ``locks`` list, unless that was done already."""
    make_venv()
    for lock in locks:
        stamp = VENV / f"{lock}.stamp"
        wanted = digest(ROOT / lock, platform.python_version())
        if not stamped(stamp, wanted):
            say(f"installing {lock}")
            succeed(*installer(lock))
            stamp.write_text(wanted)


def make_venv() -> None:
    """Create ``.venv`` unless a working one is there.

    :raises Missing: if Python came without its venv module
    """
    if PYTHON.exists():
        return
    say(f"creating .venv with Python {platform.python_version()}")
    try:
        venv.create(VENV, clear=True, with_pip=True, symlinks=True)
    except (subprocess.CalledProcessError, ImportError) as error:
        message = "Python's venv is not there. Run: apt-get install -y python3-venv && ./run"
        raise Missing(message) from error


def installer(lock: str) -> tuple[list[str], str, dict[str, str]]:
    """Return the command that installs ``lock``, what to say if it fails, and its environment."""
    offline = wheelhouse_holds(lock)
    source = ["--no-index", "--find-links", str(WHEELHOUSE)] if offline else []
    wanted = [*source, "--require-hashes", "-r", str(ROOT / lock)]
    mend = "Run ./run wheelhouse again where there is a network." if offline else MEND
    if has_uv(source):
        uv = [str(VENV / "bin" / "uv"), "pip", "install", "-q", "--python", str(PYTHON)]
        return [*uv, *wanted], mend, {} if offline else uv_settings()
    return [str(PYTHON), "-m", "pip", "install", "-q", *wanted], mend, {}


def has_uv(source: list[str]) -> bool:
    """Test whether uv is there, after trying to fetch it: pip alone is much slower, but does."""
    if (VENV / "bin" / "uv").exists():
        return True
    lock = ["--require-hashes", "-r", str(ROOT / "requirements-uv.txt")]
    return code([PYTHON, "-m", "pip", "install", "-q", *source, *lock]) == 0


def uv_settings() -> dict[str, str]:
    """Return the environment in which uv asks the same places that pip is set up to ask.

    Every file is held against its hash, so that asking all places for the best version is safe.
    """
    settings = {"UV_INDEX_STRATEGY": "unsafe-best-match", "UV_PYTHON_DOWNLOADS": "never"}
    for name, value in pip_settings().items():
        variable = PIP_TO_UV.get(name)
        if variable and value.strip() and variable not in os.environ:
            comma = variable == "UV_FIND_LINKS"
            settings[variable] = ("," if comma else " ").join(value.split())
    return settings


def pip_settings() -> dict[str, str]:
    """Return pip's own settings; what the environment says outweighs the files."""
    listed = subprocess.run(
        [PYTHON, "-m", "pip", "config", "list"], capture_output=True, text=True, check=False
    ).stdout.splitlines()
    found: dict[str, str] = {}
    for line in sorted(listed, key=lambda line: line.startswith(":env:")):
        name, _, value = line.partition("=")
        found[name.rpartition(".")[2]] = str(ast.literal_eval(value))
    return found


def wheelhouse_holds(lock: str) -> bool:
    """Test whether the wheelhouse was filled from this very ``lock`` for this Python."""
    return stamped(WHEELHOUSE / f"{lock}.stamp", digest(ROOT / lock, sys.version[:4]))


def fill_wheelhouse() -> None:
    """Fetch every wheel that ``./run`` needs into ``wheelhouse``."""
    make_venv()
    for lock in APP_LOCKS:
        say(f"fetching {lock} into wheelhouse")
        fetch: list[str | Path] = [
            PYTHON,
            "-m",
            "pip",
            "download",
            "-q",
            "--require-hashes",
            "--only-binary=:all:",
        ]
        succeed([*fetch, "-d", WHEELHOUSE, "-r", ROOT / lock], MEND)
        (WHEELHOUSE / f"{lock}.stamp").write_text(digest(ROOT / lock, sys.version[:4]))

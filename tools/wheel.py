"""A release in ``dist``: the wheel, the versions it was tested with, what is in it, their sums.

./run wheel
"""

import hashlib
import shutil
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path

from tools import messages, sbom
from tools.install import PYTHON, VENV, uv_settings
from tools.steps import ROOT, Missing, say, succeed

DIST = ROOT / "dist"
MADE = ("build", "liandu.egg-info")
MEND = "Is the network or the mirror reachable? The wheel is built by setuptools, which is fetched."


def main() -> int:
    """Build all of it.

    :raises Missing: if something of the site is not in the wheel
    """
    messages.compile_all()
    for name in ("dist", *MADE):
        shutil.rmtree(ROOT / name, ignore_errors=True)
    uv: list[str | Path] = [
        VENV / "bin" / "uv",
        "build",
        "-q",
        "--wheel",
        "--python",
        PYTHON,
        "-o",
        DIST,
    ]
    succeed(uv, MEND, uv_settings())
    for name in MADE:
        shutil.rmtree(ROOT / name, ignore_errors=True)
    (wheel,) = DIST.glob("*.whl")
    if lost := missing(zipfile.ZipFile(wheel).namelist()):
        message = f"Not in the wheel: {', '.join(lost[:5])}. See package-data in pyproject.toml."
        raise Missing(message)
    (DIST / "constraints.txt").write_text(constraints((ROOT / "requirements.txt").read_text()))
    sbom.main(str(DIST / f"{wheel.name.partition('-py')[0]}.cdx.json"))
    sums = [f"{hashlib.sha256(one.read_bytes()).hexdigest()}  {one.name}\n" for one in files()]
    (DIST / "SHA256SUMS").write_text("".join(sums))
    say(f"dist: {', '.join(one.name for one in files())}")
    return 0


def files() -> list[Path]:
    """Return what is in ``dist``, but for the sums."""
    return sorted(one for one in DIST.iterdir() if one.name not in {"SHA256SUMS", ".gitignore"})


def missing(names: Iterable[str]) -> list[str]:
    """Return what the site needs and a wheel with these ``names`` lacks."""
    wanted = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "liandu").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".po"
    }
    return sorted(wanted - set(names))


def constraints(lock: str) -> str:
    """Return the versions of a lock alone, as ``pip install --constraint`` reads them."""
    lines = [line.rstrip(" \\") for line in lock.splitlines()]
    return "".join(f"{line}\n" for line in lines if "==" in line and not line.startswith(" "))


if __name__ == "__main__":
    sys.exit(main())

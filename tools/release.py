"""A small site as this release writes it, kept so that later ones can prove they upgrade it.

    python -m tools.release     once a release: writes tests/operation/releases/VERSION-*.backup

A little of the demo, played through the actions, then ``liandu backup``.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from liandu import __version__
from tools.install import PYTHON
from tools.postgres import cluster
from tools.steps import ROOT, say

KEPT = ROOT / "tests" / "operation" / "releases"
# Made up and for everybody to read, as all of what is in these copies.
PASSPHRASE = "made up, and nothing in here is secret"  # noqa: S105
LITTLE = """
from datetime import timedelta
from django.utils import timezone
from liandu.demo import clock, objects, pictures, rows, year
from liandu.demo.bodies import CODES, load_bodies
from liandu.demo.play import Stage
ours = [row for row in rows.rows() if set(row.places) & set(CODES)]
objects.rows = lambda: ours[:3]
upload = pictures._upload
pictures._upload = lambda image, name: upload(image.resize((48, 36)), name)
now = timezone.now()
start = now - timedelta(days=365)
with clock.at(start):
    cast = load_bodies(start - timedelta(days=30))
    places = objects._list(cast)
stage = Stage()
for scene in (
    year.work(cast, places[0], 0, start),
    year.dispatch(cast, places[0], 0, now),
    year.guard(cast, places[0], 0, start),
    *year._visits(stage, cast, places, start, 1, year.AT_HOME),
    *year._findings(cast, places, start, 3, 1),
):
    stage.enter(scene)
stage.play(now)
"""


def make(name: str, url: str) -> None:
    """Write the copy of a small site in one database."""
    with tempfile.TemporaryDirectory() as data:
        own = {"LIANDU_DATA": data, "LIANDU_DATABASE": url, "LIANDU_BACKUP_PASSPHRASE": PASSPHRASE}
        liandu = [str(PYTHON), "-m", "liandu"]
        target = KEPT / f"{__version__}-{name}.backup"
        target.unlink(missing_ok=True)
        for words in (["migrate", "-v", "0"], ["shell", "-v", "0", "-c", LITTLE],
                      ["audit", "seal"], ["backup", str(target)]):  # fmt: skip
            subprocess.run([*liandu, *words], cwd=ROOT, env={**os.environ, **own}, check=True)
        say(f"{target.relative_to(ROOT)}: {target.stat().st_size // 1024} KiB")


def main() -> int:
    """Write both copies."""
    Path(KEPT).mkdir(parents=True, exist_ok=True)
    make("sqlite", "")
    with cluster() as url:
        make("postgresql", url)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""A site as its operator knows it: a folder and a database, this one or another beside it."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import connection

# Made anew by any start; copies hold everything else in the folder.
PASSING = frozenset({"cache", "static", "demo-unfinished", "metrics"})
SCRATCH = ".scratch-"


@dataclass(frozen=True, slots=True)
class Site:
    """The data folder of a site, and Django's settings for its database."""

    data: Path
    database: Mapping[str, Any]

    @property
    def is_postgres(self) -> bool:
        """Test whether the database is PostgreSQL; otherwise it is a file."""
        return str(self.database["ENGINE"]).endswith("postgresql")

    @property
    def file(self) -> Path:
        """Return the file of the database."""
        return Path(self.database["NAME"])

    def url(self) -> str:
        """Return what ``LIANDU_DATABASE`` says of the database; nothing for a file."""
        if not self.is_postgres:
            return ""
        said = {name: quote(str(self.database.get(name) or ""), safe="") for name in PARTS}
        who = f"{said['USER']}:{said['PASSWORD']}" if said["PASSWORD"] else said["USER"]
        where = f"{said['HOST']}:{said['PORT']}" if said["PORT"] else said["HOST"]
        return f"postgresql://{who}@{where}/{said['NAME']}"

    def run(self, *words: str) -> int:
        """Run a command of Liandu on this site, and return its exit code."""
        own = {"LIANDU_DATA": str(self.data), "LIANDU_DATABASE": self.url()}
        command = [sys.executable, "-m", "liandu", *words]
        return subprocess.run(command, env={**os.environ, **own}, check=False).returncode  # noqa: S603

    def paths(self) -> list[Path]:
        """Return every file of the folder that belongs into a copy, by its place in there."""
        base = self.file.name
        return [
            path.relative_to(self.data)
            for top in sorted(self.data.iterdir())
            if top.name not in PASSING and not top.name.startswith((base, SCRATCH, "replaced-"))
            for path in ([top] if top.is_file() else sorted(top.rglob("*")))
            if path.is_file() and not path.is_symlink() and path.suffix != ".part"
        ]


PARTS = ("USER", "PASSWORD", "HOST", "PORT", "NAME")


def here() -> Site:
    """Return this site."""
    return Site(settings.DATA_DIR, connection.settings_dict)

"""What a copy holds of the database: taken at one moment, loaded whole or not at all."""

from pathlib import Path
from typing import Protocol

from liandu.operation.databases import postgres, sqlite
from liandu.operation.databases.told import NotPossible, Taken
from liandu.operation.sites import Site

__all__ = ["Database", "NotPossible", "Taken", "of"]


class Database(Protocol):
    """What either database can do."""

    VENDOR: str

    def take(self, site: Site, target: Path) -> Taken:
        """Write all of the database to ``target`` as it is at one moment."""

    def look(self, site: Site, source: Path) -> None:
        """Look over what is to be loaded, where loading would not."""

    def load(self, site: Site, source: Path) -> None:
        """Put what was taken in the place of what is there."""

    def is_empty(self, site: Site) -> bool:
        """Test whether nothing has happened in the database yet."""

    def counts(self, site: Site) -> dict[str, int]:
        """Return how many rows each table has."""


def of(site: Site) -> Database:
    """Return how to deal with the database of a site."""
    return postgres if site.is_postgres else sqlite

"""How far an import is, and whether to stop it: told beside the database.

The import is one transaction, and on SQLite it holds the only pen: neither progress nor the wish
to stop it could be written into the database before it is over. The cache is shared by processes.
"""

from typing import Any

from django.core.cache import cache

KEPT_SECONDS = 60 * 60 * 24


class Stopped(Exception):
    """Whoever began the import asked to stop it."""


class Progress:
    """What the worker tells of one import, and is told."""

    def __init__(self, pk: Any) -> None:
        self._far, self._stop = f"works.import.{pk}.far", f"works.import.{pk}.stop"
        self._done = self._total = 0

    @property
    def far(self) -> tuple[int, int] | None:
        """Return how many lines of how many are written; None before the worker begins."""
        found: tuple[int, int] | None = cache.get(self._far)
        return found

    @property
    def is_stopping(self) -> bool:
        """Test whether somebody asked to stop."""
        return bool(cache.get(self._stop))

    def begin(self, total: int = 0) -> None:
        """Say that there are ``total`` lines to write, none of them written yet."""
        self._total = total
        self.advance(0)

    def advance(self, count: int) -> None:
        """Say that ``count`` more are written.

        :raises Stopped: if somebody asked to stop
        """
        if self.is_stopping:
            raise Stopped
        self._done += count
        cache.set(self._far, (self._done, self._total), KEPT_SECONDS)

    def stop(self) -> None:
        """Ask the worker to stop."""
        cache.set(self._stop, True, KEPT_SECONDS)

    def forget(self) -> None:
        """Forget both once the import is over."""
        cache.delete_many([self._far, self._stop])

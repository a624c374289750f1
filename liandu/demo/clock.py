"""Letting a year pass while the demo is loaded, so that each event carries its own day."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from unittest.mock import patch

from django.utils import timezone


@contextmanager
def at(moment: datetime) -> Iterator[datetime]:
    """Make it ``moment`` for everything that asks Django what time it is."""
    with patch.object(timezone, "now", lambda: moment):
        yield moment

"""The connection that tells the second wall for whom it is asked.

A statement of its own goes before the first one that is asked for somebody else; where the wall
does not stand, or the site connects as the owner of its tables, nothing is sent.
"""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db.backends.postgresql import base
from psycopg import Cursor
from psycopg.pq import TransactionStatus

from liandu.kernel.whom import Whom, signed, whom

LIFE = 3600
"""Seconds that what was told holds; told again after half of them."""
# Is there a wall that this role is held by? What time is it there?
STANDS = """
SELECT EXISTS (
    SELECT FROM pg_namespace WHERE nspname = 'second_wall'
    AND NOT pg_has_role(session_user, nspowner, 'MEMBER')
), extract(epoch FROM clock_timestamp())
"""
TELL = "SELECT set_config('second_wall.whom', %s, false)"


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection to PostgreSQL."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_walled = False
        self._lead = 0.0
        self._told: tuple[Whom | None, float] | None = None
        self.execute_wrappers.append(self._tell_first)

    def init_connection_state(self) -> None:
        """Ask once whether the wall stands, and how far its clock leads."""
        super().init_connection_state()
        self._told = None
        self.is_walled, there = self.connection.execute(STANDS).fetchone()
        self.connection.commit()
        self._lead = float(there) - _seconds()

    def _tell_first(self, execute: Callable[..., Any], *call: Any) -> Any:
        if self.is_walled:
            self._tell()
        return execute(*call)

    def _tell(self) -> None:
        """Tell for whom the next statement is asked, unless it was told."""
        one, now = whom(), _seconds()
        is_told = self._told and self._told[0] == one and now < self._told[1]
        # A transaction that failed takes nothing but its end.
        if is_told or self.connection.info.transaction_status == TransactionStatus.INERROR:
            return
        told = ""
        if one is not None:
            until, pid = int(now + self._lead) + LIFE, self.connection.info.backend_pid
            told = signed(one, secret=settings.SECRET_KEY, until=until, connection=pid)
        # Apart from the statement: other connections may be shown that.
        with Cursor(self.connection) as cursor:
            cursor.execute(TELL, (told,))
        self._told = (one, now + LIFE / 2)

    def _rollback(self) -> None:
        self._told = None  # it went with the transaction
        super()._rollback()  # type: ignore[misc]

    def _savepoint_rollback(self, sid: str) -> None:
        super()._savepoint_rollback(sid)  # type: ignore[misc]
        self._told = None


def _seconds() -> float:
    """Return seconds that only go forward, whatever the clock of this machine is set to."""
    return time.clock_gettime(time.CLOCK_MONOTONIC)

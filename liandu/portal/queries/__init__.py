"""What the desk and the head-line figures are read from."""

from liandu.portal.queries.desk import (
    MOST,
    Waiting,
    first_days,
    followed,
    given_out,
    led_objects,
    recent,
    schedule,
    waiting,
    waiting_count,
)
from liandu.portal.queries.figures import Figures, Row, Table, table

__all__ = [
    "MOST", "Figures", "Row", "Table", "Waiting", "first_days", "followed", "given_out",
    "led_objects", "recent", "schedule", "table", "waiting", "waiting_count",
]  # fmt: skip

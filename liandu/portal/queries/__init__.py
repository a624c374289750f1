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
from liandu.portal.queries.duties import (
    checks_due,
    findings_due,
    findings_owed,
    inspections_due,
    lines_due,
    lines_owed,
    meetings_due,
    resolutions_owed,
    sheets_due,
    visits,
)
from liandu.portal.queries.figures import Figures, Row, Table, table
from liandu.portal.queries.heat import Heat, heat

__all__ = [
    "MOST", "Figures", "Heat", "Row", "Table", "Waiting", "checks_due", "findings_due",
    "findings_owed", "first_days", "followed", "given_out", "heat", "inspections_due",
    "led_objects", "lines_due", "lines_owed", "meetings_due", "recent",
    "resolutions_owed", "schedule", "sheets_due", "table", "visits", "waiting", "waiting_count",
]  # fmt: skip

"""How figures are laid out, what is kept of them, and ledgers compared."""

from liandu.figures.listings.cockpit import (
    BODIES,
    BY_NAMES,
    HEADS,
    OBJECTS,
    SNAPSHOTS,
    Cell,
    Line,
    Place,
    SnapshotFilter,
    VisitFilter,
    cell,
    groups,
    lines_of_file,
    period_of,
    table,
)
from liandu.figures.listings.ledgers import (
    LINE_HEADS,
    RECONCILIATIONS,
    VERDICTS,
    LinePair,
    ReconciliationFilter,
    lines_of,
    rows_of_file,
)

__all__ = [
    "BODIES", "BY_NAMES", "HEADS", "LINE_HEADS", "OBJECTS", "RECONCILIATIONS", "SNAPSHOTS",
    "VERDICTS", "Cell", "Line", "LinePair", "Place", "ReconciliationFilter", "SnapshotFilter",
    "VisitFilter", "cell", "groups", "lines_of", "lines_of_file", "period_of", "rows_of_file",
    "table",
]  # fmt: skip

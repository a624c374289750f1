"""Figures: what each counts, the counting, what was frozen of them, and the bulletin."""

from liandu.figures.queries.bulletin import FIELDS as BULLETIN_FIELDS
from liandu.figures.queries.counting import Numbers, figures, ratios, told_apart, trend
from liandu.figures.queries.definitions import (
    COMPARED,
    FIGURES,
    GROUPS,
    MEASURES,
    RATIOS,
    Figure,
    Measure,
    Ratio,
)
from liandu.figures.queries.frozen import Kept, defined, frozen, kept
from liandu.figures.queries.ledgers import (
    explained,
    ledger_sheet,
    pair_of,
    pairs,
    reconciliations,
    seen_reconciliation,
    stated,
)
from liandu.figures.queries.sets import Sets
from liandu.figures.queries.snapshots import (
    clearance_at,
    members,
    moved,
    now_like,
    seen_snapshot,
    sets_like,
    snapshots,
)
from liandu.figures.queries.tables import frozen_tables, table, table_rows
from liandu.figures.queries.words import name_of, said

__all__ = [
    "BULLETIN_FIELDS", "COMPARED", "FIGURES", "GROUPS", "MEASURES", "RATIOS", "Figure", "Kept",
    "Measure", "Numbers", "Ratio", "Sets", "clearance_at", "defined", "explained", "figures",
    "frozen", "frozen_tables", "kept", "ledger_sheet", "members", "moved", "name_of", "now_like",
    "pair_of", "pairs", "ratios", "reconciliations", "said", "seen_reconciliation", "seen_snapshot",
    "sets_like", "snapshots", "stated", "table", "table_rows", "told_apart", "trend",
]  # fmt: skip

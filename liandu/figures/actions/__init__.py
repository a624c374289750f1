"""Everything that is written about figures."""

from liandu.figures.actions.exporting import export_figures
from liandu.figures.actions.freezing import take_snapshot
from liandu.figures.actions.reconciling import begin_reconciliation, explain_difference

__all__ = ["begin_reconciliation", "explain_difference", "export_figures", "take_snapshot"]

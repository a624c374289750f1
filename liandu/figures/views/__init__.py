"""Pages of the figures."""

from liandu.figures import panels as _in_the_shell
from liandu.figures.views.cockpit import bodies, figures, objects
from liandu.figures.views.reconciling import (
    begin,
    explain,
    reconciliation,
    reconciliation_list,
)
from liandu.figures.views.snapshots import snapshot, snapshot_list, take

__all__ = [
    "_in_the_shell", "begin", "bodies", "explain", "figures", "objects", "reconciliation",
    "reconciliation_list", "snapshot", "snapshot_list", "take",
]  # fmt: skip

"""The lists of this app: the ledger, the rules made, the look-backs."""

from liandu.findings.listings.ledger import lamp_of, ledger, state_pill, warning
from liandu.findings.listings.others import LOOK_BACKS, RULES

__all__ = ["LOOK_BACKS", "RULES", "lamp_of", "ledger", "state_pill", "warning"]

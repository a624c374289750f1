"""What people fill in about contracts and prompts, and the lists that are taken in."""

from liandu.contracts.forms.entries import DismissForm, EntryForm, values
from liandu.contracts.forms.limits import LimitsForm
from liandu.contracts.forms.sheets import sheet_of

__all__ = ["DismissForm", "EntryForm", "LimitsForm", "sheet_of", "values"]

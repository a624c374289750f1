"""Time limits and the calendar of working days, editable."""

"""Attempts to learn of what is closed: each was possible once, or is tried on every address."""

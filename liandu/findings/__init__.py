"""Findings and their rectification, from registration to close-out."""

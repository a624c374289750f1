"""Committees and joint meetings of jurisdictions, and their mechanisms."""

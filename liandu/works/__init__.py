"""Supervised objects, works projects and their links."""

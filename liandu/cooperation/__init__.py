"""Requests for cooperation between two bodies, which both see alike."""

"""Desk and head-line figures."""

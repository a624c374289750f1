"""Tests of the deadlines app."""

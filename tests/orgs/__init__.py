"""Tests of the orgs app."""

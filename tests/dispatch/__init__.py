"""Tests of weekly dispatch."""

"""Tests of the urging app."""

"""Urging: the ladder as data, tickets on what is late, and what leaders instruct to be done."""

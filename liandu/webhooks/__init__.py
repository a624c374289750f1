"""Telling other systems what happened: signed, to an address outside, until it arrives."""

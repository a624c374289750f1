"""What every test may ask for."""

from tests.people import world

__all__ = ["world"]

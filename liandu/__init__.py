"""Liandu: agencies that oversee public works and public bodies, working as one."""

__version__ = "0.1.0"

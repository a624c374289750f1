"""Liandu: the platform on which agencies that oversee public works and public bodies work as one."""

__version__ = "0.1.0"

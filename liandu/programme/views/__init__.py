"""The pages of the annual programme."""

from liandu.programme import panels as _in_the_shell  # noqa: F401 - registers

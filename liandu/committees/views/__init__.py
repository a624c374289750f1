"""The pages of committees."""

from liandu.committees import panels as _in_the_shell  # noqa: F401 - registers

"""The pages of requests for cooperation."""

from liandu.cooperation import panels as _in_the_shell  # noqa: F401 - registers

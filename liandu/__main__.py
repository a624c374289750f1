"""``python -m liandu``: the same as the ``liandu`` command."""

from liandu.config.command import main

main()

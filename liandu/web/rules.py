"""What a saved view may be called, and how many one may have."""

from typing import Final

MOST_VIEWS: Final = 20
LONGEST_NAME: Final = 20
LONGEST_QUERY: Final = 2000

"""How many queries each page takes that somebody opens again.

Written down in ``pinned.txt`` so that one more is noticed: change a number there only when you
know what it buys.
"""

from pathlib import Path

TABLE = Path(__file__).with_suffix(".txt").read_text()


def _pinned(table: str) -> dict[str, int]:
    """Return the number of queries of each page, by the name of its address and what is asked."""
    found, app = dict[str, int](), ""
    for line in filter(None, table.splitlines()):
        name, *count = line.split()
        if count:
            found[f"{app}:{name}"] = int(count[0])
        else:
            app = name
    return found


PINNED = _pinned(TABLE)

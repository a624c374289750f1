"""The table of answers, read row by row."""

from dataclasses import dataclass

from tests.access_table.answers import TABLE

KINDS = (
    "nobody", "no post", "secretariat", "inspector", "head", "liaison", "resp head",
    "supervising", "elsewhere", "leader", "office", "system", "security", "audit", "walled",
)  # fmt: skip
NOT_TAKEN = "m"
SIGN_IN = "s"


@dataclass(frozen=True)
class Row:
    """An address and its answers, a letter for each kind of person."""

    name: str
    get: str
    post: str

    @property
    def app(self) -> str:
        """Return the app that the address is of."""
        return self.name.partition(":")[0]


def _letters(text: str) -> str:
    if text == "-":
        return SIGN_IN + NOT_TAKEN * (len(KINDS) - 1)
    assert len(text) == len(KINDS), text
    return text


def _rows(table: str) -> dict[str, Row]:
    """Return the rows of a table by the name of their address."""
    found: dict[str, Row] = {}
    app = ""
    for line in table.splitlines():
        match line.split():
            case [one] if not line.startswith(" "):
                app = one
            case [name, get, post]:
                row = Row(f"{app}:{name}", _letters(get), _letters(post))
                found[row.name] = row
    return found


ROWS = _rows(TABLE)

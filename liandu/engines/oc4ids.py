"""Reads OC4IDS project packages (0.9) into the same drafts of rows as the lists.

The shape is checked by hand, so that each fault names its path. Money in another currency and
places of another gazetteer are left out with a doubt, never converted.
"""

import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, TypeVar

from liandu.engines.tabular import cells, dates
from liandu.engines.tabular.book import MAX_BYTES, MAX_MEGABYTES
from liandu.engines.tabular.drafts import RowDraft, mark_repeated
from liandu.engines.tabular.places import places
from liandu.engines.tabular.problems import Params, Problem, Unreadable
from liandu.engines.tabular.vocabulary import Vocabulary, World
from liandu.engines.tabular.workbook import MAX_ROWS

T = TypeVar("T")

# The codes of projectStatus, and the status of a supervised object each stands for.
STATUSES = {
    "identification": "identification",
    "preparation": "preparation",
    "implementation": "implementation",
    "completion": "completion",
    "completed": "completed",
    "maintenance": "completed",
    "decommissioning": "completed",
    "decommissioned": "completed",
    "cancelled": "cancelled",
}
# The roles that make a party the lead, the owner or the responsible body: the first that is
# found counts.
ROLES = {
    "lead_body": ("publicAuthority",),
    "owner": ("owner", "buyer"),
    "responsible_body": ("administrativeEntity", "procuringEntity"),
}
# The codes of projectSector that are plainly a field; a list of other fields gives its own.
SECTORS = {
    "transport": "infrastructure",
    "energy": "infrastructure",
    "communications": "infrastructure",
    "waterAndWaste": "infrastructure",
    "cultureSportsAndRecreation": "culture",
    "health": "public_services",
    "education": "public_services",
    "socialHousing": "public_services",
}
YUAN = ("CNY", "RMB")
SHAPES: tuple[tuple[type, str], ...] = (
    (dict, "shape_object"),
    (list, "shape_list"),
    (str, "shape_text"),
    (Decimal, "shape_number"),
)


def read(data: bytes, world: World) -> list[RowDraft]:
    """Read every project of a package.

    :raises Unreadable: if the file is no JSON, or holds no list of projects
    """
    drafts = [_Project(at, raw, world).draft for at, raw in enumerate(_projects(data))]
    mark_repeated(drafts)
    return drafts


def _projects(data: bytes) -> list[Any]:
    if len(data) > MAX_BYTES:
        raise Unreadable(code="too_large", limit=MAX_MEGABYTES)
    package = _parsed(data)
    projects = package.get("projects") if isinstance(package, dict) else None
    if not isinstance(projects, list):
        raise Unreadable(code="no_projects")
    if len(projects) > MAX_ROWS:
        raise Unreadable(code="too_many_rows", sheet="projects", limit=MAX_ROWS)
    return projects


def _parsed(data: bytes) -> Any:
    try:
        # Decimal keeps amounts as they are written.
        return json.loads(data, parse_float=Decimal, parse_int=Decimal, parse_constant=_no_constant)
    except json.JSONDecodeError as fault:
        raise Unreadable(code="not_json", line=fault.lineno, column=fault.colno) from None
    except UnicodeDecodeError:
        raise Unreadable(code="encoding") from None
    except RecursionError:
        raise Unreadable(code="too_deep") from None


def _no_constant(name: str) -> None:
    """Refuse NaN and Infinity, which are no JSON."""
    raise json.JSONDecodeError(name, name, 0)


class _Project:
    """One project while it is read: where it stands, and its draft."""

    def __init__(self, at: int, raw: Any, world: World) -> None:
        self._path = f"projects[{at}]"
        self._world = world
        self.draft = RowDraft(at + 1)
        if not isinstance(raw, dict):
            self._say("shape_object", "")
            return
        self._raw = raw
        self._texts()
        self._status()
        self._sectors()
        self._places()
        self._budget()
        self._period()
        self._parties()

    def _say(self, code: str, path: str, key: str = "", **params: str | int) -> None:
        where = f"{self._path}.{path}".removesuffix(".")
        if code.startswith("shape"):
            params["path"] = where
        self.draft.problems.append(Problem(code, params, self.draft.number, where, key))

    def _get(self, holder: dict[str, Any], path: str, kind: type[T]) -> T | None:
        """Return the last member of a path if it has the right shape; a wrong one is said."""
        found = holder.get(path.rpartition(".")[2])
        if found is None or isinstance(found, kind):
            return found
        self._say(dict(SHAPES)[kind], path)
        return None

    def _items(self, holder: dict[str, Any], path: str, kind: type[T]) -> Iterator[tuple[str, T]]:
        """Yield the members of a list that have the right shape, each with its path."""
        for at, item in enumerate(self._get(holder, path, list) or []):
            where = f"{path}[{at}]"
            if isinstance(item, kind):
                yield where, item
            else:
                self._say(dict(SHAPES)[kind], where)

    def _keep(self, key: str, path: str, found: cells.Read[Any]) -> None:
        for problem in found.said:
            self._say(problem.code, path, key, **problem.params)
        if found.value is not None:
            self.draft.values[key] = found.value

    def _texts(self) -> None:
        readers: dict[str, tuple[str, Callable[[str, int], cells.Read[str]], int]] = {
            "number": ("id", cells.identifier, 64),
            "name": ("title", cells.name, cells.NAME_LIMIT),
            "content": ("description", cells.text, cells.TEXT_LIMIT),
        }
        for key, (path, reader, limit) in readers.items():
            value = self._get(self._raw, path, str)
            if value is not None:
                self.draft.texts[key] = cells.shown_text(value)
                self._keep(key, path, reader(value, limit))
        for key, label in (("number", "Number"), ("name", "Name")):
            if key not in self.draft.texts or not self.draft.texts[key]:
                self._say("required", readers[key][0], key, field=label)

    def _status(self) -> None:
        code = self._get(self._raw, "status", str)
        if not code:
            return
        status = STATUSES.get(code)
        if status is None:
            self._say("status_unknown", "status", "status", text=cells.shown_text(code))
            return
        self.draft.values["status"] = status
        if status != code:
            self._say("status_mapped", "status", "status", text=code, status=status)

    def _sectors(self) -> None:
        codes = list(self._items(self._raw, "sector", str))
        vocabulary = self._world.vocabularies.get("field", Vocabulary({}))
        found = [key for _where, code in codes if (key := _field(code, vocabulary))]
        if found:
            self.draft.values["field"] = found[0]
        elif codes:
            where, code = codes[0]
            params: Params = {"text": cells.shown_text(code), "known": vocabulary.shown}
            self._say("choice_unknown_kept_out", where, "field", **params)

    def _places(self) -> None:
        codes: list[str] = []
        for where, location in self._items(self._raw, "locations", dict):
            named = list(self._names(where, location))
            reads = (places(name, self._world.gazetteer) for name in named)
            found = next((read.value for read in reads if read.value and not read.said), None)
            if found:
                codes += found
            elif named:
                self._say("place_left_out", where, "places", text=cells.shown_text(named[0]))
        if codes:
            self.draft.values["places"] = tuple(dict.fromkeys(codes))

    def _names(self, where: str, location: dict[str, Any]) -> Iterator[str]:
        """Yield what a location is called: its codes, its address, its description."""
        gazetteer = self._get(location, f"{where}.gazetteer", dict) or {}
        scheme = str(gazetteer.get("scheme", "")).upper()
        codes = list(self._items(gazetteer, f"{where}.gazetteer.identifiers", str))
        if "2260" in scheme:
            yield from (code for _where, code in codes)
        address = self._get(location, f"{where}.address", dict) or {}
        parts = [self._get(address, f"{where}.address.{k}", str) for k in ("region", "locality")]
        yield from filter(None, (" ".join(filter(None, parts)), *reversed(parts)))
        yield from filter(None, (self._get(location, f"{where}.description", str),))

    def _budget(self) -> None:
        budget = self._get(self._raw, "budget", dict) or {}
        value = self._get(budget, "budget.amount", dict) or {}
        number = self._get(value, "budget.amount.amount", Decimal)
        currency = (self._get(value, "budget.amount.currency", str) or "").strip().upper()
        if number is None:
            return
        shown = cells.shown_text(str(number))
        self.draft.texts["investment"] = f"{shown} {currency}".strip()
        if currency and currency not in YUAN:
            params: Params = {"amount": shown, "currency": cells.shown_text(currency)}
            self._say("currency_kept", "budget.amount", "investment", **params)
        else:
            unit = "元" if currency else None
            read = cells.unsigned(cells.amount(shown, number, unit), shown)
            self._keep("investment", "budget.amount.amount", read)

    def _period(self) -> None:
        period = self._get(self._raw, "period", dict) or {}
        for key, name in (("starts_on", "startDate"), ("ends_on", "endDate")):
            path = f"period.{name}"
            value = self._get(period, path, str)
            if value is not None:
                self._keep(key, path, dates.when(value))
        values = self.draft.values
        if problem := dates.between(values.get("starts_on"), values.get("ends_on")):
            self._say(problem.code, "period.endDate", "ends_on", **problem.params)

    def _parties(self) -> None:
        named: dict[str, list[str]] = {}
        for where, party in self._items(self._raw, "parties", dict):
            name = cells.name(self._get(party, f"{where}.name", str)).value
            for _at, role in self._items(party, f"{where}.roles", str):
                named.setdefault(role, []).extend(filter(None, (name,)))
        for key, roles in ROLES.items():
            for role in [role for role in roles if named.get(role)][:1]:
                self.draft.values[key] = tuple(dict.fromkeys(named[role]))
                text = cells.shown_text("、".join(named[role]))
                self._say("party_by_role", "parties", key, text=text, role=role)


def _field(code: str, vocabulary: Vocabulary) -> str | None:
    """Return the field of a sector code such as transport.road, by its parent if need be."""
    parent = code.partition(".")[0]
    return SECTORS.get(parent) or vocabulary.find(parent)

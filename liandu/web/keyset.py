"""Paging by key: the next page begins after the last row shown, however deep in a million rows.

No OFFSET, so the thousandth page costs what the first does. Blank values come last, always.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.core import signing
from django.core.exceptions import FieldDoesNotExist
from django.db.models import F, Model, Q, QuerySet
from django.db.models.constants import LOOKUP_SEP
from django.db.models.expressions import OrderBy
from django.utils.translation import gettext as _

M = TypeVar("M", bound=Model)

CAP = 1000
SIGNER = signing.Signer(salt="liandu.web.keyset")
TYPES: dict[str, Any] = {
    "m": datetime.fromisoformat,
    "d": date.fromisoformat,
    "u": UUID,
    "n": Decimal,
}


@dataclass(frozen=True, slots=True)
class Key:
    """One field of an order: its path, which way, and whether it can be blank."""

    path: str
    is_descending: bool
    is_nullable: bool

    def ordering(self, *, backwards: bool) -> OrderBy:
        """Return the order for the database; read backwards, blanks come first."""
        descending = self.is_descending != backwards
        nulls = {"nulls_first" if backwards else "nulls_last": True} if self.is_nullable else {}
        return F(self.path).desc(**nulls) if descending else F(self.path).asc(**nulls)

    def beyond(self, value: Any, *, backwards: bool) -> Q | None:
        """Return what lies further on than ``value``; None if nothing can."""
        blank = Q(**{f"{self.path}__isnull": True})
        if value is None:
            return ~blank if backwards else None
        sign = "lt" if self.is_descending != backwards else "gt"
        further = Q(**{f"{self.path}__{sign}": value})
        return further | blank if self.is_nullable and not backwards else further

    def same(self, value: Any) -> Q:
        """Return what stands level with ``value``."""
        return Q(**({f"{self.path}__isnull": True} if value is None else {self.path: value}))

    def bound(self, value: Any, *, backwards: bool) -> Q:
        """Return the plain bound that lets an index begin at ``value`` instead of at the start."""
        if value is None or (self.is_nullable and not backwards):
            return Q()
        sign = "lte" if self.is_descending != backwards else "gte"
        return Q(**{f"{self.path}__{sign}": value})


@dataclass(frozen=True, slots=True)
class Page(Generic[M]):
    """The rows of one page, where they stand, and the ways on."""

    rows: list[M]
    first: int
    total: int
    before: str
    after: str

    @property
    def last(self) -> int:
        """Return the number of the last row shown."""
        return self.first + len(self.rows) - 1

    @property
    def is_capped(self) -> bool:
        """Test whether there are more rows than are counted."""
        return self.total > CAP

    @property
    def count(self) -> str:
        """Return the number of rows in words: ``63``, or ``1000+``."""
        return f"{CAP}+" if self.is_capped else str(self.total)


def capped_count(rows: QuerySet[Any]) -> int:
    """Count ``rows``, but stop one after the cap."""
    return rows.order_by().values("pk")[: CAP + 1].count()


def keys(model: type[Model], order: Sequence[str]) -> list[Key]:
    """Return the fields of ``order``; the primary key breaks ties, the way of the first field."""
    found = [_key(model, path) for path in order]
    names = {"pk", getattr(model._meta.pk, "name", "pk")}
    if names.isdisjoint(key.path for key in found):
        found.append(Key("pk", found[0].is_descending if found else False, is_nullable=False))
    return found


def _key(model: type[Model], path: str) -> Key:
    """Return one field of an order, written as Django writes it."""
    plain = path.removeprefix("-")
    return Key(plain, path != plain, _is_nullable(model, plain))


def page(
    rows: QuerySet[M],
    order: Sequence[str],
    size: int,
    *,
    after: str = "",
    before: str = "",
    total: int | None = None,
) -> Page[M]:
    """Return the page that follows ``after`` or precedes ``before``, or the first.

    A key that was tampered with, or made for another order, leads to the first page. ``total`` is
    the capped count where it is known already.
    """
    total = capped_count(rows) if total is None else total
    line = keys(rows.model, order)
    backwards = bool(before)
    mark = _read(before or after, line)
    if mark is None:
        return _first(rows, line, size, total)
    at, values = mark
    found = _stretch(rows, line, size, values, backwards=backwards)
    more, shown = len(found) > size, found[:size]
    if not shown or (backwards and not more):
        # Rows went away meanwhile, or the start is reached: begin again, on an even keel.
        return _first(rows, line, size, total)
    if backwards:
        shown.reverse()
    first = max(1, at - len(shown)) if backwards else at + 1
    has_next = True if backwards else more
    return Page(
        shown,
        first,
        total,
        before=_write(first, shown[0], line),
        after=_write(first + len(shown) - 1, shown[-1], line) if has_next else "",
    )


class BadMark(ValueError):
    """A mark is none of this list: it was changed, or made for another order."""


def following(
    rows: QuerySet[M], order: Sequence[str], size: int, mark: str = ""
) -> tuple[list[M], str]:
    """Return the rows after ``mark``, or the first, and the mark to go on from, if more follow.

    For programs, which only go on: what went away meanwhile does not send them to the start.

    :raises BadMark: if the mark is none of this list
    """
    line = keys(rows.model, order)
    read = _read(mark, line)
    if mark and read is None:
        raise BadMark(_("This cursor is none of this list. Begin at its first page."))
    at, values = read or (0, None)
    found = _stretch(rows, line, size, values, backwards=False)
    shown = found[:size]
    return shown, _write(at + size, shown[-1], line) if len(found) > size else ""


def _first(rows: QuerySet[M], line: list[Key], size: int, total: int) -> Page[M]:
    """Return the first page."""
    found = _stretch(rows, line, size, None, backwards=False)
    shown = found[:size]
    after = _write(size, shown[-1], line) if len(found) > size else ""
    return Page(shown, 1, total, before="", after=after)


def _stretch(
    rows: QuerySet[M], line: list[Key], size: int, values: list[Any] | None, *, backwards: bool
) -> list[M]:
    """Return one row more than ``size`` of those beyond ``values``."""
    ordered = rows.order_by(*(key.ordering(backwards=backwards) for key in line))
    if values is not None:
        ordered = ordered.filter(_beyond(line, values, backwards=backwards))
    if not ordered.query.select_related or len(ordered.query.alias_map) > 1:
        return list(ordered[: size + 1])
    # Found by one table and its index first; what is joined to them is read for these alone.
    found = ordered.select_related(None).values("pk")[: size + 1]
    shown = ordered.all()
    shown.query.clear_where()
    return list(shown.filter(pk__in=found))


def _beyond(line: list[Key], values: list[Any], *, backwards: bool) -> Q:
    """Return what comes after ``values``: further in one field, level in those before it."""
    condition, level = Q(pk__in=[]), Q()
    for key, value in zip(line, values, strict=True):
        further = key.beyond(value, backwards=backwards)
        if further is not None:
            condition |= level & further
        level &= key.same(value)
    return line[0].bound(values[0], backwards=backwards) & condition


def _write(at: int, row: Model, line: list[Key]) -> str:
    """Return the key of ``row``: its number, the order and its values, signed."""
    values = [_packed(_value(row, key.path)) for key in line]
    return SIGNER.sign_object([at, _name(line), values])


def _read(text: str, line: list[Key]) -> tuple[int, list[Any]] | None:
    """Return the number and values of a key, or None if it is not one of this order's."""
    if not text:
        return None
    try:
        at, name, values = SIGNER.unsign_object(text)
    except signing.BadSignature:
        return None
    if name != _name(line):
        return None
    return at, [_unpacked(value) for value in values]


def _name(line: list[Key]) -> str:
    """Return the order in short."""
    return ",".join(f"{'-' if key.is_descending else ''}{key.path}" for key in line)


def _value(row: Any, path: str) -> Any:
    """Return what ``row`` says at ``path``."""
    for name in path.split(LOOKUP_SEP):
        row = None if row is None else getattr(row, name)
    return row


def _packed(value: Any) -> Any:
    """Return ``value`` as JSON can carry it, with its type where JSON has none."""
    if isinstance(value, Decimal):
        return ["n", str(value)]
    if isinstance(value, UUID):
        return ["u", str(value)]
    if isinstance(value, date):
        return ["m" if isinstance(value, datetime) else "d", value.isoformat()]
    return value


def _unpacked(value: Any) -> Any:
    """Return what ``_packed`` packed."""
    return TYPES[value[0]](value[1]) if isinstance(value, list) else value


def _is_nullable(model: type[Model], path: str) -> bool:
    """Test whether ``path`` can be blank: some step of it may be, or the query works it out."""
    for name in path.split(LOOKUP_SEP):
        try:
            field: Any = model._meta.pk if name == "pk" else model._meta.get_field(name)
        except FieldDoesNotExist:
            return True
        if field.null:
            return True
        model = field.related_model or model
    return False

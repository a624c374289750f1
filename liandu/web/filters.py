"""The filter bar: what a list is narrowed by, as drop-downs, chips that can be taken off, a box."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django_filters import FilterSet

from liandu.web.say import day

SEARCH = "q"
SHOWN = 5
BOX = {"class": "form-check-input"}
BOX_HEAD = (
    '<label class="drop-i" for="{0}"><input class="form-check-input" type="{1}" name="{2}"'
    ' value="{3}" id="{0}"'
)
BOX_TAIL = "><span>{}</span></label>"
TICKED = " checked"


@dataclass(frozen=True, slots=True)
class Narrowing:
    """One filter as it is drawn: its field, whether it is at work, what it says, how to drop it."""

    field: forms.BoundField
    is_list: bool
    value: str
    without: str
    options: Sequence[tuple[Any, Any]] = ()
    chosen: frozenset[str] = frozenset()

    @property
    def is_on(self) -> bool:
        """Test whether the filter narrows the list."""
        return bool(self.value)

    @property
    def boxes(self) -> SafeString:
        """Return the options to tick: there may be hundreds, so no template is read for each."""
        widget: Any = self.field.field.widget
        words = tuple(
            (str(key), str(label)) if key else ("", gettext("Any")) for key, label in self.options
        )
        boxes = _boxes(self.field.html_name, widget.input_type, words)
        ticked = self.chosen or {""}
        return mark_safe(  # noqa: S308 - made of safe parts
            "".join(
                f"{head}{TICKED if key in ticked else ''}{tail}"
                for (key, _label), (head, tail) in zip(words, boxes, strict=True)
            )
        )


class FilterBar:
    """A filter set as the bar over a list: ``shown`` of its filters, the others under More."""

    def __init__(self, filters: FilterSet, query: QueryDict, shown: int = SHOWN) -> None:
        self.filters = filters
        self.query = query
        for each in filters.form.fields.values():
            _as_list(each)
        every = [self._narrowing(filters.form[name]) for name in filters.form.fields]
        self.search = next((one for one in every if one.field.name == SEARCH), None)
        rest = [one for one in every if one.field.name != SEARCH]
        self.shown, self.more = rest[:shown], rest[shown:]
        self.on = [one for one in rest if one.is_on]

    @property
    def is_narrowed(self) -> bool:
        """Test whether anything narrows the list."""
        return bool(self.on) or bool(self.search and self.search.is_on)

    @property
    def more_on(self) -> int:
        """Return how many filters under More are at work."""
        return sum(one.is_on for one in self.more)

    @property
    def cleared(self) -> str:
        """Return the query string without any filter."""
        names = [name for each in self.filters.form for name in names_of(each)]
        return without(self.query, names)

    def _narrowing(self, field: forms.BoundField) -> Narrowing:
        """Return one filter as it is drawn."""
        is_list = isinstance(field.field.widget, forms.CheckboxSelectMultiple | forms.RadioSelect)
        options = list(_flat(field.field)) if is_list else []
        chosen = frozenset(self.query.getlist(field.html_name))
        return Narrowing(
            field, is_list, self._said(field, options, chosen),
            without(self.query, names_of(field)), options, chosen,
        )  # fmt: skip

    def _said(
        self, field: forms.BoundField, options: Sequence[tuple[Any, Any]], chosen: frozenset[str]
    ) -> str:
        """Return what the filter is set to, in words; nothing if it is not set."""
        form: Any = self.filters.form
        value = form.cleaned_data.get(field.name) if form.is_valid() else None
        if value in (None, "", [], ()) or (hasattr(value, "exists") and not value):
            return ""
        labels = [str(label) for key, label in options if key and str(key) in chosen]
        return "、".join(labels) or _words(value)


@lru_cache(maxsize=128)
def _boxes(
    name: str, kind: str, options: tuple[tuple[str, str], ...]
) -> list[tuple[SafeString, SafeString]]:
    """Return each option as a box that can still be ticked: what stands before that, and after."""
    return [
        (format_html(BOX_HEAD, f"id_{name}_{at}", kind, name, key), format_html(BOX_TAIL, label))
        for at, (key, label) in enumerate(options)
    ]


def names_of(field: forms.BoundField) -> list[str]:
    """Return the names under which a field is sent: several for a range."""
    widget = field.field.widget
    suffixes = getattr(widget, "suffixes", None) or getattr(widget, "widgets_names", None)
    return [field.html_name, *(f"{field.html_name}_{s.lstrip('_')}" for s in suffixes or ())]


def without(query: QueryDict, names: Sequence[str]) -> str:
    """Return the query string without ``names``, and without the place in the old result."""
    copy = query.copy()
    for name in (*names, "after", "before"):
        copy.pop(name, None)
    return f"?{copy.urlencode()}"


def _as_list(field: forms.Field) -> None:
    """Turn drop-downs into lists of boxes, which need no script and show what is chosen."""
    widget = field.widget
    if isinstance(widget, forms.SelectMultiple):
        _with_boxes(field, forms.CheckboxSelectMultiple(attrs=BOX))
    elif isinstance(widget, forms.Select):
        _with_boxes(field, forms.RadioSelect(attrs=BOX))
    else:
        for inner in getattr(widget, "widgets", [widget]):
            _as_control(inner)


def _with_boxes(
    field: forms.Field, widget: forms.CheckboxSelectMultiple | forms.RadioSelect
) -> None:
    """Give ``field`` the list of boxes ``widget``, with the choices it had."""
    widget.choices = getattr(field, "choices", getattr(field.widget, "choices", ()))
    field.widget = widget


def _as_control(widget: forms.Widget) -> None:
    """Give a box to type in the look of the site; days get the browser's calendar."""
    if isinstance(widget, forms.DateInput):
        widget.input_type = "date"
        widget.format = "%Y-%m-%d"
    if not isinstance(widget, forms.CheckboxInput | forms.CheckboxSelectMultiple):
        widget.attrs.setdefault("class", "form-control")


def _flat(field: forms.Field) -> Iterator[tuple[Any, Any]]:
    """Yield the choices of ``field``, out of their groups."""
    for key, label in getattr(field, "choices", getattr(field.widget, "choices", ())):
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield key, label


def _words(value: Any) -> str:
    """Return a value that is no choice in words: a range, a day, a yes."""
    if isinstance(value, slice):
        return f"{_words(value.start)}–{_words(value.stop)}"
    if value is None:
        return ""
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    return day(value) if isinstance(value, date) else str(value)

"""Frozen figures as they are read again: by the words and definitions frozen with them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, override

from liandu.figures.queries.counting import Numbers, ratios
from liandu.figures.queries.definitions import FIGURES, GROUPS
from liandu.figures.queries.words import said

CHINESE, ENGLISH = "zh-hans", "en"


@dataclass(frozen=True, slots=True)
class Kept:
    """One frozen figure, beside what it is now; ``redefined`` is what it counts now, if changed."""

    key: str
    unit: str
    label: str
    meaning: str
    was: Any
    now: Any = None
    redefined: str = ""

    @property
    def was_text(self) -> str:
        """Return the frozen number in words."""
        return said(self.unit, self.was)

    @property
    def now_text(self) -> str:
        """Return the number of now in words."""
        return said(self.unit, self.now)

    @property
    def change(self) -> str:
        """Return by how much it changed since, with its sign; nothing if it did not."""
        if self.was is None or self.now is None or self.now_text == self.was_text:
            return ""
        change = self.now - self.was
        return f"{'+' if change > 0 else ''}{said(self.unit, change)}"


def defined() -> list[dict[str, Any]]:
    """Return what each figure is called and counts today, in both languages, group by group."""
    return [
        {"group": _both(label), "figures": [_definition(key) for key in keys]}
        for label, keys in GROUPS
    ]


def frozen(numbers: Numbers) -> dict[str, Any]:
    """Return the numbers to keep: those counted, and the shares that follow from them."""
    return {**numbers, **ratios(numbers)}


def kept(snapshot: Any, now: Numbers | None = None) -> list[tuple[str, list[Kept]]]:
    """Return the figures of a snapshot in hand, group by group, beside those of ``now``."""
    language = in_language()
    today = frozen(now) if now is not None else {}
    return [
        (one["group"][language], list(_figures(one["figures"], language, snapshot.figures, today)))
        for one in snapshot.definitions
    ]


def in_language() -> str:
    """Return the language of the reader, of the two in which words are kept."""
    return CHINESE if (get_language() or "").startswith("zh") else ENGLISH


def _figures(
    definitions: Any, language: str, was: Mapping[str, Any], now: Mapping[str, Any]
) -> Iterator[Kept]:
    for one in definitions:
        key, meaning = one["key"], one["meaning"][language]
        today = str(FIGURES[key].meaning) if key in FIGURES else ""
        yield Kept(
            key, one["unit"], one["label"][language], meaning, was.get(key), now.get(key),
            today if today != meaning else "",
        )  # fmt: skip


def _definition(key: str) -> dict[str, Any]:
    figure = FIGURES[key]
    return {
        "key": key, "unit": figure.unit, "label": _both(figure.label),
        "meaning": _both(figure.meaning),
    }  # fmt: skip


def _both(words: Any) -> dict[str, str]:
    """Return lazy words in both languages."""
    found = {}
    for language in (CHINESE, ENGLISH):
        with override(language):
            found[language] = str(words)
    return found

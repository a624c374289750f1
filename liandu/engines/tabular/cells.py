"""Readers of single cells: texts, names, numbers, bodies and amounts. Each gives value and remarks.

A reader never guesses: what it cannot read it says, and what it reads with a doubt it says too.
"""

import math
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Generic, TypeVar

from liandu.engines.tabular.book import Value
from liandu.engines.tabular.problems import Params, Problem

T = TypeVar("T")

SHOWN = 60  # characters of a cell repeated in a sentence
NAME_LIMIT = 200
TEXT_LIMIT = 10_000
EXACT_FLOAT = 10**15  # a spreadsheet keeps fifteen digits
PENDING = frozenset(
    (
        "待定",
        "未定",
        "待明确",
        "待确定",
        "暂未确定",
        "尚未确定",
        "另行确定",
        "无",
        "n/a",
        "na",
        "tbd",
    )
) | frozenset(("—", "——", "-", "--", "/", "//", "\\", "...", "......", "*"))
CELL_ERRORS = frozenset(
    ("#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!")
)
CJK = "\u3000-\u303f\u3400-\u9fff\uff00-\uffef"
BREAK_IN_CHINESE = re.compile(rf"(?<=[{CJK})）])[^\S\n]*\n\s*|[^\S\n]*\n\s*(?=[{CJK}(（])")
BODY_SEPARATORS = re.compile(r"[、,，;；/|\n]+")

FEN = 100
UNITS = {
    "元": 1,
    "千元": 10**3,
    "万元": 10**4,
    "十万元": 10**5,
    "百万元": 10**6,
    "千万元": 10**7,
    "亿元": 10**8,
    "十亿元": 10**9,
    "百亿元": 10**10,
    "千亿元": 10**11,
    "万亿元": 10**12,
}
HUGE = 10**12 * FEN
LARGEST_EXPONENT = 20
LIMIT = 10**17  # fen; what is above is no amount, and would not fit a database integer
CURRENCIES = re.compile(
    r"美元|欧元|港[元币]|日元|英镑|[$€£]|\b(?:USD|EUR|HKD|JPY|GBP)\b", re.IGNORECASE
)
AMOUNT = re.compile(
    r"(?P<about>约|大约|近|超|逾|不超过|不少于)?(?:人民币|RMB|CNY|¥)?(?P<minus>-|−|\()?"
    r"(?P<number>\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,10})?|\d{1,15}(?:\.\d{1,10})?|\.\d{1,10})"
    r"(?P<unit>[十百千]?[万亿]|万亿|千)?(?P<yuan>元|圆)?整?(?P<more>左右|余|以上|多)?\)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Read(Generic[T]):
    """What a cell was read as, and what is to be said about it."""

    value: T | None = None
    said: tuple[Problem, ...] = ()


def say(code: str, cell: Value = None, **params: str | int) -> Problem:
    """Return a problem that repeats the cell, shortened for a sentence."""
    shown: Params = {} if cell is None else {"text": shown_text(cell)}
    return Problem(code, shown | params)


def refused(code: str, cell: Value, **params: str | int) -> Read[T]:
    """Return a reading without a value, and why."""
    return Read(None, (say(code, cell, **params),))


def plain_text(cell: Value) -> str:
    """Return the cell as a person sees it, without edges."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, float):
        return f"{cell:.15g}" if not cell.is_integer() else f"{cell:.0f}"
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if cell is None else str(cell).upper()  # TRUE, as a spreadsheet shows it


def shown_text(cell: Value) -> str:
    """Return the cell on one line, cut to what a sentence can bear."""
    text = " ".join(plain_text(cell).split())
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def compact(cell: Value) -> str:
    """Return the text in half-width form without any white space."""
    return "".join(unicodedata.normalize("NFKC", plain_text(cell)).split())


def normalise_name(name: str) -> str:
    """Return the key under which two spellings of one name meet: letters and digits only."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(character for character in folded if character.isalnum())[:NAME_LIMIT]


def leftover(cell: Value) -> Problem | None:
    """Return what is wrong with a cell that holds a formula or an error instead of a value."""
    if not isinstance(cell, str):
        return None
    start = cell.lstrip()
    if start[:1] in ("=", "＝"):
        return say("formula", cell)
    return say("cell_error", cell) if start.rstrip() in CELL_ERRORS else None


def is_pending(cell: Value) -> bool:
    """Return whether the cell says in so many words that nothing is known yet."""
    return compact(cell).casefold() in PENDING


def nothing_in(cell: Value) -> Read[Any] | None:
    """Return the reading of a cell that holds no value: blank, pending, a formula, an error."""
    if problem := leftover(cell):
        return Read(None, (problem,))
    if is_pending(cell):
        return Read(None, (say("pending", cell),))
    return None if compact(cell) else Read()


def text(cell: Value, limit: int = TEXT_LIMIT) -> Read[str]:
    """Read a free text; invisible characters go, line breaks stay."""
    if problem := leftover(cell):
        return Read(None, (problem,))
    seen = plain_text(cell).replace("\r\n", "\n").replace("\r", "\n")
    kept = seen if seen.isprintable() else "".join(filter(_is_visible, seen))
    said = () if kept == seen else (say("invisible_removed"),)
    kept = kept.strip()
    if len(kept) > limit:
        return Read(None, (*said, say("text_too_long", length=len(kept), limit=limit)))
    return Read(kept or None, said)


def _is_visible(character: str) -> bool:
    return character in "\n\t" or unicodedata.category(character) not in ("Cc", "Cf")


def name(cell: Value, limit: int = NAME_LIMIT) -> Read[str]:
    """Read a name: one line, a break between Chinese characters leaves no gap."""
    read = text(cell, TEXT_LIMIT)
    if read.value is None:
        return read
    joined = BREAK_IN_CHINESE.sub("", read.value)
    said = (*read.said, say("line_break_joined")) if "\n" in read.value else read.said
    line = " ".join(joined.split())
    if len(line) > limit:
        return Read(None, (*said, say("text_too_long", length=len(line), limit=limit)))
    return Read(line, said)


def identifier(cell: Value, limit: int = NAME_LIMIT) -> Read[str]:
    """Read a number that names a thing: half-width, no white space, no digit lost."""
    if isinstance(cell, (int, float)) and abs(cell) >= EXACT_FLOAT:
        return refused("digits_lost", cell)
    read = text(cell, limit)
    return Read(compact(read.value) or None, read.said)


def bodies(cell: Value, limit: int = NAME_LIMIT) -> Read[tuple[str, ...]]:
    """Read the names of one or several bodies."""
    if empty := nothing_in(cell):
        return empty
    read = text(cell)
    if read.value is None:
        return Read(None, read.said)
    names = [" ".join(part.split()) for part in BODY_SEPARATORS.split(read.value)]
    longest = max(map(len, names))
    if longest > limit:
        return Read(None, (*read.said, say("text_too_long", length=longest, limit=limit)))
    return Read(tuple(dict.fromkeys(filter(None, names))) or None, read.said)


def money(cell: Value, unit: str | None, *, signed: bool = False) -> Read[int]:
    """Read an amount in fen; a unit in the cell beats the column's and is doubted if it differs.

    Less than nothing is refused unless the column is ``signed``.
    """
    read = _money(cell, unit)
    return read if signed else unsigned(read, cell)


def unsigned(read: Read[int], cell: Value) -> Read[int]:
    """Return an amount that was read from ``cell``, refused if it is less than nothing."""
    if read.value is not None and read.value < 0:
        return Read(None, (*read.said, say("money_negative", cell)))
    return read


def _money(cell: Value, unit: str | None) -> Read[int]:
    if empty := nothing_in(cell):
        return empty
    if isinstance(cell, str):
        return _money_text(cell, unit)
    if cell is None or isinstance(cell, (bool, date)) or not math.isfinite(cell):
        return refused("money_unknown", cell)
    # What the spreadsheet shows: 143.06, not the nearest binary fraction.
    return amount(cell, Decimal(f"{cell:.15g}"), unit)


def _money_text(cell: str, unit: str | None) -> Read[int]:
    seen = compact(cell)
    if CURRENCIES.search(seen):
        return refused("money_currency", cell)
    match = AMOUNT.fullmatch(seen)
    if match is None or bool(match["minus"] == "(") != seen.endswith(")"):
        return refused("money_unknown", cell)
    own = (match["unit"] or "") + "元" if match["unit"] or match["yuan"] else None
    number = Decimal(match["number"].replace(",", ""))
    said: list[Problem] = []
    if own and unit and own != unit:
        said.append(say("money_other_unit", cell, unit=own, column_unit=unit))
    if match["about"] or match["more"]:
        said.append(say("money_about", cell))
    return amount(cell, -number if match["minus"] else number, own or unit, tuple(said))


def amount(
    cell: Value, number: Decimal, unit: str | None, said: tuple[Problem, ...] = ()
) -> Read[int]:
    """Return an exact number of a unit in fen; ``cell`` is what is shown in a sentence."""
    if unit not in UNITS:
        return Read(None, (*said, say("money_unit_missing", cell)))
    too_large = number.adjusted() > LARGEST_EXPONENT
    exact = Decimal(0) if too_large else number * UNITS[unit] * FEN
    if too_large or abs(exact) > LIMIT:
        return Read(None, (*said, say("money_unknown", cell)))
    fen = exact.quantize(Decimal(1), ROUND_HALF_UP)
    if fen != exact:
        said = (*said, say("money_rounded", cell))
    if abs(fen) > HUGE:
        said = (*said, say("money_huge", cell))
    return Read(int(fen), said)

"""Reader of places: one or several in a cell, matched against a given gazetteer, never guessed."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from liandu.engines.tabular.book import Value
from liandu.engines.tabular.cells import Read, compact, nothing_in, plain_text, say
from liandu.engines.tabular.problems import Problem

# Tried in turn: what parts places for certain, then white space, which may also be inside
# a name (荣 县); last the words that may also be part of one (和县).
SEPARATORS = (re.compile(r"[、,，;；/／|\n]+"), re.compile(r"\s+"))
JOINING_WORDS = re.compile(r"以及|和|及|与")
LONGEST = 60  # characters; a longer text is prose, not a place
KINDS = ("自治区", "自治州", "自治县", "新区", "省", "市", "区", "县", "旗")
SHORTEST = 2
CODE = re.compile(r"\d{6}(?:\d{6})?")


@dataclass(frozen=True, slots=True)
class Place:
    """A place that may be named: its GB/T 2260 code, its full name and other names."""

    code: str
    name: str
    names: tuple[str, ...] = ()


Places = tuple[Place, ...]


class Gazetteer:
    """The known places by code, full name and short name."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._full: dict[str, Places] = defaultdict(tuple)
        self._short: dict[str, Places] = defaultdict(tuple)
        self._codes: dict[str, Place] = {}
        for place in places:
            self._codes[place.code] = place
            self._full[compact(place.name)] += (place,)
            for short in {*map(compact, place.names), *_short_forms(place.name)}:
                self._short[short] += (place,)

    def named(self, text: str) -> Places:
        """Return the places that are called so: by code, in full, or else for short."""
        if CODE.fullmatch(text):
            place = self._codes.get(text) or self._codes.get(text[:6])
            return (place,) if place else ()
        return self._full.get(text) or self._short.get(text, ())

    def called(self, text: str) -> Places:
        """Return the places that the text may mean: by name, or at the end of a path."""
        return self.named(text) or (self.along(text) if len(text) <= LONGEST else ())

    def along(self, text: str) -> Places:
        """Return the places at the end of a path of names, as in 自贡市荣县."""
        found = {
            inner: None
            for at in range(1, len(text))
            for outer in self.named(text[:at])
            for inner in self.named(text[at:]) or self.along(text[at:])
            if inner.code.startswith(_stem(outer.code)) and inner != outer
        }
        return tuple(found)

    def inside(self, text: str) -> list[Place]:
        """Return the places whose full name opens or closes a longer text, longest first."""
        if len(text) > LONGEST:
            return []
        ends = [text[:at] for at in range(len(text) - 1, 1, -1)]
        ends += [text[at:] for at in range(1, len(text) - 1)]
        return [place for end in ends for place in self._full.get(end, ())]


def places(cell: Value, gazetteer: Gazetteer) -> Read[tuple[str, ...]]:
    """Read the codes of the places in a cell."""
    if empty := nothing_in(cell):
        return empty
    found: list[Place] = []
    said: list[Problem] = []
    _read(plain_text(cell), 0, gazetteer, found, said)
    codes = [place.code for place in found]
    twice = {place.name for place in found if codes.count(place.code) > 1}
    said += (say("place_repeated", name) for name in sorted(twice))
    return Read(tuple(dict.fromkeys(codes)) or None, tuple(said))


def _read(
    text: str, level: int, gazetteer: Gazetteer, found: list[Place], said: list[Problem]
) -> None:
    seen = compact(text)
    known = gazetteer.called(seen)
    if len(known) == 1:
        found += known
    elif known:
        names = "、".join(f"{place.name}({place.code})" for place in known)
        said.append(say("place_ambiguous", text, names=names))
    elif level < len(SEPARATORS):
        for part in filter(None, map(str.strip, SEPARATORS[level].split(text))):
            _read(part, level + 1, gazetteer, found, said)
    else:
        _read_inside(seen, gazetteer, found, said)


def _read_inside(seen: str, gazetteer: Gazetteer, found: list[Place], said: list[Problem]) -> None:
    """Read places joined by a word or by nothing, or a place that is only a part of the text."""
    joined = [gazetteer.called(part) for part in JOINING_WORDS.split(seen)]
    if all(len(known) == 1 for known in joined):
        found += [known[0] for known in joined]
        return
    inside = gazetteer.inside(seen)
    names = [compact(place.name) for place in inside]
    if len(inside) == 1:
        found += inside
        said.append(say("place_rest", seen, name=inside[0].name))
    elif inside and "".join(names) == seen:
        found += inside
        said.append(say("place_joined", seen, names="、".join(names)))
    else:
        said.append(say("place_unknown", seen))


def _short_forms(name: str) -> list[str]:
    """Return the name without its kind, if two characters or more remain: 自贡 of 自贡市."""
    kind = next((kind for kind in KINDS if name.endswith(kind)), "")
    short = compact(name.removesuffix(kind))
    return [short] if kind and len(short) >= SHORTEST else []


def _stem(code: str) -> str:
    """Return the part of a code that the codes below it share."""
    return re.sub(r"(?:00)+$", "", code)

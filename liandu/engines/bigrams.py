"""Words of a text for an index: Chinese by pairs of characters, other scripts word by word.

Chinese is written without spaces. Cut into overlapping pairs, every word of two characters is
found wherever it stands, without a dictionary; a longer one as the pairs it is made of. The last
character of a stretch is kept alone too, so that one character is found as the start of a token.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final, NamedTuple

# Below it lie the scripts that part words by spaces; from it on those of East Asia.
EAST: Final = "\u2e80"
MOST_TERMS: Final = 24
"""Of a longer question only the beginning is looked for."""
LONGEST: Final = 64
"""A longer word, which nobody types, is kept and looked for by its beginning."""

# What joins the parts of a number, such as WT-2023-0418, and is left out when it is kept.
JOINT = re.compile(r"[-_/.]")
STRETCH = re.compile(rf"[^\W_{EAST}-\U0010ffff]+(?:[-_/.][^\W_{EAST}-\U0010ffff]+)*|[^\W\0-⹿]+")


class Term(NamedTuple):
    """One token that a text must hold, or with which one of its tokens must begin."""

    token: str
    is_start: bool = False


def tokens(text: str) -> set[str]:
    """Return what a text is found by."""
    found: set[str] = set()
    for stretch in _stretches(text):
        found.update(_pairs(stretch) if _is_east(stretch) else _tails(stretch))
    return found


def terms(text: str) -> list[Term]:
    """Return what a text must hold to answer the question ``text``: all of them."""
    found: dict[Term, None] = {}
    for stretch in _stretches(text):
        if not _is_east(stretch):
            found[Term(JOINT.sub("", stretch)[:LONGEST], is_start=True)] = None
        elif len(stretch) == 1:
            found[Term(stretch, is_start=True)] = None
        else:
            found.update((Term(pair), None) for pair in _pairs(stretch) if len(pair) > 1)
    return list(found)[:MOST_TERMS]


def marked(text: str, question: str) -> list[tuple[str, bool]]:
    """Return ``text`` in pieces, each with whether it is what ``question`` asks for."""
    plain = [_plain(letter)[:1] or " " for letter in text]
    whole = "".join(plain)
    is_hit = [False] * len(text)
    for stretch in _stretches(question):
        at = whole.find(stretch)
        while at >= 0:
            if _begins(whole, at):
                is_hit[at : at + len(stretch)] = [True] * len(stretch)
            at = whole.find(stretch, at + 1)
    return list(_pieces(text, is_hit))


def excerpt(text: str, question: str, around: int = 40) -> str:
    """Return the piece of ``text`` about the first place that is asked for; empty if none is."""
    at = 0
    for piece, is_hit in marked(text, question):
        if is_hit:
            start, end = max(0, at - around // 2), at + len(piece) + around
            cut = text[start:end]
            return f"{'…' if start else ''}{cut}{'…' if end < len(text) else ''}"
        at += len(piece)
    return ""


def _begins(text: str, at: int) -> bool:
    """Test whether a word may begin at ``at``: anywhere in Chinese, after no letter elsewhere."""
    return _is_east(text[at]) or at == 0 or not text[at - 1].isalnum() or _is_east(text[at - 1])


def _pieces(text: str, is_hit: list[bool]) -> Iterator[tuple[str, bool]]:
    """Yield the stretches that are hit and those that are not."""
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or is_hit[at] != is_hit[start]:
            yield text[start:at], is_hit[start]
            start = at


def _stretches(text: str) -> list[str]:
    """Return the stretches of one kind of script, as they are compared."""
    found: list[str] = STRETCH.findall(_plain(text))
    return found


def _plain(text: str) -> str:
    """Return a text as it is compared: full width, capitals and their like are one."""
    return unicodedata.normalize("NFKC", text).casefold()


def _is_east(stretch: str) -> bool:
    """Test whether a stretch is of a script without spaces."""
    return stretch[0] >= EAST


def _pairs(stretch: str) -> Iterator[str]:
    """Yield each character with the one after it, and the last alone."""
    return (stretch[at : at + 2] for at in range(len(stretch)))


def _tails(stretch: str) -> Iterator[str]:
    """Yield a word, and the same from each of its parts on: a number is found by its middle."""
    parts = JOINT.split(stretch)
    return ("".join(parts[at:])[:LONGEST] for at in range(len(parts)))

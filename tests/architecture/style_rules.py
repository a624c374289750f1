"""The house rule about style sheets: what they draw is somewhere on a page."""

import re
from collections.abc import Iterable

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SELECTORS = re.compile(r"([^{};]*)\{")
CLASS = re.compile(r"\.([A-Za-z][\w-]*)")
# Put together where they are drawn, from what stands before and a letter or a word.
COMPOSED = re.compile(r"(?:ava|bar|fd-opt|lamp|nd|org|pill|place|tile)--\w+|q[0-3]")
OF_HTMX = "htmx-request"

SPOKEN = re.compile(r"""\b(?:_\(|translate )"[^"]*"|\"{3}.*?\"{3}""", re.DOTALL)
QUOTED = re.compile(r""""[^"\n]*"|'[^'\n]*'|`[^`]*`|\{% block \w*class %\}[\w -]*""")
WORD = re.compile(r"[A-Za-z][\w-]*")


def quoted(texts: Iterable[str]) -> set[str]:
    """Return every word that templates, Python or scripts quote and do not say to people."""
    return {
        word
        for text in texts
        for part in QUOTED.findall(SPOKEN.sub("", text))
        for word in WORD.findall(part)
    }


def undrawn(sheet: str, words: set[str]) -> list[str]:
    """Find the classes of a style sheet that are not among ``words``."""
    selectors = "".join(SELECTORS.findall(COMMENT.sub("", sheet)))
    classes = set(CLASS.findall(selectors)) - words - {OF_HTMX}
    return sorted(f".{name}" for name in classes if not COMPOSED.fullmatch(name))

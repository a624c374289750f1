"""How what was found is drawn: records with the words marked, and the options of the palette."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from liandu.engines.bigrams import excerpt, marked
from liandu.kernel.actor import Actor
from liandu.search.queries import CAP, Hit, find, hits, recent
from liandu.web import pages

IN_PALETTE = 8
Pieces = list[tuple[str, bool]]

pages.search_with("search:results", "search:palette")


@dataclass(frozen=True, slots=True)
class Found:
    """A record as the page of results shows it, what was asked for marked."""

    hit: Hit
    number: Pieces
    title: Pieces
    text: Pieces


@dataclass(frozen=True, slots=True)
class Option:
    """One way on from the palette."""

    label: str
    url: str
    icon: str
    end: Any = ""


def drawn(found: Iterable[Hit], question: str) -> list[Found]:
    """Return records with what was asked for marked; a piece of their text if that is there."""
    return [
        Found(
            one, marked(one.line.number, question), marked(one.line.title, question),
            marked(excerpt(one.line.text, question), question),
        )
        for one in found
    ]  # fmt: skip


def count_words(count: int) -> str:
    """Return how many were found."""
    if count > CAP:
        return _("More than %(cap)s found. The latest are shown; add a word.") % {"cap": CAP}
    return _("%(count)s found") % {"count": count}


def groups(actor: Actor, question: str, keys: Sequence[str]) -> list[tuple[str, list[Option]]]:
    """Return what the palette offers: records, commands and pages, none of them empty."""
    if question:
        rows = [_record(one) for one in hits(actor, find(actor, question)[:IN_PALETTE])]
        url = f"{reverse('search:results')}?{urlencode({'q': question})}"
        rows.append(Option(_("All that is found"), url, "search", _("Search")))
        named = (_("Records"), rows)
    else:
        named = (_("Opened lately"), [_record(one) for one in recent(actor, keys)])
    begun = [
        Option(str(one.label), reverse(one.url_name), one.icon) for one in pages.commands(actor)
    ]
    opened = [
        Option(
            str(one.label),
            reverse(one.url_name),
            one.icon,
            one.letter and f"G {one.letter.upper()}",
        )
        for one in pages.entries(actor)
    ]
    every = [
        named,
        (_("Commands"), _like(begun, question)),
        (pgettext("palette", "Pages"), _like(opened, question)),
    ]
    return [(title, options) for title, options in every if options]


def _record(one: Hit) -> Option:
    """Return a record as an option."""
    label = f"{one.line.number} {one.line.title}".strip()
    return Option(label, one.line.url, one.shelf.icon, one.shelf.label)


def _like(options: Iterable[Option], question: str) -> list[Option]:
    """Return the options whose name holds what was typed."""
    return [one for one in options if question.casefold() in one.label.casefold()]

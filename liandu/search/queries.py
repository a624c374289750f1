"""Finding records by words for an actor, and how those found are shown."""

from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse

from liandu.access.guarded import GuardedQuerySet, found_by
from liandu.access.rules import KINDS, LABELS
from liandu.access.sight import Among, sees_many, sight
from liandu.engines.bigrams import Term, terms
from liandu.kernel.actor import Actor
from liandu.kernel.permits import allowed
from liandu.orgs import queries as orgs
from liandu.search.models import Entry, EntryQuerySet
from liandu.web.pages import RECORDS
from liandu.web.say import day

CAP = 100
"""No more are counted or shown: who finds a hundred records asks for too little."""
MANY_BODIES = 300
"""From more bodies a wide sight is not read body by body; most of what is found is in it."""
MOST_NAMES = 5
FEW = 2000
"""Up to so many candidates a list is led by them; beyond, its rows are tested for the words."""


@dataclass(frozen=True, slots=True)
class Line:
    """A record as it is shown among others.

    ``state`` is drawn already, such as a pill; of ``text`` the piece that was asked for is shown.
    """

    pk: Any
    title: str
    url: str
    number: str = ""
    state: str = ""
    note: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Shelf:
    """One kind of record in the search: its name, its icon, its page, how its lines are read.

    ``lines(actor, ids)`` returns those of the records that the actor may know of.
    """

    kind: int
    key: str
    label: Any
    icon: str
    page: str
    lines: Callable[[Actor, Collection[UUID]], Sequence[Line]]


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that was found, as it is shown, on its shelf."""

    line: Line
    shelf: Shelf


SHELVES: dict[int, Shelf] = {}


def shelve(shelf: Shelf) -> None:
    """Add a kind of record to the pages of the search; apps do so in their panels."""
    SHELVES[int(shelf.kind)] = shelf
    RECORDS[shelf.page] = int(shelf.kind)


def noted(body: Any, on: date) -> str:
    """Return whose a record is and of which day, for its line."""
    return " · ".join(str(one) for one in (body, day(on)) if one)


def shelves() -> list[Shelf]:
    """Return the kinds of record, in order."""
    return [SHELVES[kind] for kind in sorted(SHELVES)]


@cache
def searched() -> tuple[Any, ...]:
    """Return the models whose records are found by words."""
    return tuple(model for model in apps.get_models() if found_by(model))


def find(actor: Actor, question: str, kind: int | None = None) -> list[tuple[int, UUID]]:
    """Return kind and key of the records that hold all words of ``question``, the latest first.

    Only those that ``actor`` may know of, and no more than one beyond ``CAP``.
    """
    wanted = terms(question)
    models = [model for model in searched() if kind in {None, int(model.KIND)}]
    if not wanted or not models:
        return []
    found: dict[int, tuple[int, UUID]] = {}
    for rows in _candidates(actor, wanted, models):
        seen = rows.filter(_seen(actor, models))[: CAP + 1]
        found.update((pk, (of, key)) for pk, of, key in seen.values_list("pk", "kind", "record_id"))
    return [found[pk] for pk in sorted(found, reverse=True)[: CAP + 1]]


def holding(actor: Actor, rows: QuerySet[Any], question: str) -> QuerySet[Any]:
    """Return those of ``rows``, all of one kind and in sight, that hold the words of a question.

    Few candidates are looked up one by one. Of many, some are met soon whatever the order.
    """
    wanted, model = terms(question), rows.model
    if not wanted:
        return rows.none()
    ids: set[UUID] = set()
    for each in _candidates(actor, wanted, [model]):
        ids.update(each.values_list("record_id", flat=True)[: FEW + 1])
    if len(ids) <= FEW:
        return rows.filter(Among(F("pk"), list(ids)))
    its_own = Entry.objects.holding(wanted).filter(record_id=OuterRef("pk"))
    return rows.filter(Exists(its_own))


def hits(actor: Actor, found: Sequence[tuple[int, UUID]]) -> list[Hit]:
    """Return records as they are shown, in the order given; those not in sight are left out."""
    lines: dict[UUID, Hit] = {}
    for shelf in SHELVES.values():
        if ids := [pk for kind, pk in found if kind == shelf.kind]:
            lines.update((line.pk, Hit(line, shelf)) for line in shelf.lines(actor, ids))
    return [lines[pk] for _kind, pk in found if pk in lines]


def recent(actor: Actor, keys: Sequence[str]) -> list[Hit]:
    """Return the records opened lately, as they were remembered, that may still be known of."""
    found = []
    for key in keys:
        kind, _dash, pk = key.partition("-")
        with suppress(ValueError):
            found.append((int(kind), UUID(pk)))
    return hits(actor, found)


def directory(actor: Actor, question: str) -> list[Line]:
    """Return bodies and people of that name, to those who may browse the directory."""
    if not question or not allowed(actor, "orgs.browse"):
        return []
    bodies, people = orgs.bodies(), orgs.people()
    for word in question.split():
        bodies = bodies.filter(Q(name__icontains=word) | Q(short_name__icontains=word))
        people = people.filter(Q(name__icontains=word) | Q(username__icontains=word))
    return [
        *(
            Line(one.pk, one.name, reverse("orgs:body", args=[one.pk]))
            for one in bodies[:MOST_NAMES]
        ),
        *(
            Line(one.pk, one.name, reverse("orgs:person", args=[one.pk]), note=one.username)
            for one in people[:MOST_NAMES]
        ),
    ]


def _candidates(actor: Actor, wanted: Sequence[Term], models: Sequence[Any]) -> list[EntryQuerySet]:
    """Return entries that hold what is wanted, in and around the actor's sight.

    Those of bodies from which the actor sees are met by the index, and those named one by one
    are tested. All that is in sight is among them; that the rest is not shown is for the caller.
    """
    kinds = [int(model.KIND) for model in models]
    some = kinds if len(kinds) < len(searched()) else None
    sights = [sight(actor, kind) for kind in kinds]
    keys = {key for one in sights for key in (*one.keys, *one.party_keys)}
    bodies = sorted({key // (KINDS * LABELS) for key in keys})
    if len(bodies) > MANY_BODIES and any(sees_many(actor, model) for model in models):
        return [Entry.objects.found(wanted, some)]
    found = [Entry.objects.found(wanted, some, bodies)] if bodies else []
    named = {pk for one in sights for ids in (*one.granted.values(), one.opened) for pk in ids}
    if named:
        one_by_one = Entry.objects.filter(Among(F("record_id"), sorted(named)), kind__in=kinds)
        found.append(one_by_one.holding(wanted))
    return found


def _seen(actor: Actor, models: Sequence[type[Any]]) -> Q:
    """Return the condition for entries of records that the actor may know of."""
    seen = Q(pk__in=[])
    for model in models:
        rows: GuardedQuerySet[Any] = model.objects
        its_own = rows.visible_to(actor, leads=False).filter(pk=OuterRef("record_id"))
        seen |= Q(Exists(its_own), kind=int(model.KIND))
    return seen

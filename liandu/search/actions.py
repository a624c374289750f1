"""Keeping the index. No actions: nobody does it; it is part of every write of a record."""

from collections.abc import Collection, Iterator
from datetime import datetime
from heapq import merge
from itertools import islice
from operator import itemgetter
from typing import Any

from django.db import transaction

from liandu.access.guarded import body_columns
from liandu.engines.bigrams import tokens
from liandu.search.models import OF_BODY, OF_KIND, Entry
from liandu.search.queries import searched

BATCH = 2000


def keep(model: Any, ids: Collection[Any]) -> None:
    """Bring the words of these records up to date, inside the caller's transaction."""
    rows = _every(model).filter(pk__in=ids)
    Entry.objects.bulk_create(
        [entry for _at, entry in _entries(model, rows)],
        update_conflicts=True,
        unique_fields=["record_id"],
        update_fields=["words"],
    )


def rebuild() -> int:
    """Write the index anew, in the order in which records were made; return how many there are."""
    with transaction.atomic():
        Entry.objects.all().delete()
        streams = [_entries(model, _every(model)) for model in searched()]
        every = (entry for _at, entry in merge(*streams, key=itemgetter(0)))
        count = 0
        while batch := list(islice(every, BATCH)):
            count += len(Entry.objects.bulk_create(batch))
    return count


def differing() -> int:
    """Return how many records are found by other words than theirs, or by none, or are gone."""
    gone, wrong = Entry.objects.count(), 0
    for model in searched():
        wanted = (entry for _at, entry in _entries(model, _every(model)))
        while batch := {entry.record_id: entry.words for entry in islice(wanted, BATCH)}:
            rows = Entry.objects.filter(record_id__in=batch.keys())
            kept = dict(rows.values_list("record_id", "words"))
            gone -= len(kept)
            wrong += sum(kept.get(pk) != words for pk, words in batch.items())
    return wrong + gone


def _every(model: Any) -> Any:
    """Return all records of a kind, in the order in which they were made."""
    return model.objects.unscoped("all of them, for the index").order_by("created_at", "pk")


def _entries(model: Any, rows: Any) -> Iterator[tuple[datetime, Entry]]:
    """Yield the entry of each record, as it should be, with the moment it was made."""
    bodies = body_columns(model)
    columns = ("created_at", "pk", *bodies, *model.WORDS)
    for at, pk, *values in rows.values_list(*columns).iterator(chunk_size=BATCH):
        named, texts = values[: len(bodies)], values[len(bodies) :]
        found = tokens("\n".join(texts))
        found.update(f"{OF_BODY}{body}" for body in named if body is not None)
        words = f" {OF_KIND}{int(model.KIND)} {' '.join(sorted(found))} "
        yield at, Entry(kind=model.KIND, record_id=pk, words=words)

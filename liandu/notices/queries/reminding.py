"""Whom reminders are told, and whether that was done: read before anything is locked."""

from collections.abc import Mapping
from datetime import datetime

from django.db.models import Q, QuerySet

from liandu.notices.models import Notice
from liandu.notices.queries.duties import REMINDERS, Duty
from liandu.notices.queries.wishes import stand_ins_of
from liandu.notices.rules import Reminding

Wanted = Mapping[str, tuple[Duty, Reminding]]


def by_reader(person_id: int, wanted: Wanted, now: datetime) -> dict[int, Wanted]:
    """Return what is told to whom, by key: to the person, and to who stands in for them."""
    in_place = {f"{person_id}/{key}": one for key, one in wanted.items()}
    return {person_id: wanted, **dict.fromkeys(stand_ins_of(person_id, now), in_place)}


def outdated(person_id: int, wanted: Wanted) -> QuerySet[Notice]:
    """Return the unread reminders, also of who stands in, of what is asked for no more."""
    own = Q(person=person_id, on_behalf_of=None) | Q(on_behalf_of=person_id)
    unread = Notice.objects.filter(own, group=REMINDERS, read_at=None)
    return unread.exclude(
        key__in=[start + key for start in ("", f"{person_id}/") for key in wanted]
    )


def is_told(person_id: int, wanted: Wanted, now: datetime) -> bool:
    """Test whether everybody concerned was told of all that is wanted, and of nothing else."""
    for reader, theirs in by_reader(person_id, wanted, now).items():
        if Notice.objects.filter(person=reader, key__in=list(theirs)).count() < len(theirs):
            return False
    return not outdated(person_id, wanted).exists()

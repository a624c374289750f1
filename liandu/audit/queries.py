"""Reading the record."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Min, OuterRef, QuerySet, Subquery
from django.utils import timezone

from liandu.audit.models import Event, Log, TreeHead, Verification
from liandu.audit.rules import size_of
from liandu.audit.sealing import current_seal, waiting
from liandu.kernel.actor import Actor
from liandu.kernel.events import Subject
from liandu.kernel.models import one
from liandu.kernel.permits import require

# The worker seals each second; a long transaction of somebody else's may hold it up a little.
USUAL = timedelta(minutes=1)


def timeline(subject: Subject) -> QuerySet[Event]:
    """Return the events of a subject that the caller has found visible, newest first."""
    return (
        Event.objects.filter(subject_kind=subject._meta.label_lower, subject_id=str(subject.pk))
        .select_related("post", "body")
        .order_by("-id")
    )


def happened(
    subject_kind: str, ids: Iterable[Any], kinds: Collection[str], since: datetime, until: datetime
) -> QuerySet[Event]:
    """Return the events of some kinds about subjects that the caller has found visible.

    From ``since`` to before ``until``, oldest first.
    """
    rows = Event.objects.filter(kind__in=kinds, at__gte=since, at__lt=until)
    about = rows.filter(subject_kind=subject_kind, subject_id__in=[str(pk) for pk in ids])
    return about.order_by("id")


def locked_event(event_id: int) -> Event:
    """Return an event, held until the transaction ends.

    :raises NotVisible: if there is none
    """
    return one(Event.objects.select_for_update(), event_id)


def events(actor: Actor) -> QuerySet[Event]:
    """Return all events for whoever keeps the record: that they happened, not what they say.

    Each knows the size of the first checkpoint that covers it, as ``covered_by``.

    :raises NotAllowed: if the actor does not keep the record
    """
    require(actor, "audit.read_record")
    later = TreeHead.objects.filter(log=OuterRef("leaf__log"), size__gt=OuterRef("leaf__position"))
    return (
        Event.objects.defer("facts_text", "salt")
        .select_related("person", "post", "body", "leaf")
        .annotate(covered_by=Subquery(later.order_by("size").values("size")[:1]))
    )


@dataclass(frozen=True, slots=True)
class SealStatus:
    """How the sealing stands: how much is sealed, since when, and what still waits."""

    sealed_count: int
    last_head_at: datetime | None
    waiting_count: int
    waiting_since: datetime | None
    last_verification: Verification | None

    @property
    def is_late(self) -> bool:
        """Test whether something has waited longer than sealing takes."""
        since = self.waiting_since
        return since is not None and timezone.now() - since > USUAL


def seal_status(actor: Actor) -> SealStatus:
    """Return how the sealing stands.

    :raises NotAllowed: if the actor does not keep the record
    """
    require(actor, "audit.read_record")
    last = TreeHead.objects.order_by("-pk").first()
    found = waiting(current_seal()).aggregate(count=Count("pk"), since=Min("at"))
    return SealStatus(
        sealed_count=sum(map(size_of, Log.objects.values_list("state", flat=True))),
        last_head_at=last.at if last else None,
        waiting_count=found["count"],
        waiting_since=found["since"],
        last_verification=Verification.objects.first(),
    )

"""Consultations for an actor, and who said what in one in hand. Nothing here writes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from liandu.consultations.models import AskedBody, Consultation, Opinion
from liandu.consultations.rules import ConsultationState, is_over, may_read
from liandu.deadlines.queries import due_from
from liandu.kernel.actor import Actor
from liandu.kernel.models import one
from liandu.meetings.queries import meetings
from liandu.meetings.rules import MeetingState
from liandu.notices.queries import Duty, Owed
from liandu.works.permits import KEEPERS

NAME = _("Consultation")
SUMMARY = "consultation_summary"
"""The limit for summing up, from the end of the term or from the last opinion."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A body that was asked, with what it said last and before, as far as a reader may read."""

    asked: AskedBody
    last: Opinion | None = None
    earlier: list[Opinion] = field(default_factory=list)

    @property
    def is_hidden(self) -> bool:
        """Test whether it answered, and the reader does not read what."""
        return self.last is None and self.asked.answered_at is not None


def committee_model() -> Any:
    """Return the table of committees, which answers only once it is said for whom."""
    return Consultation._meta.get_field("committee").related_model


def consultations(actor: Actor) -> QuerySet[Consultation]:
    """Return the consultations the actor may know of, with what a row of the list shows."""
    rows: QuerySet[Consultation] = Consultation.objects.visible_to(actor)
    counted = rows.annotate(
        asked_count=Count("asked", distinct=True),
        answered_count=Count("asked", filter=Q(asked__answered_at__isnull=False), distinct=True),
    )
    named = Prefetch("committee", committee_model().objects.visible_to(actor))
    return counted.select_related("owner_body__jurisdiction").prefetch_related(named)


def seen_consultation(actor: Actor, pk: Any) -> Consultation:
    """Return one consultation.

    :raises NotVisible: if there is none, or the actor may not know of it
    """
    return one(consultations(actor), pk)


def asked_of(consultation: Consultation) -> list[AskedBody]:
    """Return the bodies that are asked in a consultation in hand."""
    return list(consultation.asked.select_related("body__jurisdiction"))


def has_ended(consultation: Consultation, asked: Iterable[AskedBody]) -> bool:
    """Test whether nobody is waited for any more in a consultation in hand."""
    if consultation.state != ConsultationState.PUT:
        return True
    missing = sum(one.answered_at is None for one in asked)
    return is_over(timezone.now(), consultation.due_at, missing)


def answers(actor: Actor, consultation: Consultation) -> list[Answer]:
    """Return what the bodies said in a consultation in hand, as far as the actor may read it."""
    asked = asked_of(consultation)
    given = {one.body_id for one in asked if one.answered_at}
    said: dict[int, list[Opinion]] = {one.body_id: [] for one in asked}
    for row in consultation.opinions.select_related("by"):
        said[row.body_id].append(row)
    ended = has_ended(consultation, asked)
    return [
        Answer(one, *_split(said[one.body_id]))
        if may_read(
            is_own=one.body_id == actor.body_id, asks=consultation.owner_body_id == actor.body_id,
            has_given=actor.body_id in given, is_over=ended,
        )
        else Answer(one)
        for one in asked
    ]  # fmt: skip


def _split(rows: list[Opinion]) -> tuple[Opinion | None, list[Opinion]]:
    """Return the last of some opinions and those before it, the latest first."""
    return (rows[-1], rows[-2::-1]) if rows else (None, [])


def own_opinion(actor: Actor, consultation: Consultation) -> Opinion | None:
    """Return what the actor's body said last in a consultation in hand."""
    rows: QuerySet[Opinion] = consultation.opinions.filter(body=actor.body_id or 0)
    return rows.order_by("-version").first()


def is_asked(actor: Actor, consultation: Consultation) -> bool:
    """Test whether the actor's body is asked in a consultation in hand."""
    return consultation.asked.filter(body=actor.body_id or 0).exists()


def to_answer(actor: Actor) -> QuerySet[Consultation]:
    """Return the consultations in which the actor's body has not said where it stands."""
    rows: QuerySet[Consultation] = Consultation.objects.visible_to(actor)
    if not actor.has(*KEEPERS):
        return rows.none()
    mine = _unanswered().filter(body=actor.body_id or 0)
    found = rows.filter(Exists(mine), state=ConsultationState.PUT)
    return found.order_by("due_at", "pk")


def to_sum_up(actor: Actor) -> QuerySet[Consultation]:
    """Return the consultations of the actor's body in which nobody is waited for any more."""
    rows: QuerySet[Consultation] = Consultation.objects.visible_to(actor)
    if not actor.has(*KEEPERS):
        return rows.none()
    ended = Q(due_at__lt=timezone.now()) | ~Exists(_unanswered())
    found = rows.filter(ended, state=ConsultationState.PUT, owner_body=actor.body_id or 0)
    last = AskedBody.objects.unscoped("of consultations in sight")
    newest = last.filter(consultation=OuterRef("pk")).order_by(
        F("answered_at").desc(nulls_last=True)
    )
    return found.annotate(answered_last=newest.values("answered_at")[:1]).order_by("due_at", "pk")


def summary_due(row: Any) -> datetime:
    """Return until when a row of those to sum up is to be summed up."""
    from_end = row.due_at if row.answered_last is None or row.is_past else row.answered_last
    return due_from(SUMMARY, from_end).at


def _unanswered() -> QuerySet[AskedBody]:
    rows: QuerySet[AskedBody] = AskedBody.objects.unscoped("of consultations in sight")
    return rows.filter(consultation=OuterRef("pk"), answered_at=None)


def due(actor: Actor, until: datetime) -> Iterator[Duty]:
    """Yield what consultations ask of the actor's body up to a moment."""
    every = [("answer", row, row.due_at) for row in to_answer(actor)]
    every += [("sum_up", row, summary_due(row)) for row in to_sum_up(actor)]
    for asked, row, due_at in every:
        if due_at <= until:
            yield Duty("consultations", str(row.pk), row, f"consultations.{asked}", due_at,
                       row.get_absolute_url())  # fmt: skip


def owed(record: Any) -> Iterator[Owed]:
    """Yield the opinions that a consultation in hand still waits for; who asks watches over it."""
    if record.state != ConsultationState.PUT:
        return
    watching = frozenset({record.owner_body_id})
    for row in asked_of(record):
        if row.answered_at is None:
            yield Owed(str(row.pk), "consultations.answer", row.body_id, record.due_at, watching,
                       record.title)  # fmt: skip


def meetings_to_come(actor: Actor, consultation: Consultation) -> list[Any]:
    """Return the meetings of its committee that collect topics now, the next first."""
    rows = meetings(actor).filter(
        committee=consultation.committee_id, state=MeetingState.COLLECTING_TOPICS
    )
    return list(rows.order_by("starts_at"))

"""Instructions for an actor, and the records on which leaders give them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from liandu.access.models import Grant, Guarded
from liandu.access.queries import about, live_grants, of_seen, record_of
from liandu.access.rules import Purpose
from liandu.kernel.actor import Actor
from liandu.kernel.errors import NotVisible
from liandu.kernel.models import one
from liandu.notices.queries import Owed, records_of
from liandu.orgs.models import Membership
from liandu.orgs.queries import live
from liandu.urging.models import Instruction
from liandu.urging.queries.people import may_know
from liandu.urging.rules import InstructionState
from liandu.works.permits import KEEPERS

WITH = ("body__jurisdiction", "owner__jurisdiction", "seat__person", "seat__post", "given_by")


@dataclass(frozen=True, slots=True)
class PartOf:
    """Parts of a record on which instructions are given: how one is found, whom it is named by."""

    find: Callable[[Actor, Any], Any]
    record: Callable[[Any], Guarded]


PARTS: dict[str, PartOf] = {}
"""By the place of the page on which a part is shown."""


def instructed(place: str, part: PartOf) -> None:
    """Let leaders instruct on a part of a record as on a record.

    :raises ValueError: if that was said already
    """
    if place in PARTS:
        message = f"two parts {place}"
        raise ValueError(message)
    PARTS[place] = part


def part_of(actor: Actor, record: Guarded, pk: str) -> Any:
    """Return the part of a record in hand that is meant; the record itself if none is named.

    :raises NotVisible: if it has no such part
    """
    if not pk:
        return record
    for part in PARTS.values():
        try:
            found = part.find(actor, pk)
        except NotVisible:
            continue
        if part.record(found) == record:
            return found
    raise NotVisible


def instructions(actor: Actor) -> QuerySet[Instruction]:
    """Return the instructions about records that the actor may know of."""
    return Instruction.objects.filter(of_seen(actor)).select_related(*WITH)


def seen_instruction(actor: Actor, pk: Any) -> tuple[Any, Instruction]:
    """Return an instruction with the record that it is about.

    :raises NotVisible: if there is none, or the actor may not know of that record
    """
    found = one(Instruction.objects.select_related(*WITH), pk)
    return record_of(actor, found), found


def instructions_of(record: Guarded, part: str = "") -> list[Instruction]:
    """Return the instructions on a record in hand, or on a part of it, the latest first."""
    rows = about(Instruction, record).select_related(*WITH)
    return list(rows.filter(part=part) if part else rows)


def choices_of_seat(actor: Actor, record: Guarded) -> list[tuple[int, str]]:
    """Return the posts to choose from: those of the actor's body and of the record's bodies.

    Whether somebody may know of the record is not told by who is among them.
    """
    parties = live_grants(record).filter(purpose=Purpose.PARTY).exclude(body=None)
    bodies = {actor.body_id or 0, record.owner_body_id, *_ids(parties)}
    rows = Membership.objects.filter(
        live(timezone.now()), post__body__in=bodies, person__is_active=True, person__admin=""
    )
    ordered = rows.select_related("post__body", "person").order_by("post__body__path", "post", "pk")
    return [(row.pk, f"{row.post.body} · {row.post.name} · {row.person}") for row in ordered]


def _ids(parties: QuerySet[Grant]) -> Iterable[int]:
    return parties.values_list("body", flat=True)


def seat_that_sees(record: Guarded, seat_id: Any) -> Membership | None:
    """Return a post that is held by somebody who may know of the record; none for any other."""
    rows = Membership.objects.filter(live(timezone.now())).select_related("post__body", "person")
    seat = rows.filter(pk=seat_id).first()
    return seat if seat and may_know(record, seat.person_id) else None


def due_instructions(actor: Actor, until: datetime) -> list[tuple[Any, Instruction, str]]:
    """Return the instructions that wait for the actor up to a moment, each with what is asked."""
    given = InstructionState.GIVEN.value
    mine = Q(state=given, seat__person=actor.person_id or 0)
    if actor.has(*KEEPERS):
        mine |= Q(state=given, owner=actor.body_id or 0)
    mine |= Q(state=InstructionState.REPORTED.value, given_by=actor.person_id or 0)
    rows = list(instructions(actor).filter(mine, due_at__lte=until).order_by("due_at", "pk"))
    records = records_of(actor, rows)
    return [(records[row.record_id], row, _asked(row)) for row in rows]


def _asked(row: Instruction) -> str:
    return "report" if row.state == InstructionState.GIVEN else "close"


def instructions_owed(record: Guarded) -> list[Owed]:
    """Return the instructions on a record in hand that are to be carried out."""
    rows = about(Instruction, record).filter(state=InstructionState.GIVEN.value)
    return [
        Owed(
            str(row.pk), "instructions.report", row.owner_id, row.due_at,
            frozenset({row.body_id}), row.text,
        )
        for row in rows
    ]  # fmt: skip

"""Why somebody may know of a record, or may not: the read rule of sight.py told for one record.

It reads the same rows; tests hold the two against each other over thousands of made-up worlds.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import Q, QuerySet

from liandu.access.models import Emergency, Grant, Guarded, RecordSubject, Team, TeamMember, Wall
from liandu.access.queries import about
from liandu.access.rules import FOR_GOOD, KINDS, LABELS, Purpose
from liandu.kernel.actor import Actor
from liandu.orgs.models import Body, Membership, Person
from liandu.orgs.queries import lasting, live, seats
from liandu.orgs.rules import Seat


class Why(StrEnum):
    """One reason for or against."""

    SEAT = "seat"
    PARTY = "party"
    GRANT = "grant"
    TEAM = "team"
    EMERGENCY = "emergency"
    ADMIN = "admin"
    CLOSED = "closed"
    WALL = "wall"
    KEPT = "kept"
    LABEL = "label"


OPENS = frozenset({Why.SEAT, Why.PARTY, Why.GRANT, Why.TEAM, Why.EMERGENCY})
# Whatever opens is of no avail against these.
BARS = frozenset({Why.ADMIN, Why.CLOSED, Why.WALL, Why.KEPT})


@dataclass(frozen=True, slots=True)
class Reason:
    """Why, through what, and until when; ``grant`` is the grant that can be revoked, if one can."""

    why: Why
    through: Any = ""
    until: datetime | None = None
    grant: Grant | None = None


@dataclass(frozen=True, slots=True)
class Seated:
    """Somebody whose post has the record in its scope."""

    membership: Membership
    is_cleared: bool
    is_walled: bool


def sees(reasons: Iterable[Reason]) -> bool:
    """Test whether the reasons taken together let somebody know of the record."""
    found = {reason.why for reason in reasons}
    return not found & BARS and bool(found & OPENS)


def explain(record: Guarded, person: Person, at: datetime) -> list[Reason]:
    """Return every reason why ``person`` may or may not know of ``record`` at a moment."""
    held = [] if person.admin else seats(person.pk, at)
    found = [Reason(Why.ADMIN)] if person.admin else []
    found += [] if person.is_active else [Reason(Why.CLOSED)]
    walls = about(Wall, record).filter(lasting(at), person=person)
    found += [Reason(Why.WALL, wall.get_source_display(), wall.ends_at) for wall in walls]
    kept = set(kept_from(record).values_list("pk", flat=True))
    found += [Reason(Why.KEPT, seat.body_name) for seat in held if seat.body_id in kept]
    found += [_of_seat(record, seat) for seat in held if _in_scope(record, seat)]
    found += [_of_party(record, seat) for seat in held if seat.body_id in parties_of(record)]
    if held:
        best = max(seat.clearance for seat in held)
        found += [_of_grant(record, g, held, best) for g in _grants_to(record, person, held, at)]
    opened = Emergency.objects.filter(
        record_kind=record.KIND, record_id=record.pk, person=person, expires_at__gt=at
    )
    found += [Reason(Why.EMERGENCY, one.reason, one.expires_at) for one in opened]
    return found


def parties_of(record: Guarded) -> set[int]:
    """Return the bodies that a record names as its parties in columns of its own."""
    keys = [getattr(record, column) for column in record.PARTY_KEYS]
    return {key // LABELS // KINDS for key in keys if key is not None}


def in_scope(record: Guarded, at: datetime) -> list[Seated]:
    """Return everybody whose post has the record in its scope, whether or not they may know."""
    bodies = [int(pk) for pk in record.owner_body.path.strip("/").split("/")]
    rows = Membership.objects.filter(
        live(at), post__body__in=bodies, person__is_active=True, person__admin=""
    )
    rows = rows.select_related("post__body", "person").prefetch_related("post__roles")
    walled = set(about(Wall, record).filter(lasting(at)).values_list("person_id", flat=True))
    theirs = Membership.objects.filter(live(at), post__body__in=kept_from(record))
    walled |= set(theirs.values_list("person_id", flat=True))
    return [
        Seated(row, row.clearance >= record.label, row.person_id in walled)
        for row in rows.order_by("-post__body__path", "post__position", "pk")
        if any(record.KIND in role.scope_kinds for role in row.post.roles.all())
    ]


def grants_shown(record: Guarded, actor: Actor, *, is_keeper: bool) -> list[Grant]:
    """Return the live grants of a record; who was let in sees their own and the parties alone.

    The parties only where they know of each other: not those of what went to each by itself.
    """
    rows = about(Grant, record).filter(revoked_at=None, expires_at__gt=actor.at)
    if not is_keeper:
        own = {seat.body_id for seat in seats(actor.person_id or 0, actor.at)}
        to_me = Q(person_id=actor.person_id) | Q(body_id__in=own) | Q(team_id__in=_teams(actor))
        others = Q(purpose=Purpose.PARTY) if record.parties_know_each_other() else Q(pk__in=[])
        rows = rows.filter(to_me | others)
    return list(rows.select_related("person", "body", "team").order_by("granted_at", "pk"))


def kept_from(record: Guarded) -> QuerySet[Body]:
    """Return the bodies that a record is about and of which nobody may know of it yet."""
    rows = about(RecordSubject, record).filter(is_kept=True)
    return Body.objects.filter(pk__in=rows.values("body"))


def lasting_walls(record: Guarded, at: datetime) -> QuerySet[Wall]:
    """Return the walls around a record, for those who may know of them."""
    return about(Wall, record).filter(lasting(at)).select_related("person").order_by("pk")


def opened(record: Guarded, at: datetime) -> QuerySet[Emergency]:
    """Return who sees a record in an emergency now."""
    rows = Emergency.objects.filter(record_kind=record.KIND, record_id=record.pk)
    return rows.filter(expires_at__gt=at).select_related("person", "approved_by")


def _in_scope(record: Guarded, seat: Seat) -> bool:
    return record.owner_body.path.startswith(seat.body_path) and record.KIND in seat.kinds


def _of_seat(record: Guarded, seat: Seat) -> Reason:
    through = f"{seat.body_name} · {seat.post_name}"
    return Reason(Why.SEAT if record.label <= seat.clearance else Why.LABEL, through)


def _of_party(record: Guarded, seat: Seat) -> Reason:
    return Reason(Why.PARTY if record.label <= seat.clearance else Why.LABEL, seat.body_name)


def _grants_to(record: Guarded, person: Person, held: list[Seat], at: datetime) -> Iterable[Grant]:
    to = Q(person=person) | Q(body_id__in={seat.body_id for seat in held})
    to |= Q(team_id__in=_lasting_teams(person.pk, at))
    rows = about(Grant, record).filter(to, revoked_at=None, expires_at__gt=at)
    if record.PARTY_KEYS:  # those grants only tell of the columns
        rows = rows.exclude(purpose=Purpose.PARTY)
    return rows.select_related("body", "team")


def _of_grant(record: Guarded, grant: Grant, held: list[Seat], best: int) -> Reason:
    """Return what a grant to a person, or to a body or team of theirs, does for them."""
    cleared = best
    if grant.body_id is not None:
        cleared = max(seat.clearance for seat in held if seat.body_id == grant.body_id)
    until = None if grant.expires_at == FOR_GOOD else grant.expires_at
    through = grant.body or grant.team or grant.basis
    if record.label > cleared:
        return Reason(Why.LABEL, through, until, grant)
    why = {Purpose.PARTY: Why.PARTY, Purpose.TEAM: Why.TEAM}.get(Purpose(grant.purpose), Why.GRANT)
    return Reason(why, through, until, grant)


def _teams(actor: Actor) -> QuerySet[Any]:
    return _lasting_teams(actor.person_id or 0, actor.at)


def _lasting_teams(person_id: int, at: datetime) -> QuerySet[Any]:
    rows = TeamMember.objects.filter(live(at), person_id=person_id)
    return rows.filter(team__in=Team.objects.filter(lasting(at))).values("team_id")

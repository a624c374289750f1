"""Recusal: whom and what a record is about, who is tied to whom, and the walls that follow."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.access import queries
from liandu.access.models import Guarded, RecordSubject, Tie, Wall
from liandu.access.rules import TieKind, WallSource
from liandu.kernel import events
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid, WrongState
from liandu.kernel.models import one
from liandu.kernel.permits import require
from liandu.orgs.models import Body, Person
from liandu.orgs.queries import lasting

# Events of walls and subjects are told of those rows, not of the record: a record's history
# is read by more people than may know who was kept away from it.
events.kind("access.subject_named", gettext_lazy("named whom it is about"), "user-search")
events.kind("access.subject_dropped", gettext_lazy("took back whom it is about"), "user-minus")
events.kind("access.tie_declared", gettext_lazy("declared a tie"), "affiliate")
events.kind("access.tie_ended", gettext_lazy("ended a tie"), "affiliate")
events.kind("access.recusal_declared", gettext_lazy("stepped back from a record"), "wall")


@action("access.name_subject")
def name_subject(
    *, actor: Actor, record: Guarded, subject: Person | Body, role: str = "", is_kept: bool = False
) -> RecordSubject:
    """Say whom the record is about; they, and those tied to them, no longer know of it.

    People of a body that it is about do know, unless it ``is_kept`` from that body for the time.

    :raises NotAllowed: if an administrator acts
    """
    require(actor, "access.name_subject", record)
    name = "person" if isinstance(subject, Person) else "body"
    row, is_new = RecordSubject.objects.get_or_create(
        record_kind=record.KIND, record_id=record.pk, **{name: subject},
        defaults={"role": role, "is_kept": is_kept},
    )  # fmt: skip
    if is_new:
        _raise_walls([row], _ties_to(row))
    if is_new or row.is_kept != is_kept:
        row.is_kept = is_kept
        row.save(update_fields=["is_kept"])
        facts = {"record": str(record.pk), name: subject.pk, "role": role, "is_kept": is_kept}
        events.record(actor, "access.subject_named", row, after=facts)
    return row


@action("access.drop_subject")
def drop_subject(*, actor: Actor, record: Guarded, subject: Person | Body) -> None:
    """Say that the record is not about somebody after all; the walls of that alone come down.

    :raises NotAllowed: if an administrator acts
    """
    require(actor, "access.drop_subject", record)
    name = "person" if isinstance(subject, Person) else "body"
    row = queries.about(RecordSubject, record).filter(**{name: subject}).first()
    if row is None:
        return
    walls = queries.about(Wall, record)
    if row.person_id:
        walls.filter(source=WallSource.SUBJECT, person_id=row.person_id).delete()
    walls.filter(tie__in=_ties_to(row)).delete()
    events.record(actor, "access.subject_dropped", row, before={name: subject.pk})
    row.delete()


@action("access.declare_tie")
def declare_tie(
    *, actor: Actor, person: Person, other: Person | Body, kind: str, source: str,
    ends_at: datetime | None = None,
) -> Tie:  # fmt: skip
    """Say that ``person`` is tied to ``other``, and wall them off from all that is about it.

    :raises NotAllowed: if the actor speaks of somebody else without being security administrator
    :raises Invalid: if it is a tie to oneself, of no known kind, or over already
    """
    require(actor, "access.declare_tie", person)
    _check(person, other, kind, ends_at)
    name = "other_person" if isinstance(other, Person) else "other_body"
    tie = Tie.objects.create(
        person=person, kind=kind, source=source, ends_at=ends_at, **{name: other}
    )
    _raise_walls(_subjects_of(tie), [tie])
    facts = {"person": person.pk, name: other.pk, "kind": kind, "source": source}
    events.record(actor, "access.tie_declared", tie, after=facts)
    return tie


@action("access.end_tie")
def end_tie(*, actor: Actor, tie_id: int, reason: str) -> Tie:
    """Say that a tie is over; the walls that came of it come down.

    :raises NotVisible: if there is no such tie
    :raises NotAllowed: if the actor is not the security administrator
    :raises WrongState: if it is over already
    """
    tie = one(Tie.objects.select_for_update().select_related("person"), tie_id)
    require(actor, "access.end_tie", tie.person)
    now = timezone.now()
    if tie.ends_at is not None and tie.ends_at <= now:
        raise WrongState(_("This tie is over already."))
    tie.ends_at = now
    tie.save(update_fields=["ends_at"])
    tie.walls.update(ends_at=now)
    events.record(actor, "access.tie_ended", tie, reason=reason)
    return tie


@action("access.declare_recusal")
def declare_recusal(*, actor: Actor, record: Guarded, reason: str) -> Wall:
    """Step back from the record: from now on the actor no longer knows of it.

    :raises NotVisible: if the actor may not know of the record
    :raises Invalid: without a reason
    """
    record = queries.locked(type(record), actor, record.pk)
    require(actor, "access.declare_recusal", record)
    if not reason.strip():
        raise Invalid({"reason": _("Say why; it is kept with the record.")})
    wall = Wall.objects.create(
        record_kind=record.KIND, record_id=record.pk, person_id=actor.person_id or 0,
        source=WallSource.DECLARED, reason=reason.strip(),
    )  # fmt: skip
    facts = {"record": str(record.pk), "person": actor.person_id}
    events.record(actor, "access.recusal_declared", wall, after=facts, reason=wall.reason)
    return wall


def _check(person: Person, other: Person | Body, kind: str, ends_at: datetime | None) -> None:
    """Pass if there can be such a tie.

    :raises Invalid: otherwise
    """
    faults = {}
    if person == other:
        faults["other"] = _("Nobody is tied to themselves.")
    if kind not in set(TieKind):
        faults["kind"] = _("Choose what kind of tie it is.")
    if ends_at is not None and ends_at <= timezone.now():
        faults["ends_at"] = _("Choose a day after today, or leave it empty.")
    if faults:
        raise Invalid(faults)


def _ties_to(subject: RecordSubject) -> Iterable[Tie]:
    """Return the ties that lead to the subject and are not over."""
    to = Q(other_person=subject.person) if subject.person else Q(other_body=subject.body)
    return Tie.objects.filter(to, lasting(timezone.now()))


def _subjects_of(tie: Tie) -> Iterable[RecordSubject]:
    """Return the subjects that the tie leads to."""
    if tie.other_person:
        return RecordSubject.objects.filter(person=tie.other_person)
    return RecordSubject.objects.filter(body=tie.other_body)


def _raise_walls(subjects: Iterable[RecordSubject], ties: Iterable[Tie]) -> None:
    """Wall off from each subject's record those in ``ties``, and a person who is the subject."""
    walls = []
    for row in subjects:
        place = {"record_kind": row.record_kind, "record_id": row.record_id}
        source = WallSource.SUBJECT
        own = Wall.objects.filter(**place, person=row.person, source=source)
        if row.person and not own.exists():
            walls.append(Wall(**place, person=row.person, source=source, reason=row.role or source))
        walls += [
            Wall(
                **place, person_id=tie.person_id, source=WallSource.TIE, tie=tie,
                reason=tie.kind, ends_at=tie.ends_at,
            )
            for tie in ties
        ]  # fmt: skip
    Wall.objects.bulk_create(walls)

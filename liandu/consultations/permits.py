"""Who puts a question to members of a committee, who answers it, who sums it up.

Seeing is decided by the access app; these rules only say who of those that see may also act.
"""

from typing import Any

from liandu.access.rules import RecordKind
from liandu.committees.permits import is_secretariat, represents
from liandu.consultations import queries
from liandu.consultations.models import Consultation
from liandu.consultations.rules import ConsultationState
from liandu.files.permits import attaching
from liandu.kernel.actor import Actor
from liandu.kernel.permits import permit
from liandu.meetings.queries import Subject, decided_by_meetings, is_pending
from liandu.works.permits import speaks_for


def _committee(consultation: Consultation) -> Any:
    """Return its committee; none if that is closed to the person, though this is not."""
    return getattr(consultation, "committee", None)


def asks(actor: Actor, consultation: Consultation) -> bool:
    """Test whether the actor speaks for the body that asks."""
    if speaks_for(actor, consultation.owner_body_id):
        return True
    committee = _committee(consultation)
    return committee is not None and represents(actor, committee, consultation.owner_body_id)


@permit("consultations.begin_consultation")
def may_begin(actor: Actor, committee: Any) -> bool:
    """Each member body asks the others, and so does the secretariat."""
    return represents(actor, committee) or speaks_for(actor, committee.owner_body_id)


@permit(
    "consultations.edit_consultation", "consultations.put_consultation",
    "consultations.extend_consultation", "consultations.sum_up_consultation",
    "consultations.withdraw_consultation",
)  # fmt: skip
def may_ask(actor: Actor, consultation: Consultation) -> bool:
    """Only the body that asks says what it asks, until when, and what came of it."""
    return asks(actor, consultation)


@permit("consultations.give_opinion")
def may_answer(actor: Actor, consultation: Consultation) -> bool:
    """Each body that was asked answers for itself, by somebody who represents it."""
    committee = _committee(consultation)
    speaks_there = committee is not None and represents(actor, committee)
    return speaks_there and queries.is_asked(actor, consultation)


@permit("consultations.table_consultation")
def may_table(actor: Actor, consultation: Consultation) -> bool:
    """Whoever asked takes the summary to a meeting, and so does the secretariat."""
    committee = _committee(consultation)
    return asks(actor, consultation) or (committee is not None and is_secretariat(actor, committee))


@permit("consultations.export_consultations")
def may_export(actor: Actor, _thing: Any) -> bool:
    """Whoever holds a post may take away what the list shows them; the taking is on record."""
    return not actor.admin and actor.post_id is not None


def may_attach(actor: Actor, consultation: Consultation) -> bool:
    """Who asks adds material until it is summed up."""
    is_open = consultation.state in {ConsultationState.DRAFT, ConsultationState.PUT}
    return is_open and asks(actor, consultation)


def is_for_meetings(actor: Actor, consultation: Consultation) -> bool:
    """Test whether a consultation may come before a meeting now: summed up, and before none."""
    is_done = consultation.state == ConsultationState.SUMMED_UP
    return is_done and may_table(actor, consultation) and not is_pending(consultation)


attaching(RecordKind.CONSULTATION, may_attach)
decided_by_meetings(Subject(Consultation._meta.label_lower, queries.NAME, is_for_meetings))

"""Emergency: one asks to see a record at once, a second opens it for a day, a third looks after."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.access import queries
from liandu.access.models import Emergency
from liandu.access.rules import LONGEST_EMERGENCY
from liandu.kernel import events
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid, NotVisible, WrongState
from liandu.kernel.models import one
from liandu.kernel.permits import require
from liandu.orgs.models import Body

events.kind("access.emergency_asked", gettext_lazy("asked for emergency access"), "alarm")
events.kind("access.emergency_opened", gettext_lazy("opened in an emergency"), "lock-open")
events.kind("access.emergency_refused", gettext_lazy("refused emergency access"), "lock")
events.kind("access.emergency_reviewed", gettext_lazy("reviewed emergency access"), "eye-check")


@action("access.ask_emergency")
def ask_emergency(*, actor: Actor, body: Body, asked: str, reason: str) -> Emergency:
    """Ask the body that keeps a record to open it; asking never tells whether there is one.

    :raises NotAllowed: if the actor holds no post
    :raises Invalid: without a number or a reason
    """
    require(actor, "access.ask_emergency", body)
    faults = {}
    if not asked.strip():
        faults["asked"] = _("Enter the number of the record.")
    if not reason.strip():
        faults["reason"] = _("Say why it cannot wait.")
    if faults:
        raise Invalid(faults)
    record = queries.record_named(body.pk, asked.strip())
    emergency = Emergency.objects.create(
        body=body, asked=asked.strip(), reason=reason.strip(), person_id=actor.person_id or 0,
        record_kind=record.KIND if record else None, record_id=record.pk if record else None,
    )  # fmt: skip
    events.record(
        actor, "access.emergency_asked", emergency, after=emergency.asked, reason=reason.strip()
    )
    return emergency


@action("access.open_emergency")
def open_emergency(*, actor: Actor, emergency_id: int, hours: int) -> Emergency:
    """Open the record to the person who asked, for some hours.

    :raises NotVisible: if there is no such request at a body the actor speaks for
    :raises NotAllowed: if the actor asked for it, or is neither head nor leader
    :raises WrongState: if it was answered already
    :raises Invalid: for more than a day, for an unknown record, or for somebody recused from it
    """
    emergency = _waiting(actor, "access.open_emergency", emergency_id)
    longest = LONGEST_EMERGENCY // timedelta(hours=1)
    if not 1 <= hours <= longest:
        raise Invalid({"hours": _("Choose 1 to %(hours)s hours.") % {"hours": longest}})
    try:
        record = queries.record_of(actor, emergency)
    except NotVisible:
        words = _("No record open to you carries this number. Check it, or refuse the request.")
        raise Invalid(words) from None
    if queries.live_walls(record).filter(person_id=emergency.person_id).exists():
        raise Invalid(_("The person is recused from this record; it cannot be opened to them."))
    emergency.approved_by_id = actor.person_id
    emergency.expires_at = timezone.now() + timedelta(hours=hours)
    emergency.save(update_fields=["approved_by", "expires_at"])
    facts = {"person": emergency.person_id, "hours": hours, "record": str(record.pk)}
    events.record(actor, "access.emergency_opened", emergency, after=facts)
    return emergency


@action("access.refuse_emergency")
def refuse_emergency(*, actor: Actor, emergency_id: int, reason: str) -> Emergency:
    """Leave the record closed.

    :raises NotVisible: if there is no such request at a body the actor speaks for
    :raises NotAllowed: if the actor asked for it, or is neither head nor leader
    :raises WrongState: if it was answered already
    :raises Invalid: without a reason
    """
    emergency = _waiting(actor, "access.refuse_emergency", emergency_id)
    if not reason.strip():
        raise Invalid({"reason": _("Say why, so that they know how to go on.")})
    emergency.refused_at = timezone.now()
    emergency.answer = reason.strip()
    emergency.save(update_fields=["refused_at", "answer"])
    events.record(actor, "access.emergency_refused", emergency, reason=emergency.answer)
    return emergency


@action("access.review_emergency")
def review_emergency(*, actor: Actor, emergency_id: int, note: str) -> Emergency:
    """Say afterwards, as a third person, whether opening was right.

    :raises NotVisible: if there is no such request at a body the actor speaks for
    :raises NotAllowed: if the actor asked for it or opened it
    :raises WrongState: if it was never opened, or was looked at already
    :raises Invalid: without a note
    """
    emergency = _locked(actor, emergency_id)
    require(actor, "access.review_emergency", emergency)
    if emergency.approved_by_id is None or emergency.reviewed_at is not None:
        raise WrongState(_("Only what was opened is reviewed, and only once."))
    if not note.strip():
        raise Invalid({"note": _("Say what was looked at and whether opening was right.")})
    emergency.reviewed_by_id = actor.person_id
    emergency.reviewed_at = timezone.now()
    emergency.answer = note.strip()
    emergency.save(update_fields=["reviewed_by", "reviewed_at", "answer"])
    events.record(actor, "access.emergency_reviewed", emergency, reason=emergency.answer)
    return emergency


def _waiting(actor: Actor, permit: str, emergency_id: int) -> Emergency:
    """Return a request that the actor may answer and nobody has answered yet."""
    emergency = _locked(actor, emergency_id)
    require(actor, permit, emergency)
    if emergency.approved_by_id is not None or emergency.refused_at is not None:
        raise WrongState(_("The request has been answered already."))
    return emergency


def _locked(actor: Actor, emergency_id: int) -> Emergency:
    rows = queries.emergencies_at(actor).select_for_update(of=("self",))
    return one(rows, emergency_id)

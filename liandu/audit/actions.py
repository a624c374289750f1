"""Writing to the record, sealing it, having it verified, and the one lawful way to take from it."""

import json
import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks import task

from liandu.audit import sealing, verifying
from liandu.audit.models import Event, Verification
from liandu.audit.queries import locked_event
from liandu.audit.rules import ERASED, commit_to
from liandu.kernel.actions import action
from liandu.kernel.actor import SYSTEM, Actor
from liandu.kernel.errors import Invalid, WrongState
from liandu.kernel.events import Subject, kind, record
from liandu.kernel.permits import require

kind("audit.event_erased", gettext_lazy("erased the content of an event"), "eraser")
kind("audit.verification_asked", gettext_lazy("had the record verified"), "shield-check")
kind("audit.verification_finished", gettext_lazy("verified the record"), "shield-check")
kind("audit.record_exported", gettext_lazy("exported the record"), "download", is_read=True)

SHOWN_FAULTS = 50


def write_event(actor: Actor, kind: str, subject: Subject, facts: Mapping[str, Any]) -> Event:
    """Write one event down, inside the caller's transaction."""
    event = _event(actor, kind, subject, facts)
    event.save(force_insert=True)
    return event


def write_events(
    actor: Actor, kind: str, told: Iterable[tuple[Subject, Mapping[str, Any]]]
) -> None:
    """Write one event of a kind down for each subject, at once, as an import of a list needs."""
    Event.objects.bulk_create(_event(actor, kind, *each) for each in told)


def _event(actor: Actor, kind: str, subject: Subject, facts: Mapping[str, Any]) -> Event:
    """Return an event that is not written down yet."""
    text = json.dumps(
        {key: value for key, value in facts.items() if value not in (None, "", [], {})},
        cls=DjangoJSONEncoder, sort_keys=True, separators=(",", ":"), ensure_ascii=False,
    )  # fmt: skip
    salt = secrets.token_hex(16)
    return Event(
        at=timezone.now(),
        person_id=actor.person_id,
        post_id=actor.post_id,
        body_id=actor.body_id,
        kind=kind,
        subject_kind=subject._meta.label_lower,
        subject_id=str(subject.pk),
        facts_text=text,
        salt=salt,
        commitment=commit_to(salt, text),
    )


def seal_events() -> int:
    """Seal all that was committed so far, and return how many events that were.

    Called each second by the worker, and before each verification. Not an action: nobody does it,
    and an event about it would itself have to be sealed.
    """
    total = 0
    while count := sealing.seal_batch():
        total += count
    return total


@action("audit.erase_event")
def erase_event(*, actor: Actor, event_id: int, reason: str) -> None:
    """Erase what an event says, for a reason the law gives; that it happened stays, and is proved.

    Who did what kind of thing to what and when are part of the tree and cannot go. The content
    goes together with its salt, without which its commitment betrays nothing.

    :raises NotVisible: if there is no such event
    :raises NotAllowed: if the actor is not the security administrator, or it tells of an erasure
    :raises WrongState: if it was erased before
    :raises Invalid: if no reason is given
    """
    event = locked_event(event_id)
    require(actor, "audit.erase_event", event)
    if event.is_erased:
        raise WrongState(_("The content of this event was erased before."))
    if not reason.strip():
        raise Invalid({"reason": _("State the law or decision that asks for it.")})
    event.salt = event.facts_text = ""
    event.save(update_fields=["salt", "facts_text"])
    record(actor, ERASED, event, reason=reason.strip(), erased_kind=event.kind)


@action("audit.export_record")
def export_record(*, actor: Actor, count: int, what: str) -> None:
    """Put on record that ``count`` events left the system as ``what``.

    :raises NotAllowed: if the actor does not keep the record
    """
    require(actor, "audit.export_record")
    record(actor, "audit.record_exported", sealing.current_seal(), count=count, what=what)


@action("audit.ask_verification")
def ask_verification(*, actor: Actor) -> Verification:
    """Have the record verified by the worker.

    :raises NotAllowed: if the actor does not keep the record
    :raises WrongState: if a verification is under way
    """
    require(actor, "audit.ask_verification")
    if verifying.under_way(timezone.now()):
        raise WrongState(_("A verification is under way. Its result will be shown here."))
    asked = Verification.objects.create(asked_by_id=actor.person_id)
    record(actor, "audit.verification_asked", asked)
    transaction.on_commit(lambda: run_verification.enqueue(asked.pk))
    return asked


@action("audit.finish_verification")
def finish_verification(*, actor: Actor, verification_id: int, report: verifying.Report) -> None:
    """Keep what a verification found.

    :raises NotAllowed: if anybody but the installation itself reports it
    """
    require(actor, "audit.finish_verification")
    row = Verification.objects.select_for_update().get(pk=verification_id)
    if row.finished_at is not None:
        return  # a worker that died right after this is replaced, and its task done again
    row.finished_at = timezone.now()
    row.event_count, row.fault_count = report.event_count, len(report.faults)
    row.faults = [verifying.as_json(fault) for fault in report.faults[:SHOWN_FAULTS]]
    row.save()
    record(
        actor, "audit.verification_finished", row,
        events=report.event_count, faults=len(report.faults),
    )  # fmt: skip


@task()
def run_verification(verification_id: int) -> None:
    """Verify the whole record; run by the worker."""
    seal_events()
    report = verifying.verify()
    finish_verification(actor=SYSTEM, verification_id=verification_id, report=report)

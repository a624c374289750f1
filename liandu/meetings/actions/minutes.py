"""The minutes: written together without losing a word, countersigned, issued."""

import hashlib
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.access.queries import locked
from liandu.deadlines.queries import due_from
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.deadlines import end_of
from liandu.kernel.errors import Invalid, WrongState
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require
from liandu.meetings import queries
from liandu.meetings.models import Meeting, MinutesSignature, Resolution
from liandu.meetings.rules import Outcome

kind("meetings.minutes_written", gettext_lazy("wrote on the minutes"), "pencil")
kind("meetings.minutes_sent", gettext_lazy("sent the minutes to be countersigned"), "send")
kind("meetings.minutes_countersigned", gettext_lazy("countersigned the minutes"), "writing-sign")
kind("meetings.minutes_returned", gettext_lazy("sent the minutes back"), "arrow-back-up")
kind("meetings.minutes_issued", gettext_lazy("issued the minutes"), "file-check")
kind("meetings.meeting_archived", gettext_lazy("archived the meeting"), "archive")


@action("meetings.write_minutes")
def write_minutes(*, actor: Actor, meeting_id: Any, text: str, version: int) -> Meeting:
    """Write the minutes anew, from the version that the writer had before them.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor does not run it
    :raises WrongState: if they are no draft, or somebody else wrote on them meanwhile
    :raises Invalid: if nothing is left of them
    """
    meeting = locked(Meeting, actor, meeting_id)
    require(actor, "meetings.write_minutes", meeting)
    meeting.advance("write_minutes")
    if version != meeting.minutes_version:
        raise WrongState(
            _("Somebody else wrote on the minutes meanwhile. Their text stands below yours: take"
              " over what is missing, then save again.")
        )  # fmt: skip
    if not text.strip():
        raise Invalid({"text": _("Minutes say something.")})
    meeting.minutes, meeting.minutes_version = text.strip(), version + 1
    meeting.minutes_by_id, meeting.minutes_at = actor.person_id, timezone.now()
    meeting.save(update_fields=["minutes", "minutes_version", "minutes_by", "minutes_at"])
    record(
        actor, "meetings.minutes_written", meeting, quiet=True,
        after={"version": meeting.minutes_version, "hash": hash_of(meeting.minutes)},
    )  # fmt: skip
    return meeting


@action("meetings.send_minutes")
def send_minutes(*, actor: Actor, meeting_id: Any) -> Meeting:
    """Send the minutes to the members that were there, to be countersigned as they are.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor does not run it
    :raises WrongState: if they are no draft
    """
    meeting = locked(Meeting, actor, meeting_id)
    require(actor, "meetings.send_minutes", meeting)
    before = meeting.advance("send_minutes")
    meeting.minutes_hash = hash_of(meeting.minutes)
    meeting.save(update_fields=["state", "minutes_hash"])
    record(actor, "meetings.minutes_sent", meeting, before=before,
           after={"hash": meeting.minutes_hash})  # fmt: skip
    return meeting


@action("meetings.countersign_minutes")
def countersign_minutes(*, actor: Actor, meeting_id: Any, text_hash: str) -> MinutesSignature:
    """Sign the minutes, for the actor's body, as they were read: ``text_hash`` says which text.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor speaks for no member body
    :raises WrongState: if they are not sent, were changed since, or the body has signed already
        or was not there
    """
    meeting = locked(Meeting, actor, meeting_id)
    require(actor, "meetings.countersign_minutes", meeting)
    meeting.advance("countersign")
    if text_hash != meeting.minutes_hash:
        raise WrongState(_("The minutes were changed since. Read them again, then sign."))
    if actor.body_id not in queries.unsigned(meeting):
        raise WrongState(_("Your body has signed already, or was not there."))
    made: MinutesSignature = MinutesSignature.objects.create(
        meeting=meeting, body_id=actor.body_id or 0, text_hash=text_hash,
        signed_at=timezone.now(), signed_by_id=actor.person_id,
    )  # fmt: skip
    record(
        actor, "meetings.minutes_countersigned", meeting, quiet=True,
        after={"body": actor.body_id, "hash": text_hash},
    )  # fmt: skip
    return made


@action("meetings.return_minutes")
def return_minutes(*, actor: Actor, meeting_id: Any, reason: str) -> Meeting:
    """Send the minutes back to be changed; a text that is changed is signed anew by all.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor speaks for no member body
    :raises WrongState: if they are not being countersigned
    """
    meeting = locked(Meeting, actor, meeting_id)
    require(actor, "meetings.return_minutes", meeting)
    before = meeting.advance("return_minutes")
    meeting.save(update_fields=["state"])
    record(actor, "meetings.minutes_returned", meeting, before=before, reason=reason)
    return meeting


@action("meetings.issue_minutes")
def issue_minutes(*, actor: Actor, meeting_id: Any) -> Meeting:
    """Issue the minutes once all who were there have signed; tasks go to their owners now.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor does not run it
    :raises WrongState: if they are not being countersigned, or a signature is missing
    """
    meeting = locked(Meeting, actor, meeting_id)
    require(actor, "meetings.issue_minutes", meeting)
    before = meeting.advance("issue")
    missing = queries.unsigned(meeting)
    if names := "、".join(str(one) for one in missing.values()):
        raise WrongState(_("%(names)s have not countersigned yet.") % {"names": names})
    meeting.issued_at = timezone.now()
    meeting.save(update_fields=["state", "issued_at"])
    for one in meeting.resolutions.filter(kind=Outcome.TASK):
        _assign(one, meeting.issued_at)
    record(actor, "meetings.minutes_issued", meeting, before=before,
           after={"hash": meeting.minutes_hash})  # fmt: skip
    return meeting


@action("meetings.archive_meeting")
def archive_meeting(*, actor: Actor, meeting_id: Any) -> Meeting:
    """Put a meeting away; its open resolutions run on.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor does not run it
    :raises WrongState: if its minutes are not issued
    """
    meeting = locked(Meeting, actor, meeting_id)
    require(actor, "meetings.archive_meeting", meeting)
    before = meeting.advance("archive")
    meeting.save(update_fields=["state"])
    record(actor, "meetings.meeting_archived", meeting, before=before)
    return meeting


def hash_of(text: str) -> str:
    """Return the hash by which a text is signed."""
    return hashlib.sha256(text.encode()).hexdigest()


def _assign(resolution: Resolution, issued_at: datetime) -> None:
    """Make a task the duty of its owner, until the day it names or as the limit says."""
    resolution.advance("assign")
    resolution.due_at = (
        end_of(resolution.due_on, timezone.get_default_timezone())
        if resolution.due_on
        else due_from("resolution", issued_at).at
    )
    resolution.save(update_fields=["state", "due_at"])

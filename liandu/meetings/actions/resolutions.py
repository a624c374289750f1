"""A resolution on its way: reported by its owner, verified by the secretariat, closed."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.access.queries import locked
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require
from liandu.meetings import queries
from liandu.meetings.models import Meeting, Resolution, ResolutionReport

kind("meetings.progress_reported", gettext_lazy("reported how far a resolution is"), "progress")
kind("meetings.resolution_reported", gettext_lazy("reported a resolution as done"), "checkbox")
kind("meetings.resolution_sent_back", gettext_lazy("sent a report on a resolution back"),
     "arrow-back-up")  # fmt: skip
kind("meetings.resolution_verified", gettext_lazy("verified a resolution"), "checks")
kind("meetings.resolution_closed", gettext_lazy("closed a resolution"), "circle-check")

WHOLE = 100


@action("meetings.report_progress")
def report_progress(*, actor: Actor, resolution_id: Any, text: str, progress: int) -> Resolution:
    """Say how far a resolution is, in hundredths, and what was done.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if another body carries it out
    :raises WrongState: if it is not to be carried out now
    :raises Invalid: if it would be done: that is reported as such
    """
    found = _held(actor, "meetings.report_progress", resolution_id)
    before = found.advance("progress")
    if not 0 <= progress < WHOLE:
        raise Invalid({"progress": _("Less than 100; what is done is reported as done.")})
    return _report(actor, found, "progress_reported", text, progress, before)


@action("meetings.report_resolution")
def report_resolution(*, actor: Actor, resolution_id: Any, text: str) -> Resolution:
    """Report a resolution as done; the secretariat verifies it.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if another body carries it out
    :raises WrongState: if it is not to be carried out now
    """
    found = _held(actor, "meetings.report_resolution", resolution_id)
    before = found.advance("report")
    return _report(actor, found, "resolution_reported", text, WHOLE, before)


@action("meetings.send_back_resolution")
def send_back_resolution(*, actor: Actor, resolution_id: Any, reason: str) -> Resolution:
    """Send a report back: more is to be done.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor does not run the meeting, or reported it
    :raises WrongState: if it was not reported as done
    """
    found = _held(actor, "meetings.send_back_resolution", resolution_id)
    before = found.advance("return")
    return _say(actor, found, "resolution_sent_back", before, reason)


@action("meetings.verify_resolution")
def verify_resolution(*, actor: Actor, resolution_id: Any) -> Resolution:
    """Say that what was reported is so.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor does not run the meeting, or reported it
    :raises WrongState: if it was not reported as done
    """
    found = _held(actor, "meetings.verify_resolution", resolution_id)
    return _say(actor, found, "resolution_verified", found.advance("verify"))


@action("meetings.close_resolution")
def close_resolution(*, actor: Actor, resolution_id: Any) -> Resolution:
    """Close a resolution that was verified.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor does not run the meeting, or reported it
    :raises WrongState: if it was not verified
    """
    found = _held(actor, "meetings.close_resolution", resolution_id)
    before = found.advance("close")
    found.closed_at = timezone.now()
    return _say(actor, found, "resolution_closed", before)


def _held(actor: Actor, permit: str, resolution_id: Any) -> Resolution:
    """Return a resolution, its meeting held until the transaction ends."""
    found = queries.seen_resolution(actor, resolution_id)
    locked(Meeting, actor, found.meeting_id)
    resolution = queries.seen_resolution(actor, resolution_id)
    require(actor, permit, resolution)
    return resolution


def _report(
    actor: Actor, found: Resolution, event: str, text: str, progress: int, before: dict[str, str]
) -> Resolution:
    """Write a report down; whoever reports handles it from then on."""
    found.progress, found.handler_id = progress, actor.person_id
    ResolutionReport.objects.create(
        resolution=found, body_id=actor.body_id or 0, by_id=actor.person_id, at=timezone.now(),
        text=text.strip(), progress=progress, is_final=progress == WHOLE,
    )  # fmt: skip
    return _say(actor, found, event, before, text)


def _say(
    actor: Actor, found: Resolution, event: str, before: dict[str, str], reason: str = ""
) -> Resolution:
    """Keep how a resolution stands, and put the step on record."""
    found.save()
    record(
        actor, f"meetings.{event}", found.meeting, note=str(found), before=before, reason=reason,
        after={"resolution": str(found.pk), "progress": found.progress},
    )  # fmt: skip
    return found

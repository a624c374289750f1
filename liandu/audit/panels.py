"""The record of one subject as a timeline, for any page that shows the subject."""

from liandu.audit.models import Event
from liandu.audit.queries import timeline
from liandu.kernel.actor import Actor
from liandu.kernel.events import Subject
from liandu.web.pieces import Entry

LONGEST = 200


def entries(actor: Actor, subject: Subject) -> list[Entry]:
    """Return what happened to ``subject``, newest first; the caller has found it visible."""
    return [_entry(actor, event) for event in timeline(subject)[:LONGEST]]


def _entry(actor: Actor, event: Event) -> Entry:
    """Return one event as people read it: which body and post, what, and why."""
    return Entry(
        what=event.says.sentence,
        at=event.at,
        who=" · ".join(str(part) for part in (event.body, event.post) if part),
        icon=event.says.icon,
        note=event.facts.get("note", ""),
        say=event.facts.get("reason", ""),
        is_ours=event.body_id is not None and event.body_id == actor.body_id,
    )

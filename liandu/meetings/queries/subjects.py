"""Records of other apps that a meeting may decide on, as those apps register them.

    decided_by_meetings(Subject("programme.project", _("Supervision project"), may_table))

and ask with :func:`liandu.meetings.queries.resolved` whether one did.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from liandu.access.models import Guarded
from liandu.access.queries import guarded_models, seen
from liandu.kernel.actor import Actor
from liandu.kernel.errors import NotAllowed, NotVisible


@dataclass(frozen=True, slots=True)
class Subject:
    """A kind of record that may be tabled: its model, its name, and who may table one now."""

    model: str
    label: Any
    may_table: Callable[[Actor, Any], bool]


SUBJECTS: dict[str, Subject] = {}


def decided_by_meetings(subject: Subject) -> None:
    """Let records of this kind be tabled.

    :raises ValueError: if that was said already
    """
    if subject.model in SUBJECTS:
        message = f"two subjects {subject.model}"
        raise ValueError(message)
    SUBJECTS[subject.model] = subject


def tabled(actor: Actor, model: str, pk: Any) -> Guarded:
    """Return a record that the actor brings before a meeting.

    :raises NotVisible: if such records are not tabled, or the actor may not know of it
    :raises NotAllowed: if it is not theirs to table
    """
    kinds = {one._meta.label_lower: one for one in guarded_models().values()}
    if model not in SUBJECTS or model not in kinds:
        raise NotVisible
    found = seen(kinds[model], actor, pk)
    if not SUBJECTS[model].may_table(actor, found):
        raise NotAllowed
    return found


def about(actor: Actor, topic: Any) -> tuple[Any, Guarded] | None:
    """Return what a topic in hand is about and its name, if the actor may know of that."""
    kinds = {one._meta.label_lower: one for one in guarded_models().values()}
    if topic.subject_kind not in SUBJECTS or topic.subject_kind not in kinds:
        return None
    rows: Any = kinds[topic.subject_kind]
    found = rows.objects.visible_to(actor).filter(pk=topic.subject_id).first()
    return (SUBJECTS[topic.subject_kind].label, found) if found else None

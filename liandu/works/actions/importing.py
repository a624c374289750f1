"""The import itself, in the worker: all lines that can come in do so at once, or none does."""

import logging
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Value
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks import task

from liandu.access.models import Grant
from liandu.access.rules import FOR_GOOD, PartyRole, Purpose
from liandu.audit.actions import write_events
from liandu.kernel.actions import action
from liandu.kernel.actor import SYSTEM, Actor
from liandu.kernel.errors import Refusal, WrongState
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require
from liandu.works import queries
from liandu.works.actions.objects import (
    MANY,
    check_label,
    facts_of,
    follow_parties,
    new_numbers,
    several,
    write,
)
from liandu.works.actions.progress import Progress, Stopped
from liandu.works.models import ImportBatch, LinkTemplate, SupervisedObject, SupervisionLink
from liandu.works.queries import Line, Reading
from liandu.works.rules import SCALARS, BatchState, Choices, Doing, LinkState, ObjectDraft

kind("works.list_imported", gettext_lazy("imported a list"), "file-import")
kind("works.object_imported", gettext_lazy("entered the object with a list"), "file-import")
kind("works.import_ended", gettext_lazy("ended an import that did not come in"), "x")

logger = logging.getLogger(__name__)

CHUNK = 500


@task()
def import_list(batch_id: str) -> None:
    """Import a list, in the worker."""
    run_import(batch_id)


def run_import(batch_id: Any) -> str:
    """Import a list for whoever began it, and return how that ended.

    What was written when it is stopped, refused or broken is undone; the import then says so.
    """
    try:
        state, why = _import(batch_id), ""
    except Stopped:
        state, why = BatchState.CANCELLED, ""
    except Refusal as refusal:
        state, why = BatchState.FAILED, str(refusal)
    except Exception:
        logger.exception("import %s", batch_id)
        state, why = BatchState.FAILED, "broken"
    if state in {BatchState.CANCELLED, BatchState.FAILED}:
        state = end_import(actor=SYSTEM, batch_id=batch_id, state=state, why=why)
    Progress(batch_id).forget()
    return state


def _import(batch_id: Any) -> BatchState:
    """Read the list, then write it in one transaction; reading first keeps that short."""
    batch = queries.batch_to_run(batch_id)
    actor = queries.beginner(batch, timezone.now())
    progress = Progress(batch.pk)
    progress.begin()
    reading = queries.reading(batch)
    batch = write_import(actor=actor, batch_id=batch.pk, reading=reading, progress=progress)
    return BatchState(batch.state)


@action("works.write_import")
def write_import(
    *, actor: Actor, batch_id: Any, reading: Reading, progress: Progress
) -> ImportBatch:
    """Write every line that can come in; ``progress`` is told of each few and may stop it all.

    :raises NotVisible: if it is somebody else's import, or an object to update is gone
    :raises NotAllowed: if the actor speaks no longer for the body they began it for
    :raises WrongState: if it is not in the queue: it was given up, or came in before
    :raises Invalid: if the label is beyond the actor's clearance
    """
    batch = queries.held_batch(actor, batch_id)
    require(actor, "works.write_import", batch)
    if batch.state != BatchState.QUEUED:
        raise WrongState(_("This import was given up, or came in before."))
    choices = Choices.of(batch.choices)
    check_label(actor, choices.label)
    every = queries.lines(actor, batch, reading)
    new = [line for line in every if line.doing == Doing.NEW]
    matched = [line for line in every if line.doing == Doing.UPDATE]
    progress.begin(len(new) + len(matched))
    _create(actor, new, choices, progress)
    unchanged = _update(actor, matched, progress)
    counts = {**queries.tally(every), "unchanged": unchanged}
    batch.state, batch.ended_at = BatchState.DONE, timezone.now()
    batch.report = {"counts": counts, "lines": [_told(line) for line in every]}
    batch.save(update_fields=["state", "ended_at", "report"])
    record(
        actor, "works.list_imported", batch,
        after=counts, files=[batch.digest], note=batch.file_name,
    )  # fmt: skip
    return batch


@action("works.end_import")
def end_import(*, actor: Actor, batch_id: Any, state: BatchState, why: str) -> BatchState:
    """Say that an import did not come in, unless it is known how it ended.

    :raises NotVisible: if there is none
    :raises NotAllowed: if it is not the worker that says so
    """
    batch = queries.batch_to_run(batch_id, is_held=True)
    require(actor, "works.end_import", batch)
    if batch.state in {BatchState.PREVIEW, BatchState.QUEUED}:
        batch.state, batch.ended_at = state, timezone.now()
        batch.report = {"why": why}
        batch.save(update_fields=["state", "ended_at", "report"])
        record(actor, "works.import_ended", batch, after={"state": state, "why": why})
    return BatchState(batch.state)


def _create(actor: Actor, lines: Sequence[Line], choices: Choices, progress: Progress) -> None:
    """Write the new objects, so many at a time that stopping is quick."""
    missing = [line for line in lines if not line.stated.get("number")]
    for line, number in zip(missing, new_numbers(actor, len(missing)), strict=True):
        line.stated["number"] = number
    templates: dict[str, LinkTemplate | None] = {}
    # From the last line up, so that the newest, which lists show first, is the first line.
    for chunk in _chunks(list(reversed(lines))):
        pairs = []
        for line in chunk:
            draft = ObjectDraft(**{"name": "", **line.stated, "label": choices.label})
            if draft.object_type not in templates:
                templates[draft.object_type] = queries.template_in_use(draft.object_type)
            made = SupervisedObject(
                owner_body_id=actor.body_id or 0, template=templates[draft.object_type]
            )
            write(made, draft)
            line.object_id = made.pk
            pairs.append((made, draft))
        _insert(actor, pairs)
        progress.advance(len(pairs))


def _insert(actor: Actor, pairs: Sequence[tuple[SupervisedObject, ObjectDraft]]) -> None:
    """Write objects with their places, bodies, links, parties and events."""
    SupervisedObject.objects.bulk_create([made for made, _draft in pairs])
    places = SupervisedObject.jurisdictions.through
    places.objects.bulk_create(
        places(supervisedobject_id=made.pk, jurisdiction_id=pk)
        for made, draft in pairs
        for pk in draft.jurisdiction_ids
    )
    bodies = SupervisedObject.responsible_bodies.through
    bodies.objects.bulk_create(
        bodies(supervisedobject_id=made.pk, body_id=pk)
        for made, draft in pairs
        for pk in draft.responsible_body_ids
    )
    _insert_links(made.pk for made, _draft in pairs)
    Grant.objects.bulk_create(_parties(actor, pairs))
    told = (
        (made, {"after": {"number": made.number, "name": made.name}, "note": made.number})
        for made, _draft in pairs
    )
    write_events(actor, "works.object_imported", told)


def _insert_links(ids: Iterable[UUID]) -> None:
    """Write the links of new objects in one statement: a long list has more than it has lines.

    The database copies them from the templates, ten times as fast as they could be sent.
    """
    names = ("position", "code", "name", "name_en")
    rows = SupervisedObject.objects.unscoped("of objects just written").filter(
        pk__in=list(ids), template__items__isnull=False
    )
    items = (f"template__items__{name}" for name in names)
    copied = rows.order_by().values_list("pk", *items, Value(LinkState.NOT_STARTED.value))
    select, params = copied.query.sql_with_params()
    table = SupervisionLink._meta.db_table
    columns = ", ".join(("supervised_object_id", *names, "state"))
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} ({columns}) {select}", params)


def _parties(
    actor: Actor, pairs: Sequence[tuple[SupervisedObject, ObjectDraft]]
) -> Iterator[Grant]:
    """Yield what lets lead and responsible bodies see the new objects."""
    lead, responsible = PartyRole.LEAD_BODY, PartyRole.RESPONSIBLE_BODY
    for made, draft in pairs:
        found = dict.fromkeys(draft.responsible_body_ids, responsible)
        if draft.lead_body_id:
            found[draft.lead_body_id] = lead
        found.pop(made.owner_body_id, None)
        for pk, why in found.items():
            yield Grant(
                record_kind=made.KIND, record_id=made.pk, body_id=pk, purpose=Purpose.PARTY,
                basis=why, granted_by_id=actor.person_id, expires_at=FOR_GOOD,
            )  # fmt: skip


def _update(actor: Actor, lines: Sequence[Line], progress: Progress) -> int:
    """Write what the lines say into the objects they match; return how many said nothing new."""
    unchanged = 0
    for chunk in _chunks(lines):
        by_id = {line.object_id or UUID(int=0): line for line in chunk}
        for kept in several(actor, list(by_id)):
            require(actor, "works.edit_object", kept)
            unchanged += not _renew(actor, kept, by_id[kept.pk].stated)
        progress.advance(len(chunk))
    return unchanged


def _renew(actor: Actor, kept: SupervisedObject, stated: dict[str, Any]) -> bool:
    """Write what a line states, leaving the rest; return whether anything changed."""
    before = facts_of(kept)
    for name in SCALARS:
        if name in stated:
            setattr(kept, name, stated[name])
    kept.normal_name = queries.normal(kept.name)
    for name, ids in MANY.items():
        if ids in stated:
            getattr(kept, name).set(stated[ids])
    after = facts_of(kept)
    changed = [key for key, value in after.items() if before.get(key) != value]
    if not changed:
        return False
    kept.save()
    follow_parties(actor, kept)
    record(
        actor, "works.object_edited", kept,
        before={key: before.get(key) for key in changed},
        after={key: after[key] for key in changed},
    )  # fmt: skip
    return True


def _chunks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    rest = iter(lines)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


def _told(line: Line) -> dict[str, Any]:
    """Return what the report keeps of a line."""
    return {
        "line": line.number,
        "doing": line.doing.value,
        "number": line.stated.get("number", ""),
        "name": line.stated.get("name", line.draft.texts.get("name", "")),
        "object": str(line.object_id) if line.object_id else "",
        "problems": [problem.as_dict() for problem in line.draft.problems],
    }

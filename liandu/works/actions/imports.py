"""A list on its way in: uploaded, columns and lines settled, put into the queue, or given up."""

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.engines.tabular import WORKS_FIELDS, Layout, Unreadable
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid, WrongState
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require
from liandu.works import queries
from liandu.works.actions.importing import import_list
from liandu.works.actions.progress import Progress
from liandu.works.models import ColumnMapping, ImportBatch
from liandu.works.models.problems import told
from liandu.works.rules import BatchState, Choices

kind("works.import_started", gettext_lazy("uploaded a list"), "upload")
kind("works.import_edited", gettext_lazy("settled how a list is read"), "pencil")
kind("works.import_queued", gettext_lazy("had a list imported"), "player-play")
kind("works.import_cancelled", gettext_lazy("gave up an import"), "x")

Columns = Mapping[int, tuple[str | None, str | None]]


@action("works.start_import")
def start_import(*, actor: Actor, file_name: str, content: bytes) -> ImportBatch:
    """Take a file in and recognise its columns; nothing is written into the list yet.

    :raises NotAllowed: if the actor's post enters no objects
    :raises Invalid: if the file cannot be read, saying why
    """
    require(actor, "works.start_import")
    try:
        choices = queries.first_choices(content, file_name, actor.body_id or 0)
    except Unreadable as fault:
        raise Invalid({"file": told(fault.problem)}) from fault
    digest = hashlib.sha256(content).hexdigest()
    made: ImportBatch = ImportBatch.objects.create(
        body_id=actor.body_id or 0, created_by_id=actor.person_id or 0, file_name=file_name[-200:],
        digest=digest, content=content, choices=choices.as_dict(),
    )  # fmt: skip
    record(
        actor, "works.import_started", made,
        after={"file": made.file_name}, files=[digest], note=made.file_name,
    )  # fmt: skip
    return made


@action("works.edit_import")
def edit_import(
    *, actor: Actor, batch_id: Any, change: Callable[[Choices], Choices]
) -> ImportBatch:
    """Settle what is to be done with lines, or enter cells of them anew.

    :raises NotVisible: if it is somebody else's import
    :raises NotAllowed: if the actor speaks no longer for the body they began it for
    :raises WrongState: if it is under way or over
    """
    batch = _open(actor, batch_id, "works.edit_import")
    batch.choices = change(Choices.of(batch.choices)).as_dict()
    batch.save(update_fields=["choices"])
    kept = {k: v for k, v in batch.choices.items() if k != "layout"}
    record(actor, "works.import_edited", batch, after=kept)
    return batch


@action("works.set_columns")
def set_columns(*, actor: Actor, batch_id: Any, sheet: int, columns: Columns) -> ImportBatch:
    """Say which column is which; the body's next list with such a heading is read the same way.

    :raises NotVisible: if it is somebody else's import
    :raises NotAllowed: if the actor speaks no longer for the body they began it for
    :raises WrongState: if it is under way or over
    """
    batch = _open(actor, batch_id, "works.set_columns")
    choices = Choices.of(batch.choices)
    layout = Layout.from_dict(choices.layout, WORKS_FIELDS)
    if sheet != layout.sheet:
        layout = queries.remembered(queries.laid_out(batch, sheet), batch.body_id)
    else:
        layout = layout.edited(columns, WORKS_FIELDS)
        ColumnMapping.objects.update_or_create(
            body_id=batch.body_id, signature=queries.signature(layout),
            defaults={"columns": {c.index: [c.field, c.unit] for c in layout.columns}},
        )  # fmt: skip
    batch.choices = {**choices.as_dict(), "layout": layout.as_dict(), "columns_seen": True}
    batch.save(update_fields=["choices"])
    record(actor, "works.import_edited", batch, after=layout.as_dict())
    return batch


@action("works.queue_import")
def queue_import(*, actor: Actor, batch_id: Any) -> ImportBatch:
    """Put an import into the queue of the worker.

    :raises NotVisible: if it is somebody else's import
    :raises NotAllowed: if the actor speaks no longer for the body they began it for
    :raises WrongState: if it is under way or over
    :raises Invalid: if a column is missing or was not looked at, or no line would come in
    """
    batch = _open(actor, batch_id, "works.queue_import")
    reading = queries.reading(batch)
    choices = Choices.of(batch.choices)
    if not reading.is_usable:
        raise Invalid(_("Some columns cannot be read. Say which column is which first."))
    if reading.has_doubtful_columns and not choices.columns_seen:
        raise Invalid(_("Some columns were guessed. Look at them and confirm first."))
    counts = queries.tally(queries.lines(actor, batch, reading))
    if not counts["new"] + counts["update"]:
        raise Invalid(_("No line would come in. Mend the lines with errors, or confirm doubts."))
    batch.state = BatchState.QUEUED
    batch.save(update_fields=["state"])
    record(actor, "works.import_queued", batch, after=counts)
    import_list.enqueue(str(batch.pk))
    return batch


@action("works.cancel_import")
def cancel_import(*, actor: Actor, batch_id: Any) -> ImportBatch:
    """Give up an import that has not come in; what the worker was writing is undone by it.

    :raises NotVisible: if it is somebody else's import
    :raises NotAllowed: if the actor speaks no longer for the body they began it for
    :raises WrongState: if it came in before
    """
    batch = queries.held_batch(actor, batch_id)
    require(actor, "works.cancel_import", batch)
    if batch.state == BatchState.DONE:
        raise WrongState(_("The list came in before this was pressed. Its report says how."))
    if batch.state in {BatchState.PREVIEW, BatchState.QUEUED}:
        batch.state, batch.ended_at = BatchState.CANCELLED, timezone.now()
        batch.save(update_fields=["state", "ended_at"])
        record(actor, "works.import_cancelled", batch)
    return batch


def stop_import(actor: Actor, batch: ImportBatch) -> None:
    """Tell the worker to stop, before the database is asked: on SQLite its import holds that."""
    require(actor, "works.cancel_import", batch)
    Progress(batch.pk).stop()


def _open(actor: Actor, batch_id: Any, name: str) -> ImportBatch:
    """Return an import that is still in preview, held, if the actor may go on with it."""
    batch = queries.held_batch(actor, batch_id)
    require(actor, name, batch)
    if batch.state != BatchState.PREVIEW:
        raise WrongState(_("This import is under way or over. Upload the list anew."))
    return batch

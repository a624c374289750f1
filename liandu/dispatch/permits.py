"""Who sets up, files and runs weekly dispatch."""

from typing import Any

from liandu.dispatch.models import DispatchItem, WeeklyDispatch
from liandu.dispatch.rules import FILERS, OFFICE
from liandu.kernel.actor import Actor
from liandu.kernel.permits import permit


def is_office(actor: Actor, record: Any) -> bool:
    """Test whether the actor is of the office or a head of the body that keeps the object."""
    return actor.has(*OFFICE) and actor.body_id == record.owner_body_id


def files_for(actor: Actor, *bodies: int | None) -> bool:
    """Test whether the actor is liaison or head of one of ``bodies``."""
    return actor.has(*FILERS) and actor.body_id in set(bodies) - {None}


@permit("dispatch.start_dispatch", "dispatch.start_several", "dispatch.stop_dispatch")
def may_set(actor: Actor, record: Any) -> bool:
    """Office and head of the body that keeps the list say what is dispatched weekly."""
    return is_office(actor, record)


@permit("dispatch.file_sheet")
def may_file(actor: Actor, dispatch: WeeklyDispatch) -> bool:
    """Liaison and head of the responsible side file its sheets."""
    return files_for(actor, dispatch.body_id)


@permit("dispatch.discuss_sheet")
def may_discuss(actor: Actor, dispatch: WeeklyDispatch) -> bool:
    """Office and head of the body that keeps the list run the meeting and record decisions."""
    return is_office(actor, dispatch.supervised_object)


@permit("dispatch.keep_item")
def may_keep(actor: Actor, item: DispatchItem) -> bool:
    """Whose line it is, who files the sheet, and the office of the list say that it is done."""
    dispatch = item.sheet.dispatch
    is_ours = files_for(actor, dispatch.body_id, item.owner_body_id)
    return is_ours or is_office(actor, dispatch.supervised_object)


@permit("dispatch.release_item")
def may_release(actor: Actor, item: DispatchItem) -> bool:
    """Only the office of the list lets somebody off what was promised."""
    return is_office(actor, item.sheet.dispatch.supervised_object)


@permit("dispatch.export_sheets")
def may_export(actor: Actor, thing: Any) -> bool:
    """Whoever holds a post may take away the list they see; it is on record."""
    return actor.post_id is not None

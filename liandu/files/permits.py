"""Who may attach, withdraw, check and open files.

An upper app says who may attach to its records, and to whom of those who see them their files
stay closed:

    attaching(RecordKind.FINDING, may_attach)
    reading(RecordKind.INSPECTION, may_read_file)
"""

from collections.abc import Callable
from typing import Any

from liandu.access.models import Guarded
from liandu.files.models import Attachment
from liandu.kernel.actor import Actor
from liandu.kernel.permits import permit

Rule = Callable[[Actor, Any], bool]
FileRule = Callable[[Actor, Any, Attachment], bool]

_attaching: dict[int, Rule] = {}
_checking: dict[int, Rule] = {}
_reading: dict[int, FileRule] = {}


def attaching(kind: int, rule: Rule) -> None:
    """Let ``rule`` decide who attaches files to records of ``kind``; else nobody does."""
    _attaching[int(kind)] = rule


def checking(kind: int, rule: Rule) -> None:
    """Let ``rule`` decide who marks files of records of ``kind`` as checked; else nobody does."""
    _checking[int(kind)] = rule


def reading(kind: int, rule: FileRule) -> None:
    """Let ``rule`` decide who reads a file of records of ``kind``; else all who see the record.

    It is given the file too: a part of the record may be closed that the file was attached to.
    """
    _reading[int(kind)] = rule


@permit("files.attach", "files.attach_all")
def may_attach(actor: Actor, record: Guarded) -> bool:
    """Whoever works on the record in a post, as the app that keeps it says."""
    rule = _attaching.get(record.KIND)
    return actor.post_id is not None and rule is not None and rule(actor, record)


@permit("files.send")
def may_send(actor: Actor, _nothing: None = None) -> bool:
    """Whoever holds a post may send files ahead; where they may attach them is asked then."""
    return actor.post_id is not None


@permit("files.withdraw_attachment")
def may_withdraw(actor: Actor, attachment: Attachment) -> bool:
    """Only the body that attached it takes it back, as long as nobody has checked it."""
    return attachment.body_id == actor.body_id is not None and attachment.checked_at is None


@permit("files.check_attachment", "files.release_attachment")
def may_check(actor: Actor, thing: tuple[Guarded, Attachment]) -> bool:
    """Somebody other than who attached it, as the app that keeps the record says."""
    record, attachment = thing
    rule = _checking.get(record.KIND)
    is_second = attachment.uploaded_by_id != actor.person_id
    return is_second and rule is not None and rule(actor, record)


@permit("files.read_file")
def may_read(actor: Actor, thing: tuple[Guarded, Attachment]) -> bool:
    """Who sees the record reads its files, unless the app that keeps it says otherwise."""
    record, attachment = thing
    rule = _reading.get(record.KIND)
    return attachment.withdrawn_at is None and (rule is None or rule(actor, record, attachment))


@permit("files.bundle")
def may_bundle(actor: Actor, record: Guarded) -> bool:
    """Who sees the record takes its files with them: those that they may open, no other."""
    return actor.person_id is not None

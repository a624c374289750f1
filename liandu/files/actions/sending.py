"""Files that come in parts, over lines that break: begun, taken part by part, judged when whole.

The row says how much of a file is safe, and is written after that much is on the disk: a process
that is killed loses at most the part it was at. A whole file passes the gate and is stored like any
other. That it belongs to a record is said later, by whoever attaches it (``actions.attach``).
"""

import os
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from liandu.engines.filegate import Accepted, Fault, Limits, Refused, check, clean_name
from liandu.engines.filegate.kinds import Refusal as AtTheGate
from liandu.files.actions.contents import stored
from liandu.files.models import Sending
from liandu.files.models.words import refusal
from liandu.files.queries import parts, sendings
from liandu.files.rules import MOST_HELD, MOST_SENDINGS, Sent
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid, Refusal, WrongState
from liandu.kernel.models import one
from liandu.kernel.permits import require
from liandu.kernel.whom import asking_itself


class OutOfStep(WrongState):
    """A part does not begin where the last one ended; ``offset`` is where that was."""

    def __init__(self, offset: int) -> None:
        self.offset = offset
        super().__init__(_("This part does not follow. Go on from where it stands."))


class Unscanned(Invalid):
    """The virus scanner does not answer: nothing is wrong with the file as far as is known."""


class Garbled(Refusal):
    """A part did not arrive as it was sent. The number is of the tus protocol."""

    status = 460


def limits() -> Limits:
    """Return the bounds of the gate."""
    return Limits(size=settings.LIANDU_UPLOAD_LIMIT, scanner=settings.LIANDU_CLAMD)


def judged(content: BinaryIO, name: str) -> Accepted:
    """Return what the gate says of a file that it lets in.

    :raises Invalid: if it does not; the sentence names the file and says why
    """
    answer = check(content, name, limits())
    if isinstance(answer, Refused):
        kind = Unscanned if answer.fault is Fault.UNSCANNED else Invalid
        raise kind({"uploads": refusal(name, answer)})
    return answer


@asking_itself("files.send")
def begin_sending(*, actor: Actor, name: str, size: int, mark: str = "") -> Sending:
    """Begin to send a file, or go on with the same file of the same person where it broke off.

    :raises NotAllowed: if the actor holds no post
    :raises Invalid: if a file of this size or name is not taken
    :raises WrongState: if too much of the actor's is on its way already
    """
    require(actor, "files.send")
    _may_be_taken(name, size)
    mark = sha256(mark.encode()).hexdigest() if mark else ""
    with transaction.atomic():
        every = sendings(actor)
        found = every.filter(name=name, size=size, mark=mark).first() if mark else None
        if found is not None:
            return _as_far_as_there(found)
        held = every.aggregate(sum=Sum("size"))["sum"] or 0
        most = MOST_HELD * limits().size
        if every.count() >= MOST_SENDINGS or held + size > most:
            raise WrongState(_("Too much of yours is on its way. Attach it or remove some first."))
        return Sending.objects.create(
            person_id=cast(int, actor.person_id), name=name, size=size, mark=mark
        )


@asking_itself("files.send")
def take_part(
    *, actor: Actor, sending_id: Any, offset: int, content: bytes, digest: bytes = b""
) -> Sending:
    """Take the part of a file that begins at ``offset``; with the last one the gate judges it.

    :raises NotVisible: if there is no such file of the actor's, or its day is over
    :raises OutOfStep: if the part does not begin where the last one ended
    :raises Garbled: if it has another digest than it was sent with
    :raises Invalid: if it is more than the file was said to have, or the gate refuses the file
    """
    if digest and sha256(content).digest() != digest:
        raise Garbled(_("This part did not arrive whole. Send it again."))
    with transaction.atomic():
        row = _as_far_as_there(one(sendings(actor).select_for_update(of=("self",)), sending_id))
        if offset != row.received:
            raise OutOfStep(row.received)
        if offset + len(content) > row.size:
            raise Invalid({"uploads": _("This is more than the file was said to have.")})
        if content:
            _write_at(path_of(row), offset, content)
            row.received += len(content)
            row.save(update_fields=["received"])
    if row.received == row.size and row.stored_id is None:
        _let_in(row)
    return row


@asking_itself("files.send")
def drop_sending(*, actor: Actor, sending_id: Any) -> None:
    """Remove a file that was sent ahead, or as much of it as there is.

    :raises NotVisible: if there is no such file of the actor's
    """
    _forget(one(sendings(actor), sending_id))


def received(actor: Actor, sent: Sent) -> Sending:
    """Return a file that the actor sent ahead, whole and let in by the gate.

    :raises Invalid: if there is none: it is not whole, its day is over, or it is not the actor's
    """
    rows = sendings(actor).select_related("stored").exclude(stored=None)
    try:
        return one(rows, sent.key)
    except Refusal:
        words = _("“%(name)s” is not here any more. Choose it again.") % {"name": sent.name[:60]}
        raise Invalid({"uploads": words}) from None


def path_of(row: Sending) -> Path:
    """Return where the parts of a file lie."""
    return parts() / str(row.pk)


def _may_be_taken(name: str, size: int) -> None:
    """Pass if a file of this name and size is worth sending: the gate asks both again.

    :raises Invalid: otherwise
    """
    most = limits().size
    try:
        clean_name(name)
        if not 0 < size <= most:
            raise AtTheGate(Fault.TOO_LARGE, limit=most) if size else AtTheGate(Fault.EMPTY)
    except AtTheGate as fault:
        raise Invalid({"uploads": refusal(name, fault.answer)}) from fault


def _as_far_as_there(row: Sending) -> Sending:
    """Return a file, told to be no further than what is on the disk: that may have been lost."""
    if row.stored_id is None:
        try:
            there = path_of(row).stat().st_size
        except FileNotFoundError:
            there = 0
        row.received = min(row.received, there)
    return row


def _write_at(path: Path, offset: int, content: bytes) -> None:
    """Put a part where it belongs, and nothing behind it: what broke off there before goes."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
        file.truncate(offset)
        file.seek(offset)
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _let_in(row: Sending) -> None:
    """Let the gate judge a whole file; keep its content, or forget all of it.

    Where the scanner does not answer it stays as it is: an empty part has it judged again.

    No row is held meanwhile: it may take seconds. Of two who send the same file both may come here.

    :raises Invalid: if the gate refuses it
    """
    with suppress(FileNotFoundError), path_of(row).open("rb") as content:
        try:
            answer = judged(content, row.name)
        except Unscanned:
            raise
        except Invalid:
            _forget(row)
            raise
        same = Sending.objects.filter(pk=row.pk)
        same.update(stored=stored(content, answer), name=answer.name)
        path_of(row).unlink()


def _forget(row: Sending) -> None:
    path = path_of(row)
    row.delete()
    path.unlink(missing_ok=True)

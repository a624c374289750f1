"""Taking the whole record's hashes again, proving single events, and writing it out for others."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, Max, Min, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from liandu.audit import keys
from liandu.audit.models import Event, Leaf, Log, TreeHead, Verification
from liandu.audit.rules import (
    ERASED,
    PROOF,
    Claim,
    Entry,
    Fault,
    Wrong,
    algorithm_of,
    examine,
    size_of,
)
from liandu.audit.sealing import SEALED, current_seal, horizon, row_of
from liandu.engines.merkle.trees import inclusion_proof
from liandu.kernel.canonical import canonical
from liandu.kernel.errors import NotVisible, WrongState
from liandu.kernel.models import one

CHUNK = 2000
STORED = ("salt", "facts_text", "leaf__position", "leaf__hash")
# A worker that was killed leaves its verification unfinished; after this another may be asked for.
LONGEST = timedelta(hours=6)
EXPORT = "liandu/audit/export/1"
NO_BODY = "-"

WORDS = {
    Wrong.CONTENT: gettext_noop("Its content is not what was sealed."),
    Wrong.BLANKED: gettext_noop("Its content is gone, and no erasure is on record."),
    Wrong.ROW: gettext_noop("Its time, person, body, kind or subject is not what was sealed."),
    Wrong.MISSING: gettext_noop("It was sealed and is no longer there."),
    Wrong.PLACE: gettext_noop("Before it, at place %(size)s, sealed events are missing."),
    Wrong.ROOT: gettext_noop(
        "From this event to number %(until_id)s, hashes were changed, put in, taken out or swapped."
    ),
    Wrong.SIGNATURE: gettext_noop("The head at size %(size)s is not signed by this node."),
    Wrong.LENGTH: gettext_noop("The log has %(size)s events; its signed heads say otherwise."),
    Wrong.STATE: gettext_noop("The stored tree is not that of the %(size)s events."),
    Wrong.UNSEALED: gettext_noop("It was put in later, behind events already sealed."),
    Wrong.KEPT: gettext_noop(
        "The log is not the one whose last head is kept beside the database: it was cut"
        " back or rewritten, or the database is an older copy."
    ),
}


@dataclass(frozen=True, slots=True)
class Report:
    """What a verification looked at, and what it found."""

    event_count: int = 0
    head_count: int = 0
    log_count: int = 0
    faults: list[Fault] = field(default_factory=list)


def verify(body_code: str = "", since: datetime | None = None) -> Report:
    """Verify the logs of all bodies, or of one; of rows, only those written ``since``.

    :raises NotVisible: if the body has no log
    """
    # Read first: while this runs the sealer may go on, and only makes logs longer.
    kept = keys.kept_heads()
    logs = _logs(body_code)
    faults, event_count = _behind(body_code), 0
    for log in logs:
        size, found = _examined(log, kept.get(log.origin, ""), since)
        event_count += size
        faults += found
    if not body_code:
        lost = kept.keys() - {log.origin for log in logs}
        faults += [Fault(Wrong.KEPT, origin) for origin in sorted(lost)]
    heads = TreeHead.objects.filter(log__in=logs).count()
    return Report(event_count, heads, len(logs), faults)


def say_fault(fault: Fault) -> str:
    """Return one fault in words: which body, which event, what differs."""
    where = _("Body %(body)s") % {"body": fault.log}
    if fault.event_id is not None:
        where = _("%(where)s, event %(event)s") % {"where": where, "event": fault.event_id}
    return f"{where}{_(': ')}{_(WORDS[fault.wrong]) % asdict(fault)}"


def as_json(fault: Fault) -> dict[str, Any]:
    """Return a fault as it is stored."""
    return asdict(fault)


def of_json(stored: dict[str, Any]) -> Fault:
    """Return a fault that was stored."""
    return Fault(**{**stored, "wrong": Wrong(stored["wrong"])})


def under_way(now: datetime) -> bool:
    """Test whether a verification was asked for whose result is still to come."""
    return Verification.objects.filter(finished_at=None, asked_at__gt=now - LONGEST).exists()


def prove(event_id: int, *, with_content: bool = False) -> dict[str, Any]:
    """Return the proof that an event is in the record, to be checked by ``rules.check_proof``.

    :raises NotVisible: if there is no such event
    :raises WrongState: if it is not sealed yet
    """
    event = one(Event.objects.select_related("leaf__log"), event_id)
    if not hasattr(event, "leaf"):
        raise WrongState(_("The event is not sealed yet. Try again in a few seconds."))
    log = event.leaf.log
    head = TreeHead.objects.filter(log=log).latest("size")
    rows = Leaf.objects.filter(log=log, position__lt=head.size).order_by("position")
    leaves = [bytes.fromhex(leaf) for leaf in rows.values_list("hash", flat=True)]
    algorithm = algorithm_of(log.state)
    proof: dict[str, Any] = {
        "format": PROOF,
        "algorithm": algorithm,
        "leaf": row_of(event, log.origin),
        "position": event.leaf.position,
        "path": [step.hex() for step in inclusion_proof(leaves, event.leaf.position, algorithm)],
        "checkpoint": head.text,
        "key": keys.public_key_text(),
    }
    if with_content:
        proof["content"] = {"salt": event.salt, "facts": event.facts_text}
    return proof


def export(body_code: str = "", since: datetime | None = None) -> Iterator[str]:
    """Yield the record as lines of JSON: the key, then each log with its events and checkpoints.

    :raises NotVisible: if the body has no log
    """
    yield _line({"format": EXPORT, "key": keys.public_key_text()})
    for log in _logs(body_code):
        first = _first(log, since)
        yield _line({"log": log.origin, "state": log.state, "first": first})
        for entry in _entries(log, first):
            content = {"salt": entry.salt, "facts": entry.facts_text}
            yield _line({"leaf": entry.row, "position": entry.position, "content": content})
        for _size, text in _heads(log, first):
            yield _line({"checkpoint": text})


def _line(value: dict[str, Any]) -> str:
    return canonical(value).decode() + "\n"


def _logs(body_code: str) -> list[Log]:
    """Return all logs, or that of one body; ``-`` is the log of what no body did."""
    logs = Log.objects.select_related("body").order_by("pk")
    if not body_code:
        return list(logs)
    wanted = Q(body=None) if body_code == NO_BODY else Q(body__code=body_code)
    found = list(logs.filter(wanted))
    if not found:
        raise NotVisible
    return found


def _examined(log: Log, kept: str, since: datetime | None) -> tuple[int, list[Fault]]:
    """Return the size of one log, and what is wrong with it."""
    name = log.body.code if log.body else NO_BODY
    leaves = log.leaves.aggregate(top=Max("position"))["top"]
    top = max(-1 if leaves is None else leaves, (_top_head(log) or 0) - 1)
    log.refresh_from_db(fields=["state"])
    size = size_of(log.state)
    faults = [] if top < size else [Fault(Wrong.LENGTH, name, size=size)]
    faults += [Fault(Wrong.MISSING, name, pk) for pk in _orphans(log)]
    claim = Claim(log.origin, log.state, _heads(log, 0), keys.public_keys(), kept, _erased())
    found = examine(claim, _entries(log), _first(log, since))
    return size, faults + [replace(fault, log=name) for fault in found]


def _top_head(log: Log) -> int | None:
    top: int | None = log.heads.aggregate(top=Max("size"))["top"]
    return top


def _heads(log: Log, first: int) -> Iterator[tuple[int, str]]:
    """Yield size and text of the checkpoints of a log that cover places from ``first`` on."""
    heads = log.heads.filter(size__gt=first, size__lte=size_of(log.state)).order_by("size")
    return heads.values_list("size", "text").iterator(chunk_size=CHUNK)


def _entries(log: Log, first: int = 0) -> Iterator[Entry]:
    """Yield the leaves of a log with their events, in order."""
    events = Event.objects.filter(
        leaf__log=log, leaf__position__gte=first, leaf__position__lt=size_of(log.state)
    ).order_by("leaf__position")
    # Plain rows: to make models of them would take longer than to take their hashes.
    rows = events.values_list(*SEALED, *STORED, named=True)
    for row in rows.iterator(chunk_size=CHUNK):
        yield Entry(
            row.pk, row.leaf__position, row.leaf__hash,
            row_of(row, log.origin), row.salt, row.facts_text,
        )  # fmt: skip


def _first(log: Log, since: datetime | None) -> int:
    """Return the first place of a log whose event was written ``since``."""
    if since is None:
        return 0
    later = log.leaves.filter(event__at__gte=since).aggregate(first=Min("position"))["first"]
    return size_of(log.state) if later is None else int(later)


def _orphans(log: Log) -> list[int]:
    """Return the events that were sealed and are gone."""
    there = Exists(Event.objects.filter(pk=OuterRef("event_id")))
    return list(log.leaves.filter(~there).values_list("event_id", flat=True)[:CHUNK])


def _erased() -> set[int]:
    """Return the events of which another says that they were erased."""
    told = Event.objects.filter(kind=ERASED, subject_kind=Event._meta.label_lower)
    return {int(pk) for pk in told.values_list("subject_id", flat=True) if pk.isdigit()}


def _behind(body_code: str) -> list[Fault]:
    """Return the events that stand before the last sealed one and are in no tree."""
    seal = current_seal()
    passed = Q(pk__lte=seal.last_event)
    if horizon() is not None:
        passed = Q(xid__lt=seal.xid) | Q(xid=seal.xid, pk__lte=seal.last_event)
    events = Event.objects.filter(passed, leaf=None).order_by("pk")
    if body_code:
        events = events.filter(Q(body=None) if body_code == NO_BODY else Q(body__code=body_code))
    rows = events.values_list("pk", "body__code")[:CHUNK]
    return [Fault(Wrong.UNSEALED, code or NO_BODY, pk) for pk, code in rows]

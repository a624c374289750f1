"""The events of a record, for the operations of every kind of record."""

from typing import Any

from liandu.audit.models import Event
from liandu.audit.queries import timeline
from liandu.interfaces.api.shapes import Asked, Happened, Page, page_of


def happened(event: Event) -> Happened:
    """Return one event as it is told: which body and post, what, and when."""
    return Happened(
        id=event.pk, at=event.at, kind=event.kind, sentence=str(event.says.sentence),
        body=str(event.body or ""), post=str(event.post or ""),
    )  # fmt: skip


def events_of(record: Any, asked: Asked) -> Page[Happened]:
    """Return what happened to a record that was found visible, latest first."""
    return page_of(timeline(record), ("-id",), asked, happened)

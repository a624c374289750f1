"""Reading requests for cooperation. Nothing here writes."""

from liandu.cooperation.queries.materials import materials, materials_of, readers_of, seen_material
from liandu.cooperation.queries.requests import (
    coordinating,
    coordinators,
    ledger,
    may_not_know_yet,
    open_dispute,
    open_question,
    own_report,
    people_to_lend,
    receivers,
    requests,
    seen_question,
    seen_request,
)
from liandu.cooperation.queries.waiting import Asked, due, owed, waiting

__all__ = [
    "Asked", "coordinating", "coordinators", "due", "ledger", "materials", "materials_of",
    "may_not_know_yet", "open_dispute", "open_question", "owed", "own_report", "people_to_lend",
    "readers_of", "receivers", "requests", "seen_material", "seen_question", "seen_request",
    "waiting",
]  # fmt: skip

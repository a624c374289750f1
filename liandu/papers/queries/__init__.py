"""Reading papers and templates, and what papers are drawn up of. Nothing here writes."""

from liandu.papers.queries import (  # they register kinds
    of_cooperation,  # noqa: F401
    of_dispatch,  # noqa: F401
    of_findings,  # noqa: F401
    of_inspections,  # noqa: F401
    of_meetings,  # noqa: F401
    of_programme,  # noqa: F401
    of_sides,  # noqa: F401
    of_urging,  # noqa: F401
)
from liandu.papers.queries.composing import composed, first_words, letterhead_of
from liandu.papers.queries.of_programme import CODE as PROGRAMME_LIST
from liandu.papers.queries.reading import (
    bodies_named,
    papers,
    papers_of,
    received,
    record_of,
    seen_paper,
    seen_record,
    template,
    template_in_use,
    templates,
)
from liandu.papers.queries.waiting import is_waiting_for, waiting_for

__all__ = [
    "PROGRAMME_LIST", "bodies_named", "composed", "first_words", "is_waiting_for",
    "letterhead_of", "papers", "papers_of", "received", "record_of", "seen_paper", "seen_record",
    "template", "template_in_use", "templates", "waiting_for",
]  # fmt: skip

"""The button to follow a record, for the head of any record's page.

Write ``{% panels "record.acts" finding %}`` there.
"""

from collections.abc import Mapping
from typing import Any

from liandu.access.models import Guarded
from liandu.kernel.permits import allowed
from liandu.notices import queries
from liandu.web.middleware import ActorRequest
from liandu.web.panels import panel


@panel("record.acts", title="", template="notices/parts/follow.html", is_bare=True)
def follow_button(request: ActorRequest, record: Guarded) -> Mapping[str, Any] | None:
    """Show whether the person follows ``record``, and let them change that."""
    if not allowed(request.actor, "notices.follow", record):
        return None
    return {"follows": queries.follows(request.actor, record)}

"""The bell, the inbox in the navigation, and the button to follow a record for any record's page.

Write ``{% panels "record.acts" finding %}`` there.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from liandu.access.models import Guarded
from liandu.kernel.permits import allowed
from liandu.notices import queries
from liandu.web.middleware import ActorRequest
from liandu.web.pages import bell, nav
from liandu.web.panels import panel

bell("notices:inbox", queries.unread_count)
nav("notices", _("Inbox"), "bell", "notices:inbox", group="support", order=10,
    sees=lambda actor: actor.post_id is not None)  # fmt: skip


@panel("record.acts", title="", template="notices/parts/follow.html", is_bare=True)
def follow_button(request: ActorRequest, record: Guarded) -> Mapping[str, Any] | None:
    """Show whether the person follows ``record``, and let them change that."""
    if not allowed(request.actor, "notices.follow", record):
        return None
    return {"follows": queries.follows(request.actor, record)}

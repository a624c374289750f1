"""The section of one's account about systems that are told of events."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from liandu.kernel.permits import allowed
from liandu.web.middleware import ActorRequest
from liandu.web.panels import panel
from liandu.webhooks import queries


@panel("orgs.account", title=_("Systems that are told"), template="webhooks/parts/own.html")
def own_webhooks(request: ActorRequest, _person: Any) -> Mapping[str, Any] | None:
    """Show how many webhooks hold, and lead to them; nothing to who may make none."""
    if not allowed(request.actor, "webhooks.make_webhook"):
        return None
    return {
        "count": queries.live_webhooks(request.actor, timezone.now()).count(),
        "panel_url": reverse("webhooks:webhook_list"),
        "panel_link": _("Webhooks"),
    }

"""Pages about inspections: each reads the request, makes one call, and draws the answer."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.kernel.actor import Actor
from liandu.web.pages import nav


def has_post(actor: Actor) -> bool:
    """Test whether ``actor`` holds a post: administrators see no business."""
    return actor.post_id is not None


nav(
    "inspections",
    _("Inspections"),
    "clipboard-check",
    "inspections:inspection_list",
    group="business",
    order=40,
    sees=has_post,
    short=pgettext_lazy("tab bar", "Inspect"),
)

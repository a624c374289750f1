"""Who may keep views: everybody who is somebody, their own."""

from typing import Any

from liandu.kernel.actor import Actor
from liandu.kernel.permits import permit
from liandu.web.models import SavedView


@permit("web.save_view")
def may_save(actor: Actor, _thing: Any) -> bool:
    """Anybody who is signed in may."""
    return actor.person_id is not None


@permit("web.delete_view")
def may_delete(actor: Actor, view: SavedView) -> bool:
    """Only whose view it is may."""
    return view.person_id == actor.person_id

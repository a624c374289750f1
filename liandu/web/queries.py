"""Reading saved views. Nothing here writes."""

from liandu.kernel.actor import Actor
from liandu.kernel.models import one
from liandu.web.models import SavedView, SavedViewQuerySet


def saved_views(actor: Actor, listing: str) -> SavedViewQuerySet:
    """Return the actor's own views of a list, oldest first."""
    return SavedView.objects.visible_to(actor).filter(listing=listing)


def saved_view(actor: Actor, view_id: int) -> SavedView:
    """Return one of the actor's views.

    :raises NotVisible: if it is not theirs
    """
    return one(SavedView.objects.visible_to(actor), view_id)


def locked_view(actor: Actor, view_id: int) -> SavedView:
    """Return one of the actor's views, held against change until the transaction ends.

    :raises NotVisible: if it is not theirs
    """
    return one(SavedView.objects.visible_to(actor).select_for_update(), view_id)

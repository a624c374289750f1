"""Everything that changes a saved view."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require
from liandu.web import queries
from liandu.web.models import SavedView
from liandu.web.rules import MOST_VIEWS

kind("web.view_saved", gettext_lazy("saved a view"), icon="bookmark")
kind("web.view_deleted", gettext_lazy("deleted a view"), icon="trash")


@action("web.save_view")
def save_view(*, actor: Actor, listing: str, name: str, query: str) -> SavedView:
    """Keep the filters, columns and order of a list under a name.

    :raises NotAllowed: if nobody is signed in
    :raises Invalid: if the name is taken, or there are too many
    """
    require(actor, "web.save_view")
    own = queries.saved_views(actor, listing)
    if own.filter(name=name).exists():
        raise Invalid({"name": _("You already have a view of this name. Choose another name.")})
    if own.count() >= MOST_VIEWS:
        raise Invalid(
            _("You have %(most)s views of this list. Delete one first.") % {"most": MOST_VIEWS}
        )
    view = SavedView.objects.create(
        person_id=int(actor.person_id or 0), listing=listing, name=name, query=query
    )
    record(actor, "web.view_saved", view, after={"listing": listing, "name": name})
    return view


@action("web.delete_view")
def delete_view(*, actor: Actor, view_id: int) -> None:
    """Forget a saved view.

    :raises NotVisible: if it is not the actor's
    """
    view = queries.locked_view(actor, view_id)
    require(actor, "web.delete_view", view)
    record(actor, "web.view_deleted", view, before={"listing": view.listing, "name": view.name})
    view.delete()

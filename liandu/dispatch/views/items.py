"""One line of a sheet: settled, or let go."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods

from liandu.dispatch import actions, forms, queries
from liandu.dispatch.models import DispatchItem
from liandu.kernel.errors import WrongState
from liandu.kernel.permits import require
from liandu.web.forms import Ask, ConfirmForm, respond_form
from liandu.web.middleware import ActorRequest


@require_http_methods(["GET", "POST"])
def keep_item(request: ActorRequest, pk: int) -> HttpResponse:
    """Say that a line is done."""
    item = _item(request, pk, "keep_item")
    ask = Ask(
        pgettext("dispatch", "Done?"), item.text, pgettext("verb", "Settle"), back=_back(item),
        crumbs=_crumbs(item),
    )  # fmt: skip
    return respond_form(
        request, forms.KeepForm, ask=ask, success=_back(item), done=_("Settled."),
        action=lambda clean: actions.keep_item(
            actor=request.actor, item_id=pk, note=clean["note"]
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def release_item(request: ActorRequest, pk: int) -> HttpResponse:
    """Let a line go, with a reason."""
    item = _item(request, pk, "release_item")
    ask = Ask(
        _("Release it?"), item.text, _("Release"), danger=True, back=_back(item),
        crumbs=_crumbs(item),
    )  # fmt: skip
    return respond_form(
        request, ConfirmForm, ask=ask, success=_back(item), done=_("Released."),
        action=lambda clean: actions.release_item(
            actor=request.actor, item_id=pk, reason=clean["reason"]
        ),
    )  # fmt: skip


def _item(request: ActorRequest, pk: int, name: str) -> DispatchItem:
    """Return a line that the actor may settle.

    :raises NotVisible: if there is none, or the actor may not know of it
    :raises NotAllowed: if it is not theirs to settle
    :raises WrongState: if it was settled already
    """
    item = queries.seen_item(request.actor, pk)
    require(request.actor, f"dispatch.{name}", item)
    if item.settled_at is not None:
        raise WrongState(_("It was settled already. Reload to see how it stands."))
    return item


def _back(item: DispatchItem) -> str:
    """Return the way to the tab that shows it."""
    record = item.sheet.dispatch.supervised_object
    return f"{record.get_absolute_url()}?tab=dispatch"


def _crumbs(item: DispatchItem) -> tuple[tuple[str, str], ...]:
    """Return the way here."""
    return ((item.sheet.dispatch.supervised_object.number, _back(item)),)

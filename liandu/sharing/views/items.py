"""The list and the page of shared items, the form of one, and the page of a receipt."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from liandu.access.permits import speaks_for
from liandu.audit.panels import entries
from liandu.files.panels import gallery
from liandu.kernel.actor import Actor
from liandu.kernel.permits import allowed, require
from liandu.orgs.models import Body
from liandu.sharing import actions, forms, queries
from liandu.sharing.listings import ITEMS
from liandu.sharing.models import SharedItem, SharingReceipt
from liandu.sharing.panels import PLACE, RECEIPT
from liandu.sharing.rules import ItemState
from liandu.sharing.views.steps import OF_ITEM, OF_QUESTION, OF_RECEIPT
from liandu.sharing.views.taking import CRUMB, choices
from liandu.web.draw import pill
from liandu.web.forms import Ask, respond_form
from liandu.web.middleware import ActorRequest
from liandu.web.panels import chosen


@require_GET
def item_list(request: ActorRequest) -> HttpResponseBase:
    """List the items that are open to the person."""
    may = allowed(request.actor, "sharing.draft_item")
    new = reverse("sharing:new") if may else ""
    return ITEMS.respond(request, queries.items(request.actor), new_url=new)


@require_GET
def item(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Show an item: what it says, with whom it is shared, who signed."""
    actor = request.actor
    found = queries.seen_item(actor, pk)
    may_edit = found.state == ItemState.DRAFT and allowed(actor, "sharing.edit_item", found)
    context: dict[str, Any] = {
        "title": found.title, "item": found, "pill": pill(*found.pill), "place": PLACE,
        "url": found.get_absolute_url(), "tab": chosen(request, PLACE),
        "edit_url": reverse("sharing:edit", args=[pk]) if may_edit else "",
        "choices": choices(actor, OF_ITEM, found),
    }  # fmt: skip
    if not context["tab"]:
        context |= overview(actor, found)
    return render(request, "sharing/item.html", context)


def overview(actor: Actor, found: SharedItem) -> dict[str, Any]:
    """Return what the first tab of an item is drawn from.

    What happened to it is for the body that shares it: the record tells who opened its files, and
    recipients are not to learn of each other.
    """
    rows = queries.receipts_of(actor, found)
    own = next((row for row in rows if row.body_id == actor.body_id), None)
    # The recipient's own stands by itself; the table is for who sees those of several bodies.
    others = [row for row in rows if row is not own] if own else rows
    is_inside, is_draft = speaks_for(actor, found.owner_body), found.state == ItemState.DRAFT
    return {
        "own": own and of_receipt(actor, own), "is_inside": is_inside,
        "receipts": [(row, pill(*row.pill), asked(row)) for row in (rows if others else ())],
        "gallery": gallery(actor, found), "circle": getattr(found, "committee", None),
        "named": Body.objects.filter(pk__in=queries.named_in(found)) if is_draft else (),
        "entries": entries(actor, found) if is_inside else (),
    }  # fmt: skip


def asked(row: SharingReceipt) -> tuple[int, int]:
    """Return how many questions a recipient asked, and how many of them wait for an answer."""
    every = list(row.questions.all())
    return len(every), sum(one.answered_at is None for one in every)


def of_receipt(actor: Actor, row: SharingReceipt) -> dict[str, Any]:
    """Return what a receipt is drawn from, on its page and on that of the item."""
    return {
        "row": row, "pill": pill(*row.pill), "choices": choices(actor, OF_RECEIPT, row),
        "led_to": queries.led_to(actor, row),
        "thread": [
            (one, choices(actor, OF_QUESTION, one)) for one in queries.questions(row)
        ],
    }  # fmt: skip


@require_GET
def receipt(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Show a receipt: who signed, what was asked and answered, what came of it."""
    actor = request.actor
    found = queries.seen_receipt(actor, pk)
    shared = queries.items(actor).filter(pk=found.item_id).first()
    context: dict[str, Any] = {
        "title": found.title, "receipt": found, "own": of_receipt(actor, found),
        "item": shared, "place": RECEIPT, "url": found.get_absolute_url(),
        "tab": chosen(request, RECEIPT),
    }  # fmt: skip
    if not context["tab"]:
        context["entries"] = entries(actor, found)
    return render(request, "sharing/receipt.html", context)


@require_http_methods(["GET", "POST"])
def new(request: ActorRequest) -> HttpResponse:
    """Begin to share something."""
    require(request.actor, "sharing.draft_item")
    ask = Ask(
        _("Share information"), _("Until you share it, only your body knows of the draft."),
        _("Save as draft"), back=reverse(CRUMB[1]), crumbs=((CRUMB[0], reverse(CRUMB[1])),),
    )  # fmt: skip
    return respond_form(
        request, partial(forms.ItemForm, actor=request.actor), ask=ask,
        success=SharedItem.get_absolute_url, done=_("Saved as draft."),
        initial={**forms.ItemForm.usual(), "committee_id": request.GET.get("committee", "")},
        action=lambda clean: actions.draft_item(
            actor=request.actor, draft=forms.ItemForm.draft(clean)
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def edit(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Change a draft."""
    found = queries.seen_item(request.actor, pk)
    require(request.actor, "sharing.edit_item", found)
    back = found.get_absolute_url()
    ask = Ask(
        _("Change the draft"), back=back,
        crumbs=((CRUMB[0], reverse(CRUMB[1])), (found.title, back)),
    )  # fmt: skip
    return respond_form(
        request, partial(forms.ItemForm, actor=request.actor), ask=ask, success=back,
        done=_("Saved."), initial=forms.ItemForm.values_of(found),
        action=lambda clean: actions.edit_item(
            actor=request.actor, item_id=pk, draft=forms.ItemForm.draft(clean)
        ),
    )  # fmt: skip

"""The list and the page of contracts, and the forms in which entries are made."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from liandu.contracts import actions, forms, queries
from liandu.contracts.listings import CONTRACTS
from liandu.contracts.models import Contract, in_words, paid_permille, percent
from liandu.contracts.panels import ENTRY_WORDS, PromptShown, rows_of
from liandu.contracts.rules import OF_CONTRACT, Entry
from liandu.kernel.errors import NotVisible
from liandu.kernel.permits import allowed, require
from liandu.web.forms import Ask, ConfirmForm, respond_form
from liandu.web.middleware import ActorRequest
from liandu.works.queries import seen_object

TENDER = (
    "estimate_fen", "documents_from_on", "documents_until_on", "bids_due_on", "bidders",
    "bid_bond_fen", "candidates_from_on", "candidates_until_on", "notice_on", "bid_fen",
)  # fmt: skip
SIGNING = ("signed_on", "amount_fen", "performance_bond_fen", "reported_on", "final_fen")
WHOLE_BAR = 100


@require_GET
def contract_list(request: ActorRequest) -> HttpResponseBase:
    """Show the contracts in sight."""
    may_take = allowed(request.actor, "contracts.export_projects")
    return CONTRACTS.respond(request, queries.listed(request.actor), may_take=may_take)


@require_GET
def contract(request: ActorRequest, pk: int) -> HttpResponse:
    """Show a contract, its changes and payments, and what is to be looked at."""
    found = queries.seen_contract(request.actor, pk)
    record, paid = found.supervised_object, paid_permille(found)
    context = {
        "contract": found, "title": found.name, "record": record,
        "of_object": of_object(record), "tender": rows_of(found, TENDER),
        "signing": rows_of(found, SIGNING), "changes": found.changes.all(),
        "payments": found.payments.all(), "bids": found.bids.all(), "paid": percent(paid),
        "paid_bar": min(WHOLE_BAR, round((paid or 0) / 10)),
        "progress": percent(found.progress_permille),
        "progress_bar": round((found.progress_permille or 0) / 10),
        "prompts": [PromptShown(one, in_words(one)) for one in queries.of_contract(found)],
        "may_enter": allowed(request.actor, "contracts.edit_entry", record),
    }  # fmt: skip
    return render(request, "contracts/contract.html", context)


@require_http_methods(["GET", "POST"])
def add(request: ActorRequest, pk: UUID, entry: str) -> HttpResponse:
    """Enter a contract, change, payment or milestone of a project."""
    kind, record = entry_of(entry), seen_object(request.actor, pk)
    require(request.actor, "contracts.add_entry", record)
    asked = request.GET.get("contract", "")
    ask = Ask(
        ENTRY_WORDS[kind][0], record.name, _("Enter"), back=of_object(record), crumbs=crumbs(record)
    )
    return respond_form(
        request, partial(forms.EntryForm, entry=kind, record=record), ask=ask, success=_after,
        initial={"contract_id": asked} if asked.isdecimal() else None, done=_("Entered."),
        action=lambda clean: actions.add_entry(
            actor=request.actor, object_id=pk, entry=kind, values=forms.values(clean, kind)
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def edit(request: ActorRequest, entry: str, pk: int) -> HttpResponse:
    """Change what was entered."""
    kind = entry_of(entry)
    found = queries.seen_entry(request.actor, kind, pk)
    require(request.actor, "contracts.edit_entry", found.record)
    form = partial(forms.EntryForm, entry=kind, record=found.record)
    return respond_form(
        request, form, ask=_ask(found, ENTRY_WORDS[kind][1], _("Save")), done=_("Saved."),
        initial=forms.EntryForm.values_of(found), success=_after,
        action=lambda clean: actions.edit_entry(
            actor=request.actor, entry=kind, entry_id=pk, values=forms.values(clean, kind)
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def remove(request: ActorRequest, entry: str, pk: int) -> HttpResponse:
    """Remove what was entered by mistake."""
    kind = entry_of(entry)
    found = queries.seen_entry(request.actor, kind, pk)
    require(request.actor, "contracts.remove_entry", found.record)
    words = _("It goes from every list and figure; the record keeps it with your reason.")
    if kind is Entry.CONTRACT:
        words = _("It goes with its bids, changes and payments; the record keeps all of it.")
    is_part = kind in OF_CONTRACT
    after = found.contract.get_absolute_url() if is_part else of_object(found.record)
    return respond_form(
        request, ConfirmForm, ask=_ask(found, ENTRY_WORDS[kind][2], _("Remove"), words),
        success=after, done=_("Removed."),
        action=lambda clean: actions.remove_entry(
            actor=request.actor, entry=kind, entry_id=pk, reason=clean["reason"]
        ),
    )  # fmt: skip


def entry_of(slug: str) -> Entry:
    """Return the kind of entry that an address names.

    :raises NotVisible: if there is none
    """
    if slug not in set(Entry):
        raise NotVisible
    return Entry(slug)


def of_object(record: Any) -> str:
    """Return the way to the contracts of a project on its page."""
    return f"{record.get_absolute_url()}?tab=contracts"


def crumbs(record: Any) -> tuple[tuple[Any, str], ...]:
    """Return the way to a project's contracts, step by step."""
    return (
        (_("Major projects"), reverse("works:objects")),
        (record.number, record.get_absolute_url()),
        (_("Contracts and funds"), of_object(record)),
    )


def _after(one: Any) -> str:
    """Return where an entry is seen: on the page of its contract, or of its project."""
    if isinstance(one, Contract):
        return one.get_absolute_url()
    if one.ENTRY is Entry.MILESTONE:
        return of_object(one.record)
    found: str = one.contract.get_absolute_url()
    return found


def _ask(found: Any, title: Any, button: str, intro: str = "") -> Ask:
    """Return what a form about one entry says."""
    said = f"{found.record.name} · {found}"
    danger = title == ENTRY_WORDS[found.ENTRY][2]
    return Ask(
        title, f"{said} {intro}".strip(), button, danger=danger, back=_after(found),
        crumbs=crumbs(found.record),
    )  # fmt: skip

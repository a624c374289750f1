"""Importing bodies, accounts, posts and their holders: template, preview, all or nothing."""

from typing import Any

from django.core import signing
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from liandu.kernel.errors import Invalid, NotVisible
from liandu.kernel.permits import require
from liandu.orgs.actions.imports import BadRows, Rows, Tried
from liandu.orgs.forms import SheetForm
from liandu.orgs.sheets import SHEETS, Sheet, read_rows
from liandu.web.middleware import ActorRequest
from liandu.web.spreadsheet import as_xlsx

SALT = "orgs.import"
AN_HOUR = 3600
BACK = {
    "orgs:body_list": gettext_lazy("Bodies and posts"),
    "orgs:person_list": gettext_lazy("People and accounts"),
}


@require_http_methods(["GET", "POST"])
def sheet_import(request: ActorRequest, key: str) -> HttpResponse:
    """Ask for a file; show what would come of it, with each fault by row and column; then do it."""
    sheet = _sheet(request, key)
    if request.method != "POST":
        return _ask(request, sheet, SheetForm())
    if kept := request.POST.get("rows"):
        return _finish(request, sheet, kept)
    form = SheetForm(request.POST, request.FILES)
    rows = _rows(sheet, form)
    return _preview(request, sheet, rows) if rows else _ask(request, sheet, form)


@require_GET
def sheet_template(request: ActorRequest, key: str) -> HttpResponseBase:
    """Answer with the template of a list: its headings and one example."""
    sheet = _sheet(request, key)
    heads = [str(label) for _key, label, _example, _needed in sheet.columns]
    example = [example for _key, _label, example, _needed in sheet.columns]
    return as_xlsx(str(sheet.title), heads, [example], author=str(request.user))


def _sheet(request: ActorRequest, key: str) -> Sheet:
    """Return the list of that key, if the actor may import it.

    :raises NotVisible: if there is none
    :raises NotAllowed: if the actor may not
    """
    if key not in SHEETS:
        raise NotVisible
    require(request.actor, SHEETS[key].permit)
    return SHEETS[key]


def _rows(sheet: Sheet, form: SheetForm) -> Rows:
    """Return the rows of the file; none, with the reason at the form, if it cannot be used."""
    if not form.is_valid():
        return []
    file = form.cleaned_data["file"]
    try:
        return read_rows(sheet, file.read(), file.name)
    except Invalid as fault:
        form.take(fault)
        return []


def _ask(request: ActorRequest, sheet: Sheet, form: SheetForm) -> HttpResponse:
    status = Invalid.status if form.errors else 200
    return _draw(request, sheet, {"form": form}, status)


def _preview(request: ActorRequest, sheet: Sheet, rows: Rows) -> HttpResponse:
    """Try the rows; show them with their faults, or with the button that takes them."""
    faults: dict[int, Any] = {}
    try:
        sheet.take(actor=request.actor, rows=rows, is_trial=True)
    except BadRows as bad:
        faults = bad.rows
    except Tried:
        pass
    context = {
        "lines": [_line(sheet, number, cells, faults) for number, cells in rows],
        "faulty": len(faults),
        "kept": "" if faults else signing.dumps([list(row) for row in rows], salt=SALT),
    }
    return _draw(request, sheet, context, Invalid.status if faults else 200)


def _finish(request: ActorRequest, sheet: Sheet, kept: str) -> HttpResponse:
    """Take the rows that were previewed. Passwords among what came of it are shown this once."""
    try:
        rows = [tuple(row) for row in signing.loads(kept, salt=SALT, max_age=AN_HOUR)]
        outcome = sheet.take(actor=request.actor, rows=rows, is_trial=False)
    except signing.BadSignature:
        form = SheetForm({})
        form.add_error(None, _("The preview is more than an hour old. Choose the file again."))
        return _ask(request, sheet, form)
    except BadRows as bad:
        lines = [_line(sheet, number, cells, bad.rows) for number, cells in rows]
        return _draw(request, sheet, {"lines": lines, "faulty": len(bad.rows)}, BadRows.status)
    return _draw(request, sheet, {"outcome": outcome}, 200)


def _line(sheet: Sheet, number: int, cells: Any, faults: Any) -> dict[str, Any]:
    """Return a row as the preview shows it: its number, its cells, each with what is wrong."""
    bad = faults.get(number, {})
    known = {key for key, _label, _example, _needed in sheet.columns}
    return {
        "number": number,
        "cells": [(cells[key], bad.get(key, "")) for key, _l, _e, _n in sheet.columns],
        "other": " ".join(str(words) for key, words in bad.items() if key not in known),
    }


def _draw(
    request: ActorRequest, sheet: Sheet, context: dict[str, Any], status: int
) -> HttpResponse:
    common = {
        "title": sheet.title,
        "sheet": sheet,
        "back": reverse(sheet.back),
        "back_label": BACK[sheet.back],
        "template_url": reverse("orgs:sheet_template", args=[sheet.key]),
    }
    return render(request, "orgs/import.html", {**common, **context}, status=status)

"""Taking a plain list in for an app above: template, preview of every row, all or nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from liandu.engines.tabular import Problem, Reader, Severity
from liandu.kernel.errors import Invalid
from liandu.orgs.actions.imports import BadRows, Outcome, Tried
from liandu.web.forms import redirect_to
from liandu.web.middleware import ActorRequest
from liandu.web.spreadsheet import as_xlsx
from liandu.works.forms import UploadForm
from liandu.works.queries import Row, Sheet, Taken, as_plain, as_values, read_sheet, said

SALT = "works.sheet"
AN_HOUR = 3600
Take = Callable[..., Outcome]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a list is taken in: the ways back, the address of its template, who takes it."""

    back: str
    crumbs: tuple[tuple[Any, str], ...]
    about: str
    template_url: str
    take: Take
    done: Callable[[int], str]


def respond_sheet(request: ActorRequest, sheet: Sheet, place: Place) -> HttpResponse:
    """Ask for a file; show what each row would come to, with its faults; then take all of them."""
    if request.method != "POST":
        return _ask(request, sheet, place, UploadForm())
    if kept := request.POST.get("rows"):
        return _finish(request, sheet, place, kept)
    form = UploadForm(request.POST, request.FILES)
    taken = _read(sheet, form) if form.is_valid() else None
    return _preview(request, sheet, place, taken) if taken else _ask(request, sheet, place, form)


def sheet_template(request: ActorRequest, sheet: Sheet) -> HttpResponseBase:
    """Send an empty workbook whose headings are recognised."""
    is_chinese = (get_language() or "").startswith("zh")
    heads = []
    for one in sheet.fields:
        words = one.synonyms[0] if is_chinese else one.key.replace("_", " ")
        heads.append(f"{words}（万元）" if one.reader == Reader.MONEY else words)
    return as_xlsx(str(sheet.title), heads, [], author=str(request.user))


def _read(sheet: Sheet, form: UploadForm) -> Taken | None:
    """Return the file as it was read; nothing, with the reason at the form, if it cannot be."""
    file = form.cleaned_data["file"]
    try:
        return read_sheet(sheet, file.read(), file.name)
    except Invalid as fault:
        form.take(fault)
        return None


def _ask(request: ActorRequest, sheet: Sheet, place: Place, form: UploadForm) -> HttpResponse:
    status = Invalid.status if form.errors else 200
    return _draw(request, sheet, place, {"form": form}, status)


def _preview(request: ActorRequest, sheet: Sheet, place: Place, taken: Taken) -> HttpResponse:
    """Try the rows; show them with their faults, or with the button that takes them."""
    faults: dict[int, Any] = {}
    if not any(row.has(Severity.ERROR) for row in taken.rows):
        try:
            rows = [(row.number, row.values) for row in taken.rows]
            place.take(actor=request.actor, rows=rows, is_trial=True)
        except BadRows as bad:
            faults = bad.rows
        except Tried:
            pass
    lines = [_line(sheet, row, faults.get(row.number, {})) for row in taken.rows]
    faulty = sum(line["is_faulty"] for line in lines)
    plain = [[row.number, as_plain(row.values)] for row in taken.rows]
    context = {
        "lines": lines, "taken": taken, "faulty": faulty,
        "kept": "" if faulty else signing.dumps(plain, salt=SALT, compress=True),
        "is_doubtful": taken.is_doubtful or any(row.has(Severity.DOUBT) for row in taken.rows),
    }  # fmt: skip
    return _draw(request, sheet, place, context, Invalid.status if faulty else 200)


def _finish(request: ActorRequest, sheet: Sheet, place: Place, kept: str) -> HttpResponse:
    """Take the rows that were previewed; what changed meanwhile is told, and nothing is written."""
    try:
        plain = signing.loads(kept, salt=SALT, max_age=AN_HOUR)
        rows = [(number, as_values(sheet, values)) for number, values in plain]
        outcome = place.take(actor=request.actor, rows=rows, is_trial=False)
    except signing.BadSignature:
        words = _("The preview is more than an hour old. Choose the file again.")
        return _ask(request, sheet, place, _saying(words))
    except BadRows:
        words = _("Something changed since the preview. Choose the file again.")
        return _ask(request, sheet, place, _saying(words))
    messages.success(request, place.done(outcome.count))
    return redirect_to(request, place.back)


def _saying(words: str) -> UploadForm:
    """Return the form for a file with what has to be said above it."""
    form = UploadForm({})
    form.errors.clear()
    form.add_error(None, words)
    return form


def _line(sheet: Sheet, row: Row, bad: dict[str, str]) -> dict[str, Any]:
    """Return a row as the preview shows it: its number, its cells, what is said of each."""
    by_cell: dict[str, list[tuple[str, str]]] = {}
    for problem in row.problems:
        by_cell.setdefault(problem.field, []).append((_letter(problem), said(sheet, problem)))
    for key, words in bad.items():
        by_cell.setdefault(_field(sheet, key), []).append(("r", str(words)))
    known = {one.key for one in sheet.fields}
    other = [one for key, found in by_cell.items() if key not in known for one in found]
    return {
        "number": row.number, "other": other,
        "cells": [(row.cells.get(one.key, ""), by_cell.get(one.key, ())) for one in sheet.fields],
        "is_faulty": bool(bad) or row.has(Severity.ERROR),
    }  # fmt: skip


def _field(sheet: Sheet, column: str) -> str:
    """Return the field of the list that a column of the table is read from."""
    return column.removesuffix("_id") if column.removesuffix("_id") in sheet.labels else column


def _letter(problem: Problem) -> str:
    letters = {Severity.ERROR: "r", Severity.DOUBT: "a", Severity.NOTE: "n"}
    return letters[problem.severity]


def _draw(
    request: ActorRequest, sheet: Sheet, place: Place, context: dict[str, Any], status: int
) -> HttpResponse:
    common = {
        "title": sheet.title, "heads": [sheet.labels[one.key] for one in sheet.fields],
        "place": place, "back": place.back,
    }  # fmt: skip
    return render(request, "works/sheet_import.html", {**common, **context}, status=status)

"""A list on its way in: upload, preview, columns, progress, report."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from liandu.access.words import LABEL_WORDS
from liandu.engines.tabular import WORKS_FIELDS, Reader
from liandu.engines.tabular.cells import UNITS
from liandu.kernel.errors import Invalid
from liandu.kernel.permits import require
from liandu.web.forms import Ask, Form, respond_form
from liandu.web.middleware import ActorRequest
from liandu.web.pieces import Job
from liandu.web.spreadsheet import as_xlsx
from liandu.works import actions, forms, panels, queries
from liandu.works.models import LABELS, ImportBatch, told
from liandu.works.rules import BatchState, Choices

LINES_A_PAGE = 50
SHOWS = ("problems", "wrong", "doubtful", "matched", "all")


@require_GET
def import_list(request: ActorRequest) -> HttpResponse:
    """Show the actor's imports, newest first."""
    require(request.actor, "works.see_imports")
    page = Paginator(queries.batches(request.actor), LINES_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "works/import_list.html", {"title": _("Imports"), "page": page})


@require_http_methods(["GET", "POST"])
def new_import(request: ActorRequest) -> HttpResponse:
    """Take in a file."""
    require(request.actor, "works.start_import")
    back = reverse("works:objects")
    ask = Ask(
        _("Import a list"), _("Nothing is written yet: first you see how each line was read."),
        _("Upload and look"), back=back, crumbs=((_("Major projects"), back),),
        template="works/import_new.html",
    )  # fmt: skip

    def start(clean: dict[str, Any]) -> ImportBatch:
        file = clean["file"]
        return actions.start_import(actor=request.actor, file_name=file.name, content=file.read())

    return respond_form(
        request, forms.UploadForm, action=start, ask=ask,
        success=lambda made: reverse("works:import", args=[made.pk]),
    )  # fmt: skip


@require_GET
def import_template(request: ActorRequest) -> HttpResponseBase:
    """Send an empty workbook whose headings are recognised."""
    require(request.actor, "works.start_import")
    is_chinese = (get_language() or "").startswith("zh")
    heads = []
    for one in WORKS_FIELDS:
        if one.key in {"serial", "span", "remark"}:
            continue
        words = one.synonyms[0] if is_chinese else one.key.replace("_", " ")
        heads.append(f"{words}（亿元）" if one.reader == Reader.MONEY else words)
    return as_xlsx(_("List of projects"), heads, [])


@require_http_methods(["GET", "POST"])
def import_preview(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Show how each line was read, and take what the person settles; later, how it went."""
    batch = queries.batch(request.actor, pk)
    require(request.actor, "works.see_imports")
    if batch.state != BatchState.PREVIEW:
        context = {
            "batch": batch, "title": batch.file_name, "job": _job(batch),
            "left_out": panels.left_out(batch),
        }  # fmt: skip
        return render(request, "works/import_result.html", context)
    if request.method == "POST":
        return _settle(request, batch)
    return _preview(request, batch)


def _settle(request: ActorRequest, batch: ImportBatch) -> HttpResponse:
    """Keep what was settled; then import if that was asked and nothing else came up."""
    before = request.POST.get("counts", "")
    batch = actions.edit_import(
        actor=request.actor, batch_id=batch.pk,
        change=lambda choices: forms.choices_from(request.POST, choices),
    )  # fmt: skip
    here = f"{reverse('works:import', args=[batch.pk])}?{request.GET.urlencode()}"
    if request.POST.get("then") != "queue":
        messages.success(request, _("Kept. The lines below were read anew."))
        return redirect(here)
    lines = queries.lines(request.actor, batch, queries.reading(batch))
    if panels.counted(queries.tally(lines)) != before:
        messages.info(request, _("The lines changed with what you entered. Look once more."))
        return redirect(here)
    try:
        actions.queue_import(actor=request.actor, batch_id=batch.pk)
    except Invalid as refusal:
        messages.error(request, str(refusal))
        return redirect(here)
    return redirect("works:import", batch.pk)


def _preview(request: ActorRequest, batch: ImportBatch) -> HttpResponse:
    """Draw the preview."""
    reading = queries.reading(batch)
    lines = queries.lines(request.actor, batch, reading)
    choices = Choices.of(batch.choices)
    counts = queries.tally(lines)
    asked = request.GET.get("show", "")
    show = asked if asked in SHOWS else ("problems" if counts["wrong"] or _doubts(lines) else "all")
    chosen = [line for line in lines if panels.is_shown(line, show)]
    page = Paginator(chosen, LINES_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "batch": batch, "title": batch.file_name, "choices": choices, "counts": counts,
        "counted": panels.counted(counts), "reading": reading, "page": page, "show": show,
        "lines": [panels.line_of(line, choices, reading.layout) for line in page.object_list],
        "views": panels.views_of(lines, show), "coming": counts["new"] + counts["update"],
        "column_problems": panels.problems_of(reading.layout), "doubts": _doubts(lines),
        "labels": list(LABEL_WORDS.items()),
        "matched": sum(line.match is not None for line in lines),
    }  # fmt: skip
    return render(request, "works/import_preview.html", context)


def _doubts(lines: Sequence[Any]) -> int:
    """Return how many lines hold a doubt."""
    return sum(line.draft.verdict == "doubtful" for line in lines)


@require_http_methods(["GET", "POST"])
def import_columns(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Say which column is which."""
    batch = queries.batch(request.actor, pk)
    require(request.actor, "works.set_columns", batch)
    if request.method == "POST":
        sheet, columns = forms.columns_from(request.POST)
        was = Choices.of(batch.choices).layout.get("sheet")
        actions.set_columns(actor=request.actor, batch_id=pk, sheet=sheet, columns=columns)
        messages.success(request, _("Kept. The next list with such headings is read the same way."))
        name = "works:import" if sheet == was else "works:import_columns"
        return redirect(name, pk)
    reading = queries.reading(batch)
    context = {
        "batch": batch, "title": pgettext("import", "Columns"), "reading": reading,
        "problems": panels.problems_of(reading.layout),
        "samples": _samples(batch, reading), "units": list(UNITS),
        "fields": [(one.key, LABELS[one.label]) for one in WORKS_FIELDS],
    }  # fmt: skip
    return render(request, "works/import_columns.html", context)


def _samples(batch: ImportBatch, reading: queries.Reading) -> list[tuple[Any, str]]:
    """Return each column with its first few cells."""
    found = queries.samples(batch)
    columns = reading.layout.columns if reading.layout else ()
    return [(column, " / ".join(found.get(column.index, ()))) for column in columns]


@require_http_methods(["GET", "POST"])
def cancel_import(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Give up an import."""
    batch = queries.batch(request.actor, pk)
    require(request.actor, "works.cancel_import", batch)
    back = reverse("works:import", args=[pk])
    ask = Ask(
        _("Give up this import?"), _("Nothing of this list comes in. What came in before stays."),
        _("Give it up"), danger=True, back=back, crumbs=((batch.file_name, back),),
    )  # fmt: skip

    def stop(_clean: dict[str, Any]) -> ImportBatch:
        actions.stop_import(request.actor, batch)
        return actions.cancel_import(actor=request.actor, batch_id=pk)

    return respond_form(request, Form, action=stop, ask=ask, success=back)


@require_GET
def import_progress(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Show how far an import is."""
    batch = queries.batch(request.actor, pk)
    return render(request, "web/parts/job.html", {"job": _job(batch)})


def _job(batch: ImportBatch) -> Job:
    """Return an import as long work under way or over."""
    here = reverse("works:import_progress", args=[batch.pk])
    report = reverse("works:import_report", args=[batch.pk])
    if batch.state == BatchState.QUEUED:
        progress = actions.Progress(batch.pk)
        done, total = progress.far or (0, 0)
        label = _("Stopping") if progress.is_stopping else _("Importing %(file)s")
        return Job(
            label % {"file": batch.file_name} if "%" in label else label, here, done, total,
            cancel_url=reverse("works:cancel_import", args=[batch.pk]),
        )  # fmt: skip
    is_done = batch.state == BatchState.DONE
    counts = batch.report.get("counts", {})
    coming = counts.get("new", 0) + counts.get("update", 0)
    words = ngettext("%(count)s line came in", "%(count)s lines came in", coming)
    return Job(
        words % {"count": coming} if is_done else str(batch.get_state_display()), here,
        is_running=False, is_failed=batch.state == BatchState.FAILED,
        note=panels.why_ended(batch), result_url=report if is_done else "",
        result_label=_("Report (.xlsx)"),
    )  # fmt: skip


@require_GET
def import_report(request: ActorRequest, pk: UUID) -> HttpResponseBase:
    """Send what became of each line."""
    batch = queries.batch(request.actor, pk)
    heads = [
        pgettext("import", "Line"),
        pgettext("import", "What was done"),
        _("Number"),
        _("Name"),
        _("Remarks"),
    ]
    rows = (
        [
            line["line"], str(panels.DOINGS[line["doing"]]), line["number"], line["name"],
            "\n".join(
                f"{problem['column']}{problem['row'] or ''} {told(problem)}"
                for problem in line["problems"]
            ),
        ]
        for line in batch.report.get("lines", ())
    )  # fmt: skip
    return as_xlsx(_("Report of an import"), heads, rows, author=str(request.user))

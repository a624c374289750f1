"""A paper to take away: as a file of Word, as PDF, as a sheet to print."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from liandu.engines.papers import NoPdf, as_docx, as_pdf
from liandu.papers import queries
from liandu.papers.models import Paper
from liandu.papers.views.steps import shown
from liandu.web.middleware import ActorRequest

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_GET
def print_paper(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Show the paper as a sheet to print."""
    found = queries.seen_paper(request.actor, pk)
    context = {"title": found.title, "paper": found, **shown(found)}
    return render(request, "papers/print.html", context)


@require_GET
def docx(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Send the paper as a file of Word."""
    found = queries.seen_paper(request.actor, pk)
    return _file(found, as_docx(queries.composed(found)), WORD, "docx")


@require_GET
def pdf(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Send the paper as PDF, or say what is missing for one."""
    found = queries.seen_paper(request.actor, pk)
    try:
        made = as_pdf(as_docx(queries.composed(found)))
    except NoPdf as fault:
        context = {"title": _("No PDF"), "paper": found, "why": fault.why}
        return render(request, "papers/no_pdf.html", context)
    return _file(found, made, "application/pdf", "pdf")


def _file(paper: Paper, content: bytes, kind: str, ending: str) -> HttpResponse:
    """Return a file, named by the number and title of the paper."""
    name = f"{paper.number or _('Draft paper')} {paper.title}"[:120].replace("/", "-")
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=f"{name}.{ending}"
    )
    answer["Cache-Control"] = "no-store"
    return answer

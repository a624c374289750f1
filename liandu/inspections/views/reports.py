"""The report, from its draft to the closed inspection."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from liandu.inspections import actions, queries
from liandu.inspections.forms import ReportForm
from liandu.inspections.models import Inspection
from liandu.inspections.rules import Conclusion
from liandu.inspections.views.plans import ask, plain, reasoned
from liandu.inspections.views.visits import require_open
from liandu.kernel.actor import Actor
from liandu.kernel.errors import NotVisible
from liandu.kernel.permits import allowed, require
from liandu.web.forms import respond_form
from liandu.web.middleware import ActorRequest
from liandu.web.say import day


@require_http_methods(["GET", "POST"])
def report(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Write the report, from a draft made of the workpapers."""
    found = queries.seen_inspection(request.actor, pk)
    require(request.actor, "inspections.submit_report", found)
    return respond_form(
        request, ReportForm, initial={"text": found.report_text or draft(request.actor, found)},
        action=lambda clean: actions.submit_report(
            actor=request.actor, inspection_id=pk, text=clean["text"]
        ),
        success=f"{found.get_absolute_url()}?tab=report",
        ask=ask(found, _("Write the report"), _("Submit the report"),
                _("Your head reviews it; the inspected read it once it is issued.")),
        done=_("Report submitted."),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def send_back(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Give the report back."""
    found = queries.seen_inspection(request.actor, pk)
    require(request.actor, "inspections.send_back_report", found)
    words = (_("Send this report back?"), _("The leader of the team writes it anew."),
             _("Send it back"))  # fmt: skip
    return reasoned(request, found, actions.send_back_report, words, _("Report sent back."))


@require_http_methods(["GET", "POST"])
def issue(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Issue the report."""
    found = queries.seen_inspection(request.actor, pk)
    require(request.actor, "inspections.issue_report", found)
    words = (_("Issue this report?"), _("The inspected bodies read it from now on."),
             _("Issue the report"))  # fmt: skip
    return plain(request, found, actions.issue_report, words, _("Report issued."))


@require_http_methods(["GET", "POST"])
def close(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Close the inspection."""
    found = queries.seen_inspection(request.actor, pk)
    require(request.actor, "inspections.close_inspection", found)
    words = (
        _("Close this inspection?"),
        _("Everything that was not in order must be registered as a finding."),
        _("Close the inspection"),
    )
    return plain(request, found, actions.close_inspection, words, _("Inspection closed."))


@require_GET
def print_report(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Show the report as a paper to print.

    :raises NotVisible: if it is not open to the person, or not written yet
    """
    found = queries.seen_inspection(request.actor, pk)
    require_open(request, found)
    if not found.report_text:
        raise NotVisible
    every = queries.workpapers(found, request.actor)
    papers = every.filter(conclusion=Conclusion.NOT_CONFORM.value)
    inside = allowed(request.actor, "inspections.read_inside", found)
    context = {
        "statements": queries.statements(request.actor, found, inside=inside),
        "countersigned": queries.review_of(found).signed.values(),
        "title": _("Report of inspection"), "inspection": found, "papers": papers,
        "members": found.team_now, "inspected": queries.inspected(request.actor, found),
    }  # fmt: skip
    return render(request, "inspections/print/report.html", context)


def draft(actor: Actor, found: Inspection) -> str:
    """Return a report drafted from the workpapers that the actor may read."""
    papers = list(queries.workpapers(found, actor))
    wanting = [paper for paper in papers if paper.is_found_wanting]
    first = found.visited_from or found.starts_on
    head = _("From %(first)s to %(last)s the team inspected %(objects)s.") % {
        "first": day(first), "last": day(found.visited_until or first),
        "objects": "、".join(str(one) for one in found.supervised_objects.all()),
    }  # fmt: skip
    looked = ngettext("%(n)s item was looked at,", "%(n)s items were looked at,", len(papers))
    wrong = ngettext("%(n)s was not in order.", "%(n)s were not in order.", len(wanting))
    lines = [head, f"{looked % {'n': len(papers)}}{wrong % {'n': len(wanting)}}", ""]
    for number, paper in enumerate(wanting, 1):
        rule = f"（{paper.item.basis}）" if paper.item.basis else ""
        lines.append(
            f"{number}. {paper.supervised_object} · {paper.item.section}：{paper.fact}{rule}"
        )
        if paper.words:
            lines.append(_("   The inspected say: %(words)s") % {"words": paper.words})
    return "\n".join(lines)

"""Countersigning a report, and what the inspected say of it before it is issued."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from liandu.inspections import actions, queries
from liandu.inspections.forms import CountersignForm, ObjectionAnswerForm, ObjectionForm
from liandu.inspections.models import Inspection
from liandu.inspections.views.plans import ask, plain
from liandu.kernel.errors import NotVisible
from liandu.kernel.permits import allowed, require
from liandu.web.forms import respond_form
from liandu.web.middleware import ActorRequest


def report_url(found: Inspection) -> str:
    """Return where the report is shown."""
    return f"{found.get_absolute_url()}?tab=report"


@require_http_methods(["GET", "POST"])
def countersign(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Stand by the report for a body that takes part."""
    found = queries.seen_inspection(request.actor, pk)
    require(request.actor, "inspections.countersign_report", found)
    return respond_form(
        request, CountersignForm,
        action=lambda clean: actions.countersign_report(
            actor=request.actor, inspection_id=pk, opinion=clean["opinion"]
        ),
        success=report_url(found),
        ask=ask(found, _("Countersign the report?"), _("Countersign"),
                _("Your body stands by it. If it does not, send the report back.")),
        done=_("Report countersigned."),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def ask_comments(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Let the inspected read the draft and comment on it."""
    found = queries.seen_inspection(request.actor, pk)
    require(request.actor, "inspections.ask_comments", found)
    words = (_("Ask the inspected for comments?"),
             _("They read the draft and the workpapers from now on. It is issued once they "
               "answered, or their time is over."),
             _("Ask for comments"))  # fmt: skip
    return plain(request, found, actions.ask_comments, words, _("The inspected were asked."))


@require_http_methods(["GET", "POST"])
def agree(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Have nothing against the report."""
    found = queries.seen_inspection(request.actor, pk)
    require(request.actor, "inspections.agree_report", found)
    words = (_("No objection to this report?"), _("Your body cannot object to it afterwards."),
             _("No objection"))  # fmt: skip
    return plain(request, found, actions.agree_report, words, _("Answer sent."))


@require_http_methods(["GET", "POST"])
def raise_objection(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Say what in the report is wrong."""
    found = queries.seen_inspection(request.actor, pk)
    require(request.actor, "inspections.raise_objection", found)
    return respond_form(
        request, ObjectionForm,
        action=lambda clean: actions.raise_objection(
            actor=request.actor, inspection_id=pk, **clean
        ),
        success=report_url(found),
        ask=ask(found, _("Object to this report"), _("Send the objection"),
                _("The body that planned the inspection answers with its reasons.")),
        done=_("Objection sent."),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def answer(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Answer an objection.

    :raises NotVisible: if what the inspected said is not open to the person
    """
    said = queries.seen_statement(request.actor, pk)
    found = queries.seen_inspection(request.actor, said.inspection_id)
    if not allowed(request.actor, "inspections.read_inside", found):
        raise NotVisible
    require(request.actor, "inspections.answer_objection", found)
    return respond_form(
        request, ObjectionAnswerForm,
        action=lambda clean: actions.answer_objection(
            actor=request.actor, statement_id=pk, **clean
        ),
        success=report_url(found),
        ask=ask(found, _("Answer this objection"), _("Send the answer"), said.reason),
        done=_("Objection answered."),
    )  # fmt: skip

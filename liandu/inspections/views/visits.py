"""The notice, the days on site, the single workpaper and the signatures."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from liandu.files.panels import gallery
from liandu.inspections import actions, queries
from liandu.inspections.forms import DayForm, NoticeForm, ReviewForm, SignatureForm
from liandu.inspections.models import Inspection
from liandu.inspections.rules import InspectionState
from liandu.inspections.views.plans import ask
from liandu.kernel.errors import NotVisible
from liandu.kernel.permits import allowed, require
from liandu.web.forms import respond_form
from liandu.web.middleware import ActorRequest
from liandu.web.say import day


@require_http_methods(["GET", "POST"])
def notice(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Give notice to the inspected, from a text that is drafted here."""
    found = queries.seen_inspection(request.actor, pk)
    require(request.actor, "inspections.issue_notice", found)
    return respond_form(
        request, NoticeForm, initial=_draft(found),
        action=lambda clean: actions.issue_notice(
            actor=request.actor, inspection_id=pk, notice=NoticeForm.notice(clean)
        ),
        success=f"{found.get_absolute_url()}?tab=notice",
        ask=ask(found, _("Give notice of the inspection"), _("Give notice"), _told(found)),
        done=lambda made: _("Notice %(number)s given.") % {"number": made.notice_number},
    )  # fmt: skip


def _told(found: Inspection) -> str:
    """Return who will know of it; a notice that reaches nobody is warned of."""
    if found.inspected_bodies:
        return _("The inspected bodies see the inspection from now on.")
    return _(
        "Nobody answers for these objects, so the notice reaches no body. "
        "Name their responsible bodies on the pages of the objects first."
    )


@require_GET
def print_notice(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Show the notice as a paper to print.

    :raises NotVisible: if none was given yet
    """
    found = queries.seen_inspection(request.actor, pk)
    if found.notice_issued_at is None:
        raise NotVisible
    context = {
        "title": _("Notice of inspection"), "inspection": found,
        "inspected": queries.inspected(request.actor, found), "items": queries.items_of(found),
        "documents": found.notice_documents.splitlines(), "members": found.team_now,
    }  # fmt: skip
    return render(request, "inspections/print/notice.html", context)


@require_http_methods(["GET", "POST"])
def enter(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Begin the visit."""
    found = queries.seen_inspection(request.actor, pk)
    require(request.actor, "inspections.enter_site", found)
    return respond_form(
        request, DayForm, initial={"on": timezone.localdate()},
        action=lambda clean: actions.enter_site(
            actor=request.actor, inspection_id=pk, on=clean["on"]
        ),
        success=f"{found.get_absolute_url()}?tab=workpapers",
        ask=ask(found, _("Go on site?"), _("Go on site"),
                _("Workpapers can be written now, and the inspected bodies know.")),
        done=_("On site. Workpapers can be written."),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def finish(request: ActorRequest, pk: UUID) -> HttpResponse:
    """End the visit."""
    found = queries.seen_inspection(request.actor, pk)
    require(request.actor, "inspections.finish_visit", found)
    return respond_form(
        request, DayForm, initial={"on": timezone.localdate()},
        action=lambda clean: actions.finish_visit(
            actor=request.actor, inspection_id=pk, on=clean["on"]
        ),
        success=f"{found.get_absolute_url()}?tab=report",
        ask=ask(found, _("Leave the site?"), _("Leave the site"),
                _("No workpaper can be written or changed afterwards.")),
        done=_("The visit is over. The report can be written."),
    )  # fmt: skip


@require_GET
def workpaper(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Show one workpaper; ``?print`` as a paper.

    :raises NotVisible: if it is not open to the person
    """
    paper = queries.seen_workpaper(request.actor, pk)
    found = queries.seen_inspection(request.actor, paper.inspection_id)
    require_open(request, found)
    is_on_site = found.state == InspectionState.ON_SITE
    context = {
        "title": paper.item.text, "paper": paper, "inspection": found,
        "gallery": gallery(request.actor, found, paper.subject),
        "may_review": is_on_site and not paper.is_reviewed
        and allowed(request.actor, "inspections.review_workpaper", paper),
        "may_change": is_on_site and paper.reviewed_at is None
        and allowed(request.actor, "inspections.record_workpaper", found),
        "register_url": _register_url(request, found, paper.pk, is_wanting=paper.is_found_wanting),
    }  # fmt: skip
    name = "print/workpaper" if "print" in request.GET else "workpaper"
    return render(request, f"inspections/{name}.html", context)


@require_http_methods(["GET", "POST"])
def review(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Say of somebody else's workpaper that it stands, or what to mend."""
    paper = queries.seen_workpaper(request.actor, pk)
    found = queries.seen_inspection(request.actor, paper.inspection_id)
    require_open(request, found)
    require(request.actor, "inspections.review_workpaper", paper)
    return respond_form(
        request, ReviewForm,
        action=lambda clean: actions.review_workpaper(
            actor=request.actor, workpaper_id=pk, passes=clean["passes"] == "yes",
            note=clean["note"],
        ),
        success=f"{found.get_absolute_url()}?tab=workpapers",
        ask=ask(found, _("Review this workpaper"), _("Save the review"), paper.fact),
        done=_("Review saved."),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def signature(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Record who signed the reviewed workpapers, or why not."""
    found = queries.seen_inspection(request.actor, pk)
    require(request.actor, "inspections.record_signature", found)
    return respond_form(
        request, SignatureForm,
        action=lambda clean: actions.record_signature(
            actor=request.actor, inspection_id=pk, answer=SignatureForm.answer(clean)
        ),
        success=f"{found.get_absolute_url()}?tab=workpapers",
        ask=ask(found, _("Signature of the inspected"), _("Record it"),
                _("It holds for every workpaper that was reviewed twice and is not signed yet.")),
        done=lambda n: ngettext("%(n)s workpaper answered for", "%(n)s workpapers answered for", n)
        % {"n": n},
    )  # fmt: skip


def require_open(request: ActorRequest, found: Inspection) -> None:
    """Pass if the workpapers are open to the person.

    :raises NotVisible: otherwise
    """
    if not allowed(request.actor, "inspections.read_report", found):
        raise NotVisible


def _register_url(
    request: ActorRequest, found: Inspection, paper_id: UUID, *, is_wanting: bool
) -> str:
    """Return where the workpaper becomes a finding, if it may."""
    may = allowed(request.actor, "findings.register_finding") and allowed(
        request.actor, "inspections.read_inside", found
    )
    if not (may and is_wanting):
        return ""
    return f"{reverse('findings:finding_new')}?workpaper={paper_id}"


def _draft(found: Inspection) -> dict[str, str]:
    """Return the usual text of a notice for this inspection."""
    names = "、".join(str(one) for one in found.supervised_objects.all())
    words = _(
        "On the basis of %(basis)s, %(body)s and the bodies taking part inspect %(objects)s from "
        "%(first)s to %(last)s. Please prepare the documents listed and name a contact. If you "
        "have grounds to ask a member of the team to withdraw, say so before the visit."
    )
    return {
        "text": words % {
            "basis": found.basis, "body": found.owner_body.name, "objects": names,
            "first": day(found.starts_on), "last": day(found.ends_on),
        },
        "documents": _("Approvals and permits\nTender and contract files\n"
                       "Ledgers of changes and payments\nRecords of quality and safety checks"),
        "contact": str(found.owner_body),
    }  # fmt: skip

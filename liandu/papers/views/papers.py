"""The list of papers, the page of one, and drawing one up."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from liandu.audit.panels import entries
from liandu.engines.papers import Kind, missing
from liandu.kernel.errors import WrongState
from liandu.kernel.permits import allowed, require
from liandu.orgs.models import Body
from liandu.papers import actions, queries
from liandu.papers.forms import PaperForm
from liandu.papers.listings import LISTING, kind_words
from liandu.papers.models import PILLS, Paper
from liandu.papers.rules import PAPER, PaperState
from liandu.papers.views.steps import CRUMB, choices, shown
from liandu.web.forms import Ask, respond_form
from liandu.web.middleware import ActorRequest


@require_GET
def paper_list(request: ActorRequest) -> HttpResponseBase:
    """List the papers that are open to the person."""
    return LISTING.respond(
        request, queries.papers(request.actor),
        may_set_up=allowed(request.actor, "papers.see_templates"),
        may_set_letterhead=allowed(request.actor, "papers.set_letterhead"),
    )  # fmt: skip


@require_GET
def paper(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Show one paper: what it says, who signs, what happened."""
    found = queries.seen_paper(request.actor, pk)
    context = {
        "title": found.title, "paper": found, "pill": PILLS[found.state],
        "kind": kind_words(found), "choices": choices(request.actor, found),
        "may_edit": found.state == PaperState.DRAFT
        and allowed(request.actor, "papers.edit_paper", found),
        "recipients": list(found.recipients.select_related("body", "signed_by")),
        "joint": list(found.joint.select_related("body", "agreed_by")),
        "record": queries.record_of(request.actor, found),
        "entries": entries(request.actor, found),
        "is_sent": bool(found.number),
        "missing": missing(), **shown(found),
    }  # fmt: skip
    return render(request, "papers/paper.html", context)


@require_http_methods(["GET", "POST"])
def draft(request: ActorRequest, code: str, record: UUID) -> HttpResponse:
    """Draw up a paper about a record, begun with the words of the template in use.

    :raises NotVisible: if there is no such kind of paper, or no such record for the person
    :raises WrongState: if no template is in use, or the record has not come so far
    """
    of, about = queries.seen_record(request.actor, code, record)
    require(request.actor, "papers.draft_paper", (of, about))
    template = queries.template_in_use(code)
    if template is None or not of.is_timely(request.actor, about):
        raise WrongState(_("It is not time for this paper yet, or no template of it is in use."))
    to, joint = (list(Body.objects.in_bulk(pks).values()) for pks in _addressed(of, about))
    ask = Ask(
        _("Draw up: %(kind)s") % {"kind": of.title},
        _("Filled in from the record. Your head approves it before it is numbered and sent."),
        _("Save the draft"), back=about.get_absolute_url(), crumbs=(CRUMB,),
    )  # fmt: skip
    first = queries.first_words(template, of, request.actor, about)
    return respond_form(
        request, PaperForm, ask=ask, success=Paper.get_absolute_url, done=_("Draft saved."),
        action=lambda clean: actions.draft_paper(
            actor=request.actor, code=code, record_id=record, content=PaperForm.content(clean)
        ),
        initial={**first, "recipients": to, "joint": joint},
    )  # fmt: skip


def _addressed(of: Kind, about: Any) -> tuple[Collection[int], Collection[int]]:
    """Return to whom a paper goes unless changed, and who issues it jointly."""
    return of.recipients(about), of.joint(about)


@require_http_methods(["GET", "POST"])
def edit(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Change a draft.

    :raises NotVisible: if the person may not know of it
    :raises WrongState: if it is no draft any more
    """
    found = queries.seen_paper(request.actor, pk)
    require(request.actor, "papers.edit_paper", found)
    PAPER.after("edit", found.state)
    back = reverse("papers:paper", args=[pk])
    ask = Ask(
        _("Change the draft"), _("Whoever changed it last does not approve it."),
        _("Save the draft"), back=back, crumbs=(CRUMB, (found.title, back)),
    )  # fmt: skip
    initial: dict[str, Any] = PaperForm.of(found)
    return respond_form(
        request, PaperForm, ask=ask, success=back, done=_("Draft saved."), initial=initial,
        action=lambda clean: actions.edit_paper(
            actor=request.actor, paper_id=pk, content=PaperForm.content(clean)
        ),
    )  # fmt: skip

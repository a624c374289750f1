"""What is to be looked at: the list, the page of one, and the forms that put it aside."""

from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods

from liandu.contracts import actions, forms, queries
from liandu.contracts.listings import PROMPTS
from liandu.contracts.models import Prompt, facts_of, in_words
from liandu.contracts.views.entries import of_object
from liandu.findings.queries import same_issue
from liandu.kernel.errors import WrongState
from liandu.kernel.permits import allowed, require
from liandu.web.forms import Ask, ConfirmForm, respond_form
from liandu.web.middleware import ActorRequest


@require_GET
def prompt_list(request: ActorRequest) -> HttpResponseBase:
    """Show what is to be looked at, in every project in sight."""
    return PROMPTS.respond(request, queries.listed_prompts(request.actor))


@require_GET
def prompt(request: ActorRequest, pk: int) -> HttpResponse:
    """Show one prompt: its facts, its article, and what came of it."""
    actor, found = request.actor, queries.seen_prompt(request.actor, pk)
    record, link = found.supervised_object, queries.link_of(found)
    new = f"{reverse('findings:finding_new')}?prompt={found.pk}"
    context = {
        "prompt": found, "title": str(found), "record": record, "link": link,
        "of_object": of_object(record), "facts": facts_of(found),
        "earlier": [(one, in_words(one)) for one in queries.earlier(found)],
        "findings": same_issue(actor, record.pk, link.pk if link else None, found.basis),
        "may_judge": allowed(actor, "contracts.dismiss_prompt", record),
        "register_url": new if allowed(actor, "findings.register_finding") else "",
    }  # fmt: skip
    return render(request, "contracts/prompt.html", context)


@require_http_methods(["GET", "POST"])
def dismiss_prompt(request: ActorRequest, pk: int) -> HttpResponse:
    """Put a prompt aside."""
    found = queries.seen_prompt(request.actor, pk)
    require(request.actor, "contracts.dismiss_prompt", found.supervised_object)
    if found.dismissal is not None:
        raise WrongState(_("It was put aside already. Reload to see why."))
    words = _("It leaves the list. If its facts change, it is there again.")
    return respond_form(
        request, forms.DismissForm, ask=_ask(found, _("Put aside?"), _("Put aside"), words),
        initial={"digest": found.digest}, success=found.get_absolute_url(), done=_("Put aside."),
        action=lambda clean: actions.dismiss_prompt(
            actor=request.actor, prompt_id=pk, digest=clean["digest"], outcome=clean["outcome"],
            reason=clean["reason"],
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def reopen_prompt(request: ActorRequest, pk: int) -> HttpResponse:
    """Take a prompt up again that was put aside."""
    found = queries.seen_prompt(request.actor, pk)
    require(request.actor, "contracts.reopen_prompt", found.supervised_object)
    if found.dismissal is None:
        raise WrongState(_("It is open. Reload to see how it stands."))
    words = _("It is in the list again; the record keeps why it was put aside.")
    return respond_form(
        request, ConfirmForm, ask=_ask(found, _("Take it up again?"), _("Take up again"), words),
        success=found.get_absolute_url(), done=pgettext("prompt", "Taken up again."),
        action=lambda clean: actions.reopen_prompt(
            actor=request.actor, prompt_id=pk, reason=clean["reason"]
        ),
    )  # fmt: skip


def _ask(found: Prompt, title: str, button: str, intro: str) -> Ask:
    """Return what a form about one prompt says."""
    back, record = found.get_absolute_url(), found.supervised_object
    crumbs: tuple[tuple[Any, str], ...] = (
        (_("Prompts to look"), reverse("contracts:prompts")), (str(found), back),
    )  # fmt: skip
    return Ask(title, f"{record.name} · {found} {intro}", button, back=back, crumbs=crumbs)

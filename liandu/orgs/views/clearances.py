"""Clearances that one security administrator proposed and another answers."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from liandu.kernel.permits import require
from liandu.orgs import actions, queries
from liandu.orgs.forms import AnswerForm, ClearanceForm
from liandu.orgs.listings import CLEARANCES
from liandu.orgs.models import ClearanceProposal
from liandu.orgs.rules import needs_second
from liandu.orgs.views.people import to_person
from liandu.web.forms import Ask, respond_form
from liandu.web.middleware import ActorRequest


@require_GET
def clearance_list(request: ActorRequest) -> HttpResponseBase:
    """Show what waits for a second person, and what became of the rest."""
    require(request.actor, "orgs.read_clearances")
    return CLEARANCES.respond(request, queries.clearances())


@require_http_methods(["GET", "POST"])
def clearance_set(request: ActorRequest, pk: int) -> HttpResponse:
    """Lower the clearance of a post held, or propose to raise it."""
    require(request.actor, "orgs.browse")
    membership = queries.membership(pk)
    require(request.actor, "orgs.set_clearance", membership)
    back = to_person(membership.person_id)
    present = membership.clearance

    def run(clean: dict[str, Any]) -> bool:
        actions.set_clearance(actor=request.actor, membership_id=pk, **clean)
        return needs_second(clean["clearance"], present)

    return respond_form(
        request,
        ClearanceForm,
        action=run,
        success=back,
        done=_said,
        initial={"clearance": present},
        ask=Ask(
            title=_("Change the clearance of %(membership)s") % {"membership": membership},
            intro=_(
                "A lower one holds at once. A higher one than internal waits until a second"
                " security administrator agrees."
            ),
            button=_("Change the clearance"),
            back=back,
        ),
    )


@require_http_methods(["GET", "POST"])
def clearance_agree(request: ActorRequest) -> HttpResponse:
    """Agree to what was chosen."""
    rows = queries.waiting_for(request.actor)
    words = _("Agree to these clearances?"), _("They hold at once."), _("Agree")
    return _answer(request, rows, actions.agree_clearances, words)


@require_http_methods(["GET", "POST"])
def clearance_decline(request: ActorRequest) -> HttpResponse:
    """Decline what was chosen."""
    rows = queries.waiting_for(request.actor)
    words = _("Decline these clearances?"), _("The posts keep what they have."), _("Decline")
    return _answer(request, rows, actions.decline_clearances, words)


@require_http_methods(["GET", "POST"])
def clearance_withdraw(request: ActorRequest) -> HttpResponse:
    """Take back what was chosen of one's own."""
    rows = queries.own_proposals(request.actor)
    words = _("Withdraw these proposals?"), _("The posts keep what they have."), _("Withdraw")
    return _answer(request, rows, actions.withdraw_clearances, words)


def _answer(
    request: ActorRequest,
    rows: QuerySet[ClearanceProposal],
    action: Callable[..., int],
    words: tuple[str, str, str],
) -> HttpResponse:
    """Show what is answered, which is all of the chosen that the actor may, and answer it."""
    require(request.actor, "orgs.read_clearances")
    title, intro, button = words
    asked = request.POST.getlist("pk") if request.POST else CLEARANCES.picked(request, rows)
    chosen = list(rows.filter(pk__in=[key for key in asked if key.isdecimal()]))
    return respond_form(
        request,
        partial(_form, [str(row.pk) for row in chosen]),
        action=lambda clean: action(
            actor=request.actor,
            proposal_ids=[int(key) for key in clean["pk"] if key.isdecimal()],
            reason=clean["reason"],
        ),
        success=reverse("orgs:clearance_list"),
        done=lambda count: (
            ngettext("%(count)s answered", "%(count)s answered", count) % {"count": count}
        ),
        ask=Ask(
            title=title,
            intro=intro,
            button=button,
            back=reverse("orgs:clearance_list"),
            template="orgs/clearance_answer.html",
            extra={"chosen": chosen},
        ),
    )


def _form(keys: list[str], *args: Any, **kwargs: Any) -> AnswerForm:
    """Return the form with the chosen rows in it, also when it is first shown."""
    if args:
        return AnswerForm(*args, **kwargs)
    made = AnswerForm(initial={"pk": keys})
    field: Any = made.fields["pk"]
    field.choices = [(key, key) for key in keys]
    return made


def _said(is_proposed: bool) -> str:
    """Return what came of asking for another clearance."""
    if is_proposed:
        return _("It is proposed; another security administrator answers.")
    return _("The clearance is changed.")

"""Looking back: samples of closed findings, and what was seen of each."""

from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from liandu.findings import actions, forms, queries
from liandu.findings.listings import LOOK_BACKS
from liandu.findings.models import RESULT_PILLS, LookBack
from liandu.findings.rules import PickResult, Sample
from liandu.kernel.errors import WrongState
from liandu.kernel.permits import allowed, require
from liandu.web.forms import Ask, respond_form
from liandu.web.middleware import ActorRequest

RECORD = "findings.record_look_back"


@require_GET
def look_back_list(request: ActorRequest) -> HttpResponseBase:
    """Show the look-backs of the actor's body."""
    may_draw = allowed(request.actor, "findings.draw_look_back")
    return LOOK_BACKS.respond(request, queries.look_backs(request.actor), may_draw=may_draw)


@require_http_methods(["GET", "POST"])
def look_back_new(request: ActorRequest) -> HttpResponse:
    """Draw a sample."""
    require(request.actor, "findings.draw_look_back")
    back = reverse("findings:look_back_list")
    ask = Ask(
        _("Draw a sample"),
        _("Of the findings that your body found and that were closed in these days."),
        _("Draw"), back=back, crumbs=(_ledger(), (_("Look-backs"), back)),
    )  # fmt: skip
    return respond_form(
        request, forms.SampleForm, ask=ask, success=LookBack.get_absolute_url,
        done=_("Sample drawn."), initial=forms.SampleForm.usual(),
        action=lambda clean: actions.draw_look_back(
            actor=request.actor, asked=forms.SampleForm.sample(clean)
        ),
    )  # fmt: skip


@require_GET
def look_back(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Show a sample, how it was drawn, and what was seen of each finding."""
    found = queries.seen_look_back(request.actor, pk)
    asked = Sample(found.since, found.until, found.size, found.seed)
    rows = [
        (pick, RESULT_PILLS[pick.result], allowed(request.actor, RECORD, pick.finding))
        for pick in queries.picks(request.actor, found)
    ]
    context = {
        "title": _("Look-back"), "look_back": found, "rows": rows,
        "left": queries.looked_back_at(request.actor, asked).count(),
    }  # fmt: skip
    return render(request, "findings/look_back.html", context)


@require_http_methods(["GET", "POST"])
def look_back_result(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Record what was seen of one finding of a sample.

    :raises WrongState: if that was done
    """
    pick = queries.seen_pick(request.actor, pk)
    require(request.actor, RECORD, pick.finding)
    if request.method == "GET" and pick.result != PickResult.PENDING:
        raise WrongState(_("What was seen is recorded already; reload to see it."))
    back = pick.look_back.get_absolute_url()
    ask = Ask(
        _("What was seen: %(title)s") % {"title": pick.finding.title}, pick.finding.number,
        _("Record what was seen"), back=back,
        crumbs=(_ledger(), (_("Look-backs"), reverse("findings:look_back_list")),
                (str(pick.look_back), back)),
    )  # fmt: skip
    return respond_form(
        request, forms.LookBackForm, ask=ask, success=back, done=_("Recorded."),
        action=lambda clean: actions.record_look_back(
            actor=request.actor, pick_id=pk, result=clean["result"], note=clean["note"],
            evidence=clean["evidence"],
        ),
    )  # fmt: skip


def _ledger() -> tuple[str, str]:
    return _("Findings"), reverse("findings:finding_list")

"""Pages of the record: the list for the audit administrator, erasing for the security one."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from liandu.audit import actions, queries, verifying
from liandu.audit.forms import EraseForm
from liandu.audit.listings import EVENTS
from liandu.audit.models import Verification
from liandu.kernel.permits import require
from liandu.web.forms import Ask, respond_form
from liandu.web.middleware import ActorRequest
from liandu.web.pieces import Job


@require_GET
def event_list(request: ActorRequest) -> HttpResponseBase:
    """Show the record, how far it is sealed and what the last verification found."""
    rows = queries.events(request.actor)
    status = queries.seal_status(request.actor)
    return EVENTS.respond(request, rows, status=status, **_told(status.last_verification))


@require_GET
def verification(request: ActorRequest) -> HttpResponse:
    """Show the last verification alone: what a page that waits for it asks for."""
    status = queries.seal_status(request.actor)
    return render(request, "audit/parts/verification.html", _told(status.last_verification))


@require_POST
def ask_verification(request: ActorRequest) -> HttpResponse:
    """Have the record verified."""
    actions.ask_verification(actor=request.actor)
    messages.success(request, _("The record is being verified. The result will be shown here."))
    return redirect("audit:event_list")


@require_http_methods(["GET", "POST"])
def erase_event(request: ActorRequest) -> HttpResponse:
    """Erase what one event says."""
    require(request.actor, "audit.erase_event")
    return respond_form(
        request,
        EraseForm,
        action=lambda clean: actions.erase_event(actor=request.actor, **clean),
        success=reverse("audit:erase_event"),
        done=gettext_lazy("The content is erased. That it was, by whom and why is on record."),
        ask=Ask(
            title=_("Erase what an event says?"),
            intro=_(
                "Who did what kind of thing and when stays, and can still be proved. The content"
                " cannot be brought back. Timelines will show the event without particulars."
            ),
            button=_("Erase for ever"),
            danger=True,
            back="/",
        ),
    )


def _told(last: Verification | None) -> dict[str, object]:
    """Return the last verification as a page tells it."""
    if last is None:
        return {"job": None, "faults": []}
    faults = [verifying.say_fault(verifying.of_json(fault)) for fault in last.faults]
    url = reverse("audit:verification")
    if last.finished_at is None:
        return {"job": Job(_("Verifying the record"), url), "faults": []}
    label = ngettext("%(n)s event verified", "%(n)s events verified", last.event_count) % {
        "n": last.event_count
    }
    note = ngettext("%(n)s fault", "%(n)s faults", last.fault_count) % {"n": last.fault_count}
    job = Job(
        label, url, is_running=False, is_failed=bool(last.fault_count),
        note=note if last.fault_count else _("No fault"),
    )  # fmt: skip
    return {"job": job, "faults": faults, "verified_at": last.finished_at}

"""Sharing a record, its label, and stepping back from it."""

from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from liandu.access import actions, queries
from liandu.access.forms import LabelForm, ShareForm
from liandu.access.models import Guarded
from liandu.access.rules import Terms
from liandu.kernel.errors import NotVisible
from liandu.kernel.permits import require
from liandu.web.forms import Ask, ConfirmForm, respond_form
from liandu.web.middleware import ActorRequest


@require_http_methods(["GET", "POST"])
def share(request: ActorRequest, kind: int, pk: UUID) -> HttpResponse:
    """Share a record."""
    record = _record(request, kind, pk)
    require(request.actor, "access.share", record)

    def run(clean: dict[str, Any]) -> Any:
        expires_at = end_of(clean["expires_on"])
        terms = Terms(clean["purpose"], clean["basis"], expires_at, clean["level"])
        return actions.share(actor=request.actor, record=record, to=clean["to"], terms=terms)

    return respond_form(
        request,
        partial(ShareForm, actor=request.actor),
        action=run,
        success=_url(record),
        done=gettext_lazy("It is shared from now on."),
        ask=Ask(
            title=_("Share %(record)s") % {"record": record},
            intro=_(
                "Labels, clearances and recusal still hold. Those you share it with do not see "
                "each other, and cannot share it further."
            ),
            button=_("Share"),
            back=_url(record),
            crumbs=((str(record), _url(record)),),
        ),
    )


@require_http_methods(["GET", "POST"])
def grant_revoke(request: ActorRequest, kind: int, pk: UUID, grant_id: int) -> HttpResponse:
    """End a sharing."""
    record = _record(request, kind, pk)
    require(request.actor, "access.revoke_grant", record)
    if not queries.live_grants(record).filter(pk=grant_id).exists():
        raise NotVisible
    return respond_form(
        request,
        ConfirmForm,
        action=lambda _clean: actions.revoke_grant(actor=request.actor, grant_id=grant_id),
        success=_url(record),
        done=gettext_lazy("The sharing is ended."),
        ask=Ask(
            title=_("End this sharing now?"),
            intro=_("They no longer see it with their next page. What was read stays read."),
            button=_("End the sharing"),
            danger=True,
            back=_url(record),
            crumbs=((str(record), _url(record)),),
        ),
    )


@require_http_methods(["GET", "POST"])
def label_set(request: ActorRequest, kind: int, pk: UUID) -> HttpResponse:
    """Put another label on a record."""
    record = _record(request, kind, pk)
    require(request.actor, "access.set_label", record)
    return respond_form(
        request,
        LabelForm,
        action=lambda clean: actions.set_label(actor=request.actor, record=record, **clean),
        success=_url(record),
        done=gettext_lazy("The label is changed."),
        initial={"label": record.label},
        ask=Ask(
            title=_("Change the handling label of %(record)s") % {"record": record},
            intro=_("State secrets have no label here: they do not belong in this system."),
            button=_("Change the label"),
            back=_url(record),
            crumbs=((str(record), _url(record)),),
        ),
    )


@require_http_methods(["GET", "POST"])
def recusal_declare(request: ActorRequest, kind: int, pk: UUID) -> HttpResponse:
    """Step back from a record."""
    record = _record(request, kind, pk)

    def run(clean: dict[str, Any]) -> Any:
        reason = clean["reason"]
        return actions.declare_recusal(actor=request.actor, record=record, reason=reason)

    return respond_form(
        request,
        ConfirmForm,
        action=run,
        success="/",
        done=gettext_lazy("You are recused; the record is no longer shown to you."),
        ask=Ask(
            title=_("Step back from %(record)s?") % {"record": record},
            intro=_("You no longer see it from now on, and cannot undo this yourself."),
            button=_("Step back"),
            danger=True,
            back=_url(record),
            crumbs=((str(record), _url(record)),),
        ),
    )


def _record(request: ActorRequest, kind: int, pk: UUID) -> Guarded:
    """Return the record, if the actor may know of it.

    :raises NotVisible: otherwise
    """
    return queries.seen(queries.model_of(kind), request.actor, pk)


def _url(record: Guarded) -> str:
    """Return the page of a record, on the tab that says who sees it."""
    if not hasattr(record, "get_absolute_url"):
        raise NotVisible
    return f"{record.get_absolute_url()}?tab=sharing"


def end_of(day: date) -> datetime:
    """Return the moment at which ``day`` is over."""
    zone = timezone.get_current_timezone()
    return datetime.combine(day + timedelta(days=1), time.min, zone)

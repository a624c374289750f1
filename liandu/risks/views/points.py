"""The register, the page of a risk point, and the forms that change them."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from liandu.kernel.permits import allowed, require
from liandu.risks import actions, forms, queries
from liandu.risks.listings import LIGHTS, PILLS, POINTS
from liandu.risks.models import RiskPoint
from liandu.risks.rules import POINT_LIFE, Level, Result
from liandu.web.forms import Ask, ConfirmForm, respond_form
from liandu.web.middleware import ActorRequest
from liandu.works.queries import seen_object


@require_GET
def point_list(request: ActorRequest) -> HttpResponseBase:
    """Show the register."""
    actor = request.actor
    return POINTS.respond(
        request, queries.listed(actor), may_set_up=allowed(actor, "risks.see_library")
    )


@require_GET
def point(request: ActorRequest, pk: int) -> HttpResponse:
    """Show one risk point and what its checks came to."""
    actor, found = request.actor, queries.seen_point(request.actor, pk)
    steps = {step.name for step in POINT_LIFE.open_from(found.state)}
    record = found.link.supervised_object
    context = {
        "point": found, "title": found.name, "record": record,
        "level_css": PILLS[Level(found.level)],
        "checks": [(one, LIGHTS[Result(one.result)]) for one in queries.checks(found)],
        "of_object": of_object(record),
        "of_link": f"{record.get_absolute_url()}?link={found.link_id}",
        "is_in_force": "retire" in steps,
        "may_edit": allowed(actor, "risks.edit_point", found),
        "may_check": allowed(actor, "risks.check_point", found),
        "may_register": allowed(actor, "findings.register_finding"),
    }  # fmt: skip
    return render(request, "risks/point_detail.html", context)


@require_http_methods(["GET", "POST"])
def add_point(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Enter a risk point at a link of an object."""
    record = seen_object(request.actor, pk)
    require(request.actor, "risks.take_over", record)
    asked = request.GET.get("link", "")
    back = f"{record.get_absolute_url()}?link={asked}" if asked else of_object(record)
    ask = Ask(_("Enter a risk point"), record.name, _("Enter"), back=back, crumbs=crumbs(record))
    return respond_form(
        request, partial(forms.PointForm, record=record), ask=ask,
        initial={"link": asked} if asked.isdecimal() else None,
        success=RiskPoint.get_absolute_url, done=_("Entered."),
        action=lambda clean: actions.add_point(
            actor=request.actor, link_id=clean["link"], draft=forms.PointForm.draft(clean)
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def take_over(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Choose risk points of the library for an object."""
    record = seen_object(request.actor, pk)
    require(request.actor, "risks.take_over", record)
    offers = queries.offers(record)
    if not offers:
        messages.info(request, _("The library has nothing more for this object."))
        return redirect(of_object(record))
    ask = Ask(
        _("Take over from the library"),
        _("What is in force there already is not offered again. Untick what does not fit."),
        _("Take over"), back=of_object(record), crumbs=crumbs(record),
    )  # fmt: skip
    return respond_form(
        request, partial(forms.TakeOverForm, offers=offers), ask=ask, success=of_object(record),
        action=lambda clean: actions.take_over(
            actor=request.actor, object_id=pk, item_ids=[int(one) for one in clean["items"]]
        ),
        done=_taken,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def edit_point(request: ActorRequest, pk: int) -> HttpResponse:
    """Change a risk point."""
    found = queries.seen_point(request.actor, pk)
    require(request.actor, "risks.edit_point", found)
    record = found.link.supervised_object
    form = partial(forms.PointForm, record=record, kept=found)
    return respond_form(
        request, form, ask=_ask(found, _("Change the risk point"), _("Save")),
        initial=forms.PointForm.values_of(found), success=found.get_absolute_url(),
        done=_("Saved."),
        action=lambda clean: actions.edit_point(
            actor=request.actor, point_id=pk, draft=forms.PointForm.draft(clean)
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def check_point(request: ActorRequest, pk: int) -> HttpResponse:
    """Say what a check came to."""
    found = queries.seen_point(request.actor, pk)
    require(request.actor, "risks.check_point", found)
    return respond_form(
        request, forms.CheckForm, ask=_ask(found, _("Check the risk point"), _("Save the check")),
        success=found.get_absolute_url(), done=_("The check is on record."),
        action=lambda clean: actions.check_point(
            actor=request.actor, point_id=pk, on=clean["on"], result=clean["result"],
            note=clean["note"],
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def retire_point(request: ActorRequest, pk: int) -> HttpResponse:
    """Retire a risk point."""
    found = queries.seen_point(request.actor, pk)
    require(request.actor, "risks.retire_point", found)
    POINT_LIFE.after("retire", found.state)
    words = _("It is kept with its checks, but asks for none any more.")
    return respond_form(
        request, ConfirmForm, ask=_ask(found, _("Retire the risk point?"), _("Retire"), words),
        success=found.get_absolute_url(), done=_("Retired."),
        action=lambda clean: actions.retire_point(
            actor=request.actor, point_id=pk, reason=clean["reason"]
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def restore_point(request: ActorRequest, pk: int) -> HttpResponse:
    """Put a retired risk point back in force."""
    found = queries.seen_point(request.actor, pk)
    require(request.actor, "risks.restore_point", found)
    POINT_LIFE.after("restore", found.state)
    title, button = _("Put the risk point back in force?"), _("Put back in force")
    words = _("Its next check is counted from today.")
    return respond_form(
        request, ConfirmForm, ask=_ask(found, title, button, words),
        success=found.get_absolute_url(), done=_("Back in force."),
        action=lambda clean: actions.restore_point(
            actor=request.actor, point_id=pk, reason=clean["reason"]
        ),
    )  # fmt: skip


def _taken(count: int) -> str:
    """Return what was taken over, in words."""
    words = ngettext("%(count)s risk point taken over.", "%(count)s risk points taken over.", count)
    return words % {"count": count}


def of_object(record: Any) -> str:
    """Return the way to the risk points of an object on its page."""
    return f"{record.get_absolute_url()}?tab=risks"


def crumbs(record: Any) -> tuple[tuple[Any, str], ...]:
    """Return the way to an object's risk points, step by step."""
    return (
        (_("Major projects"), reverse("works:objects")),
        (record.number, record.get_absolute_url()),
        (_("Integrity risks"), of_object(record)),
    )


def _ask(found: RiskPoint, title: str, button: str, intro: str = "") -> Ask:
    """Return what a form about one risk point says."""
    record = found.link.supervised_object
    back = found.get_absolute_url()
    said = f"{record.name} · {found.link} · {found.name}"
    way = (*crumbs(record), (found.name, back))
    return Ask(title, f"{said} {intro}".strip(), button, back=back, crumbs=way)

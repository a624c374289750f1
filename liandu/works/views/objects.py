"""The list of objects, the page of one, and the forms that change them."""

from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from liandu.kernel.permits import allowed, require
from liandu.web.forms import Ask, respond_form
from liandu.web.listing import Listing
from liandu.web.middleware import ActorRequest
from liandu.web.panels import chosen
from liandu.web.pieces import Choice, Nothing
from liandu.works import actions, forms, panels, queries
from liandu.works.listings import OBJECTS, light_words
from liandu.works.models import SupervisedObject
from liandu.works.views import selection


@require_GET
def object_list(request: ActorRequest) -> HttpResponseBase:
    """Show the list."""
    actor = request.actor
    may_enter = allowed(actor, "works.create_object")
    found: Listing[SupervisedObject] = OBJECTS
    if may_enter:
        found = replace(OBJECTS, nothing=_nothing())
    return found.respond(
        request, queries.listed(actor), may_enter=may_enter,
        may_set_up=allowed(actor, "works.see_setup"),
    )  # fmt: skip


def _nothing() -> Nothing:
    """Return what an empty list says to somebody who may fill it."""
    upload = Choice(_("Import a list"), reverse("works:new_import"), "upload", "btn-primary")
    enter = Choice(_("Enter an object"), reverse("works:new"), "plus")
    return Nothing(
        _("No objects yet"),
        _("Import a list of projects from Excel, CSV or OC4IDS, or enter one by hand."),
        (upload, enter),
    )


@require_GET
def object_detail(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Show one object: its links and lights, or the tab that is asked for."""
    actor, subject = request.actor, queries.seen_object(request.actor, pk)
    overview = queries.overview(actor, subject)
    subject.overview = overview
    at = panels.chosen_link(overview, request.GET.get("link", ""))
    url = subject.get_absolute_url()
    context: dict[str, Any] = {
        "subject": subject, "overview": overview, "url": url, "title": subject.name,
        "tab": chosen(request, "works.object"), "why": light_words(subject),
        "choose_url": _choose_url(subject),
        "may_edit": allowed(actor, "works.edit_object", subject),
        "may_set_template": allowed(actor, "works.set_template", subject),
    }  # fmt: skip
    if not context["tab"]:
        context |= {
            "links": panels.strip(url, overview, at),
            "chosen": panels.link_page(actor, subject, overview, at),
            "time_passed": panels.time_passed(subject),
            **panels.tiers_of(actor, subject),
        }
    return render(request, "works/object_detail.html", context)


@require_http_methods(["GET", "POST"])
def new_object(request: ActorRequest) -> HttpResponse:
    """Enter an object."""
    require(request.actor, "works.create_object")
    back = reverse("works:objects")
    ask = Ask(
        _("Enter an object"), _("It goes into the list of your body."), _("Enter"), back=back,
        crumbs=((_("Major projects"), back),),
    )  # fmt: skip

    def enter(clean: dict[str, Any]) -> SupervisedObject:
        template = clean["template"]
        return actions.create_object(
            actor=request.actor, draft=forms.NewObjectForm.draft(clean),
            template_id=template.pk if template else None,
        )  # fmt: skip

    return respond_form(
        request, forms.NewObjectForm, action=enter, ask=ask,
        success=lambda made: made.get_absolute_url(),
        done=lambda made: _("%(name)s entered.") % {"name": made.name},
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def edit_object(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Change what is known of an object."""
    kept = queries.seen_object(request.actor, pk)
    require(request.actor, "works.edit_object", kept)
    return respond_form(
        request, forms.ObjectForm, ask=_ask(kept, _("Change the object")),
        initial=forms.ObjectForm.values_of(kept), done=_("Saved."), success=kept.get_absolute_url(),
        action=lambda clean: actions.edit_object(
            actor=request.actor, object_id=pk, draft=forms.ObjectForm.draft(clean, kept.label)
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def assign(request: ActorRequest) -> HttpResponse:
    """Give several objects one lead body."""
    require(request.actor, "works.create_object")
    back = reverse("works:objects")
    ask = Ask(
        _("Set the lead body?"), selection.words(request), _("Set the lead body"), back=back,
        crumbs=((_("Major projects"), back),),
    )  # fmt: skip
    return respond_form(
        request, partial(selection.form_of, request, forms.AssignForm), ask=ask, success=back,
        action=lambda clean: actions.assign_objects(
            actor=request.actor, object_ids=selection.ids(clean), lead_body_id=clean["lead_body"].pk
        ),
        done=selection.done,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def set_template(request: ActorRequest) -> HttpResponse:
    """Give objects the links of a template."""
    require(request.actor, "works.create_object")
    back = reverse("works:objects")
    intro = _("Links with the same code keep their state. Others go if nothing was done there.")
    ask = Ask(
        _("Set the link template?"), f"{selection.words(request)} {intro}", _("Set the template"),
        back=back, crumbs=((_("Major projects"), back),),
    )  # fmt: skip
    return respond_form(
        request, partial(selection.form_of, request, forms.TemplateChoiceForm), ask=ask,
        success=back, done=selection.done,
        action=lambda clean: actions.set_template(
            actor=request.actor, object_ids=selection.ids(clean), template_id=clean["template"].pk
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def set_tiers(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Write down who supervises an object."""
    kept = queries.seen_object(request.actor, pk)
    require(request.actor, "works.set_tiers", kept)
    return respond_form(
        request, forms.TiersForm, ask=_ask(kept, _("Who supervises"), "web/rows_form.html"),
        initial=forms.TiersForm.values_of(queries.tiers(kept)), done=_("Saved."),
        success=kept.get_absolute_url(),
        action=lambda clean: actions.set_tiers(
            actor=request.actor, object_id=pk, tiers=forms.TiersForm.tiers(clean)
        ),
    )  # fmt: skip


def _ask(kept: SupervisedObject, title: str, template: str = "web/form.html") -> Ask:
    """Return what a form about one object says."""
    url = kept.get_absolute_url()
    crumbs = ((_("Major projects"), reverse("works:objects")), (kept.number, url))
    return Ask(title, "", _("Save"), back=url, crumbs=crumbs, template=template)


def _choose_url(subject: SupervisedObject) -> str:
    """Return the way to another link template for one object."""
    return f"{reverse('works:set_template')}?pk={subject.pk}"

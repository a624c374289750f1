"""The list and the page of committees, and the forms that change them."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods

from liandu.committees import actions, forms, queries
from liandu.committees.listings import COMMITTEES, state_pill
from liandu.committees.models import Committee
from liandu.committees.panels import PLACE
from liandu.kernel.permits import allowed, require
from liandu.web.forms import Ask, ConfirmForm, respond_form
from liandu.web.middleware import ActorRequest
from liandu.web.panels import chosen


@require_GET
def committee_list(request: ActorRequest) -> HttpResponseBase:
    """List the committees that are open to the person."""
    may = allowed(request.actor, "committees.create_committee")
    return COMMITTEES.respond(request, queries.committees(request.actor), may_create=may)


@require_GET
def committee(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Show a committee: its members in order, who is what, how it decides, its terms."""
    found = queries.seen_committee(request.actor, pk)
    may_keep = allowed(request.actor, "committees.edit_committee", found)
    context: dict[str, Any] = {
        "title": found.name, "committee": found, "url": found.get_absolute_url(), "place": PLACE,
        "tab": chosen(request, PLACE), "pill": state_pill(found),
        "may_keep": may_keep and found.dissolved_on is None,
    }  # fmt: skip
    if not context["tab"]:
        context |= {
            "members": queries.members(found), "posts": queries.posts(found),
            "former_members": queries.former_members(found),
            "former_posts": queries.former_posts(found),
        }  # fmt: skip
    return render(request, "committees/committee.html", context)


@require_http_methods(["GET", "POST"])
def create(request: ActorRequest) -> HttpResponse:
    """Set up a committee."""
    require(request.actor, "committees.create_committee")
    back = reverse("committees:committee_list")
    ask = Ask(
        _("Set up a committee"), _("Your body hosts it and becomes its secretariat."),
        pgettext("committee", "Set up"), back=back, crumbs=((_("Committees"), back),),
    )  # fmt: skip
    form = forms.NewCommitteeForm
    return respond_form(
        request, form, ask=ask, success=Committee.get_absolute_url, done=_("Set up."),
        action=lambda clean: actions.create_committee(
            actor=request.actor, shape=clean["shape"], constitution=form.constitution(clean),
            label=clean["label"], members=form.places(clean),
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def edit(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Change what is said of a committee."""
    kept = _kept(request, pk, "edit_committee")
    form = forms.CommitteeForm
    return respond_form(
        request, form, ask=ask_of(kept, _("Change the committee")), initial=form.values_of(kept),
        success=kept.get_absolute_url(), done=_("Saved."),
        action=lambda clean: actions.edit_committee(
            actor=request.actor, committee_id=pk, constitution=form.constitution(clean)
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def set_members(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Say which bodies are members, in which order."""
    kept = _kept(request, pk, "set_members")
    ask = ask_of(
        kept, _("Member bodies in order"),
        _("The chair rotates in this order. A row left empty goes: that body leaves today and "
          "sees the committee no more."), template="web/rows_form.html",
    )  # fmt: skip
    return respond_form(
        request, forms.MembersForm, ask=ask, success=kept.get_absolute_url(), done=_("Saved."),
        initial=forms.MembersForm.values_of(queries.members(kept)),
        action=lambda clean: actions.set_members(
            actor=request.actor, committee_id=pk, members=forms.MembersForm.places(clean)
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def begin_term(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Begin the next term."""
    kept = _kept(request, pk, "begin_term")
    ask = ask_of(
        kept, _("Begin the next term"),
        _("The term before ends the day before, unless it ended earlier."),
        button=pgettext("committee", "Begin"),
    )  # fmt: skip
    return respond_form(
        request, forms.TermForm, ask=ask, success=kept.get_absolute_url(), done=_("Saved."),
        initial={"starts_on": timezone.localdate()},
        action=lambda clean: actions.begin_term(
            actor=request.actor, committee_id=pk, starts_on=clean["starts_on"],
            ends_on=clean["ends_on"],
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def dissolve(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Dissolve a committee."""
    kept = _kept(request, pk, "dissolve_committee")
    ask = ask_of(
        kept, _("Dissolve the committee?"),
        _("It stays to be read with all it did, and changes no more."),
        button=pgettext("committee", "Dissolve"), danger=True,
    )  # fmt: skip
    return respond_form(
        request, ConfirmForm, ask=ask, success=kept.get_absolute_url(), done=_("Dissolved."),
        action=lambda clean: actions.dissolve_committee(
            actor=request.actor, committee_id=pk, reason=clean["reason"]
        ),
    )  # fmt: skip


def _kept(request: ActorRequest, pk: UUID, verb: str) -> Committee:
    """Return the committee that a form is about, if the person may keep it.

    :raises NotVisible: if it is not open to the person
    :raises NotAllowed: if it is not theirs to change
    """
    kept = queries.seen_committee(request.actor, pk)
    require(request.actor, f"committees.{verb}", kept)
    return kept


def ask_of(kept: Committee, title: Any, intro: Any = "", **more: Any) -> Ask:
    """Return what a form about one committee says."""
    url = kept.get_absolute_url()
    crumbs = ((_("Committees"), reverse("committees:committee_list")), (kept.name, url))
    words = {"button": _("Save")} | more
    return Ask(title, intro, back=url, crumbs=crumbs, **words)

"""The page of a mechanism, and the forms by which mechanisms are kept."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from liandu.committees import actions, forms, queries
from liandu.committees.models import Committee, MechanismVersion
from liandu.committees.views.committees import ask_of
from liandu.kernel.permits import allowed, require
from liandu.web.forms import Ask, ConfirmForm, respond_form
from liandu.web.middleware import ActorRequest


def tab_of(committee: Committee) -> str:
    """Return the way to the mechanisms of a committee on its page."""
    return f"{committee.get_absolute_url()}?tab=mechanisms"


@require_GET
def mechanism(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Show a mechanism: its text, what it governs, its versions, what was made under it."""
    actor, found = request.actor, queries.seen_mechanism(request.actor, pk)
    committee = found.committee
    may_keep = allowed(actor, "committees.edit_mechanism", committee)
    may_keep = may_keep and committee.dissolved_on is None and found.retired_on is None
    every = queries.versions(found)
    versions = [one for one in every if may_keep or one.effective_on]
    counts = queries.uses(actor, committee, versions)
    current = queries.in_use(versions) or (versions[0] if versions else None)
    context = {
        "title": found.name, "mechanism": found, "committee": committee,
        "back": tab_of(committee), "may_keep": may_keep, "version": current,
        "governed": _governed(current), "used": sum(counts.values()),
        "versions": [(one, counts.get(one.pk)) for one in versions],
        "made": queries.made_under(actor, committee, versions),
    }  # fmt: skip
    return render(request, "committees/mechanism.html", context)


@require_http_methods(["GET", "POST"])
def add(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Add a mechanism."""
    kept = queries.seen_committee(request.actor, pk)
    require(request.actor, "committees.add_mechanism", kept)
    ask = ask_of(kept, _("Add a mechanism"), button=_("Add"))
    return respond_form(
        request, forms.NewMechanismForm, ask=ask, done=_("Added."), success=tab_of(kept),
        action=lambda clean: actions.add_mechanism(
            actor=request.actor, committee_id=pk, name=clean["name"],
            is_master=clean["is_master"],
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def adopt(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Take over mechanisms that are offered."""
    kept = queries.seen_committee(request.actor, pk)
    require(request.actor, "committees.adopt_mechanisms", kept)
    ask = ask_of(
        kept, _("Take over mechanisms"),
        _("Each begins as a draft without text; untick what does not fit."), button=_("Take over"),
    )  # fmt: skip
    return respond_form(
        request, partial(forms.AdoptForm, committee=kept), ask=ask, success=tab_of(kept),
        done=_("Taken over."),
        action=lambda clean: actions.adopt_mechanisms(
            actor=request.actor, committee_id=pk, default_ids=clean["defaults"]
        ),
    )  # fmt: skip


@require_POST
def draft(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Begin the next version, and open it."""
    made = actions.draft_mechanism(actor=request.actor, mechanism_id=pk)
    return redirect("committees:edit_mechanism", made.pk)


@require_http_methods(["GET", "POST"])
def edit(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Change a draft."""
    version = _version(request, pk, "edit_mechanism")
    committee = version.mechanism.committee
    return respond_form(
        request, partial(forms.MechanismForm, committee=committee), done=_("Saved."),
        ask=_ask(version, _("Change the draft")), initial=forms.MechanismForm.values_of(version),
        success=version.mechanism.get_absolute_url(),
        action=lambda clean: actions.edit_mechanism(
            actor=request.actor, version_id=pk, content=forms.MechanismForm.content(clean)
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def publish(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Put a draft into use."""
    version = _version(request, pk, "publish_mechanism")
    ask = _ask(
        version, _("Put this version into use?"),
        _("The version before is in force until the day before. A version in use never changes."),
        button=_("Put into use"),
    )  # fmt: skip
    return respond_form(
        request, forms.PublishForm, ask=ask, done=_("It is in use."),
        initial={"effective_on": timezone.localdate()},
        success=version.mechanism.get_absolute_url(),
        action=lambda clean: actions.publish_mechanism(
            actor=request.actor, version_id=pk, effective_on=clean["effective_on"]
        ),
    )  # fmt: skip


@require_POST
def discard(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Discard a draft."""
    committee = queries.seen_version(request.actor, pk).mechanism.committee
    actions.discard_mechanism(actor=request.actor, version_id=pk)
    messages.success(request, _("The draft is gone."))
    return redirect(tab_of(committee))


@require_http_methods(["GET", "POST"])
def retire(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Abolish a mechanism."""
    found = queries.seen_mechanism(request.actor, pk)
    require(request.actor, "committees.retire_mechanism", found.committee)
    ask = ask_of(
        found.committee, _("Abolish this mechanism?"),
        _("It stays to be read with what was made under it. A draft of it goes."),
        button=pgettext("mechanism", "Abolish"), danger=True,
    )  # fmt: skip
    return respond_form(
        request, ConfirmForm, ask=ask, done=_("Abolished."), success=found.get_absolute_url(),
        action=lambda clean: actions.retire_mechanism(
            actor=request.actor, mechanism_id=pk, reason=clean["reason"]
        ),
    )  # fmt: skip


def _version(request: ActorRequest, pk: UUID, verb: str) -> MechanismVersion:
    """Return the version that a form is about, if the person keeps its committee.

    :raises NotVisible: if the committee is not open to the person
    :raises NotAllowed: if it is not theirs to change
    :raises WrongState: if the version is no draft any more
    """
    version = queries.seen_version(request.actor, pk)
    require(request.actor, f"committees.{verb}", version.mechanism.committee)
    version.must_be_draft()
    return version


def _ask(version: MechanismVersion, title: Any, intro: Any = "", **more: Any) -> Ask:
    """Return what a form about a draft says."""
    said = f"{version.mechanism.name} v{version.version} {intro}".strip()
    return ask_of(version.mechanism.committee, title, said, **more)


def _governed(version: MechanismVersion | None) -> list[tuple[Any, str]]:
    """Return what a version governs, in words."""
    if version is None:
        return []
    every: dict[str, dict[str, Any]] = {
        "governs": dict(queries.choices_of_work()), "links": dict(queries.choices_of_link()),
        "papers": dict(queries.choices_of_paper()),
    }  # fmt: skip
    words = {"governs": _("Work"), "links": _("Supervision links"), "papers": _("Papers")}
    return [
        (words[name], "、".join(str(names.get(code, code)) for code in getattr(version, name)))
        for name, names in every.items()
        if getattr(version, name)
    ]

"""The list and the page of supervision projects, and the form of one."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from liandu.access.queries import seen
from liandu.audit.panels import entries
from liandu.kernel.actor import Actor
from liandu.kernel.permits import allowed, require
from liandu.meetings.queries import resolutions, topic_about
from liandu.programme import actions, forms, queries
from liandu.programme.listings import PROJECTS, months
from liandu.programme.models import OverlapHit, SupervisionProject
from liandu.programme.panels import PLACE
from liandu.programme.rules import DECIDED, OWN, ProjectState
from liandu.programme.views.running import OF_MILESTONE, OF_RUN
from liandu.programme.views.steps import OF_HIT, OF_PROJECT, RETURN
from liandu.programme.views.taking import CRUMB, choices
from liandu.web.draw import pill
from liandu.web.forms import Ask, respond_form
from liandu.web.middleware import ActorRequest
from liandu.web.panels import chosen
from liandu.web.pieces import Choice
from liandu.works.queries import link_names


@require_GET
def project_list(request: ActorRequest) -> HttpResponseBase:
    """List the projects that are open to the person."""
    return PROJECTS.respond(request, queries.projects(request.actor))


@require_GET
def project(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Show a project: what it is, what it overlaps with, what became of it."""
    actor = request.actor
    found = queries.seen_project(actor, pk)
    may_edit = found.state in OWN and allowed(actor, "programme.edit_project", found)
    context: dict[str, Any] = {
        "title": found.name, "project": found, "pill": pill(*found.pill), "place": PLACE,
        "url": found.get_absolute_url(), "tab": chosen(request, PLACE), "months": months(found),
        "edit_url": reverse("programme:edit", args=[pk]) if may_edit else "",
        "choices": choices(actor, (*OF_PROJECT, *OF_RUN), found),
    }  # fmt: skip
    if not context["tab"]:
        context |= overview(actor, found)
    elif context["tab"] == "record":
        context["entries"] = entries(actor, found)
    return render(request, "programme/project.html", context)


def overview(actor: Actor, found: SupervisionProject) -> dict[str, Any]:
    """Return what the first tab of a project is drawn from."""
    names = dict(link_names())
    other = found.merged_into_id and queries.projects(actor).filter(pk=found.merged_into_id)
    by = found.resolution_id or getattr(queries.decided(found), "pk", None)
    return {
        "objects": queries.objects_of(actor, found),
        "links": [names.get(code, code) for code in found.links],
        "assisting": list(found.assisting.all()),
        "topic": topic_about(actor, found) if found.tabled_at else None,
        "resolution": resolutions(actor).filter(pk=by).first() if by else None,
        "merged_into": other.first() if other else None,
        "is_screened": found.hits.exists() or found.state in AFTER_SCREEN,
        "overlaps": [
            (one, pill(*one.hit.pill), answers(actor, one.hit))
            for one in queries.shown(actor, found)
        ],
        "neighbours": queries.neighbours(actor, found),
        **plan(actor, found),
    }  # fmt: skip


def plan(actor: Actor, found: SupervisionProject) -> dict[str, Any]:
    """Return what the plan of a project in the programme is drawn from."""
    if found.resolution_id is None or found.state == ProjectState.REJECTED:
        return {}
    return {
        "is_planned": True, "pauses": queries.pauses_of(found),
        "milestones": [
            (one, pill(*one.pill), choices(actor, OF_MILESTONE, one))
            for one in queries.milestones_of(found)
        ],
    }  # fmt: skip


def answers(actor: Actor, hit: OverlapHit) -> list[Choice]:
    """Return what may be said to an overlap: keep, merge, or return the project."""
    found = choices(actor, OF_HIT, hit)
    return [*found, *choices(actor, [RETURN], hit.project)] if found else []


AFTER_SCREEN = frozenset({ProjectState.SCREENING, ProjectState.TABLED}) | DECIDED


@require_http_methods(["GET", "POST"])
def propose(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Begin to propose a project to a committee."""
    committee: Any = seen(queries.committee_model(), request.actor, pk)
    require(request.actor, "programme.propose_project", committee)
    ask = Ask(
        _("Propose a supervision project"),
        _("Your body leads it. Until it is handed in, others do not see it."), _("Save as draft"),
        back=reverse(CRUMB[1]), crumbs=((CRUMB[0], reverse(CRUMB[1])),),
    )  # fmt: skip
    now = timezone.localdate()
    return respond_form(
        request, _form(request.actor, committee, request.actor.body_id or 0), ask=ask,
        success=SupervisionProject.get_absolute_url, done=_("Saved as draft."),
        initial={"year": now.year, "first_month": now.month, "last_month": now.month},
        action=lambda clean: actions.propose_project(
            actor=request.actor, committee_id=pk, draft=forms.ProjectForm.draft(clean)
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def edit(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Change what a project is."""
    found = queries.seen_project(request.actor, pk)
    require(request.actor, "programme.edit_project", found)
    back = found.get_absolute_url()
    ask = Ask(
        _("Change the project"), back=back,
        crumbs=((CRUMB[0], reverse(CRUMB[1])), (found.name, back)),
    )  # fmt: skip
    return respond_form(
        request, _form(request.actor, found.committee, found.owner_body_id), ask=ask, success=back,
        done=_("Saved."), initial=forms.ProjectForm.values_of(request.actor, found),
        action=lambda clean: actions.edit_project(
            actor=request.actor, project_id=pk, draft=forms.ProjectForm.draft(clean)
        ),
    )  # fmt: skip


def _form(actor: Actor, committee: Any, lead_id: int) -> Any:
    """Return the form of a project of a committee."""
    return partial(forms.ProjectForm, actor=actor, committee=committee, lead_id=lead_id)

"""What is done with one link of an object."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from liandu.kernel.errors import NotVisible
from liandu.kernel.permits import require
from liandu.web.forms import Ask, respond_form
from liandu.web.middleware import ActorRequest
from liandu.works import actions, forms, queries
from liandu.works.models import SupervisionLink
from liandu.works.rules import LINK_LIFE

TITLES = {
    "begin": gettext_lazy("The link begins"),
    "finish": gettext_lazy("The link is done"),
    "check": gettext_lazy("The link is checked"),
    "reopen": gettext_lazy("Reopen the link"),
}


@require_http_methods(["GET", "POST"])
def plan_link(request: ActorRequest, pk: int) -> HttpResponse:
    """Set when a link is to be done, and by whom."""
    link = queries.seen_link(request.actor, pk)
    require(request.actor, "works.plan_link", link)

    def plan(clean: dict[str, Any]) -> SupervisionLink:
        responsible, supervising = clean["responsible_body"], clean["supervising_body"]
        return actions.plan_link(
            actor=request.actor, link_id=pk, planned_start_on=clean["planned_start_on"],
            planned_end_on=clean["planned_end_on"],
            responsible_body_id=responsible.pk if responsible else None,
            supervising_body_id=supervising.pk if supervising else None,
        )  # fmt: skip

    return respond_form(
        request, forms.LinkPlanForm, action=plan, ask=_ask(link, _("Plan the link"), _("Save")),
        initial=forms.LinkPlanForm.values_of(link), success=_back(link), done=_("Saved."),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def link_step(request: ActorRequest, pk: int, step: str) -> HttpResponse:
    """Take a link a step on.

    :raises NotVisible: if there is no such step
    :raises WrongState: if it cannot be taken from where the link is
    """
    if step not in TITLES:
        raise NotVisible
    link = queries.seen_link(request.actor, pk)
    require(request.actor, "works.check_link" if step == "check" else "works.move_link", link)
    LINK_LIFE.after(step, link.state)
    return respond_form(
        request, forms.LinkStepForm, ask=_ask(link, str(TITLES[step]), str(TITLES[step])),
        action=lambda clean: actions.move_link(
            actor=request.actor, link_id=pk, step=step, on=clean["on"]
        ),
        success=_back(link), done=_("Saved."),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def checkpoint(request: ActorRequest, pk: int, position: int) -> HttpResponse:
    """Say what was found at a checkpoint."""
    link = queries.seen_link(request.actor, pk)
    require(request.actor, "works.set_checkpoint", link)
    found = next((p for p in queries.checkpoints(link) if p.position == position), None)
    if found is None:
        raise NotVisible
    return respond_form(
        request, forms.CheckpointForm, ask=_ask(link, found.text, _("Save")),
        initial={"state": found.state, "note": found.note},
        action=lambda clean: actions.set_checkpoint(
            actor=request.actor, link_id=pk, position=position, state=clean["state"],
            note=clean["note"],
        ),
        success=_back(link), done=_("Saved."),
    )  # fmt: skip


def _back(link: SupervisionLink) -> str:
    """Return the way to the link on its object's page."""
    return f"{link.supervised_object.get_absolute_url()}?link={link.pk}"


def _ask(link: SupervisionLink, title: str, button: str) -> Ask:
    """Return what a form about a link says."""
    record = link.supervised_object
    crumbs = (
        (_("Major projects"), reverse("works:objects")),
        (record.number, record.get_absolute_url()),
        (str(link), _back(link)),
    )
    return Ask(title, f"{record.name} · {link}", button, back=_back(link), crumbs=crumbs)

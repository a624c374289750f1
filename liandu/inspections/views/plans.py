"""Planning: the form, what and whom to pick, items, and the decision."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_http_methods

from liandu.inspections import actions, queries
from liandu.inspections.forms import ConflictForm, ItemForm, PlanForm, ReasonForm
from liandu.inspections.models import Inspection
from liandu.kernel.errors import Invalid, Refusal
from liandu.kernel.permits import require
from liandu.web.forms import Ask, Form, redirect_to, respond_form
from liandu.web.middleware import ActorRequest, sentence

CRUMB = (gettext_lazy("Inspections"), "inspections:inspection_list")
MOST_PICKED = 20


@require_http_methods(["GET", "POST"])
def plan(request: ActorRequest) -> HttpResponse:
    """Plan an inspection; ``?object=`` chooses what is inspected."""
    require(request.actor, "inspections.plan_inspection")
    objects = [UUID(one) for one in request.GET.getlist("object") if _is_key(one)]
    return respond_form(
        request, PlanForm,
        action=lambda clean: actions.plan_inspection(
            actor=request.actor, plan=PlanForm.plan(clean), object_ids=objects
        ),
        success=lambda made: reverse("inspections:objects", args=[made.pk]),
        ask=Ask(_("Plan an inspection"), button=_("Save, then choose objects"), crumbs=(CRUMB,),
                back=reverse("inspections:inspection_list")),
        done=lambda made: _("Draft %(number)s saved.") % {"number": made.number},
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def change(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Change a draft."""
    found = queries.seen_inspection(request.actor, pk)
    require(request.actor, "inspections.change_plan", found)
    return respond_form(
        request, PlanForm, initial=PlanForm.of(found),
        action=lambda clean: actions.change_plan(
            actor=request.actor, inspection_id=pk, plan=PlanForm.plan(clean)
        ),
        success=found.get_absolute_url(), ask=ask(found, _("Change the plan"), _("Save the plan")),
        done=_("Plan saved."),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def objects(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Pick what is inspected: search, put on, take off."""
    found = queries.seen_inspection(request.actor, pk)
    require(request.actor, "inspections.choose_objects", found)
    words = request.GET.get("q", "").strip()
    chosen = [(one.pk, one, one.number) for one in found.supervised_objects.all()]
    offered = queries.pickable(request.actor, found, words)[:MOST_PICKED]
    return _pick(
        request, found, _("Choose what is inspected"), actions.choose_objects, UUID,
        {"chosen": chosen, "offered": [(one.pk, one, f"{one.number} {one.lead_body or ''}")
                                       for one in offered],
         "next_url": reverse("inspections:bodies", args=[pk]),
         "next_label": _("Next: who takes part"), "words": words},
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def bodies(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Pick who takes part."""
    found = queries.seen_inspection(request.actor, pk)
    require(request.actor, "inspections.choose_bodies", found)
    words = request.GET.get("q", "").strip()
    chosen = [(one.pk, one, one.jurisdiction or "") for one in found.participating_bodies.all()]
    offered = queries.pickable_bodies(found, words)[:MOST_PICKED]
    return _pick(
        request, found, _("Choose who takes part"), actions.choose_bodies, int,
        {"chosen": chosen, "offered": [(one.pk, one, one.jurisdiction or "") for one in offered],
         "next_url": found.get_absolute_url(), "next_label": pgettext("picking", "Done"),
         "words": words},
    )  # fmt: skip


def _pick(
    request: ActorRequest, found: Inspection, title: str, action: Callable[..., object],
    key: Callable[[str], object], context: dict[str, Any],
) -> HttpResponse:  # fmt: skip
    """Show what can be picked; take one up or put one back when a button is pressed."""
    status, fault = 200, ""
    if request.method == "POST":
        try:
            change = {
                name: [key(one) for one in request.POST.getlist(name)] for name in ("add", "drop")
            }
            action(actor=request.actor, inspection_id=found.pk, **change)
            return redirect_to(request, request.get_full_path())
        except ValueError:
            status, fault = Invalid.status, _("That is not on the list. Choose again.")
        except Refusal as refusal:
            status, fault = refusal.status, sentence(refusal)
    context |= {
        "title": title, "inspection": found, "fault": fault,
        "most": MOST_PICKED, "is_cut": len(context["offered"]) == MOST_PICKED,
    }  # fmt: skip
    return render(request, "inspections/pick.html", context, status=status)


@require_http_methods(["GET", "POST"])
def add_item(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Put one more thing to look at on the list."""
    found = queries.seen_inspection(request.actor, pk)
    require(request.actor, "inspections.add_item", found)
    return respond_form(
        request, ItemForm,
        action=lambda clean: actions.add_item(actor=request.actor, inspection_id=pk, **clean),
        success=found.get_absolute_url(),
        ask=ask(found, _("Add an item to look at"), _("Add the item")), done=_("Item added."),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def submit(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Submit the plan."""
    found = queries.seen_inspection(request.actor, pk)
    require(request.actor, "inspections.submit_plan", found)
    intro = _("The bodies that take part and your head see it from now on. ")
    return _decide(
        request, found, actions.submit_plan,
        (_("Submit this plan?"), intro, _("Submit the plan")),
        _("Plan submitted."),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def approve(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Approve the plan."""
    found = queries.seen_inspection(request.actor, pk)
    require(request.actor, "inspections.approve_plan", found)
    intro = _("The team can be formed from now on. ")
    return _decide(
        request, found, actions.approve_plan,
        (_("Approve this plan?"), intro, _("Approve the plan")),
        pgettext("inspection", "Plan approved."),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def return_plan(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Give the plan back."""
    found = queries.seen_inspection(request.actor, pk)
    require(request.actor, "inspections.return_plan", found)
    intro = _("It becomes a draft again; bodies that take part no longer see it.")
    return reasoned(
        request, found, actions.return_plan,
        (_("Return this plan?"), intro, _("Return the plan")), _("Plan returned."),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def cancel(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Give the inspection up."""
    found = queries.seen_inspection(request.actor, pk)
    require(request.actor, "inspections.cancel_inspection", found)
    intro = _("It stays on record with your reason and cannot be taken up again.")
    return reasoned(
        request, found, actions.cancel_inspection,
        (_("Cancel this inspection?"), intro, _("Cancel the inspection")),
        _("Inspection cancelled."), is_danger=True,
    )  # fmt: skip


def ask(found: Inspection, title: str, button: str, intro: str = "", **more: Any) -> Ask:
    """Return what a form about an inspection says."""
    return Ask(
        title, intro, button, back=found.get_absolute_url(),
        crumbs=(CRUMB, (found.number, found.get_absolute_url())), **more,
    )  # fmt: skip


def reasoned(
    request: ActorRequest, found: Inspection, action: Callable[..., object],
    words: tuple[str, str, str], done: str, *, is_danger: bool = False,
) -> HttpResponse:  # fmt: skip
    """Take a step that wants a reason."""
    title, intro, button = words
    return respond_form(
        request, ReasonForm,
        action=lambda clean: action(
            actor=request.actor, inspection_id=found.pk, reason=clean["reason"]
        ),
        success=found.get_absolute_url(),
        ask=ask(found, title, button, intro, danger=is_danger), done=done,
    )  # fmt: skip


def plain(
    request: ActorRequest, found: Inspection, action: Callable[..., object],
    words: tuple[str, str, str], done: str,
) -> HttpResponse:  # fmt: skip
    """Take a step that wants nothing but a yes."""
    title, intro, button = words
    return respond_form(
        request, Form, action=lambda _clean: action(actor=request.actor, inspection_id=found.pk),
        success=found.get_absolute_url(), ask=ask(found, title, button, intro), done=done,
    )  # fmt: skip


def _decide(
    request: ActorRequest, found: Inspection, action: Callable[..., object],
    words: tuple[str, str, str], done: str,
) -> HttpResponse:  # fmt: skip
    """Take a step that wants a reason if the same objects are visited nearby."""
    title, intro, button = words
    near = [f"{one.reference} {one.title}" for one in queries.conflicts(request.actor, found)[:5]]
    nearby = _("Visited nearby: %(list)s.") % {"list": "；".join(near)}
    intro += nearby if near else _("No other visit of these objects is near.")
    return respond_form(
        request, ConflictForm if near else Form,
        initial={"conflict_reason": found.conflict_reason},
        action=lambda clean: action(actor=request.actor, inspection_id=found.pk, **clean),
        success=found.get_absolute_url(), ask=ask(found, title, button, intro), done=done,
    )  # fmt: skip


def _is_key(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True

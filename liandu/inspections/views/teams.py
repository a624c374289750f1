"""Forming the team."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from liandu.inspections import actions, queries
from liandu.inspections.forms import DeclarationForm, LeaderForm
from liandu.inspections.views.plans import MOST_PICKED, ask, plain
from liandu.kernel.errors import Invalid, NotVisible, Refusal
from liandu.kernel.permits import require
from liandu.web.forms import redirect_to, respond_form
from liandu.web.middleware import ActorRequest, sentence


@require_http_methods(["GET", "POST"])
def team(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Ask people into the team by their posts, and take them out again."""
    found = queries.seen_inspection(request.actor, pk)
    require(request.actor, "inspections.add_member", found)
    status, fault = 200, ""
    if request.method == "POST":
        try:
            _change(request, pk)
            return redirect_to(request, request.get_full_path())
        except NotVisible:
            raise
        except ValueError:
            status, fault = Invalid.status, _("That is not on the list. Choose again.")
        except Refusal as refusal:
            status, fault = refusal.status, sentence(refusal)
    words = request.GET.get("q", "").strip()
    seats = queries.pickable_people(found, words, timezone.now())[:MOST_PICKED]
    context = {
        "title": _("Form the team"), "inspection": found, "members": found.team_now,
        "seats": seats, "words": words, "fault": fault,
        "most": MOST_PICKED, "is_cut": len(seats) == MOST_PICKED,
    }  # fmt: skip
    return render(request, "inspections/team.html", context, status=status)


def _change(request: ActorRequest, pk: UUID) -> None:
    """Do what the pressed button says."""
    if drop := request.POST.get("drop"):
        actions.drop_member(actor=request.actor, inspection_id=pk, member_id=int(drop))
        return
    leader = request.POST.get("leader", "")
    actions.add_member(
        actor=request.actor, inspection_id=pk,
        membership_id=int(leader or request.POST.get("add", "")), is_leader=bool(leader),
        certificate=request.POST.get("certificate", "").strip()[:60],
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def declare(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Say whether something keeps the person from taking part."""
    found = queries.seen_inspection(request.actor, pk)
    require(request.actor, "inspections.declare_avoidance", found)
    return respond_form(
        request, DeclarationForm,
        action=lambda clean: actions.declare_avoidance(
            actor=request.actor, inspection_id=pk, ground=clean["ground"]
        ),
        success="/",
        ask=ask(found, _("Declare on avoidance"), _("Declare"),
                _("Whoever is kin, was a witness or has an interest withdraws.")),
        done=_("Declared."),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def complete(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Say that the team is complete."""
    found = queries.seen_inspection(request.actor, pk)
    require(request.actor, "inspections.complete_team", found)
    return plain(
        request, found, actions.complete_team,
        (_("Is the team complete?"), _("Afterwards nobody joins or leaves."), _("Team complete")),
        _("Team complete."),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def change_leader(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Have another member lead the team."""
    found = queries.seen_inspection(request.actor, pk)
    require(request.actor, "inspections.change_leader", found)
    return respond_form(
        request, partial(LeaderForm, members=queries.able_to_lead(found)),
        action=lambda clean: actions.change_leader(
            actor=request.actor, inspection_id=pk, member_id=clean["member"],
            reason=clean["reason"],
        ),
        success=f"{found.get_absolute_url()}?tab=team",
        ask=ask(found, _("Change the leader"), _("Change the leader"),
                _("The visit's next steps are the new leader's. A leader who must keep away leaves "
                  "the team; otherwise they stay a member. All who take part read the reason: do "
                  "not name a ground of withdrawal in it.")),
        done=_("The leader has changed."),
    )  # fmt: skip

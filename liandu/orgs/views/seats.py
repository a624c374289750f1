"""Pages of who holds a post, until when, and what is handed over."""

from datetime import datetime, time, timedelta
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from liandu.kernel.errors import NotVisible
from liandu.kernel.permits import require
from liandu.orgs import actions, queries
from liandu.orgs.forms import HandOverForm, MembershipForm
from liandu.orgs.handover import open_items
from liandu.orgs.models import Membership
from liandu.orgs.views.people import person_for, to_person
from liandu.web.forms import Ask, ConfirmForm, respond_form
from liandu.web.middleware import ActorRequest


@require_http_methods(["GET", "POST"])
def membership_add(request: ActorRequest, pk: int) -> HttpResponse:
    """Put a person in a post."""
    person = person_for(request, pk, "orgs.add_membership")

    def run(clean: dict[str, Any]) -> Any:
        ends_on = clean.pop("ends_on")
        zone = timezone.get_current_timezone()
        # The last day is held to its end; the end itself is strict.
        until = ends_on and datetime.combine(ends_on + timedelta(days=1), time.min, zone)
        return actions.add_membership(actor=request.actor, person=person, ends_at=until, **clean)

    return respond_form(
        request,
        MembershipForm,
        action=run,
        success=to_person(pk),
        done=_seated,
        ask=Ask(
            title=_("Give %(name)s a post") % {"name": person},
            button=_("Give the post"),
            back=to_person(pk),
        ),
    )


@require_http_methods(["GET", "POST"])
def membership_end(request: ActorRequest, pk: int) -> HttpResponse:
    """End somebody's time in a post."""
    require(request.actor, "orgs.browse")
    membership = queries.membership(pk)
    require(request.actor, "orgs.end_membership", membership)
    back = to_person(membership.person_id)

    def run(clean: dict[str, Any]) -> Any:
        reason = clean["reason"]
        return actions.end_membership(actor=request.actor, membership_id=pk, reason=reason)

    return respond_form(
        request,
        ConfirmForm,
        action=run,
        success=back,
        done=gettext_lazy("The post is no longer held by them."),
        ask=Ask(
            title=_("End the post %(membership)s now?") % {"membership": membership},
            intro=_("What is open with the person stays with the body, which hands it over."),
            button=_("End now"),
            danger=True,
            back=back,
        ),
    )


@require_http_methods(["GET", "POST"])
def hand_over(request: ActorRequest, body_id: int, pk: int) -> HttpResponse:
    """Show what is open with a person, and hand all of it to somebody else."""
    body = queries.body(body_id)
    require(request.actor, "orgs.hand_over", body)
    if not queries.seated(body_id, pk):
        raise NotVisible
    person = queries.person(pk)

    def run(clean: dict[str, Any]) -> int:
        return actions.hand_over(
            actor=request.actor, body_id=body_id, leaving=pk, successor=clean["successor"].pk
        )

    return respond_form(
        request,
        lambda *args, **kwargs: HandOverForm(*args, body_id=body_id, leaving=pk, **kwargs),
        action=run,
        success=reverse("orgs:body", args=[body_id]),
        done=lambda count: (
            ngettext("%(count)s item handed over", "%(count)s items handed over", count)
            % {"count": count}
        ),
        ask=Ask(
            title=_("Hand over what is open with %(name)s") % {"name": person},
            intro=_("All of it goes to the successor at once, and they are told."),
            button=_("Hand over"),
            back=reverse("orgs:body", args=[body_id]),
            template="orgs/hand_over.html",
            extra={"open": open_items(request.actor, pk)},
        ),
    )


def _seated(membership: Membership) -> str:
    """Return what is said to who gave a post."""
    if membership.proposals.exists():
        return _("The post is held at internal; another security administrator answers the rest.")
    return _("The person holds the post from now on.")

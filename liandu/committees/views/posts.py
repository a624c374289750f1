"""The forms by which posts in a committee are filled, change hands and end."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods

from liandu.committees import actions, forms, queries
from liandu.committees.models import CommitteePost
from liandu.committees.views.committees import ask_of
from liandu.kernel.permits import require
from liandu.web.forms import ConfirmForm, respond_form
from liandu.web.middleware import ActorRequest


@require_http_methods(["GET", "POST"])
def appoint(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Fill a post."""
    kept = queries.seen_committee(request.actor, pk)
    require(request.actor, "committees.appoint", kept)
    ask = ask_of(
        kept, _("Fill a post"),
        _("It is held from a post in a body, and counts while that one is held."),
        button=_("Fill the post"),
    )  # fmt: skip
    return respond_form(
        request, partial(forms.AppointForm, committee=kept), ask=ask, done=_("Filled."),
        success=kept.get_absolute_url(), initial={"since": timezone.localdate()},
        action=lambda clean: actions.appoint(
            actor=request.actor, committee_id=pk, kind=clean["kind"], seat_id=clean["seat"],
            since=clean["since"],
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def change(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Give a post to a successor."""
    post = _post(request, pk, "change_post")
    kept = post.committee
    ask = ask_of(
        kept, _("Give the post to a successor"),
        _("%(post)s goes over today, and what is open in the committee with it.")
        % {"post": _said(post)},
        button=_("Hand over"),
    )  # fmt: skip
    return respond_form(
        request, partial(forms.SuccessorForm, committee=kept), ask=ask, done=_("Handed over."),
        success=kept.get_absolute_url(),
        action=lambda clean: actions.change_post(
            actor=request.actor, post_id=pk, seat_id=clean["seat"], reason=clean["reason"]
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def end(request: ActorRequest, pk: UUID) -> HttpResponse:
    """End a post."""
    post = _post(request, pk, "end_post")
    ask = ask_of(
        post.committee, _("End this post?"), _said(post), danger=True,
        button=pgettext("committee", "End the post"),
    )  # fmt: skip
    return respond_form(
        request, ConfirmForm, ask=ask, done=_("Ended."),
        success=post.committee.get_absolute_url(),
        action=lambda clean: actions.end_post(
            actor=request.actor, post_id=pk, reason=clean["reason"]
        ),
    )  # fmt: skip


def _post(request: ActorRequest, pk: UUID, verb: str) -> CommitteePost:
    """Return the post that a form is about, if the person keeps its committee.

    :raises NotVisible: if the committee is not open to the person
    :raises NotAllowed: if it is not theirs to change
    """
    post = queries.seen_post(request.actor, pk)
    require(request.actor, f"committees.{verb}", post.committee)
    return post


def _said(post: CommitteePost) -> str:
    """Return a post and who holds it, in words."""
    return f"{post} · {post.seat.post.body} · {post.seat.post.name}"

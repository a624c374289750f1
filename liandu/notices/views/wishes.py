"""Pages of how somebody wants to be told, and who stands in for them."""

from datetime import datetime, time
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from liandu.kernel.deadlines import end_of
from liandu.kernel.permits import require
from liandu.notices import actions, queries
from liandu.notices.forms import StandInForm, WishForm
from liandu.web.forms import Ask, Form, respond_form
from liandu.web.middleware import ActorRequest

BACK = gettext_lazy("My account")


@require_http_methods(["GET", "POST"])
def wishes(request: ActorRequest) -> HttpResponse:
    """Say which kinds come where, how often mail comes, and when it is quiet."""
    actor = request.actor
    require(actor, "notices.set_wish")
    wish, (inbox, mail) = queries.wish_of(request.user.pk), queries.chosen(request.user.pk)
    names = ("digest", "hour", "weekday", "quiet_from", "quiet_until", "breaks_through")
    back = reverse("orgs:account")
    return respond_form(
        request,
        partial(WishForm, groups=queries.groups()),
        action=lambda clean: actions.set_wish(actor=actor, wish=actions.Wish(**clean)),
        success=back,
        done=gettext_lazy("Notices come as you said."),
        initial={name: getattr(wish, name) for name in names} | {"inbox": inbox, "mail": mail},
        ask=Ask(
            title=_("My notices"),
            intro=_mail_words(request.user.email),
            back=back,
            crumbs=((BACK, back),),
        ),
    )


def _mail_words(email: str) -> str:
    """Return whether mail comes at all, and where to."""
    if not queries.is_mail_on():
        return _("This installation sends no e-mail yet; the administrator can set it up.")
    if not email:
        return _("Your account has no e-mail address; the administrator can add it.")
    return _("E-mail goes to %(email)s.") % {"email": email}


@require_http_methods(["GET", "POST"])
def stand_in(request: ActorRequest) -> HttpResponse:
    """Have somebody of the same body told besides while one is away."""
    actor, back = request.actor, reverse("orgs:account")
    require(actor, "notices.name_stand_in")
    zone = timezone.get_default_timezone()

    def run(clean: dict[str, Any]) -> None:
        actions.name_stand_in(
            actor=actor, stand_in_id=clean["stand_in"].pk,
            starts_at=datetime.combine(clean["since"], time(), zone),
            ends_at=end_of(clean["until"], zone),
        )  # fmt: skip

    return respond_form(
        request,
        partial(StandInForm, colleagues=queries.colleagues(actor)),
        action=run,
        success=back,
        done=gettext_lazy("The stand-in is told besides in that time."),
        initial={"since": timezone.localdate()},
        ask=Ask(
            title=_("Name a stand-in"),
            intro=_("They are told what you are told, and see only what they may see themselves."),
            button=_("Name the stand-in"),
            back=back,
            crumbs=((BACK, back),),
        ),
    )


@require_http_methods(["GET", "POST"])
def stand_in_end(request: ActorRequest, pk: int) -> HttpResponse:
    """Be told alone again."""
    row, back = queries.absence(request.actor, pk), reverse("orgs:account")
    return respond_form(
        request,
        Form,
        action=lambda _clean: actions.end_stand_in(actor=request.actor, stand_in_id=pk),
        success=back,
        done=gettext_lazy("You are told alone again."),
        ask=Ask(
            title=_("End the stand-in of %(name)s?") % {"name": row.stand_in},
            intro=_("What they were told stays in their inbox."),
            button=_("End"),
            back=back,
            crumbs=((BACK, back),),
        ),
    )

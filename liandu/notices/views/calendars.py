"""A person's calendar, for the program they keep theirs in."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from liandu.kernel.permits import require
from liandu.notices import actions, queries
from liandu.notices.panels import calendar_text
from liandu.web.forms import Ask, Form, respond_form
from liandu.web.middleware import ActorRequest


@require_http_methods(["GET", "POST"])
def calendar_renew(request: ActorRequest) -> HttpResponse:
    """Make the secret address of one's calendar, and show it this once."""
    actor = request.actor
    require(actor, "notices.renew_calendar")
    back = reverse("orgs:account")
    if request.method == "POST":
        secret = actions.renew_calendar(actor=actor)
        url = f"{settings.LIANDU_URL}{reverse('notices:calendar_feed', args=[secret])}"
        context = {"title": _("My calendar"), "address": url}
        return render(request, "notices/calendar_made.html", context)
    had = queries.has_calendar(actor)
    intro = _("Your deadlines and visits appear in the calendar program that reads this address.")
    if had:
        intro = _("The address in use stops working. Enter the new one in your calendar program.")
    crumbs = ((_("My account"), back),)
    ask = Ask(_("Make a calendar address"), intro, _("Make the address"), back=back, crumbs=crumbs)
    asked = {"form": Form(), "ask": ask, "title": ask.title, "back": back}
    return render(request, "web/form.html", asked)


@require_http_methods(["GET", "POST"])
def calendar_drop(request: ActorRequest) -> HttpResponse:
    """Give up the address of one's calendar."""
    actor = request.actor
    require(actor, "notices.drop_calendar")
    back = reverse("orgs:account")
    return respond_form(
        request,
        Form,
        action=lambda _clean: actions.drop_calendar(actor=actor),
        success=back,
        done=gettext_lazy("The address opens nothing any more."),
        ask=Ask(
            title=_("Give up the calendar address?"),
            intro=_("Calendar programs that read it find nothing there."),
            button=_("Give it up"),
            back=back,
            crumbs=((_("My account"), back),),
        ),
    )


@login_not_required
@require_safe
def calendar_feed(_request: HttpRequest, secret: str) -> HttpResponse:
    """Answer the calendar that a secret address opens: what its owner may know of at this moment.

    :raises NotVisible: if it opens none
    """
    owner = queries.calendar_owner(secret)
    with translation.override(settings.LANGUAGE_CODE):
        text = calendar_text(owner)
    headers = {"Cache-Control": "private, no-store", "Referrer-Policy": "no-referrer"}
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers=headers)

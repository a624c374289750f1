"""One's own webhooks, those of all, and what was sent to one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from liandu.kernel.errors import Invalid, Refusal
from liandu.kernel.permits import allowed, require
from liandu.orgs.rules import AdminKind
from liandu.web.forms import Ask, ConfirmForm, respond_form
from liandu.web.keyset import page
from liandu.web.middleware import ActorRequest
from liandu.web.pages import nav
from liandu.web.pieces import Choice, Nothing
from liandu.webhooks import actions, queries
from liandu.webhooks.forms import WebhookForm
from liandu.webhooks.models import AREAS, Webhook

PER_PAGE = 50
OWN = gettext_lazy("Webhooks")

nav(
    "webhooks", OWN, "plug", "webhooks:every_webhook",
    group="admin", order=75, sees=lambda actor: allowed(actor, "webhooks.oversee"),
)  # fmt: skip


@require_GET
def webhook_list(request: ActorRequest) -> HttpResponse:
    """Show one's own webhooks."""
    require(request.actor, "webhooks.read_own")
    add = Choice(_("Have a system told"), reverse("webhooks:webhook_add"), "plus", "btn-primary")
    context = {
        "title": OWN,
        "webhooks": queries.own_webhooks(request.actor)[:PER_PAGE],
        "now": timezone.now(),
        "nothing": Nothing(
            _("No system is told yet"),
            _("It is sent what happens to records that your post may know of, as it happens."),
            (add,),
        ),
    }
    return render(request, "webhooks/webhook_list.html", context)


@require_GET
def every_webhook(request: ActorRequest) -> HttpResponse:
    """Show which systems are told, and for whom: not of what."""
    require(request.actor, "webhooks.oversee")
    found = page(
        queries.every_webhook(), ("-id",), PER_PAGE,
        after=request.GET.get("after", ""), before=request.GET.get("before", ""),
    )  # fmt: skip
    context = {
        "title": OWN, "page": found, "webhooks": found.rows, "now": timezone.now(), "is_all": True,
        "may_stop": request.actor.admin == AdminKind.SECURITY,
        "nothing": Nothing(_("No system is told yet"), _("Whoever holds a post may set this up.")),
    }  # fmt: skip
    return render(request, "webhooks/webhook_list.html", context)


@sensitive_variables("key")
@require_http_methods(["GET", "POST"])
def webhook_add(request: ActorRequest) -> HttpResponse:
    """Have an address told. The key is shown on this one answer and nowhere else, ever."""
    require(request.actor, "webhooks.make_webhook")
    form = WebhookForm(request.POST or None, actor=request.actor)
    status = 200
    if request.method == "POST":
        status = Invalid.status
        if form.is_valid():
            try:
                made, key = actions.make_webhook(actor=request.actor, terms=form.terms())
            except Refusal as refusal:
                form.take(refusal)
                status = refusal.status
            else:
                context = {"title": _("The system is told from now on"), "webhook": made,
                           "key": key}  # fmt: skip
                return render(request, "webhooks/webhook_made.html", context)
    back = reverse("webhooks:webhook_list")
    ask = Ask(
        title=_("Have a system told"),
        intro=_("What happens is sent there within a minute or two, signed with a key."),
        button=_("Begin"), back=back, crumbs=((OWN, back),),
    )  # fmt: skip
    context = {"form": form, "ask": ask, "title": ask.title, "back": back}
    return render(request, ask.template, context, status=status)


@require_GET
def webhook(request: ActorRequest, pk: int) -> HttpResponse:
    """Show one webhook and what was sent to it."""
    found = queries.seen_webhook(request.actor, pk)
    sent = page(
        found.deliveries.select_related("body").filter(tries__gt=0), ("-id",), PER_PAGE,
        after=request.GET.get("after", ""), before=request.GET.get("before", ""),
    )  # fmt: skip
    context = {
        "title": found.name, "webhook": found, "page": sent, "events": _chosen(found),
        "deliveries": queries.deliveries(request.actor, found, list(sent.rows)),
        "holds": found.holds_at(timezone.now()),
        "nothing": Nothing(_("Nothing was sent yet"), _("Have a trial sent to see it arrive.")),
    }  # fmt: skip
    return render(request, "webhooks/webhook.html", context)


def _chosen(found: Webhook) -> list[tuple[Any, list[Any]]]:
    """Return what a webhook is told of, by area; nothing beside an area is all of it."""
    offered = queries.offered()
    return [
        (words, [said for name, said in offered[area] if name in found.kinds])
        for area, words in AREAS.items()
        if any(kind.partition(".")[0] == area for kind in found.kinds)
    ]


@require_http_methods(["GET", "POST"])
def webhook_stop(request: ActorRequest, pk: int) -> HttpResponse:
    """Tell an address nothing more.

    :raises NotVisible: if it is neither one's own nor one oversees them
    """
    oversees = request.actor.admin == AdminKind.SECURITY
    found = queries.seen_webhook(request.actor, pk, oversees=oversees)
    back = reverse("webhooks:every_webhook") if oversees else found.get_absolute_url()
    return respond_form(
        request, ConfirmForm, success=back, done=gettext_lazy("Nothing is sent there any more."),
        action=lambda clean: actions.stop_webhook(
            actor=request.actor, webhook_id=pk, reason=clean["reason"]
        ),
        ask=Ask(
            title=_("Stop telling “%(name)s”?") % {"name": found.name},
            intro=_("What still waits is not sent. A stopped webhook cannot be restored."),
            button=_("Stop"), danger=True, back=back,
        ),
    )  # fmt: skip


@require_POST
def webhook_try(request: ActorRequest, pk: int) -> HttpResponse:
    """Have a trial sent."""
    actions.try_webhook(actor=request.actor, webhook_id=pk)
    messages.success(request, _("A trial is sent with the next round, within a minute."))
    return redirect("webhooks:webhook", pk)


@require_POST
def send_again(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Have a delivery sent once more."""
    delivery = actions.send_again(actor=request.actor, delivery_id=pk)
    messages.success(request, _("It is sent again with the next round, within a minute."))
    return redirect("webhooks:webhook", delivery.webhook_id)

"""One's own tokens, those of all, and how the interface is used."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods

from liandu.interfaces import actions, queries
from liandu.interfaces.api import schema
from liandu.interfaces.forms import TokenForm
from liandu.interfaces.panels import operations
from liandu.kernel.errors import Invalid, Refusal
from liandu.kernel.permits import allowed, require
from liandu.orgs.rules import AdminKind
from liandu.web.forms import Ask, ConfirmForm, respond_form
from liandu.web.keyset import page
from liandu.web.middleware import ActorRequest
from liandu.web.pages import nav

PER_PAGE = 50

nav(
    "programs", gettext_lazy("Programs"), "robot", "interfaces:program_list",
    group="admin", order=70, sees=lambda actor: allowed(actor, "interfaces.oversee"),
)  # fmt: skip


@require_GET
def token_list(request: ActorRequest) -> HttpResponse:
    """Show one's own tokens."""
    require(request.actor, "interfaces.make_token")
    context = {
        "title": _("Tokens for programs"),
        "tokens": queries.own_tokens(request.actor)[:PER_PAGE],
        "now": timezone.now(),
    }
    return render(request, "interfaces/token_list.html", context)


@sensitive_variables("secret")
@require_http_methods(["GET", "POST"])
def token_add(request: ActorRequest) -> HttpResponse:
    """Make a token. It is shown on this one answer and nowhere else, ever."""
    require(request.actor, "interfaces.make_token")
    back = reverse("interfaces:token_list")
    form = TokenForm(request.POST or None, actor=request.actor)
    status = 200
    if request.method == "POST":
        status = Invalid.status
        if form.is_valid():
            try:
                token, secret = actions.make_token(actor=request.actor, terms=form.terms())
            except Refusal as refusal:
                form.take(refusal)
                status = refusal.status
            else:
                context = {"title": _("The token is made"), "token": token, "secret": secret}
                return render(request, "interfaces/token_made.html", context)
    ask = Ask(
        title=_("Make a token for a program"),
        intro=_("Whoever has the token acts as you, as far as you let it reach."),
        button=_("Make the token"), back=back, crumbs=((_("Tokens for programs"), back),),
    )  # fmt: skip
    context = {"form": form, "ask": ask, "title": ask.title, "back": back}
    return render(request, ask.template, context, status=status)


@require_http_methods(["GET", "POST"])
def token_revoke(request: ActorRequest, pk: int) -> HttpResponse:
    """Take a token back.

    :raises NotVisible: if it is neither one's own nor one oversees them
    """
    oversees = request.actor.admin == AdminKind.SECURITY
    token = queries.seen_token(request.actor, pk, oversees=oversees)
    back = reverse("interfaces:program_list" if oversees else "interfaces:token_list")

    def run(clean: dict[str, Any]) -> Any:
        return actions.revoke_token(actor=request.actor, token_id=pk, reason=clean["reason"])

    return respond_form(
        request, ConfirmForm, action=run, success=back,
        done=gettext_lazy("The token is revoked; it opens nothing from now on."),
        ask=Ask(
            title=_("Revoke the token “%(name)s”?") % {"name": token.name},
            intro=_("The program that uses it stops at once. A revoked token cannot be restored."),
            button=_("Revoke"), danger=True, back=back,
        ),
    )  # fmt: skip


@require_GET
def program_list(request: ActorRequest) -> HttpResponse:
    """Show which programs there are, and for whom they act: not what they read or write."""
    require(request.actor, "interfaces.oversee")
    found = page(
        queries.every_token(), ("-id",), PER_PAGE,
        after=request.GET.get("after", ""), before=request.GET.get("before", ""),
    )  # fmt: skip
    context = {
        "title": _("Programs"),
        "page": found,
        "tokens": found.rows,
        "now": timezone.now(),
        "is_all": True,
        "may_revoke": request.actor.admin == AdminKind.SECURITY,
    }
    return render(request, "interfaces/program_list.html", context)


@require_GET
def manual(request: ActorRequest) -> HttpResponse:
    """Show what programs may ask for, and how; written from the description itself."""
    context = {
        "title": _("Interface for programs"),
        "areas": operations(schema()),
        "root": request.build_absolute_uri("/api/v1"),
        "may_make": allowed(request.actor, "interfaces.make_token"),
    }
    return render(request, "interfaces/manual.html", context)

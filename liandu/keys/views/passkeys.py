"""One's own passkeys on the account page: adding one, taking one away."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from liandu.kernel.errors import Invalid, Refusal
from liandu.keys import actions, queries
from liandu.keys.forms import PasskeyForm
from liandu.keys.middleware import PROVED
from liandu.keys.views.challenges import asked_for_new, taken
from liandu.keys.views.factors import freshly_proved, left_with, shown_once, warned
from liandu.web.forms import Ask, Form, redirect_to, respond_form
from liandu.web.middleware import ActorRequest


@never_cache
@sensitive_post_parameters("answer")
@require_http_methods(["GET", "POST"])
@freshly_proved
def add(request: ActorRequest) -> HttpResponse:
    """Ask for a name, let the browser make a passkey, and keep its public half."""
    form, status = PasskeyForm(request.POST or None), 200
    if request.method == "POST":
        status = Invalid.status
        challenge = taken(request)
        if form.is_valid():
            try:
                return _added(request, form, challenge)
            except Refusal as refusal:
                status = refusal.status
                form.take(refusal)
    context = {
        "title": _("Add a passkey"),
        "form": form,
        "passkey": asked_for_new(request, request.user),
        "site": queries.site(),
        "must_have": queries.must_have(request.actor),
        "has_one": queries.factor_of(request.user.pk) is not None,
    }
    return render(request, "keys/add_passkey.html", context, status=status)


@require_http_methods(["GET", "POST"])
@freshly_proved
def remove(request: ActorRequest, pk: int) -> HttpResponse:
    """Take a passkey away."""
    passkey = queries.own_passkey(request.actor, pk)
    factor = queries.factor_of(request.user.pk)
    is_last = not (factor and factor.has_app) and len(queries.passkeys_of(request.user.pk)) == 1
    return respond_form(
        request,
        Form,
        action=lambda _clean: actions.remove_passkey(actor=request.actor, passkey_id=pk),
        success=reverse("orgs:account"),
        done=left_with(is_last=is_last),
        ask=Ask(
            title=_("Take away the passkey %(name)s?") % {"name": passkey},
            intro=warned(is_last=is_last),
            button=_("Take away"),
            danger=True,
            back=reverse("orgs:account"),
        ),
    )


def _added(request: ActorRequest, form: PasskeyForm, challenge: bytes | None) -> HttpResponse:
    """Add the passkey; with the first way to prove oneself the recovery codes are shown.

    :raises Refusal: if it is not to be added
    """
    if challenge is None:
        raise Invalid({"name": _("That took too long. Try again.")})
    clean = form.cleaned_data
    codes = actions.add_passkey(
        actor=request.actor, name=clean["name"], challenge=challenge, answer=clean["answer"]
    )
    request.session[PROVED] = int(timezone.now().timestamp())
    if codes:
        return shown_once(request, codes)
    messages.success(request, _("The passkey is good from now on."))
    return redirect_to(request, reverse("orgs:account"))

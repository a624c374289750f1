"""What the central office sets up for all: link templates and light rules."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from liandu.kernel.permits import require
from liandu.web.forms import Ask, respond_form
from liandu.web.middleware import ActorRequest
from liandu.works import actions, forms, queries
from liandu.works.models import LinkTemplate


@require_GET
def setup(request: ActorRequest) -> HttpResponse:
    """Show the link templates in all versions, and the light rules."""
    require(request.actor, "works.see_setup")
    context = {
        "title": _("Links and lights"),
        "templates": queries.templates(),
        "rules": queries.every_light_rule(),
    }
    return render(request, "works/setup.html", context)


@require_POST
def copy_template(request: ActorRequest, pk: int) -> HttpResponse:
    """Copy a version of a template as a draft, and open it."""
    made = actions.copy_template(
        actor=request.actor, template_id=pk, as_new=bool(request.POST.get("as_new"))
    )
    return redirect("works:edit_template", made.pk)


@require_http_methods(["GET", "POST"])
def edit_template(request: ActorRequest, pk: int) -> HttpResponse:
    """Change a draft of a template."""
    template = queries.template(pk)
    require(request.actor, "works.edit_template", template)
    back = reverse("works:setup")

    def edit(clean: dict[str, Any]) -> LinkTemplate:
        return actions.edit_template(
            actor=request.actor, template_id=pk, name=clean["name"], name_en=clean["name_en"],
            items=forms.TemplateForm.items(clean),
        )  # fmt: skip

    ask = Ask(
        _("Change the link template"),
        _("Objects keep the version they have. A row without a name is left out."),
        _("Save the draft"), back=back, crumbs=((_("Links and lights"), back),),
        template="web/rows_form.html",
    )  # fmt: skip
    return respond_form(
        request, forms.TemplateForm, action=edit, ask=ask, success=back, done=_("Saved."),
        initial=forms.TemplateForm.values_of(template),
    )  # fmt: skip


@require_POST
def publish_template(request: ActorRequest, pk: int) -> HttpResponse:
    """Put a draft into use."""
    made = actions.publish_template(actor=request.actor, template_id=pk)
    said = _("%(name)s v%(version)s is in use; new objects get it.")
    messages.success(request, said % {"name": made.name, "version": made.version})
    return redirect("works:setup")


@require_POST
def discard_template(request: ActorRequest, pk: int) -> HttpResponse:
    """Discard a draft."""
    actions.discard_template(actor=request.actor, template_id=pk)
    messages.success(request, _("The draft is gone."))
    return redirect("works:setup")


@require_http_methods(["GET", "POST"])
def light_rules(request: ActorRequest) -> HttpResponse:
    """Change the light rules."""
    require(request.actor, "works.set_light_rules")
    back = reverse("works:setup")
    ask = Ask(
        _("Change the light rules"),
        _("Every light follows at once. The gravest rule that is met counts."),
        _("Save"), back=back, crumbs=((_("Links and lights"), back),),
        template="web/rows_form.html",
    )  # fmt: skip
    return respond_form(
        request, forms.LightRulesForm, ask=ask, success=back, done=_("Saved."),
        initial=forms.LightRulesForm.values_of(queries.every_light_rule()),
        action=lambda clean: actions.set_light_rules(
            actor=request.actor, rules=forms.LightRulesForm.rules(clean)
        ),
    )  # fmt: skip

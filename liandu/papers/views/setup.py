"""What papers are made of: templates, set by the central office, and each body's mark."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from liandu.engines.papers import kind_of
from liandu.kernel.permits import require
from liandu.orgs.models import Body
from liandu.papers import actions, queries
from liandu.papers.forms import LetterheadForm, TemplateForm
from liandu.papers.views.steps import CRUMB
from liandu.web.forms import Ask, respond_form
from liandu.web.middleware import ActorRequest


@require_http_methods(["GET", "POST"])
def letterhead(request: ActorRequest) -> HttpResponse:
    """Set the mark of the person's body."""
    require(request.actor, "papers.set_letterhead")
    body = Body.objects.get(pk=request.actor.body_id or 0)
    back = reverse("papers:paper_list")
    ask = Ask(
        _("Mark and number of our papers"),
        _("For papers drawn up from now on by %(body)s.") % {"body": body.name},
        _("Save"), back=back, crumbs=(CRUMB,),
    )  # fmt: skip
    return respond_form(
        request, LetterheadForm, ask=ask, success=back, done=_("Saved."),
        initial=LetterheadForm.of(body),
        action=lambda clean: actions.set_letterhead(actor=request.actor, **clean),
    )  # fmt: skip


@require_GET
def templates(request: ActorRequest) -> HttpResponse:
    """Show the templates in all versions."""
    require(request.actor, "papers.see_templates")
    context = {"title": _("Templates of papers"), "templates": queries.templates()}
    return render(request, "papers/templates.html", context)


@require_http_methods(["GET", "POST"])
def edit_template(request: ActorRequest, pk: int) -> HttpResponse:
    """Change a draft of a template; its kind's fields stand beside it."""
    template = queries.template(pk)
    require(request.actor, "papers.edit_template", template)
    kind = kind_of(template.code)
    back = reverse("papers:templates")
    ask = Ask(
        _("Change the template"), "", _("Save the draft"), back=back,
        crumbs=(CRUMB, (_("Templates of papers"), back)), template="papers/template_form.html",
        extra={"fields": list(kind.fields.items()) if kind else []},
    )  # fmt: skip

    def run(clean: dict[str, Any]) -> object:
        return actions.edit_template(
            actor=request.actor, template_id=pk, wording=TemplateForm.wording(clean)
        )

    return respond_form(
        request, TemplateForm, ask=ask, success=back, done=_("Saved."), action=run,
        initial=TemplateForm.of(template),
    )  # fmt: skip


@require_POST
def copy_template(request: ActorRequest, pk: int) -> HttpResponse:
    """Copy a version of a template as a draft, and open it."""
    made = actions.copy_template(actor=request.actor, template_id=pk)
    return redirect("papers:edit_template", made.pk)


@require_POST
def publish_template(request: ActorRequest, pk: int) -> HttpResponse:
    """Put a draft into use."""
    made = actions.publish_template(actor=request.actor, template_id=pk)
    said = _("%(name)s v%(version)s is in use; new papers get its words.")
    messages.success(request, said % {"name": made.name, "version": made.version})
    return redirect("papers:templates")


@require_POST
def discard_template(request: ActorRequest, pk: int) -> HttpResponse:
    """Discard a draft."""
    actions.discard_template(actor=request.actor, template_id=pk)
    messages.success(request, _("The draft is gone."))
    return redirect("papers:templates")

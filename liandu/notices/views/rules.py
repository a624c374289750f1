"""Pages of when people are reminded."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from liandu.kernel.permits import allowed, require
from liandu.notices import actions, queries
from liandu.notices.forms import RuleForm
from liandu.web.forms import Ask, respond_form
from liandu.web.middleware import ActorRequest


@require_GET
def rule_list(request: ActorRequest) -> HttpResponse:
    """Show on which days people are reminded of each kind of duty."""
    rules = queries.rules_in_force()
    context = {
        "title": _("When people are reminded"),
        "rules": [(queries.DUTIES[code], rule) for code, rule in rules.items()],
        "may_edit": allowed(request.actor, "notices.set_reminder_rule"),
    }
    return render(request, "notices/rule_list.html", context)


@require_http_methods(["GET", "POST"])
def rule_set(request: ActorRequest, duty: str) -> HttpResponse:
    """Change when people are reminded of one kind of duty."""
    rule = queries.reminder_rule(duty)
    require(request.actor, "notices.set_reminder_rule", rule)
    back = reverse("notices:rule_list")
    return respond_form(
        request,
        RuleForm,
        action=lambda clean: actions.set_reminder_rule(actor=request.actor, duty=duty, **clean),
        success=back,
        done=gettext_lazy("People are reminded by the new rule from now on."),
        initial={"days": ", ".join(map(str, rule.days)), "again": rule.again},
        ask=Ask(
            title=str(queries.DUTIES[duty].label),
            intro=_("This holds for everybody. What was told stays told."),
            button=_("Change the rule"),
            back=back,
            crumbs=((_("When people are reminded"), back),),
        ),
    )

"""The pages of the ladder of each kind of duty."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from liandu.engines.papers import kind_of
from liandu.kernel.permits import allowed, require
from liandu.urging import actions, forms, queries
from liandu.urging.models import LEVEL_PILLS, RECEIVERS, LadderStep
from liandu.web.draw import pill
from liandu.web.forms import Ask, Form, respond_form
from liandu.web.middleware import ActorRequest

SAVED = gettext_lazy("What comes from now on is urged by the new ladder.")


@require_GET
def ladder_list(request: ActorRequest) -> HttpResponse:
    """Show the ladder of each kind of duty: when, who is told, which paper."""
    context = {
        "title": _("Ladder of urging"),
        "ladders": [
            (code, label, [drawn(step) for step in steps] if own else [], own)
            for code, label, steps, own in queries.ladders()
        ],
        "may_edit": allowed(request.actor, "urging.set_ladder"),
        "general": queries.GENERAL,
    }
    return render(request, "urging/ladder_list.html", context)


def drawn(step: LadderStep) -> tuple[object, ...]:
    """Return a step as its row shows it: level, days, who is told, the paper."""
    told, paper = dict(RECEIVERS), kind_of(step.paper)
    return (
        pill(step.get_level_display(), LEVEL_PILLS[step.level]), step,
        "、".join(str(told[code]) for code in step.receivers if code in told),
        paper.title if paper else "",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def ladder_set(request: ActorRequest, duty: str) -> HttpResponse:
    """Change the ladder of a kind of duty."""
    _code, label, steps = queries.seen_ladder(duty)
    require(request.actor, "urging.set_ladder")
    back = reverse("urging:ladder_list")
    ask = Ask(
        str(label),
        _("Below zero: before the end of the term. A level whose days are left empty is not used."),
        _("Save"), back=back, template="web/rows_form.html",
        crumbs=((_("Ladder of urging"), back),),
    )  # fmt: skip
    return respond_form(
        request, forms.LadderForm, ask=ask, success=back, done=SAVED,
        initial=forms.LadderForm.values_of(steps),
        action=lambda clean: actions.set_ladder(
            actor=request.actor, duty=duty, steps=forms.LadderForm.steps(clean)
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def ladder_reset(request: ActorRequest, duty: str) -> HttpResponse:
    """Take the general ladder again for a kind of duty."""
    _code, label, _steps = queries.seen_ladder(duty)
    require(request.actor, "urging.reset_ladder")
    back = reverse("urging:ladder_list")
    ask = Ask(
        _("Use the general ladder?"), str(label), _("Use it"), back=back,
        crumbs=((_("Ladder of urging"), back),),
    )  # fmt: skip
    return respond_form(
        request, Form, ask=ask, success=back, done=SAVED,
        action=lambda _clean: actions.reset_ladder(actor=request.actor, duty=duty),
    )  # fmt: skip

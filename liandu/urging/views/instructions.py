"""The list of instructions, the page of one, and giving one."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from liandu.kernel.permits import require
from liandu.urging import actions, forms, queries
from liandu.urging.listings import INSTRUCTIONS
from liandu.urging.models import Instruction
from liandu.urging.views.taking import CRUMBS, choices
from liandu.web.draw import pill
from liandu.web.forms import Ask, respond_form
from liandu.web.middleware import ActorRequest


@require_GET
def instruction_list(request: ActorRequest) -> HttpResponseBase:
    """List the instructions that are open to the person."""
    return INSTRUCTIONS.respond(request, queries.instructions(request.actor))


@require_GET
def instruction(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Show an instruction: on what, whose it is, what was reported."""
    record, found = queries.seen_instruction(request.actor, pk)
    context = {
        "title": found.title, "found": found, "record": record, "pill": pill(*found.pill),
        "about": queries.part_of(request.actor, record, found.part),
        "entries": list(found.entries.select_related("body", "by")),
        "choices": choices(request.actor, "instruction", record, found),
    }  # fmt: skip
    return render(request, "urging/instruction.html", context)


@require_http_methods(["GET", "POST"])
def instruct(request: ActorRequest, kind: int, pk: UUID, part: UUID | None = None) -> HttpResponse:
    """Give an instruction on a record, or on a part of it."""
    record = queries.seen_record(request.actor, kind, pk)
    about = queries.part_of(request.actor, record, str(part or ""))
    require(request.actor, "urging.give_instruction", record)
    words, url_name = CRUMBS["instruction"]
    ask = Ask(
        _("Give an instruction"),
        _("Whoever it is given to finds it on their desk, is reminded of it, and reports to you."),
        _("Give it"), back=about.get_absolute_url(),
        crumbs=((words, reverse(url_name)), (str(about), about.get_absolute_url())),
    )  # fmt: skip
    seats = queries.choices_of_seat(request.actor, record)
    return respond_form(
        request, partial(forms.InstructionForm, seats=seats), ask=ask, done=_("Given."),
        success=Instruction.get_absolute_url,
        action=lambda clean: actions.give_instruction(
            actor=request.actor, record_kind=kind, record_id=pk, part=str(part or ""),
            what=forms.InstructionForm.what(clean),
        ),
    )  # fmt: skip

"""A step of a ticket or of an instruction as a page: one row says all there is to say."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods

from liandu.kernel.actor import Actor
from liandu.kernel.permits import allowed, require
from liandu.kernel.workflow import Workflow
from liandu.urging import actions, forms, queries
from liandu.urging.models import LEVELS
from liandu.urging.rules import INSTRUCTION, TICKET
from liandu.web.forms import Ask, ConfirmForm, Form, respond_form
from liandu.web.middleware import ActorRequest
from liandu.web.pieces import Choice

SEEN: Mapping[str, Callable[[Actor, Any], tuple[Any, Any]]] = {
    "ticket": queries.seen_ticket, "instruction": queries.seen_instruction,
}  # fmt: skip
LIVES: Mapping[str, Workflow[Any]] = {"ticket": TICKET, "instruction": INSTRUCTION}
CRUMBS = {
    "ticket": (_("Supervision tickets"), "urging:ticket_list"),
    "instruction": (_("Leaders' instructions"), "urging:instruction_list"),
}
FormOf = Callable[[Actor, Any, Any], Callable[..., Form]]


def asks(form: Callable[..., Form]) -> FormOf:
    """Return what gives the same form whatever the step is about."""
    return lambda _actor, _record, _found: form


def up_form(actor: Actor, record: Any, found: Any) -> Callable[..., Form]:
    """Return the form of a step up; heads and leaders may go beyond the ladder."""
    wanted = queries.wanted_level(record, found)
    may = allowed(actor, "urging.step_higher", found)
    levels = queries.levels_open(wanted or found.level) if may else []
    return partial(forms.RaiseForm, levels=levels, by_ladder=dict(LEVELS).get(wanted, ""))


PLAIN = asks(Form)


@dataclass(frozen=True, slots=True)
class StepPage:
    """A step as a page: of what, what it asks, and the action it runs."""

    name: str
    of: str
    act: Callable[..., object]
    label: Any
    title: Any
    intro: Any = ""
    icon: str = ""
    form: FormOf = PLAIN
    is_main: bool = False
    is_danger: bool = False

    @property
    def url_key(self) -> str:
        """Return the name of its address within the app."""
        return f"{self.name}_{self.of}"

    @property
    def permit(self) -> str:
        """Return the permit of the step."""
        return f"urging.{self.name}_{self.of}"

    def is_open(self, actor: Actor, record: Any, found: Any) -> bool:
        """Test whether the actor may take the step now."""
        if found.state not in LIVES[self.of].steps[self.name].sources:
            return False
        return is_timely(self, record, found) and allowed(actor, self.permit, found)


def is_timely(page: StepPage, record: Any, found: Any) -> bool:
    """Test whether a step makes sense: what is owed still is not found done."""
    return page.name != "cure" or not queries.is_still_owed(record, found)


PAGES = (
    StepPage(
        "withdraw", "ticket", actions.withdraw_ticket, pgettext_lazy("ticket", "Withdraw"),
        _("Withdraw this ticket?"), _("For one raised in error. It leaves no yellow mark."),
        form=asks(ConfirmForm), is_danger=True,
    ),
    StepPage(
        "acknowledge", "ticket", actions.acknowledge_ticket, pgettext_lazy("ticket", "Sign for it"),
        _("Sign for this ticket?"), _("Whoever urges sees that it came."), "checks", is_main=True,
    ),
    StepPage(
        "answer", "ticket", actions.answer_ticket, pgettext_lazy("ticket", "Answer"),
        _("Answer this ticket"), _("It is not taken a step up before the day you name."),
        "message", asks(forms.AnswerForm), is_main=True,
    ),
    StepPage(
        "step_up", "ticket", actions.step_up_ticket, _("A step up"),
        _("Take this ticket a step up"),
        _("Those whom the ladder names are told. It is signed for anew."), "stairs", up_form,
    ),
    StepPage(
        "cure", "ticket", actions.cure_ticket, _("It is done"), _("Found done?"),
        _("It was late: the mark on the record stays yellow."), "check", asks(forms.NoteForm),
        is_main=True,
    ),
    StepPage(
        "close", "ticket", actions.close_ticket, pgettext_lazy("ticket", "Close"),
        _("Close this ticket?"), _("Its whole history stays."), "circle-check",
        asks(forms.NoteForm), is_main=True,
    ),
    StepPage(
        "withdraw", "instruction", actions.withdraw_instruction,
        pgettext_lazy("instruction", "Withdraw"), _("Withdraw this instruction?"),
        form=asks(ConfirmForm), is_danger=True,
    ),
    StepPage(
        "return", "instruction", actions.return_instruction,
        pgettext_lazy("instruction", "Send back"), _("Send this report back?"),
        _("It is then to be carried out again."), form=asks(ConfirmForm),
    ),
    StepPage(
        "report", "instruction", actions.report_instruction,
        pgettext_lazy("instruction", "Report"), _("Report on this instruction"),
        _("Who gave it is told, and closes it or sends it back."), "send",
        asks(forms.ReportForm), is_main=True,
    ),
    StepPage(
        "close", "instruction", actions.close_instruction,
        pgettext_lazy("instruction", "Close"), _("Close this instruction?"), "", "circle-check",
        asks(forms.NoteForm), is_main=True,
    ),
)  # fmt: skip


def choices(actor: Actor, of: str, record: Any, found: Any) -> list[Choice]:
    """Return the buttons of a page for ``actor``; what moves it on comes last."""
    return [
        Choice(
            page.label, reverse(f"urging:{page.url_key}", args=[found.pk]), page.icon,
            "btn-primary" if page.is_main else "btn-plain", is_dialog=True,
        )
        for page in PAGES
        if page.of == of and page.is_open(actor, record, found)
    ]  # fmt: skip


@require_http_methods(["GET", "POST"])
def take(request: ActorRequest, pk: UUID, page: StepPage) -> HttpResponse:
    """Ask for what a step needs, and take it; whether it is time for it, the action says.

    :raises NotVisible: if the person may not know of what it is about
    :raises NotAllowed: if the step is not theirs
    """
    record, found = SEEN[page.of](request.actor, pk)
    require(request.actor, page.permit, found)
    back, (words, url_name) = found.get_absolute_url(), CRUMBS[page.of]
    ask = Ask(
        page.title, page.intro, page.label, danger=page.is_danger, back=back,
        crumbs=((words, reverse(url_name)), (str(found), back)),
    )  # fmt: skip
    return respond_form(
        request, page.form(request.actor, record, found), ask=ask, success=back, done=_("Saved."),
        action=lambda clean: page.act(
            actor=request.actor, **{f"{page.of}_id": pk}, **clean
        ),
    )  # fmt: skip

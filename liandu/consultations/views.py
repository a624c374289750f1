"""The list and the page of consultations, the form of one, and its steps."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from liandu.access.queries import seen
from liandu.audit.panels import entries
from liandu.consultations import actions, forms, queries
from liandu.consultations.listings import CONSULTATIONS
from liandu.consultations.models import STANCE_PILLS, STANCES, Consultation
from liandu.consultations.panels import PLACE
from liandu.consultations.permits import is_for_meetings
from liandu.consultations.rules import CONSULTATION, ConsultationState, may_give
from liandu.kernel.actor import Actor
from liandu.kernel.permits import allowed, require
from liandu.meetings.queries import topic_about
from liandu.web.draw import pill
from liandu.web.forms import Ask, ConfirmForm, Form, respond_form
from liandu.web.middleware import ActorRequest
from liandu.web.panels import chosen
from liandu.web.pieces import Choice

CRUMB = (gettext_lazy("Consultations"), "consultations:consultation_list")
SAVED = gettext_lazy("Saved.")
AskFor = Callable[[Actor, Consultation], Callable[..., Form]]


def plain(_actor: Actor, _found: Consultation) -> Callable[..., Form]:
    """Return the form of a step that asks for nothing."""
    return Form


def of_meetings(actor: Actor, found: Consultation) -> Any:
    """Return the form that asks to which meeting the summary goes."""
    return partial(forms.MeetingForm, meetings=queries.meetings_to_come(actor, found))


def step(name: str) -> Any:
    """Return the test whether a consultation can take ``name`` from where it stands."""
    return lambda _actor, found: found.state in CONSULTATION.steps[name].sources


def is_answered_now(actor: Actor, found: Consultation) -> bool:
    """Test whether the actor's body may still say where it stands, or say it anew."""
    has_given = queries.own_opinion(actor, found) is not None
    is_put = found.state == ConsultationState.PUT
    return is_put and may_give(actor.at, found.due_at, has_given=has_given)


def is_extended_now(_actor: Actor, found: Consultation) -> bool:
    """Test whether there is time left of which there may be more."""
    return found.state == ConsultationState.PUT and not found.is_past


def is_summed_up_now(_actor: Actor, found: Consultation) -> bool:
    """Test whether nobody is waited for any more."""
    is_put = found.state == ConsultationState.PUT
    return is_put and queries.has_ended(found, queries.asked_of(found))


def by_id(action: Any) -> Any:
    """Return what runs ``action`` on a consultation with what was filled in."""
    return lambda actor, pk, clean: action(actor=actor, consultation_id=pk, **clean)


def own(actor: Actor, found: Consultation) -> dict[str, Any]:
    """Return what the form of an opinion begins with: what the body said last."""
    last = queries.own_opinion(actor, found)
    return {"stance": last.stance, "text": last.text} if last else {}


@dataclass(frozen=True, slots=True)
class StepPage:
    """A step as a page: whose, when it is open, what it asks, and what it does."""

    name: str
    permit: str
    act: Callable[[Actor, UUID, dict[str, Any]], object]
    is_timely: Callable[[Actor, Consultation], bool]
    label: Any
    title: Any
    intro: Any = ""
    done: Any = SAVED
    icon: str = ""
    form: AskFor = plain
    initial: Callable[[Actor, Consultation], dict[str, Any]] = lambda _actor, _found: {}
    is_main: bool = False
    is_danger: bool = False

    def choice(self, found: Consultation) -> Choice:
        """Return the button that leads to it."""
        css = "btn-primary" if self.is_main else "btn-plain"
        url = reverse(f"consultations:{self.name}", args=[found.pk])
        return Choice(self.label, url, self.icon, css, is_dialog=True)


PAGES = (
    StepPage(
        "withdraw", "withdraw_consultation", by_id(actions.withdraw_consultation),
        step("withdraw"), pgettext_lazy("consultation", "Withdraw"),
        gettext_lazy("Withdraw this consultation?"),
        gettext_lazy("It stays in the list as withdrawn, with the opinions given so far."),
        form=lambda _actor, _found: ConfirmForm, is_danger=True,
    ),
    StepPage(
        "extend", "extend_consultation", by_id(actions.extend_consultation), is_extended_now,
        gettext_lazy("Give more time"), gettext_lazy("Give more time for opinions"),
        form=lambda _actor, _found: forms.ExtendForm, icon="calendar-plus",
    ),
    StepPage(
        "put", "put_consultation", by_id(actions.put_consultation), step("put"),
        pgettext_lazy("consultation", "Ask"), gettext_lazy("Put this question to the bodies?"),
        gettext_lazy("They and the secretariat see it from now on, with its materials. It changes"
                     " no more; the time may be made longer."),
        pgettext_lazy("consultation", "Asked."), icon="send", is_main=True,
    ),
    StepPage(
        "answer", "give_opinion", by_id(actions.give_opinion), is_answered_now,
        gettext_lazy("Give an opinion"), gettext_lazy("Give the opinion of your body"),
        gettext_lazy("Until the day is past it may be replaced; what was said before stays beside"
                     " it. Then you read what the others said."),
        form=lambda _actor, _found: forms.OpinionForm, initial=own, icon="message", is_main=True,
    ),
    StepPage(
        "sum_up", "sum_up_consultation", by_id(actions.sum_up_consultation), is_summed_up_now,
        gettext_lazy("Sum up"), gettext_lazy("Sum the consultation up"),
        gettext_lazy("No opinion is given after it. It decides nothing: take it to a meeting for"
                     " that."),
        form=lambda _actor, _found: forms.SummaryForm, icon="checks", is_main=True,
    ),
    StepPage(
        "table", "table_consultation", by_id(actions.table_consultation), is_for_meetings,
        gettext_lazy("Take to a meeting"), gettext_lazy("Take the summary to a meeting"),
        gettext_lazy("It becomes a topic of the meeting, which alone resolves on it."),
        gettext_lazy("Taken to the meeting."), form=of_meetings, icon="gavel", is_main=True,
    ),
)  # fmt: skip


@require_http_methods(["GET", "POST"])
def take(request: ActorRequest, pk: UUID, page: StepPage) -> HttpResponse:
    """Ask for what a step needs, and take it; whether it is time for it, the action says.

    :raises NotVisible: if the person may not know of what it is about
    :raises NotAllowed: if the step is not theirs
    """
    found = queries.seen_consultation(request.actor, pk)
    require(request.actor, f"consultations.{page.permit}", found)
    back = found.get_absolute_url()
    ask = Ask(
        page.title, page.intro, page.label, danger=page.is_danger, back=back,
        crumbs=((CRUMB[0], reverse(CRUMB[1])), (found.title, back)),
    )  # fmt: skip
    return respond_form(
        request, page.form(request.actor, found), ask=ask, success=back, done=page.done,
        initial=page.initial(request.actor, found),
        action=lambda clean: page.act(request.actor, pk, clean),
    )  # fmt: skip


@require_GET
def consultation_list(request: ActorRequest) -> HttpResponseBase:
    """List the consultations that are open to the person."""
    return CONSULTATIONS.respond(request, queries.consultations(request.actor))


@require_GET
def consultation(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Show a consultation: what is asked, who said what, who is missing, what came of it."""
    actor = request.actor
    found = queries.seen_consultation(actor, pk)
    is_draft = found.state == ConsultationState.DRAFT
    may_edit = is_draft and allowed(actor, "consultations.edit_consultation", found)
    context: dict[str, Any] = {
        "title": found.title, "consultation": found, "pill": pill(*found.pill), "place": PLACE,
        "url": found.get_absolute_url(), "tab": chosen(request, PLACE),
        "edit_url": reverse("consultations:edit", args=[pk]) if may_edit else "",
        "choices": [
            page.choice(found) for page in PAGES
            if page.is_timely(actor, found)
            and allowed(actor, f"consultations.{page.permit}", found)
        ],
    }  # fmt: skip
    if not context["tab"]:
        context |= overview(actor, found)
    elif context["tab"] == "record":
        context["entries"] = entries(actor, found)
    return render(request, "consultations/consultation.html", context)


def overview(actor: Actor, found: Consultation) -> dict[str, Any]:
    """Return what the first tab of a consultation is drawn from."""
    answers = queries.answers(actor, found)
    topic = topic_about(actor, found) if found.summed_up_at else None
    return {
        "answers": answers, "counts": counted(answers),
        "given_count": sum(one.asked.answered_at is not None for one in answers),
        "is_draft": found.state == ConsultationState.DRAFT,
        "is_hidden": any(one.is_hidden for one in answers),
        "topic": topic, "resolution": getattr(topic, "resolution", None),
    }  # fmt: skip


def counted(answers: Sequence[queries.Answer]) -> list[tuple[Any, int]]:
    """Return how many stand where, of those that are read."""
    found = Counter(one.last.stance for one in answers if one.last)
    return [
        (pill(f"{words} {found[code]}", STANCE_PILLS[code]), found[code])
        for code, words in STANCES if found[code]
    ]  # fmt: skip


@require_http_methods(["GET", "POST"])
def begin(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Write down what is to be asked of members of a committee."""
    committee: Any = seen(queries.committee_model(), request.actor, pk)
    require(request.actor, "consultations.begin_consultation", committee)
    ask = Ask(
        _("Ask member bodies"),
        _("Your body asks. Until the question is put, others do not see it; add materials first."),
        _("Save as draft"), back=committee.get_absolute_url(),
        crumbs=((CRUMB[0], reverse(CRUMB[1])),),
    )  # fmt: skip
    return respond_form(
        request, _form(committee, request.actor.body_id or 0), ask=ask, done=_("Saved as draft."),
        success=Consultation.get_absolute_url,
        action=lambda clean: actions.begin_consultation(
            actor=request.actor, committee_id=pk, question=forms.QuestionForm.said(clean)
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def edit(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Change what is to be asked."""
    found = queries.seen_consultation(request.actor, pk)
    require(request.actor, "consultations.edit_consultation", found)
    back = found.get_absolute_url()
    ask = Ask(
        _("Change the question"), back=back,
        crumbs=((CRUMB[0], reverse(CRUMB[1])), (found.title, back)),
    )  # fmt: skip
    return respond_form(
        request, _form(found.committee, found.owner_body_id), ask=ask, success=back, done=SAVED,
        initial=forms.QuestionForm.values_of(found),
        action=lambda clean: actions.edit_consultation(
            actor=request.actor, consultation_id=pk, question=forms.QuestionForm.said(clean)
        ),
    )  # fmt: skip


def _form(committee: Any, asker_id: int) -> Any:
    """Return the form of a question to members of a committee."""
    return partial(forms.QuestionForm, committee=committee, asker_id=asker_id)

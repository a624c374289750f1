"""The steps of the rotating chair: its terms, changes asked for, and what is handed over."""

from functools import partial
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.kernel.actor import Actor
from liandu.meetings import actions, forms, queries
from liandu.meetings.models import ChairChange, ChairHandover, ChairTerm
from liandu.meetings.rules import ChangeState
from liandu.meetings.views.taking import StepPage, reasoned


def lies_ahead(_actor: Actor, term: ChairTerm) -> bool:
    """Test whether a term has not begun and nothing of it waits for an answer."""
    return not term.has_begun and not term.is_busy


def goes_on(_actor: Actor, term: ChairTerm) -> bool:
    """Test whether a term is not over and nothing of it waits for an answer."""
    return not term.is_settled and not term.is_busy


def is_changing(_actor: Actor, term: ChairTerm) -> bool:
    """Test whether what is open goes over now, and not both sides have signed."""
    done = getattr(term, "handover", None)
    return term.is_ending and term.hands_over and (done is None or done.done_at is None)


def is_waiting(_actor: Actor, change: ChairChange) -> bool:
    """Test whether a change waits for an answer."""
    return change.state == ChangeState.PROPOSED


def is_to_sign(actor: Actor, handover: ChairHandover) -> bool:
    """Test whether the actor's body has not signed a hand-over as it stands."""
    return handover.done_at is None and actor.body_id not in queries.signatures(handover)


def change_action(action: Any) -> Any:
    """Return what runs ``action`` on a change with what was filled in."""
    return lambda actor, pk, clean: action(actor=actor, change_id=pk, **clean)


PAGES = (
    StepPage(
        "lay_out_terms", "committee", "lay_out_terms",
        lambda actor, pk, clean: actions.lay_out_terms(actor=actor, committee_id=pk, **clean),
        lambda _actor, committee: committee.dissolved_on is None, _("Lay out terms"),
        _("Lay out the terms of the chair"),
        _("Each member body takes the chair in its order; terms go on behind those there are."),
        icon="calendar-plus", form=lambda found: partial(forms.TermsForm, committee=found),
    ),
    StepPage(
        "withdraw_terms", "term", "withdraw_terms",
        lambda actor, pk, clean: actions.withdraw_terms(actor=actor, term_id=pk, **clean),
        lies_ahead, pgettext_lazy("chair", "Take back"),
        _("Take this term and all later ones back?"),
        _("They can be laid out anew. What was agreed about them falls and stays on record."),
        form=reasoned, is_danger=True,
    ),
    StepPage(
        "propose_substitution", "term", "propose_substitution",
        lambda actor, pk, clean: actions.propose_substitution(
            actor=actor, term_id=pk, body_id=clean["body"], reason=clean["reason"]
        ),
        goes_on, _("Ask for a substitute"), _("Ask another body to take the chair"),
        _("It takes the chair for this term once it agrees; whose turn it was stays to be seen."),
        pgettext_lazy("chair", "Asked."), icon="user-plus",
        form=lambda found: partial(forms.SubstituteForm, term=found),
    ),
    StepPage(
        "propose_swap", "term", "propose_swap",
        lambda actor, pk, clean: actions.propose_swap(
            actor=actor, term_id=pk, other_id=clean["other"], reason=clean["reason"]
        ),
        lies_ahead, _("Ask to swap"), _("Ask another body to swap terms"),
        _("The two change places once it agrees; days stay."), pgettext_lazy("chair", "Asked."),
        icon="arrows-exchange", form=lambda found: partial(forms.SwapForm, term=found),
    ),
    StepPage(
        "draw_handover", "term", "draw_handover",
        lambda actor, pk, _clean: actions.draw_handover(actor=actor, term_id=pk), is_changing,
        _("Draw up the hand-over"), _("Draw up what goes over with the chair?"),
        _("Unfinished resolutions and open topics are listed as they stand now, and both sides"
          " sign the list. Drawn up anew, it is signed anew."),
        _("Drawn up."), icon="list-check", leads=ChairHandover.get_absolute_url,
    ),
    StepPage(
        "decline_change", "change", "decline_change", change_action(actions.decline_change),
        is_waiting, pgettext_lazy("chair", "Decline"), _("Decline this change of the chair?"),
        _("The chair stays as it is. Who asked reads why."), form=reasoned,
    ),
    StepPage(
        "agree_change", "change", "agree_change", change_action(actions.agree_change), is_waiting,
        pgettext_lazy("chair", "Agree"), _("Agree to this change of the chair?"),
        _("The calendar of the chair changes with it."), icon="check", is_main=True,
    ),
    StepPage(
        "withdraw_change", "change", "withdraw_change", change_action(actions.withdraw_change),
        is_waiting, pgettext_lazy("chair", "Withdraw"), _("Ask no more for this change?"),
    ),
    StepPage(
        "sign_handover", "handover", "sign_handover",
        lambda actor, pk, clean: actions.sign_handover(actor=actor, handover_id=pk, **clean),
        is_to_sign, _("Countersign"), _("Countersign this hand-over?"),
        _("Your body signs the list as it stands on the page; its hash is kept with the name."),
        _("Countersigned."), icon="writing-sign", form=lambda _found: forms.CountersignForm,
        initial=lambda found: {"text_hash": found.text_hash}, is_main=True,
    ),
)  # fmt: skip

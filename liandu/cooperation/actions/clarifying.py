"""Either side asks the other what it means, and is answered."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.access.queries import locked
from liandu.cooperation import queries
from liandu.cooperation.actions.terms import make_up_for
from liandu.cooperation.models import CooperationQuestion, CooperationRequest
from liandu.cooperation.rules import ANSWER_LIMIT, ASKABLE
from liandu.deadlines.queries import due_from
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid, WrongState
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require

kind("cooperation.question_asked", gettext_lazy("asked a question"), "help")
kind("cooperation.question_answered", gettext_lazy("answered a question"), "message")


@action("cooperation.ask_question")
def ask_question(*, actor: Actor, request_id: Any, text: str) -> CooperationQuestion:
    """Ask the other side what it means; the asker's own term stands still until the answer.

    :raises NotVisible: if the actor may not know of the request
    :raises NotAllowed: if the actor speaks for neither side
    :raises WrongState: if it is not received yet or has ended, or an earlier question is open
    :raises Invalid: without words
    """
    kept = locked(CooperationRequest, actor, request_id)
    require(actor, "cooperation.ask_question", kept)
    if kept.state not in ASKABLE:
        raise WrongState(_("Questions are asked from receipt until the reply is confirmed."))
    if queries.open_question(kept, actor.body_id):
        raise WrongState(_("Your body has asked already. Wait for the answer first."))
    if not text.strip():
        raise Invalid({"text": _("Fill this in.")})
    now = timezone.now()
    made: CooperationQuestion = kept.clarifications.create(
        body_id=actor.body_id or 0, text=text.strip(), asked_by_id=actor.person_id, asked_at=now,
        due_at=due_from(ANSWER_LIMIT, now).at,
    )  # fmt: skip
    record(actor, "cooperation.question_asked", kept, after={"question": str(made.pk)})
    return made


@action("cooperation.answer_question")
def answer_question(*, actor: Actor, question_id: Any, text: str) -> CooperationQuestion:
    """Answer a question; if a term waited for it, that is made up for.

    :raises NotVisible: if the actor may not know of the request
    :raises NotAllowed: if the actor does not speak for the side that was asked
    :raises WrongState: if it was answered, or the request has moved on
    :raises Invalid: without words
    """
    found = queries.seen_question(actor, question_id)
    kept = locked(CooperationRequest, actor, found.request_id)
    # Read again under the lock: somebody else may have been first.
    found = queries.seen_question(actor, question_id)
    require(actor, "cooperation.answer_question", found)
    if found.answered_at is not None or kept.state not in ASKABLE:
        raise WrongState(_("This question waits for no answer any more."))
    if not text.strip():
        raise Invalid({"text": _("Fill this in.")})
    found.answer, found.answered_by_id, found.answered_at = (
        text.strip(), actor.person_id, timezone.now(),
    )  # fmt: skip
    found.save()
    make_up_for(kept, found)
    kept.save(update_fields=["due_at"])
    record(actor, "cooperation.question_answered", kept, after={"question": str(found.pk)})
    return found

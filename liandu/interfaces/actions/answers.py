"""Doing once what a program asks for twice."""

from collections.abc import Callable

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.interfaces.models import Answer, Token
from liandu.interfaces.queries import answer_to, held_token
from liandu.interfaces.rules import KEPT_FOR
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require

kind("interfaces.program_wrote", gettext_lazy("wrote by a program"), "robot")

Work = Callable[[], tuple[int, str]]


@action("interfaces.answer_once")
def answer_once(*, actor: Actor, token: Token, key: str, asked: str, work: Work) -> tuple[int, str]:
    """Return the status and content that ``work`` answers, or answered under this key before.

    What it does and what it answered are kept together or not at all: a refusal leaves nothing,
    and whoever hears no answer may ask again. One at a time for each token.

    :raises NotAllowed: if the token is not the actor's
    :raises Invalid: if something else was asked under this key
    """
    token = held_token(token.pk)
    require(actor, "interfaces.answer_once", token)
    Answer.objects.filter(token=token, at__lt=timezone.now() - KEPT_FOR).delete()
    before = answer_to(token, key)
    if before is not None and before.asked != asked:
        raise Invalid({"Idempotency-Key": _("This key was used for another request.")})
    if before is not None:
        return before.status, before.content
    status, content = work()
    Answer.objects.create(token=token, key=key, asked=asked, status=status, content=content)
    record(actor, "interfaces.program_wrote", token, after={"key": key})
    return status, content

"""What the steps of a finding have in common: the term that rests, a request that is answered."""

from datetime import datetime
from typing import Any, cast

from django.utils import timezone
from django.utils.translation import gettext as _

from liandu.findings.models import Finding
from liandu.findings.rules import Decision
from liandu.kernel.actor import Actor
from liandu.kernel.deadlines import Due
from liandu.kernel.errors import NotAllowed


def rest(finding: Finding) -> Due:
    """Return until when an assigned finding is to be put right."""
    return Due(cast(datetime, finding.due_at))


def decide(actor: Actor, rows: Any, decision: Decision, words: str) -> Any:
    """Answer the one of ``rows`` that is pending: a plan, or a request.

    :raises NotAllowed: if the actor entered it
    """
    pending = rows.get(decision=Decision.PENDING)
    entered = getattr(pending, "filed_by_id", None) or getattr(pending, "asked_by_id", None)
    if actor.person_id == entered:
        raise NotAllowed(_("You entered it yourself; somebody else must decide."))
    pending.decision, pending.opinion = decision, words
    pending.decided_by_id, pending.decided_at = actor.person_id, timezone.now()
    pending.save(update_fields=["decision", "opinion", "decided_by", "decided_at"])
    return pending

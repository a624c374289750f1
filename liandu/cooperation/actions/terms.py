"""Which term runs for a request, and how it is made up for waiting."""

from django.utils import timezone

from liandu.cooperation.models import CooperationQuestion, CooperationRequest
from liandu.cooperation.rules import lengthened, limit_of
from liandu.deadlines.queries import due_from, edition


def run_term(request: CooperationRequest) -> None:
    """Let the term run that belongs to the state of a request in hand; none if it has none."""
    code, now = limit_of(request.state, request.urgency), timezone.now()
    request.term_from = now if code else None
    request.due_at = due_from(code, now).at if code else None


def make_up_for(request: CooperationRequest, question: CooperationQuestion) -> None:
    """Lengthen the term of a request in hand by the time for which its holder waited."""
    code = limit_of(request.state, request.urgency)
    if question.body_id != request.holder_id or not code or request.due_at is None:
        return
    now = edition()
    begun = max(question.asked_at, request.term_from or question.asked_at)
    request.due_at = lengthened(
        request.due_at, begun, question.answered_at or begun, now.limits[code].unit,
        now.calendar, timezone.get_default_timezone(),
    )  # fmt: skip

"""What still may be done beside the straight road."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from liandu.deadlines.queries import due_from
from liandu.findings.models import Finding
from liandu.findings.rules import ENDED, FindingState, may_extend


def are_settled(inspection_ids: Collection[Any]) -> bool:
    """Test whether all that these inspections found is ended or long-term, for whoever asks."""
    rows = Finding.objects.unscoped("a yes or no about what belongs to a record in hand")
    ended = [*ENDED, FindingState.LONG_TERM]
    return not rows.filter(inspection__in=inspection_ids).exclude(state__in=ended).exists()


def objects_until(finding: Finding) -> datetime | None:
    """Return until when a finding in hand may be objected to; None if that is over for good.

    Once an assignment: what was answered is not asked again.
    """
    if finding.assigned_at is None:
        return None
    if finding.objections.filter(asked_at__gte=finding.assigned_at).exists():
        return None
    return due_from("finding_objection", finding.assigned_at).at


def may_still(step: str, finding: Finding, now: datetime) -> bool:
    """Test whether a step that has a time of its own can be taken now."""
    if step == "ask_extension":
        return finding.due_at is not None and may_extend(now, finding.due_at)
    until = objects_until(finding) if step == "object" else now
    return until is not None and now <= until

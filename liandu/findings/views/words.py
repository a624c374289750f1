"""What the page of a finding calls limits and conditions."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from liandu.findings.models import Finding
from liandu.findings.rules import Check, Condition, FindingState
from liandu.web.say import money

S = FindingState
LIMIT_TITLES = {
    S.ASSIGNED: gettext_lazy("Time to sign"),
    S.REOPENED: gettext_lazy("Time to sign"),
    S.TRANSFERRED: gettext_lazy("Time to take it over"),
    S.DISPUTED: gettext_lazy("Time to answer"),
    S.LONG_TERM_PENDING: gettext_lazy("Time to decide on the long term"),
    S.LONG_TERM: gettext_lazy("Time until the next look"),
    S.ACCEPTED: gettext_lazy("Time for the plan"),
    S.PLAN_REVIEW: gettext_lazy("Time to review the plan"),
    S.EXTENSION_PENDING: gettext_lazy("Time to decide"),
    S.SUBMITTED: gettext_lazy("Time to review"),
    S.FIRST_REVIEW: gettext_lazy("Time to review"),
    S.SECOND_REVIEW: gettext_lazy("Time to close"),
}
CONDITIONS = {
    Condition.EVIDENCE: gettext_lazy("The last submission has evidence"),
    Condition.MEASURES: gettext_lazy("Every measure is done"),
    Condition.ITEMS: gettext_lazy("Every place is done, or left out by consent"),
    Condition.ROOT_CAUSE: gettext_lazy("Cause and similar cases are stated"),
    Condition.THREE_PERSONS: gettext_lazy("Three persons submit, review and close"),
    Condition.RULES: gettext_lazy("Rules made are recorded, or none was made"),
    Condition.AMOUNT: gettext_lazy("The amount recovered is stated"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A closing condition as it is shown."""

    label: Any
    is_met: bool
    note: str


def limit_title(finding: Finding) -> Any:
    """Return what the limit is for that runs now."""
    return LIMIT_TITLES.get(FindingState(finding.state), _("Time to rectify"))


def condition_lines(checks: Iterable[Check]) -> list[Line]:
    """Return the closing conditions with how far each is."""
    return [Line(CONDITIONS[one.condition], one.is_met, _note(one)) for one in checks]


def _note(check: Check) -> str:
    """Return how far a condition is, in a few characters."""
    if check.condition in {Condition.MEASURES, Condition.ITEMS}:
        return f"{check.done} / {check.total}"
    return NOTES[check.condition](check.done) if check.is_met else ""


def _files(count: int) -> str:
    return ngettext("%(count)s file", "%(count)s files", count) % {"count": count}


def _rules(count: int) -> str:
    if not count:
        return _("none made")
    return ngettext("%(count)s rule", "%(count)s rules", count) % {"count": count}


def _nothing(_count: int) -> str:
    return ""


NOTES = {
    Condition.EVIDENCE: _files,
    Condition.ROOT_CAUSE: _nothing,
    Condition.THREE_PERSONS: _nothing,
    Condition.RULES: _rules,
    Condition.AMOUNT: money,
}

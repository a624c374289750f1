"""The checks of a project as a whole: its milestones, and its contracts together."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from liandu.contracts.rules.facts import ContractKind, Fact, Hit, MilestoneCode, ProjectFacts
from liandu.contracts.rules.limits import HUNDRED, Limits
from liandu.contracts.rules.of_contract import named
from liandu.kernel.deadlines import DAY, months_after

M = MilestoneCode


def started_unapproved(project: ProjectFacts) -> Iterator[Hit]:
    """Say that work began before the project was approved."""
    yield from _out_of_order(project, "started_unapproved", M.START, M.FEASIBILITY)


def drawings_unreviewed(project: ProjectFacts) -> Iterator[Hit]:
    """Say that work began before the drawings were reviewed."""
    yield from _out_of_order(project, "drawings_unreviewed", M.START, M.DRAWING_REVIEW)


def started_without_permit(project: ProjectFacts) -> Iterator[Hit]:
    """Say that work began before it was permitted."""
    yield from _out_of_order(project, "started_without_permit", M.START, M.PERMIT)


def used_before_acceptance(project: ProjectFacts) -> Iterator[Hit]:
    """Say that it was used before it was accepted."""
    yield from _out_of_order(project, "used_before_acceptance", M.IN_USE, M.ACCEPTANCE)


def _out_of_order(project: ProjectFacts, check: str, later: M, earlier: M) -> Iterator[Hit]:
    """Yield a hit if ``later`` was reached before ``earlier``, or without it."""
    done, before = project.done(later), project.done(earlier)
    if done and (before is None or before > done):
        yield Hit(check, done, {f"{later}_on": str(done), f"{earlier}_on": _day(before)})


def budget_above_estimate(project: ProjectFacts, limits: Limits) -> Iterator[Hit]:
    """Say that the budget is more than a tenth above the estimate."""
    estimate, budget = project.amount(M.FEASIBILITY), project.amount(M.BUDGET)
    since = project.done(M.BUDGET)
    most = HUNDRED + limits.estimate_excess
    if since and estimate and budget and budget * HUNDRED > estimate * most:
        facts: dict[str, Fact] = {
            "estimated_fen": estimate, "budget_fen": budget, "most": limits.estimate_excess,
        }  # fmt: skip
        yield Hit("budget_above_estimate", since, facts)


def contracts_above_budget(project: ProjectFacts) -> Iterator[Hit]:
    """Say that its contracts with their changes come to more than the budget."""
    budget = project.amount(M.BUDGET)
    signed = [one for one in project.contracts if one.signed_on]
    total = sum(one.worth_fen for one in signed)
    if budget and total > budget:
        since = max(one.signed_on for one in signed if one.signed_on)
        facts: dict[str, Fact] = {
            "budget_fen": budget, "contracts_fen": total, "count": len(signed),
        }  # fmt: skip
        yield Hit("contracts_above_budget", since, facts)


def supervisor_is_contractor(project: ProjectFacts) -> Iterator[Hit]:
    """Say that the works are supervised by whoever carries them out: a hit for each such party."""
    builders = {
        named(one.contractor): one for one in project.contracts if one.kind == ContractKind.WORKS
    }
    for one in project.contracts:
        other = builders.get(named(one.contractor)) if one.contractor else None
        since = one.signed_on or (other and other.signed_on)
        if one.kind == ContractKind.SUPERVISION and other and since:
            facts: dict[str, Fact] = {"contractor": one.contractor}
            yield Hit("supervisor_is_contractor", since, facts, one.key)


def behind_plan(project: ProjectFacts) -> Iterator[Hit]:
    """Say that a milestone was reached after its day, or was not by then: a hit for each."""
    for code, one in project.milestones.items():
        planned, done = one.planned_on, one.done_on
        if planned and (done is None or done > planned):
            facts: dict[str, Fact] = {
                "milestone": code, "planned_on": str(planned), "done_on": _day(done),
            }  # fmt: skip
            yield Hit("behind_plan", planned + DAY, facts, about=code)


def filed_late(project: ProjectFacts, limits: Limits) -> Iterator[Hit]:
    """Say that the acceptance was filed too late, or is not filed yet."""
    accepted = project.done(M.ACCEPTANCE)
    if accepted:
        until = accepted + DAY * limits.filing_days
        yield from _overrun(project, "filed_late", M.FILING, until)


def account_late(project: ProjectFacts, limits: Limits) -> Iterator[Hit]:
    """Say that the final account was made up too late after the acceptance, or is not yet."""
    accepted = project.done(M.ACCEPTANCE)
    if accepted:
        until = months_after(accepted, limits.account_months)
        yield from _overrun(project, "account_late", M.FINAL_ACCOUNT, until)


def surplus_kept(project: ProjectFacts, limits: Limits) -> Iterator[Hit]:
    """Say that a surplus was returned too late, or is not yet; only where there is one."""
    accepted = project.done(M.ACCEPTANCE)
    if accepted and project.amount(M.SURPLUS):
        until = months_after(accepted, limits.surplus_months)
        facts: dict[str, Fact] = {"surplus_fen": project.amount(M.SURPLUS)}
        yield from _overrun(project, "surplus_kept", M.SURPLUS, until, facts)


def files_incomplete(project: ProjectFacts, limits: Limits) -> Iterator[Hit]:
    """Say that the files were handed over too late after the acceptance, or are not yet."""
    accepted = project.done(M.ACCEPTANCE)
    if accepted:
        until = months_after(accepted, limits.archive_months)
        yield from _overrun(project, "files_incomplete", M.ARCHIVE, until)


def _overrun(
    project: ProjectFacts, check: str, code: M, until: date, more: dict[str, Fact] | None = None
) -> Iterator[Hit]:
    """Yield a hit from the day after a limit on, unless the milestone was reached by then."""
    done = project.done(code)
    if done is None or done > until:
        accepted = _day(project.done(M.ACCEPTANCE))
        facts = {"acceptance_on": accepted, f"{code}_on": _day(done), "until": str(until)}
        yield Hit(check, until + DAY, {**facts, **(more or {})})


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


CHECKS: Final = (
    started_unapproved, drawings_unreviewed, started_without_permit, supervisor_is_contractor,
    behind_plan, contracts_above_budget, used_before_acceptance,
)  # fmt: skip
LIMITED: Final = (
    budget_above_estimate, filed_late, account_late, surplus_kept, files_incomplete,
)  # fmt: skip
"""The checks that hold facts against a limit."""

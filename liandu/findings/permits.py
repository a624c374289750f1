"""Who may do what to a finding; whom each step is for stands in one table of the rules."""

from collections.abc import Callable
from typing import Any

from liandu.access.rules import RecordKind
from liandu.files.permits import attaching, checking
from liandu.findings.models import Finding
from liandu.findings.rules import (
    BEFORE_ASSIGNMENT,
    DECIDERS,
    FINDERS,
    IN_HAND,
    REOPENERS,
    WORKERS,
    FindingState,
    Side,
    charges,
    may_take,
)
from liandu.kernel.actor import Actor
from liandu.kernel.permits import allowed, permit
from liandu.orgs.permits import supervises

STEPS = {
    "findings.edit_finding": "edit",
    "findings.withdraw_finding": "withdraw",
    "findings.confirm_finding": "confirm",
    "findings.assign_finding": "assign",
    "findings.accept_finding": "accept",
    "findings.file_plan": "file_plan",
    "findings.approve_plan": "approve_plan",
    "findings.return_plan": "return_plan",
    "findings.ask_extension": "ask_extension",
    "findings.grant_extension": "grant_extension",
    "findings.refuse_extension": "refuse_extension",
    "findings.submit_finding": "submit",
    "findings.start_first_review": "start_first_review",
    "findings.pass_first_review": "pass_first_review",
    "findings.return_finding": "return",
    "findings.close_finding": "close",
    "findings.reopen_finding": "reopen",
    "findings.raise_objection": "object",
    "findings.uphold_objection": "uphold_objection",
    "findings.reject_objection": "reject_objection",
    "findings.transfer_finding": "transfer",
    "findings.take_over_finding": "take_over",
    "findings.decline_transfer": "decline_transfer",
    "findings.ask_long_term": "ask_long_term",
    "findings.grant_long_term": "grant_long_term",
    "findings.refuse_long_term": "refuse_long_term",
    "findings.review_long_term": "review_long_term",
    "findings.resume_finding": "resume",
}
SIDES = {
    Side.FINDER: "body that found it",
    Side.RESPONSIBLE: "responsible body",
    Side.SUPERVISING: "supervising department",
}
Rule = Callable[[Actor, Any], bool]

_pointing: dict[str, Rule] = {}


def _register(name: str, step: str) -> None:
    """Register the permit of a step, explained in the words of the table."""

    def may(actor: Actor, finding: Finding) -> bool:
        return may_take(
            finding, step, finding.state,
            person_id=actor.person_id, body_id=actor.body_id, roles=actor.roles,
        )  # fmt: skip

    whom = (f"{', '.join(sorted(c.roles))} of the {SIDES[c.side]}" for c in charges(step))
    may.__doc__ = f"Leave it to: {'; '.join(whom)}."
    permit(name)(may)


for _name, _step in STEPS.items():
    if any(charges(_step)):
        _register(_name, _step)


@permit("findings.register_finding")
def may_register(actor: Actor, thing: Any) -> bool:
    """Bodies that supervise register findings; those that are only supervised do not."""
    return actor.has(*FINDERS) and supervises(actor)


@permit("findings.reopen_finding")
def may_reopen(actor: Actor, finding: Finding) -> bool:
    """Whoever sees it from a body that supervises; never the body that put it right."""
    is_theirs = finding.responsible_body_id == actor.body_id
    return not is_theirs and actor.has(*REOPENERS) and supervises(actor)


@permit("findings.draw_look_back")
def may_look_back(actor: Actor, thing: Any) -> bool:
    """Bodies that supervise look back at what they closed."""
    return actor.has(*FINDERS, *DECIDERS) and supervises(actor)


@permit("findings.record_look_back")
def may_record_look_back(actor: Actor, finding: Finding) -> bool:
    """Leave it to the body that found it and drew the sample to say what it saw."""
    return finding.owner_body_id == actor.body_id and may_look_back(actor, finding)


@permit("findings.mark_measure", "findings.mark_item", "findings.add_evidence")
def may_work(actor: Actor, finding: Finding) -> bool:
    """Rectifying is for those who work on it in the responsible body."""
    return finding.responsible_body_id == actor.body_id and actor.has(*WORKERS)


@permit("findings.leave_out_item")
def may_leave_out(actor: Actor, finding: Finding) -> bool:
    """Leave it to those who decide for the body that found it."""
    return finding.owner_body_id == actor.body_id and actor.has(*DECIDERS)


@permit("findings.post_reply")
def may_reply(actor: Actor, finding: Finding) -> bool:
    """Every side of a finding may speak."""
    return actor.body_id is not None and actor.body_id in {getattr(finding, side) for side in Side}


@permit("findings.export_findings")
def may_export(actor: Actor, thing: Any) -> bool:
    """Whoever holds a post may take away the list they see; it is on record."""
    return actor.post_id is not None


def may_attach(actor: Actor, finding: Finding) -> bool:
    """First the finder shows what it found, then the responsible body proves what it did.

    Once it was closed, whoever may reopen it shows what a look-back saw.
    """
    if finding.state in BEFORE_ASSIGNMENT:
        return finding.owner_body_id == actor.body_id and actor.has(*FINDERS, *DECIDERS)
    if finding.state in {FindingState.CLOSED, FindingState.REOPENED}:
        return may_reopen(actor, finding)
    return finding.state in IN_HAND and may_work(actor, finding)


def may_check(actor: Actor, finding: Finding) -> bool:
    """Those whose turn it is to review say which files they have looked at."""
    if finding.state in {FindingState.FIRST_REVIEW, FindingState.SECOND_REVIEW}:
        return allowed(actor, "findings.return_finding", finding)
    return False


def pointing(name: str, rule: Rule) -> None:
    """Let ``rule`` decide who makes findings point at a ``name``; else all who see that record.

    An app above registers it, such as inspections for ``workpaper``.
    """
    _pointing[name] = rule


def may_point(actor: Actor, name: str, thing: Any) -> bool:
    """Test whether the actor's findings may point at the ``name`` that they were found to see."""
    rule = _pointing.get(name)
    return rule is None or rule(actor, thing)


attaching(RecordKind.FINDING, may_attach)
checking(RecordKind.FINDING, may_check)

"""Changing findings: each operation is the action of the same name, with its permit."""

from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import File
from ninja.files import UploadedFile

from liandu.files.queries import open_attachments
from liandu.findings import actions, queries
from liandu.findings.api.shapes import (
    ClosingWords,
    Files,
    FindingWhole,
    NewFinding,
    NewOrder,
    NewResult,
    Opinion,
    Reason,
    Stored,
    area,
    whole,
)
from liandu.findings.rules import Draft, MadeRule, Order, PlannedItem, Result
from liandu.interfaces.api import ApiRequest
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid
from liandu.orgs import queries as orgs

MOST_FILES = 20
# What the action calls otherwise than the interface.
SENT_AS = {
    "supervised_object": "project_id", "link": "link_id", "inspection": "inspection_id",
    "workpaper": "workpaper_id", "repeats": "repeats_id",
}  # fmt: skip


def shown(actor: Actor, finding_id: Any) -> FindingWhole:
    """Return a finding as it stands after a step."""
    actor.memo.pop("sight", None)
    return whole(queries.seen_finding(actor, finding_id))


@area.write("", FindingWhole, summary="Register a finding")
def register_finding(request: ApiRequest, sent: NewFinding) -> FindingWhole:
    """Register what was found; its number is given then."""
    actor = request.actor
    check(actor, sent)
    draft = Draft(
        title=sent.title.strip(), fact=sent.fact.strip(), rule_broken=sent.rule_broken.strip(),
        demand=sent.demand.strip(), found_on=sent.found_on, source=sent.source,
        severity=sent.severity, amount_fen=sent.amount_fen,
        rectification_type=sent.rectification_type, jurisdiction_id=sent.jurisdiction_id,
        supervised_object_id=sent.project_id, link_id=sent.link_id,
        inspection_id=sent.inspection_id, workpaper_id=sent.workpaper_id,
        repeats_id=sent.repeats_id,
        items=tuple(PlannedItem(one.place.strip(), one.text.strip()) for one in sent.items),
    )  # fmt: skip
    try:
        found = actions.register_finding(actor=actor, draft=draft)
    except Invalid as refusal:
        raise Invalid(
            {SENT_AS.get(name, name): said for name, said in refusal.fields.items()}
        ) from refusal
    return shown(actor, found.pk)


def check(actor: Actor, sent: NewFinding) -> None:
    """Pass what the form of the page would pass.

    :raises Invalid: otherwise
    """
    said = {name: getattr(sent, name) for name in ("title", "fact", "rule_broken", "demand")}
    faults = {name: _("Fill this in.") for name, words in said.items() if not words.strip()}
    if sent.found_on > timezone.localdate():
        faults["found_on"] = _("The day cannot be after today.")
    if sent.jurisdiction_id and not orgs.jurisdictions().filter(pk=sent.jurisdiction_id).exists():
        faults["jurisdiction_id"] = _("There is none with this id.")
    if is_asked_again(actor, sent):
        faults["repeats_id"] = _("The same was found here before. Say which it is.")
    if faults:
        raise Invalid(faults)


def is_asked_again(actor: Actor, sent: NewFinding) -> bool:
    """Test whether it may be the same as before, and nothing was said of that."""
    if not sent.project_id or sent.repeats_id or sent.is_another:
        return False
    return bool(queries.same_issue(actor, sent.project_id, sent.link_id, sent.rule_broken))


@area.write("/{uuid:finding_id}/confirm", FindingWhole, summary="Confirm a finding")
def confirm_finding(request: ApiRequest, finding_id: UUID) -> FindingWhole:
    """Say that fact, rule and severity stand."""
    actions.confirm_finding(actor=request.actor, finding_id=finding_id)
    return shown(request.actor, finding_id)


@area.write("/{uuid:finding_id}/assign", FindingWhole, summary="Assign a finding")
def assign_finding(request: ApiRequest, finding_id: UUID, sent: NewOrder) -> FindingWhole:
    """Ask a body to put it right, and another to review first."""
    order = Order(
        sent.responsible_body_id, sent.supervising_body_id, sent.rectification_type, sent.due_on
    )
    actions.assign_finding(actor=request.actor, finding_id=finding_id, order=order)
    return shown(request.actor, finding_id)


@area.write("/{uuid:finding_id}/accept", FindingWhole, summary="Sign for a finding")
def accept_finding(request: ApiRequest, finding_id: UUID) -> FindingWhole:
    """Sign for it on behalf of the responsible body."""
    actions.accept_finding(actor=request.actor, finding_id=finding_id)
    return shown(request.actor, finding_id)


@area.write("/{uuid:finding_id}/evidence", Files, summary="Upload evidence")
def upload_evidence(
    request: ApiRequest, finding_id: UUID, files: File[list[UploadedFile]]
) -> Files:
    """Attach files that prove what was done, while the finding is being put right."""
    actor = request.actor
    if len(files) > MOST_FILES:
        raise Invalid({"files": _("Send at most twenty files at once.")})
    finding = actions.add_evidence(actor=actor, finding_id=finding_id, evidence=files)
    subject = queries.subject_of(queries.round_of(finding))
    return Files(
        items=[
            Stored(
                id=one.pk, name=one.name, size=one.stored.size, sha256=one.stored.sha256,
                sm3=one.stored.sm3,
            )
            for one in open_attachments(actor, finding, subject)
        ]
    )  # fmt: skip


@area.write("/{uuid:finding_id}/submit", FindingWhole, summary="Submit the result")
def submit_finding(request: ApiRequest, finding_id: UUID, sent: NewResult) -> FindingWhole:
    """Say that the finding is put right, and ask for the review."""
    result = Result(
        sent.statement, sent.recovered_fen,
        tuple(MadeRule(one.name, one.issued_on, one.number) for one in sent.rules),
        root_cause=sent.root_cause, similar_cases=sent.similar_cases,
        handled={str(name): count for name, count in sent.handled.items()},
    )  # fmt: skip
    actions.submit_finding(actor=request.actor, finding_id=finding_id, result=result)
    return shown(request.actor, finding_id)


@area.write("/{uuid:finding_id}/start-review", FindingWhole, summary="Take up the first review")
def start_first_review(request: ApiRequest, finding_id: UUID) -> FindingWhole:
    """Take a submission up for the first review."""
    actions.start_first_review(actor=request.actor, finding_id=finding_id)
    return shown(request.actor, finding_id)


@area.write("/{uuid:finding_id}/pass-review", FindingWhole, summary="Pass the first review")
def pass_first_review(request: ApiRequest, finding_id: UUID, sent: Opinion) -> FindingWhole:
    """Say that the supervising department is satisfied."""
    actions.pass_first_review(actor=request.actor, finding_id=finding_id, opinion=sent.opinion)
    return shown(request.actor, finding_id)


@area.write("/{uuid:finding_id}/return", FindingWhole, summary="Send a submission back")
def return_finding(request: ApiRequest, finding_id: UUID, sent: Reason) -> FindingWhole:
    """Send a submission back with what is lacking."""
    actions.return_finding(actor=request.actor, finding_id=finding_id, reason=sent.reason)
    return shown(request.actor, finding_id)


@area.write("/{uuid:finding_id}/close", FindingWhole, summary="Close a finding")
def close_finding(request: ApiRequest, finding_id: UUID, sent: ClosingWords) -> FindingWhole:
    """Close it for the body that found it."""
    actions.close_finding(actor=request.actor, finding_id=finding_id, conclusion=sent.conclusion)
    return shown(request.actor, finding_id)

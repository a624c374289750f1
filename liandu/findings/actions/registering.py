"""What the body that found it writes, until the finding is assigned."""

from collections.abc import Sequence
from dataclasses import asdict, fields, replace
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.access.actions import grant_team
from liandu.access.queries import locked, seen
from liandu.access.rules import FOR_GOOD, Label
from liandu.files.actions import attach_all
from liandu.files.rules import Purpose
from liandu.findings import queries
from liandu.findings.actions.answers import decide
from liandu.findings.actions.items import items_of, name_items
from liandu.findings.models import STEP_FIELDS, Finding
from liandu.findings.permits import may_point
from liandu.findings.rules import Decision, Draft, FindingState
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid, NotAllowed, NotVisible
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require
from liandu.orgs.actions import take_number
from liandu.orgs.models import Body

kind("findings.finding_registered", gettext_lazy("Registered the finding"), "file-plus")
kind("findings.finding_edited", gettext_lazy("Changed the finding"), "edit")
kind("findings.finding_withdrawn", gettext_lazy("Withdrew the finding"), "arrow-back-up")
kind("findings.finding_confirmed", gettext_lazy("Confirmed the finding"), "check")
kind("findings.findings_exported", gettext_lazy("Exported the ledger"), "download", is_read=True)

PREFIX = "WT"
# What a finding points at, by part and whole; who registers it must see that too.
PARTS = {"link": "supervised_object", "workpaper": "inspection"}
POINTERS = ("supervised_object", "link", "inspection", "workpaper", "repeats")


@action("findings.register_finding")
def register_finding(
    *, actor: Actor, draft: Draft, evidence: Sequence["UploadedFile[Any]"] = ()
) -> Finding:
    """Register what was found; the actor's body is the one that found it.

    :raises NotAllowed: if the actor's post does not register findings, or not outside a team
    :raises Invalid: if it points at what does not exist for the actor, or a file is refused
    """
    require(actor, "findings.register_finding")
    pointed = _pointed(actor, draft)
    finding = Finding(
        owner_body_id=actor.body_id or 0, registered_by_id=actor.person_id, **_values(draft)
    )
    finding.jurisdiction_id = draft.jurisdiction_id or finding.owner_body.jurisdiction_id
    finding.label = _label(finding, pointed)
    finding.number = take_number(
        body_id=finding.owner_body_id, prefix=PREFIX, year=draft.found_on.year
    )
    finding.item_count = len(draft.items)
    finding.save(force_insert=True)
    name_items(finding, draft.items)
    _let_in_team(actor, finding)
    _show(actor, finding, evidence)
    record(actor, "findings.finding_registered", finding, after=_facts(draft))
    return finding


@action("findings.edit_finding")
def edit_finding(
    *, actor: Actor, finding_id: Any, draft: Draft, evidence: Sequence["UploadedFile[Any]"] = ()
) -> Finding:
    """Change a finding before it is assigned; one that was confirmed is to be confirmed again.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if it is not the actor's to change
    :raises WrongState: if it was assigned already
    :raises Invalid: as when it is registered
    """
    finding = locked(Finding, actor, finding_id)
    require(actor, "findings.edit_finding", finding)
    finding.advance("edit")
    draft = replace(_with_hidden(actor, finding, draft), repeats_id=finding.repeats_id)
    before = {name: getattr(finding, name) for name in _values(draft)}
    before["items"] = items_of(finding)
    pointed = _pointed(actor, draft, kept=finding)
    for name, value in _values(draft).items():
        setattr(finding, name, value)
    finding.jurisdiction_id = draft.jurisdiction_id or finding.jurisdiction_id
    finding.label = _label(finding, pointed)
    finding.item_count, finding.item_done_count = len(draft.items), 0
    finding.save()
    if draft.items != before["items"]:
        name_items(finding, draft.items)
    _show(actor, finding, evidence)
    after = _values(draft) | {"items": draft.items}
    changed = [name for name, value in after.items() if value != before[name]]
    record(
        actor, "findings.finding_edited", finding,
        before={name: _plain(before[name]) for name in changed},
        after={name: _plain(after[name]) for name in changed},
    )  # fmt: skip
    return finding


@action("findings.withdraw_finding")
def withdraw_finding(*, actor: Actor, finding_id: Any, reason: str) -> Finding:
    """Take a finding back before anybody was asked to put it right, or because they object.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if it is not the actor's to withdraw
    :raises WrongState: if it was assigned already
    """
    finding = locked(Finding, actor, finding_id)
    require(actor, "findings.withdraw_finding", finding)
    before = finding.advance("withdraw")
    if before["state"] == FindingState.DISPUTED:
        decide(actor, finding.objections, Decision.APPROVED, reason)
    finding.save(update_fields=STEP_FIELDS)
    record(actor, "findings.finding_withdrawn", finding, before=before, reason=reason)
    return finding


@action("findings.confirm_finding")
def confirm_finding(*, actor: Actor, finding_id: Any) -> Finding:
    """Say that fact, rule and severity stand.

    :raises NotVisible: if the actor may not know of it
    :raises NotAllowed: if the actor's post does not confirm
    :raises WrongState: if it was confirmed already
    """
    finding = locked(Finding, actor, finding_id)
    require(actor, "findings.confirm_finding", finding)
    before = finding.advance("confirm")
    finding.save(update_fields=STEP_FIELDS)
    record(actor, "findings.finding_confirmed", finding, before=before)
    return finding


@action("findings.export_findings")
def export_findings(*, actor: Actor, count: int, query: str) -> None:
    """Put on record that the actor takes ``count`` rows of the ledger away.

    :raises NotAllowed: if the actor holds no post
    """
    require(actor, "findings.export_findings")
    body = Body.objects.get(pk=actor.body_id or 0)
    record(actor, "findings.findings_exported", body, after={"count": count, "query": query})


def _with_hidden(actor: Actor, finding: Finding, draft: Draft) -> Draft:
    """Return the draft with what the finding points at and the actor may not know of.

    The form did not show it. A part stays with its whole: a refusal would tell of the whole.
    """
    hidden: dict[str, Any] = {}
    for pair in PARTS.items():
        kept = {name: getattr(finding, f"{name}_id") for name in pair}
        if any(pk and _open(actor, name, pk) is None for name, pk in kept.items()):
            hidden |= {f"{name}_id": pk for name, pk in kept.items()}
    return replace(draft, **hidden)


def _open(actor: Actor, name: str, pk: Any) -> Any:
    """Return the ``name`` of this id if the actor's findings may point at it, else None."""
    model: Any = Finding._meta.get_field(name).related_model
    try:
        found = seen(model, actor, pk)
    except NotVisible:
        return None
    return found if may_point(actor, name, found) else None


def _pointed(actor: Actor, draft: Draft, kept: Finding | None = None) -> list[Any]:
    """Return what the draft points at, once the actor sees all of it and it belongs together.

    What a finding that is changed points at already is ``kept``, seen or not.

    :raises Invalid: otherwise
    """
    found: dict[str, Any] = {}
    for name in POINTERS:
        pk = getattr(draft, f"{name}_id")
        if pk is None:
            continue
        if kept is not None and getattr(kept, f"{name}_id") == pk:
            found[name] = getattr(kept, name)
            continue
        found[name] = _open(actor, name, pk)
        if found[name] is None:
            raise Invalid({name: _("It does not exist, or it is not open to your post.")})
    repeated = found.get("repeats")
    if repeated and repeated.supervised_object_id != draft.supervised_object_id:
        raise Invalid({"repeats": _("It belongs to another one. Choose again.")})
    for part, whole in PARTS.items():
        if part in found and getattr(found[part], f"{whole}_id") != getattr(draft, f"{whole}_id"):
            raise Invalid({part: _("It belongs to another one. Choose again.")})
    return list(found.values())


def _let_in_team(actor: Actor, finding: Finding) -> None:
    """Open the finding to the team that found it; inspectors see nothing else of their body.

    :raises NotAllowed: if the actor would not see what they register
    """
    team = finding.inspection and finding.inspection.team
    if team:
        grant_team(actor=actor, record=finding, team=team, until=FOR_GOOD)
        # What the actor sees was read before this.
        actor.memo.pop("sight", None)
    if not Finding.objects.visible_to(actor).filter(pk=finding.pk).exists():
        raise NotAllowed(
            _("Your post registers findings only from an inspection it takes part in.")
        )


def _label(finding: Finding, pointed: list[Any]) -> int:
    """Return a label no lower than that of anything the finding points at."""
    return max([finding.label, *(getattr(one, "label", Label.PUBLIC) for one in pointed)])


def _show(actor: Actor, finding: Finding, evidence: Sequence["UploadedFile[Any]"]) -> None:
    """Attach what shows the fact."""
    if evidence:
        attach_all(
            actor=actor, record=finding, uploads=evidence, purpose=Purpose.EVIDENCE,
            subject=queries.FACT,
        )  # fmt: skip


def _values(draft: Draft) -> dict[str, Any]:
    """Return the draft by column, less what the finding works out itself."""
    own = {"jurisdiction_id", "items"}
    return {f.name: getattr(draft, f.name) for f in fields(draft) if f.name not in own}


def _facts(draft: Draft) -> dict[str, Any]:
    """Return the draft as the record keeps it."""
    facts = asdict(draft) | {"items": draft.items}
    return {name: _plain(value) for name, value in facts.items()}


def _plain(value: Any) -> Any:
    """Return a value as the record keeps it."""
    if isinstance(value, tuple):
        return [f"{item.place}: {item.text}" for item in value]
    return value if isinstance(value, int | str | None) else str(value)

"""The places that a finding touches: named, put right one by one, or left out by consent."""

from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.access.queries import locked
from liandu.files.actions import attach_all
from liandu.files.queries import attachments
from liandu.files.rules import Purpose
from liandu.findings import queries
from liandu.findings.models import Finding, FindingItem
from liandu.findings.rules import IN_HAND, PlannedItem
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid, WrongState
from liandu.kernel.events import kind, record
from liandu.kernel.models import one
from liandu.kernel.permits import require

kind("findings.item_marked", gettext_lazy("Marked a place"), "map-pin")
kind("findings.item_left_out", gettext_lazy("Agreed to leave a place out"), "map-pin")

MARKS = ["done_at", "done_by", "left_out_at", "left_out_by", "left_out_reason"]


@action("findings.mark_item")
def mark_item(
    *, actor: Actor, finding_id: Any, item_id: Any, is_done: bool,
    evidence: Sequence["UploadedFile[Any]"] = (),
) -> FindingItem:  # fmt: skip
    """Say that a place is put right, with proof, or that it is not after all.

    :raises NotVisible: if the actor may not know of it, or it is no place of that finding
    :raises NotAllowed: if the actor does not work for the responsible body
    :raises WrongState: if the finding is not being rectified
    :raises Invalid: without proof, or if a file is refused
    """
    finding = locked(Finding, actor, finding_id)
    require(actor, "findings.mark_item", finding)
    item, now = _item_in_hand(finding, item_id), timezone.now()
    subject = queries.subject_of_item(finding, item)
    if evidence:
        attach_all(
            actor=actor, record=finding, uploads=evidence, purpose=Purpose.EVIDENCE,
            subject=subject, place=item.place,
        )  # fmt: skip
    if is_done and not attachments(finding, subject).filter(withdrawn_at=None).exists():
        raise Invalid({"evidence": _("Add at least one file that proves it.")})
    item.done_at, item.done_by_id = (now, actor.person_id) if is_done else (None, None)
    if is_done:
        item.left_out_at, item.left_out_by, item.left_out_reason = None, None, ""
    _keep(finding, item)
    record(actor, "findings.item_marked", finding, note=item.place, after=is_done, quiet=True)
    return item


@action("findings.leave_out_item")
def leave_out_item(*, actor: Actor, finding_id: Any, item_id: Any, reason: str) -> FindingItem:
    """Agree, for the body that found it, that a place need not be put right.

    :raises NotVisible: if the actor may not know of it, or it is no place of that finding
    :raises NotAllowed: if the actor does not decide for the finder
    :raises WrongState: if the finding is not being rectified, or the place is done
    """
    finding = locked(Finding, actor, finding_id)
    require(actor, "findings.leave_out_item", finding)
    item = _item_in_hand(finding, item_id)
    if item.done_at is not None:
        raise WrongState(_("This place is done; nothing is to be left out."))
    item.left_out_at, item.left_out_by_id = timezone.now(), actor.person_id
    item.left_out_reason = reason
    _keep(finding, item)
    record(actor, "findings.item_left_out", finding, note=item.place, reason=reason)
    return item


def name_items(finding: Finding, items: Sequence[PlannedItem]) -> None:
    """Make exactly ``items`` the places of a finding that nobody works on yet."""
    finding.items.all().delete()
    FindingItem.objects.bulk_create(
        FindingItem(finding=finding, position=position, place=item.place, text=item.text)
        for position, item in enumerate(items, 1)
    )


def items_of(finding: Finding) -> tuple[PlannedItem, ...]:
    """Return the places of a finding as they were named."""
    return tuple(PlannedItem(item.place, item.text) for item in finding.items.all())


def _item_in_hand(finding: Finding, item_id: Any) -> FindingItem:
    """Return a place of a finding that is being rectified.

    :raises NotVisible: if it is none of the finding
    :raises WrongState: if the finding is not being rectified
    """
    if finding.state not in IN_HAND:
        raise WrongState(_("It is not being rectified now; reload to see how it stands."))
    return one(finding.items.all(), item_id)


def _keep(finding: Finding, item: FindingItem) -> None:
    item.save(update_fields=MARKS)
    finding.item_done_count = finding.items.exclude(done_at=None).count()
    finding.save(update_fields=["item_done_count"])

"""Sealing evidence: the proof that it was here, unchanged, when the node signed for it.

What is not sealed yet becomes the leaves of one tree (RFC 6962), whose head the node signs with the
time, by the key of the record. That it did is an event, so the root stands in the record as well. A
leaf holds no name and no place: who is given the proof of one file learns of the others how many
there were.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy

from liandu.audit import keys
from liandu.audit.rules import moment
from liandu.engines.merkle.trees import inclusion_proof, leaf_hash, root
from liandu.files.models import Attachment, SealedBatch
from liandu.kernel import events
from liandu.kernel.actor import SYSTEM
from liandu.kernel.canonical import canonical

events.kind("files.sealed", gettext_lazy("Sealed a batch of evidence"), "rubber-stamp")

MOST = 10_000


def seal_evidence() -> int:
    """Seal what is attached and not sealed yet; return how many files."""
    count = 0
    while sealed := _seal_batch():
        count += sealed
    return count


def proofs_of(attachments: Iterable[Attachment]) -> dict[Any, dict[str, Any]]:
    """Return by its key the proof of each sealed attachment that it is in its batch."""
    by_batch: dict[int | None, list[Attachment]] = defaultdict(list)
    for one in attachments:
        by_batch[one.batch_id].append(one)
    proofs = {}
    for batch in SealedBatch.objects.filter(pk__in=[pk for pk in by_batch if pk]):
        rows = batch.attachments.select_related("stored").order_by("position")
        leaves = [_leaf(one) for one in rows]
        for one in by_batch[batch.pk]:
            position = one.position or 0
            path = [step.hex() for step in inclusion_proof(leaves, position)]
            proofs[one.pk] = {
                "leaf": _row(one), "position": position, "path": path, "checkpoint": batch.text
            }  # fmt: skip
    return proofs


def _seal_batch() -> int:
    """Seal up to so many files as one batch; return how many there were."""
    with transaction.atomic():
        waiting = Attachment.objects.select_for_update(of=("self",)).filter(batch=None)
        rows = list(waiting.select_related("stored").order_by("at", "pk")[:MOST])
        if not rows:
            return 0
        at = timezone.now()
        batch = SealedBatch.objects.create(at=at, size=len(rows), text="")
        origin = f"liandu/{keys.node_name()}/evidence/{batch.pk}"
        top = root([_leaf(one) for one in rows])
        batch.text = keys.sign(origin, len(rows), top, moment(at))
        batch.save(update_fields=["text"])
        for position, one in enumerate(rows):
            one.batch, one.position = batch, position
        Attachment.objects.bulk_update(rows, ["batch", "position"], batch_size=500)
        events.record(SYSTEM, "files.sealed", batch, after={"size": len(rows), "root": top.hex()})
    return len(rows)


def _row(attachment: Attachment) -> dict[str, Any]:
    """Return what is sealed of an attachment."""
    stored = attachment.stored
    return {
        "v": 1, "id": str(attachment.pk), "sha256": stored.sha256, "sm3": stored.sm3,
        "size": stored.size, "at": moment(attachment.at),
    }  # fmt: skip


def _leaf(attachment: Attachment) -> bytes:
    return leaf_hash(canonical(_row(attachment)))

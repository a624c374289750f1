"""Making a million findings to measure with: rows like the demo's, put in by the thousand."""

from collections.abc import Callable
from datetime import timedelta
from itertools import islice

from django.db import transaction
from django.utils import timezone

from liandu.access.models import Grant
from liandu.access.rules import Purpose, RecordKind
from liandu.findings.models import Finding
from liandu.kernel.models import new_id

BATCH = 5000
FIELDS = [
    "title", "fact", "rule_broken", "demand", "source", "severity", "amount_fen", "state",
    "rectification_type", "found_on", "due_at", "first_due_at", "step_due_at", "assigned_at",
    "owner_body_id", "jurisdiction_id", "responsible_body_id", "supervising_body_id",
    "supervised_object_id", "link_id", "submitter_id", "first_reviewer_id", "closer_id",
    "closed_at", "label", "registered_by_id",
]  # fmt: skip


def load_scale(count: int, say: Callable[[str], object]) -> None:
    """Copy the demo's findings until there are ``count``, each seen by its own parties.

    They carry no events: what is measured is reading among a million and writing one more.
    """
    patterns = list(Finding.objects.unscoped("patterns to copy").order_by("pk"))
    have = Finding.objects.unscoped("how many there are").count()
    numbers = iter(range(have, count))
    while batch := list(islice(numbers, BATCH)):
        with transaction.atomic():
            _copy([patterns[number % len(patterns)] for number in batch], batch)
        say(f"{batch[-1] + 1} findings")


def _copy(patterns: list[Finding], numbers: list[int]) -> None:
    made = [
        Finding(
            id=new_id(),
            number=f"WT-S-{number:07}",
            **{name: getattr(pattern, name) for name in FIELDS},
        )
        for pattern, number in zip(patterns, numbers, strict=True)
    ]
    Finding.objects.bulk_create(made)
    expires_at = timezone.now() + timedelta(days=3650)
    Grant.objects.bulk_create(
        Grant(
            record_kind=RecordKind.FINDING, record_id=finding.pk, body_id=body,
            purpose=Purpose.PARTY, basis="scale", expires_at=expires_at,
        )
        for finding in made
        for body in {finding.responsible_body_id, finding.supervising_body_id} - {None}
    )  # fmt: skip

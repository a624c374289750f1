"""What must stand ready in a world before it is asked, made straight in its tables."""

from typing import Any

from django.utils import timezone

from liandu.files.models import Attachment, StoredFile
from liandu.findings.models import Finding, Submission
from liandu.findings.queries import findings, subject_of
from liandu.findings.rules import FindingState
from liandu.orgs.models import Body, Person
from liandu.orgs.queries import actor_for


def actor(who: str) -> Any:
    """Return the person of the account ``who`` as an actor."""
    return actor_for(Person.objects.get(username=who).pk, timezone.now())


def seen(who: str) -> int:
    """Return how many findings ``who`` may know of."""
    count: int = Finding.objects.visible_to(actor(who)).count()
    return count


def some_ids(who: str, count: int) -> list[str]:
    """Return the ids of the ``count`` findings registered last that ``who`` may know of."""
    rows = findings(actor(who)).order_by("-created_at").values_list("pk", flat=True)
    return [str(pk) for pk in rows[:count]]


def bodies(codes: list[str]) -> list[int]:
    """Return the ids of bodies by their codes."""
    found = dict(Body.objects.filter(code__in=codes).values_list("code", "pk"))
    return [found[code] for code in codes]


def closable(owner: str, by: list[str], count: int) -> list[str]:
    """Bring ``count`` findings of a body as far as closing, by two persons; return their ids."""
    submitter, reviewer = (Person.objects.get(username=who).pk for who in by)
    rows = Finding.objects.unscoped("made ready to be closed").filter(owner_body__code=owner)
    bare = rows.filter(closed_at=None, responsible_body__isnull=False, submissions=None)
    ids = list(bare.values_list("pk", flat=True)[:count])
    rows.filter(pk__in=ids).update(
        state=FindingState.SECOND_REVIEW, money_recovered_fen=0, is_without_rules=True,
        submitter=submitter, first_reviewer=reviewer, return_count=0,
    )  # fmt: skip
    stored = StoredFile.objects.earliest("pk")
    for finding in rows.filter(pk__in=ids):
        Attachment.objects.create(
            record_kind=finding.KIND, record_id=finding.pk, subject=subject_of(1), stored=stored,
            name="proof.jpg", purpose="evidence",
        )  # fmt: skip
        Submission.objects.create(
            finding=finding, round=1, statement="-", submitted_by_id=submitter
        )
    return [str(pk) for pk in ids]

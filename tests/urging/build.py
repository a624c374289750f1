"""A finding whose plan is late, a ticket on it, and an instruction."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from liandu.access.rules import RecordKind
from liandu.findings.models import Finding
from liandu.notices.models import Notice
from liandu.orgs.models import Membership, Person
from liandu.urging import actions
from liandu.urging.models import Instruction, SupervisionTicket
from tests.findings import road
from tests.people import World, acting

PLAN = "file_plan"
FINDING = int(RecordKind.FINDING)


def late(world: World, days: int = 2) -> Finding:
    """Return a finding whose plan was due so many days ago."""
    finding = road.at(world, "accept")
    return overdue(finding, days)


def overdue(finding: Finding, days: int) -> Finding:
    """Let the present step of a finding be so many days late."""
    due = timezone.now() - timedelta(days=days)
    Finding.objects.unscoped("test").filter(pk=finding.pk).update(step_due_at=due)
    finding.refresh_from_db()
    return finding


def raised(
    world: World, finding: Finding, who: Person | None = None, key: str = PLAN, **words: Any
) -> SupervisionTicket:
    """Return a ticket that the office raised on a finding."""
    return actions.raise_ticket(
        actor=acting(who or world.zigong_officer), record_kind=FINDING, record_id=finding.pk,
        duty="findings", key=key, **words,
    )  # fmt: skip


def seat(who: Person) -> int:
    """Return the key of the post that somebody holds."""
    return int(Membership.objects.get(person=who).pk)


def instructed(
    world: World, finding: Any, who: Person, to: Person, *, days: int = 5, part: str = ""
) -> Instruction:
    """Return an instruction that somebody gave on a record."""
    what = actions.Instructed("请尽快查明原因", seat(to), road.in_days(days))
    return actions.give_instruction(
        actor=acting(who), record_kind=int(finding.KIND), record_id=finding.pk, what=what,
        part=part,
    )  # fmt: skip


def told(finding: Any, kind: str) -> set[str]:
    """Return who has a notice of a kind of event about a record."""
    rows = Notice.objects.filter(record_id=finding.pk, kind=f"urging.{kind}")
    return set(rows.values_list("person__username", flat=True))

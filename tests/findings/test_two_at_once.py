"""Two people press the same button at the same moment: one is told that it is done."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from liandu.audit.models import Event
from liandu.findings import actions
from liandu.findings.models import Finding
from liandu.kernel.errors import WrongState
from tests.findings.road import at, registered
from tests.people import World, acting

pytestmark = pytest.mark.django_db(transaction=True)


def both(*calls: Callable[[], object]) -> list[str]:
    """Run calls at once, and return how each ended."""

    def run(call: Callable[[], object]) -> str:
        try:
            call()
        except WrongState:
            return "late"
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(len(calls)) as pool:
        return sorted(pool.map(run, calls))


def test_of_two_who_confirm_one_is_late(world: World) -> None:
    finding = registered(world)

    def confirm(who: str) -> Callable[[], Finding]:
        return lambda: actions.confirm_finding(
            actor=acting(getattr(world, who)), finding_id=finding.pk
        )

    assert both(confirm("zigong_officer"), confirm("zigong_head")) == ["done", "late"]
    assert Event.objects.filter(kind="findings.finding_confirmed").count() == 1


def test_of_two_who_end_the_second_review_only_one_decides(world: World) -> None:
    finding = at(world, "pass_first_review")
    ended = both(
        lambda: actions.close_finding(
            actor=acting(world.zigong_head), finding_id=finding.pk, conclusion="同意"
        ),
        lambda: actions.return_finding(
            actor=acting(world.zigong_officer), finding_id=finding.pk, reason="不同意"
        ),
    )
    assert ended == ["done", "late"]
    decided = {"findings.finding_closed", "findings.finding_returned"}
    assert Event.objects.filter(kind__in=decided).count() == 1


def test_numbers_taken_at_once_are_different(world: World) -> None:
    made: list[str] = []
    both(*[lambda: made.append(registered(world).number) for _ in range(3)])
    assert len(set(made)) == 3

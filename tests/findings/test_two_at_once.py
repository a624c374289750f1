"""Two people press the same button at the same moment: one is told that it is done."""

from collections.abc import Callable
from typing import Any

import pytest

from liandu.audit.models import Event
from liandu.findings import actions
from liandu.findings.models import Finding
from tests.findings.road import at, kinds, registered
from tests.people import World, acting, both, signed_in

pytestmark = pytest.mark.django_db(transaction=True)


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


def test_of_two_browsers_one_is_answered_with_a_sentence(world: World) -> None:
    finding, answers = at(world, "submit"), list[Any]()

    def press() -> Callable[[], None]:
        browser = signed_in(world.water_officer)
        url = f"/findings/{finding.pk}/start_first_review/"
        return lambda: answers.append(browser.post(url))

    both(press(), press())
    done, refused = sorted(answers, key=lambda answer: int(answer.status_code))
    assert (done.status_code, refused.status_code) == (302, 409)
    assert "有人先办了" in refused.content.decode()
    assert kinds(finding).count("first_review_started") == 1

"""Long-term findings: asked for, granted until the next look, looked at again, taken up again."""

import pytest
from django.utils import timezone

from liandu.findings import actions, queries
from liandu.findings.models import Finding
from liandu.findings.rules import FindingState
from liandu.kernel.errors import Invalid, NotAllowed, WrongState
from tests.findings.road import at, in_days, photo, result, take, unchanged
from tests.people import World, acting

S = FindingState


def asked_long(world: World) -> Finding:
    """Return a finding of which the builder asks that it be long-term."""
    finding = at(world, "approve_plan")
    actions.ask_long_term(
        actor=acting(world.builder_liaison), finding_id=finding.pk, cause="law_suit",
        reason="施工合同纠纷在审",
    )  # fmt: skip
    finding.refresh_from_db()
    return finding


def lasting(world: World, days: int = 60) -> Finding:
    """Return a long-term finding that is looked at again in so many days."""
    finding = asked_long(world)
    actions.grant_long_term(
        actor=acting(world.zigong_officer), finding_id=finding.pk, review_on=in_days(days),
        opinion="同意",
    )  # fmt: skip
    finding.refresh_from_db()
    return finding


def test_a_long_term_is_granted_by_the_office_and_rests_the_term(world: World) -> None:
    finding = lasting(world)
    standing = finding.long_terms.get()
    assert (finding.state, standing.review_on) == (S.LONG_TERM, in_days(60))
    assert timezone.localdate(finding.step_due_at) == in_days(60)
    unchanged(
        asked_long(world), actions.grant_long_term, NotAllowed,
        actor=acting(world.zigong_head), review_on=in_days(9),
    )  # fmt: skip


@pytest.mark.parametrize("days", [0, 120])
def test_a_long_term_is_looked_at_again_within_the_limit(world: World, days: int) -> None:
    office = acting(world.zigong_officer)
    for finding, action, words in (
        (asked_long(world), actions.grant_long_term, {}),
        (lasting(world), actions.review_long_term, {"note": "x"}),
    ):
        refusal = unchanged(
            finding, action, Invalid, actor=office, review_on=in_days(days), **words
        )
        assert set(refusal.fields) == {"review_on"}


@pytest.mark.parametrize(("days", "steps"), [(60, []), (5, ["review_long_term"])])
def test_a_long_term_finding_is_on_the_desk_when_its_next_look_is_near(
    world: World, days: int, steps: list[str]
) -> None:
    lasting(world, days)
    waiting = queries.waiting_for(acting(world.zigong_officer))
    assert [row.asked for row in waiting] == steps  # type: ignore[attr-defined]


def test_a_long_term_is_refused_or_taken_up_again(world: World) -> None:
    finding, office = asked_long(world), acting(world.zigong_officer)
    actions.refuse_long_term(actor=office, finding_id=finding.pk, reason="可以整改")
    finding.refresh_from_db()
    assert (finding.state, finding.step_due_at) == (S.RECTIFYING, finding.due_at)
    finding = lasting(world)
    actions.review_long_term(
        actor=office, finding_id=finding.pk, review_on=in_days(80), note="二审开庭"
    )
    assert finding.long_terms.get().review_count == 1
    words = {"actor": office, "reason": "判决生效"}
    unchanged(finding, actions.resume_finding, Invalid, due_on=in_days(-1), **words)
    actions.resume_finding(finding_id=finding.pk, due_on=in_days(20), **words)  # type: ignore[arg-type]
    finding.refresh_from_db()
    assert (finding.state, timezone.localdate(finding.due_at)) == (S.RECTIFYING, in_days(20))
    assert finding.long_terms.get().ended_at is not None
    take(world, finding, "submit")


def test_a_long_term_finding_is_neither_submitted_nor_proved_meanwhile(world: World) -> None:
    finding, head = lasting(world), acting(world.builder_head)
    words = {"actor": head, "evidence": [photo()]}
    unchanged(finding, actions.submit_finding, WrongState, result=result(), **words)
    unchanged(finding, actions.add_evidence, WrongState, **words)

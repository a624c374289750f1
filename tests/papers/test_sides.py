"""What happens beside the straight road of a finding has its paper, once it is answered."""

from typing import Any

import pytest
from django.urls import reverse

from liandu.findings import actions as steps
from liandu.findings.models import Finding
from liandu.papers import actions
from liandu.papers.models import Paper
from tests.findings import road
from tests.papers import build
from tests.papers.test_kinds import offered, said
from tests.people import World, acting, signed_in

pytestmark = pytest.mark.django_db
SIDES = {
    "objection_reply", "transfer_notice", "extension_reply", "long_term_reply", "reopening_notice",
}  # fmt: skip


def sides(world: World, finding: Finding) -> set[str]:
    """Return the papers on sides that the finder may draw up now."""
    fresh = Finding.objects.unscoped("as a page has it").get(pk=finding.pk)
    return offered(world.zigong_officer, fresh) & SIDES


def take(who: Any, step: Any, finding: Finding, **words: Any) -> None:
    step(actor=acting(who), finding_id=finding.pk, **words)


def test_an_objection_is_replied_to_once_it_is_decided(world: World) -> None:
    finding = build.assigned(world)
    take(world.builder_liaison, steps.raise_objection, finding, reason="图纸已批")
    assert sides(world, finding) == set()
    take(world.zigong_head, steps.reject_objection, finding, reason="批件日期在后")
    assert sides(world, finding) == {"objection_reply"}
    words = said(world.zigong_officer, "objection_reply", finding)
    assert "图纸已批" in words
    assert "维持原认定。批件日期在后" in words


def test_the_body_that_loses_a_finding_is_told_by_paper(world: World) -> None:
    finding = build.assigned(world)
    take(
        world.zigong_head, steps.transfer_finding, finding, reason="职责在水利局",
        to_body_id=world.zigong_water.pk, due_on=road.in_days(40),
    )  # fmt: skip
    assert sides(world, finding) == {"transfer_notice"}
    assert world.zigong_water.name in said(world.zigong_officer, "transfer_notice", finding)
    paper = Paper.objects.unscoped("test").get(kind="transfer_notice")
    assert {row.body for row in paper.recipients.all()} == {world.builder, world.zigong_water}
    build.take(world, paper, "submit", "approve", "issue")
    # The earlier body reads the paper, and knows nothing else of the finding any more.
    actor = acting(world.builder_liaison)
    assert Paper.objects.visible_to(actor).filter(pk=paper.pk).exists()
    assert not Finding.objects.visible_to(actor).filter(pk=finding.pk).exists()
    actions.sign_for_paper(actor=actor, paper_id=paper.pk)


def test_more_time_and_a_long_term_are_answered(world: World) -> None:
    finding = road.at(world, "approve_plan")
    ask = {"reason": "连续降雨", "until": road.in_days(80)}
    take(world.builder_liaison, steps.ask_extension, finding, **ask)
    assert sides(world, finding) == set()
    take(world.zigong_head, steps.refuse_extension, finding, reason="可以室内施工")
    assert "不同意延期。可以室内施工" in said(world.zigong_officer, "extension_reply", finding)
    take(world.builder_liaison, steps.ask_long_term, finding, reason="诉讼", cause="law_suit")
    assert sides(world, finding) == {"extension_reply"}
    take(world.zigong_officer, steps.grant_long_term, finding, review_on=road.in_days(30))
    assert sides(world, finding) == {"extension_reply", "long_term_reply"}
    assert "同意列入长期整改" in said(world.zigong_officer, "long_term_reply", finding)


def test_what_is_open_again_is_given_notice_of(world: World) -> None:
    finding = road.at(world, "close")
    assert sides(world, finding) == set()
    take(
        world.zigong_head, steps.reopen_finding, finding, reason="现场复查未改", cause="look_back",
        evidence=[road.photo()],
    )  # fmt: skip
    assert sides(world, finding) == {"reopening_notice"}
    words = said(world.zigong_officer, "reopening_notice", finding)
    assert "现场复查未改" in words
    assert "第2轮" in words


def test_the_page_names_those_who_take_part_as_joint_issuers(world: World) -> None:
    from tests.inspections import build as visits  # noqa: PLC0415 - one test

    visit = visits.issued(world).again()
    others = [body for body in visit.participating_bodies.all() if body != visit.owner_body]
    page = signed_in(world.zigong_officer).get(
        reverse("papers:draft", args=["inspection_report", visit.pk])
    )
    shown = page.content.decode()
    assert others
    assert all(str(body) in shown for body in others)

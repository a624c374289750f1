"""A report before it is issued: countersigned by who takes part, commented on by the inspected."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from liandu.audit.models import Event
from liandu.files.models import Attachment
from liandu.inspections import actions, queries
from liandu.inspections.models import Statement
from liandu.inspections.rules import Hold, hold_of
from liandu.kernel.errors import Invalid, NotAllowed, NotVisible, WrongState
from liandu.portal.queries import duties
from liandu.portal.queries.desk import waiting
from tests.files.crafted import upload
from tests.inspections import build
from tests.inspections.build import Site
from tests.people import World, acting, person, signed_in

NOW = datetime(2026, 3, 2, 9, tzinfo=timezone.get_default_timezone())


@pytest.fixture(autouse=True)
def _folder(tmp_path: Any, settings: Any) -> None:
    storages = {**settings.STORAGES}
    storages["default"] = {**storages["default"], "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = storages


def asked(world: World) -> Site:
    """Return a visit of which the report is before the inspected."""
    site = build.reported(world)
    actions.ask_comments(actor=site.head, inspection_id=site.pk)
    return site


def objected(site: Site, reason: str = "工程量不对。", **more: Any) -> Statement:
    """Have the builder object to the report."""
    return actions.raise_objection(
        actor=acting(site.world.builder_head), inspection_id=site.pk, reason=reason, **more
    )


def answered(site: Site, said: Statement, standing: str = "rejected") -> Statement:
    return actions.answer_objection(
        actor=site.head, statement_id=said.pk, standing=standing, opinion="经核对无误。"
    )


def steps(who: Any) -> list[str]:
    return [one.asked for one in queries.waiting_for(acting(who))]


def page(who: Any, site: Site, status: int = 200) -> str:
    answer = signed_in(who).get(f"{site.again().get_absolute_url()}?tab=report")
    assert answer.status_code == status
    return answer.content.decode()


@pytest.mark.parametrize(
    ("given", "hold"),
    [
        ({"is_told": True}, Hold.NOT_ASKED),
        ({"is_told": True, "until": NOW, "is_pending": True}, Hold.OBJECTION),
        ({"is_told": True, "until": NOW, "is_signed": False}, Hold.NOT_SIGNED),
        ({"is_told": True, "until": NOW + timedelta(seconds=1)}, Hold.STILL_OPEN),
        ({"is_told": True, "until": NOW}, None),
        ({"is_told": False}, None),
    ],
)
def test_a_report_waits_for_all_who_have_a_say(given: dict[str, Any], hold: Hold | None) -> None:
    usual: dict[str, Any] = {"is_signed": True, "is_pending": False, "until": None, "now": NOW}
    assert hold_of(**{**usual, **given}) is hold


def test_it_is_issued_only_once_countersigned_and_commented_on(world: World) -> None:
    site = build.reported(world)

    def issue() -> Any:
        return actions.issue_report(actor=site.head, inspection_id=site.pk)

    with pytest.raises(WrongState, match="征求意见"):
        issue()
    actions.ask_comments(actor=site.head, inspection_id=site.pk)
    with pytest.raises(WrongState):  # asked already
        actions.ask_comments(actor=site.head, inspection_id=site.pk)
    with pytest.raises(WrongState, match="会签"):
        issue()
    build.countersign(site)
    with pytest.raises(WrongState):  # once for a body
        build.countersign(site)
    with pytest.raises(WrongState, match="期限未到"):
        issue()
    said = objected(site)
    with pytest.raises(WrongState, match="异议"):
        issue()
    answered(site, said)
    assert issue().report_issued_at


def test_nobody_is_asked_of_a_visit_that_nobody_was_told_of(world: World) -> None:
    site = build.reported(world)
    site.objects[0].responsible_bodies.clear()
    from liandu.access.models import Grant  # noqa: PLC0415

    Grant.objects.filter(record_id=site.pk, body=world.builder).update(revoked_at=timezone.now())
    with pytest.raises(WrongState):
        actions.ask_comments(actor=site.head, inspection_id=site.pk)
    build.countersign(site)
    assert steps(world.zigong_head) == ["issue"]
    actions.issue_report(actor=site.head, inspection_id=site.pk)


def test_the_time_ends_by_itself_for_who_says_nothing(world: World) -> None:
    site = asked(world)
    build.countersign(site)
    assert steps(world.zigong_head) == []
    past = timezone.now() - timedelta(seconds=1)
    type(site.inspection).objects.unscoped("test").update(comments_until=past)
    with pytest.raises(WrongState):
        objected(site)
    assert steps(world.zigong_head) == ["issue"]
    assert steps(world.builder_head) == []
    actions.issue_report(actor=site.head, inspection_id=site.pk)


def test_only_the_inspected_comment_and_only_partners_countersign(world: World) -> None:
    site = asked(world)
    for who in (world.zigong_officer, world.zigong_head, site.leader, site.others[0]):
        with pytest.raises(NotAllowed):
            actions.agree_report(actor=acting(who), inspection_id=site.pk)
        with pytest.raises(NotAllowed):
            actions.countersign_report(actor=acting(who), inspection_id=site.pk)
    with pytest.raises(NotAllowed):
        actions.countersign_report(actor=acting(world.builder_head), inspection_id=site.pk)
    with pytest.raises(NotVisible):
        actions.agree_report(actor=acting(world.zigong_auditor), inspection_id=site.pk)
    with pytest.raises(NotAllowed):  # wrote it
        actions.ask_comments(actor=site.lead, inspection_id=site.pk)


def test_a_body_speaks_once_and_says_why(world: World) -> None:
    site = asked(world)
    with pytest.raises(Invalid):
        objected(site, " ")
    said = objected(site, evidence=[upload()])
    assert Attachment.objects.get(record_id=site.pk, subject=said.subject).body == world.builder
    with pytest.raises(WrongState):
        actions.agree_report(actor=acting(world.builder_liaison), inspection_id=site.pk)
    for standing, opinion in (("maybe", "无误"), ("rejected", " ")):
        with pytest.raises(Invalid):
            actions.answer_objection(
                actor=site.head, statement_id=said.pk, standing=standing, opinion=opinion
            )
    with pytest.raises(NotAllowed):
        actions.answer_objection(
            actor=site.lead, statement_id=said.pk, standing="upheld", opinion="更正"
        )
    answered(site, said)
    with pytest.raises(WrongState):
        answered(site, said)
    kinds = set(Event.objects.filter(subject_id=str(site.pk)).values_list("kind", flat=True))
    assert {"inspections.objection_raised", "inspections.objection_answered"} <= kinds


def test_an_upheld_objection_sends_the_report_back_and_all_speak_again(world: World) -> None:
    site = asked(world)
    build.countersign(site)
    answered(site, objected(site), "partly")
    assert site.again().state == "findings_signed"
    actions.submit_report(actor=site.lead, inspection_id=site.pk, text="改过的报告")
    assert "改过的报告" not in page(world.builder_head, site, 404)
    assert queries.review_of(site.again()).missing == [world.luzhou]
    build.agreed(site)
    actions.issue_report(actor=site.head, inspection_id=site.pk)
    shown = page(world.builder_head, site)
    assert "经核对无误" in shown
    assert "改过的报告" in shown


def test_an_objection_is_answered_also_after_the_report_went_back(world: World) -> None:
    site = asked(world)
    said = objected(site)
    actions.send_back_report(actor=site.head, inspection_id=site.pk, reason="补充")
    assert "answer" in steps(world.zigong_head)
    answered(site, said, "upheld")
    assert site.again().state == "findings_signed"


def test_a_body_that_takes_part_sends_back_what_it_would_not_sign(world: World) -> None:
    site = build.reported(world)
    head = person("lz-head", "负责人", world.luzhou, roles=["head"])
    assert steps(head) == ["countersign"]
    actions.send_back_report(actor=acting(head), inspection_id=site.pk, reason="定性不当")
    assert steps(site.leader) == ["report"]
    assert steps(head) == []


def test_it_lies_on_the_desks_with_its_dates(world: World) -> None:
    site = build.reported(world)
    assert steps(world.zigong_head) == ["ask_comments"]
    actions.ask_comments(actor=site.head, inspection_id=site.pk)
    until = site.again().comments_until
    assert [row.record.step_due_at for row in waiting(acting(world.builder_liaison))] == [until]
    far = timezone.now() + timedelta(days=60)
    due = list(duties.inspections_due(acting(world.builder_head), far))
    assert [(one.asked, one.due_at) for one in due] == [("inspections.comment", until)]
    said = objected(site)
    assert steps(world.builder_liaison) == []
    due = list(duties.inspections_due(site.head, far))
    assert [(one.asked, one.due_at) for one in due] == [("inspections.answer", said.due_at)]


def test_the_whole_exchange_goes_by_pages(world: World) -> None:
    site = build.reported(world)
    head, builder = signed_in(world.zigong_head), signed_in(world.builder_head)
    partner = signed_in(person("lz-head", "负责人", world.luzhou, roles=["head"]))

    def post(browser: Any, name: str, **data: Any) -> None:
        url = reverse(f"inspections:{name}", args=[data.pop("pk", site.pk)])
        assert browser.get(url).status_code == 200
        assert browser.post(url, data).status_code == 302

    assert "征求意见" in page(world.zigong_head, site)
    post(partner, "countersign", opinion="同意")
    post(head, "ask_comments")
    assert "提出异议" in page(world.builder_head, site)
    post(builder, "object", reason="工程量不对", evidence=[upload()])
    said = queries.pending(site.again()).get()
    assert "答复异议" in page(world.zigong_head, site)
    post(head, "answer", pk=said.pk, standing="rejected", opinion="经核对无误")
    post(head, "issue")
    paper = builder.get(reverse("inspections:print_report", args=[site.pk])).content.decode()
    assert "工程量不对" in paper
    assert "经核对无误" in paper
    assert str(world.luzhou.name) in paper


def test_no_objection_goes_by_its_page(world: World) -> None:
    site = asked(world)
    browser = signed_in(world.builder_liaison)
    url = reverse("inspections:agree", args=[site.pk])
    assert browser.get(url).status_code == 200
    assert browser.post(url).status_code == 302
    assert "无异议" in page(world.builder_liaison, site)

"""On site: the notice, the workpapers, the signatures, the report."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from liandu.access.models import Grant
from liandu.findings.actions import register_finding
from liandu.findings.rules import Draft
from liandu.inspections import actions, panels, queries
from liandu.inspections.models import Inspection, Workpaper
from liandu.inspections.rules import Notice
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid, NotAllowed, NotVisible, WrongState
from liandu.works.models import SupervisionLink
from tests.files.crafted import upload
from tests.inspections import build
from tests.people import World, acting, person

NOTICE = Notice("请准备。", "", "综合岗")


@pytest.fixture(autouse=True)
def _folder(tmp_path: Any, settings: Any) -> None:
    storages = {**settings.STORAGES}
    storages["default"] = {**storages["default"], "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = storages


def papers(site: build.Site) -> list[Workpaper]:
    return list(site.again().workpapers.all())


def test_the_inspected_see_it_from_the_notice_on(world: World) -> None:
    site = build.staffed(world)
    with pytest.raises(NotVisible):
        queries.seen_inspection(acting(world.builder_liaison), site.pk)
    made = actions.issue_notice(actor=site.office, inspection_id=site.pk, notice=NOTICE)
    assert made.notice_number.startswith("JCTZ-")
    assert queries.seen_inspection(acting(world.builder_liaison), site.pk).pk == site.pk
    bases = dict(
        Grant.objects.filter(record_id=site.pk, revoked_at=None, purpose="party").values_list(
            "body_id", "basis"
        )
    )
    assert set(bases) == {world.builder.pk, world.luzhou.pk}
    with pytest.raises(WrongState):
        actions.issue_notice(actor=site.lead, inspection_id=site.pk, notice=NOTICE)


def test_an_unannounced_visit_is_seen_by_the_inspected_only_at_the_door(world: World) -> None:
    site = build.staffed(world, mode="unannounced")
    with pytest.raises(WrongState):
        actions.issue_notice(actor=site.lead, inspection_id=site.pk, notice=NOTICE)
    assert not queries.inspections_of(acting(world.builder_liaison), site.objects[0].pk).exists()
    actions.enter_site(actor=site.lead, inspection_id=site.pk, on=build.today())
    assert queries.inspections_of(acting(world.builder_liaison), site.objects[0].pk).exists()


def test_an_announced_visit_does_not_begin_without_a_notice(world: World) -> None:
    site = build.staffed(world)
    with pytest.raises(WrongState):
        actions.enter_site(actor=site.lead, inspection_id=site.pk, on=build.today())


def test_the_leader_begins_and_ends_the_visit_on_days_that_were(world: World) -> None:
    site = build.notified(world)
    tomorrow = build.today() + timedelta(days=1)
    with pytest.raises(Invalid):
        actions.enter_site(actor=site.lead, inspection_id=site.pk, on=tomorrow)
    for actor in (site.office, site.member()):
        with pytest.raises(NotAllowed):
            actions.enter_site(actor=actor, inspection_id=site.pk, on=build.today())
    actions.enter_site(actor=site.lead, inspection_id=site.pk, on=build.today())
    with pytest.raises(WrongState):
        actions.enter_site(actor=site.lead, inspection_id=site.pk, on=build.today())
    with pytest.raises(Invalid):
        actions.finish_visit(actor=site.lead, inspection_id=site.pk, on=tomorrow)
    yesterday = build.today() - timedelta(days=1)
    with pytest.raises(Invalid):
        actions.finish_visit(actor=site.lead, inspection_id=site.pk, on=yesterday)


def test_a_workpaper_knows_its_link_and_keeps_its_photos(world: World) -> None:
    site = build.on_site(world)
    item = site.again().items.get(link_code="patrol")
    link = SupervisionLink.objects.create(
        supervised_object=site.objects[0], position=1, code="patrol", name="联合巡河"
    )
    made = build.paper(site, item.position - 1, photos=[upload()])
    assert made.link == link
    assert queries.visits_by_link(site.office, site.objects[0].pk) == {"patrol": 1}
    assert queries.visits_by_link(acting(world.system_admin), site.objects[0].pk) == {}
    own = actions.add_item(actor=site.lead, inspection_id=site.pk, section="其他", text="另查")
    assert build.paper(site, own.position - 1).link is None


def test_a_refused_photo_keeps_the_workpaper_unwritten(world: World) -> None:
    site = build.on_site(world)
    with pytest.raises(Invalid):
        build.paper(site, photos=[upload("坏.png", b"x")])
    assert papers(site) == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"conclusion": "maybe"}, "conclusion"), ({"fact": "  "}, "fact")],
)
def test_a_workpaper_says_enough(world: World, changes: dict[str, str], field: str) -> None:
    site = build.on_site(world)
    with pytest.raises(Invalid) as refused:
        build.paper(site, **changes)
    assert set(refused.value.fields) == {field}


def test_members_write_and_rewrite_until_another_reviewed(world: World) -> None:
    site = build.on_site(world)
    first = build.paper(site)
    again = build.paper(site, actor=site.member(1), fact="缺 4 天。")
    assert (first.pk, again.fact) == (again.pk, "缺 4 天。")
    assert papers(site)[0].author == site.others[1]
    with pytest.raises(NotAllowed):  # who wrote it last
        actions.review_workpaper(actor=site.member(1), workpaper_id=again.pk, passes=True)
    with pytest.raises(Invalid):
        actions.review_workpaper(actor=site.lead, workpaper_id=again.pk, passes=False)
    actions.review_workpaper(actor=site.lead, workpaper_id=again.pk, passes=False, note="写明断面")
    assert papers(site)[0].reviewed_at is None
    build.paper(site, fact="1 号断面缺 4 天。")
    actions.review_workpaper(actor=site.lead, workpaper_id=again.pk, passes=True)
    with pytest.raises(WrongState):
        build.paper(site)


def test_two_others_than_the_author_review_and_the_second_may_return_it_too(world: World) -> None:
    site = build.on_site(world)
    made = build.paper(site)

    def review(who: Actor, *, passes: bool = True, note: str = "") -> Workpaper:
        return actions.review_workpaper(
            actor=who, workpaper_id=made.pk, passes=passes, note=note
        )  # fmt: skip

    assert not review(site.lead).is_reviewed
    for who in (site.lead, site.member()):  # reviewed it, wrote it
        with pytest.raises(NotAllowed):
            review(who)
    assert review(site.member(1), passes=False, note="照片看不清").reviewed_at is None
    build.paper(site, fact="1 号断面缺 4 天。")
    review(site.member(1))
    done = review(site.head)
    assert (done.reviewer, done.second_reviewer) == (site.others[1], world.zigong_head)
    with pytest.raises(WrongState):
        review(site.lead)


def test_what_was_signed_is_not_returned_any_more(world: World) -> None:
    """As one that was signed before there was a second review."""
    site = build.on_site(world)
    made = build.paper(site)
    actions.review_workpaper(actor=site.lead, workpaper_id=made.pk, passes=True)
    site.again().workpapers.update(signature="signed")
    with pytest.raises(WrongState):
        actions.review_workpaper(
            actor=site.member(1), workpaper_id=made.pk, passes=False, note="不对"
        )
    actions.review_workpaper(actor=site.member(1), workpaper_id=made.pk, passes=True)
    actions.finish_visit(actor=site.lead, inspection_id=site.pk, on=build.today())


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"refusal_reason": "认为记录有出入"}, "first_witness"),
        ({"refusal_reason": "有出入", "first_witness": "甲"}, "first_witness"),
        ({"refusal_reason": "有出入", "first_witness": "甲", "second_witness": "甲"},
         "first_witness"),
        ({"first_witness": "甲", "second_witness": "乙"}, "refusal_reason"),
    ],
)  # fmt: skip
def test_a_refusal_has_two_witnesses_and_a_signature_none(
    world: World, given: dict[str, str], field: str
) -> None:
    site = build.on_site(world)
    build.review(site, build.paper(site))
    with pytest.raises(Invalid) as refused:
        build.sign(site, **given)
    assert set(refused.value.fields) == {field}


def test_outsiders_write_nothing_and_items_of_other_inspections_are_not_there(world: World) -> None:
    site = build.on_site(world)
    for who in (world.zigong_officer, world.luzhou_officer, world.builder_liaison):
        with pytest.raises(NotAllowed):
            build.paper(site, actor=acting(who))
    for item, chosen in ((0, site.objects[0].pk), (site.again().items.all()[0].pk, site.pk)):
        with pytest.raises(NotVisible):
            actions.record_workpaper(
                actor=site.lead, inspection_id=site.pk, item_id=item, object_id=chosen,
                seen=build.seen(),
            )  # fmt: skip


def test_the_visit_ends_once_all_is_reviewed_and_signed(world: World) -> None:
    site = build.on_site(world)

    def finish() -> Inspection:
        return actions.finish_visit(actor=site.lead, inspection_id=site.pk, on=build.today())

    with pytest.raises(Invalid):
        finish()
    made = build.paper(site)
    with pytest.raises(WrongState):  # nothing is reviewed yet
        build.sign(site)
    actions.review_workpaper(actor=site.lead, workpaper_id=made.pk, passes=True)
    with pytest.raises(WrongState):  # reviewed once
        build.sign(site)
    actions.review_workpaper(actor=site.member(1), workpaper_id=made.pk, passes=True)
    with pytest.raises(Invalid, match="1"):
        finish()
    seen_by = {"first_witness": "监理甲", "second_witness": "村委会乙"}
    assert build.sign(site, refusal_reason="认为记录有出入", **seen_by) == 1
    assert papers(site)[0].signature == "refused"
    assert papers(site)[0].second_witness == "村委会乙"
    assert finish().visited_until == build.today()
    with pytest.raises(WrongState):
        build.paper(site, 1)
    with pytest.raises(WrongState):
        actions.add_item(actor=site.lead, inspection_id=site.pk, section="甲", text="一")


def test_the_report_is_written_by_the_leader_and_issued_by_another(world: World) -> None:
    site = build.signed(world)
    with pytest.raises(Invalid):
        actions.submit_report(actor=site.lead, inspection_id=site.pk, text=" ")
    with pytest.raises(NotAllowed):
        actions.submit_report(actor=site.member(), inspection_id=site.pk, text="报告")
    actions.submit_report(actor=site.lead, inspection_id=site.pk, text="报告")
    with pytest.raises(Invalid):
        actions.send_back_report(actor=site.head, inspection_id=site.pk, reason="")
    actions.send_back_report(actor=site.head, inspection_id=site.pk, reason="补充依据")
    actions.submit_report(actor=site.lead, inspection_id=site.pk, text="报告二")
    with pytest.raises(NotAllowed):
        actions.issue_report(actor=site.lead, inspection_id=site.pk)
    build.agreed(site)
    assert actions.issue_report(actor=site.head, inspection_id=site.pk).report_issued_at


def test_a_head_who_leads_the_team_does_not_issue_their_own_report(world: World) -> None:
    site = build.approved(world)
    boss = person("boss", "副主任", world.zigong, roles=["head"])
    for who in (boss, *site.others):
        build.join(site, who, is_leader=who == boss)
    for who in (boss, *site.others):
        actions.declare_avoidance(actor=acting(who), inspection_id=site.pk)
    actions.complete_team(actor=site.office, inspection_id=site.pk)
    Inspection.objects.unscoped("test").filter(pk=site.pk).update(state="findings_signed")
    actions.submit_report(actor=acting(boss), inspection_id=site.pk, text="报告")
    with pytest.raises(NotAllowed):
        actions.issue_report(actor=acting(boss), inspection_id=site.pk)
    build.countersign(site)  # nobody was told, so nobody is asked
    actions.issue_report(actor=site.head, inspection_id=site.pk)


def register(site: build.Site) -> None:
    """Register what was not in order as a finding, from the values that the page offers."""
    paper = next(one for one in papers(site) if one.is_found_wanting)
    values = panels.first_values(site.office, str(paper.pk))
    draft = Draft(
        title="断面数据缺失", fact=values["fact"], rule_broken=values["rule_broken"],
        demand="补齐", found_on=values["found_on"], workpaper_id=paper.pk, inspection_id=site.pk,
        supervised_object_id=site.objects[0].pk,
    )  # fmt: skip
    register_finding(actor=site.office, draft=draft)


def test_it_closes_once_everything_wrong_is_a_finding(world: World) -> None:
    site = build.issued(world)
    with pytest.raises(Invalid, match="1"):
        actions.close_inspection(actor=site.office, inspection_id=site.pk)
    register(site)
    assert actions.close_inspection(actor=site.office, inspection_id=site.pk).closed_at
    with pytest.raises(WrongState):
        actions.cancel_inspection(actor=site.office, inspection_id=site.pk, reason="晚了")


def test_what_a_finding_begins_with_is_open_only_to_who_reads_the_workpaper(world: World) -> None:
    site = build.signed(world)
    paper = next(one for one in papers(site) if one.is_found_wanting)
    values = panels.first_values(site.office, str(paper.pk))
    assert values["source"] == "joint"
    assert values["object_number"] == "XM-2023-017"
    for who in (world.builder_liaison, world.zigong_auditor):
        assert panels.first_values(acting(who), str(paper.pk)) == {}
    site.again().participating_bodies.clear()
    assert panels.first_values(site.office, str(paper.pk))["source"] == "self"
    assert reverse("findings:finding_new")

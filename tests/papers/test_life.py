"""A paper from its draft to its signatures, and every refusal on the way."""

from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from liandu.access.actions import declare_recusal, set_label
from liandu.audit.models import Event
from liandu.kernel.errors import Invalid, NotAllowed, NotVisible, WrongState
from liandu.notices.models import Notice
from liandu.papers import actions, queries
from liandu.papers.models import Paper, PaperTemplate
from tests.findings import road
from tests.papers import build
from tests.people import World, acting, both, person

pytestmark = pytest.mark.django_db
YEAR = timezone.localdate().year


def again(paper: Paper) -> Paper:
    return Paper.objects.unscoped("test").get(pk=paper.pk)


def sees(who: Any, paper: Paper) -> bool:
    return bool(Paper.objects.visible_to(acting(who)).filter(pk=paper.pk).exists())


def events(paper: Paper) -> list[str]:
    found = Event.objects.filter(subject_id=str(paper.pk), kind__startswith="papers.")
    return list(found.order_by("pk").values_list("kind", flat=True))


def test_a_paper_is_drawn_up_approved_numbered_and_signed_for(world: World) -> None:
    paper = build.take(world, build.issued(world), "sign_for")
    assert paper.number == f"自贡市监督办整〔{YEAR}〕1号"
    mine = paper.recipients.get(body=world.builder)
    assert (mine.signed_by, mine.signed_post) == (world.builder_liaison, "联络员")
    assert paper.recipients.get(body=world.zigong_water).signed_at is None
    done = ("drafted", "submitted", "approved", "issued", "signed_for")
    assert events(paper) == [f"papers.paper_{step}" for step in done]


def test_numbers_of_a_body_have_no_gap_and_drafts_take_none(world: World) -> None:
    about = build.assigned(world)
    gone = build.drafted(world, about)
    actions.withdraw_paper(actor=acting(world.zigong_officer), paper_id=gone.pk, reason="作废")
    numbers = [build.issued(world, about).number for _ in range(3)]
    assert numbers == [f"自贡市监督办整〔{YEAR}〕{n}号" for n in (1, 2, 3)]
    assert again(gone).number == ""


def test_recipients_know_of_a_paper_once_it_is_issued(world: World) -> None:
    paper = build.drafted(world)
    for step in ("submit", "approve"):
        build.take(world, paper, step)
        assert not sees(world.builder_liaison, paper)
        assert not sees(world.water_officer, paper)
    build.take(world, paper, "issue")
    assert sees(world.builder_liaison, paper)
    assert sees(world.water_officer, paper)
    assert not sees(world.luzhou_officer, paper)
    told = Notice.objects.filter(kind="papers.paper_issued", person=world.builder_liaison)
    assert told.count() == 1


def test_nobody_approves_what_they_drew_up(world: World) -> None:
    paper = actions.draft_paper(
        actor=acting(world.zigong_head), code=build.NOTICE, content=build.content(world),
        record_id=build.assigned(world).pk,
    )  # fmt: skip
    build.take(world, paper, "submit")
    with pytest.raises(NotAllowed):
        build.take(world, paper, "approve")


def test_a_paper_of_several_bodies_waits_for_each_of_them(world: World) -> None:
    paper = build.drafted(world, joint=(world.zigong_water.pk,), copies=())
    assert not sees(world.water_officer, paper)
    build.take(world, paper, "submit")
    assert sees(world.water_officer, paper)
    with pytest.raises(WrongState, match="自贡市水利局"):
        build.take(world, paper, "approve")
    build.take(world, paper, "countersign")
    with pytest.raises(WrongState):
        build.take(world, paper, "countersign")
    paper = build.take(world, paper, "approve", "issue")
    whole = queries.composed(paper)
    assert whole.marks == whole.signed_by == ("自贡市监督办", "自贡市水利局")


def test_a_returned_paper_is_countersigned_anew(world: World) -> None:
    paper = build.drafted(world, joint=(world.zigong_water.pk,), copies=())
    build.take(world, paper, "submit", "countersign")
    actions.return_paper(actor=acting(world.zigong_head), paper_id=paper.pk, reason="补充依据")
    assert not sees(world.water_officer, paper)
    assert paper.joint.get().agreed_at is None
    changed = actions.edit_paper(
        actor=acting(world.zigong_officer), paper_id=paper.pk,
        content=build.content(world, title="关于整改的通知", copies=()),
    )  # fmt: skip
    assert changed.title == "关于整改的通知"
    assert not changed.joint.exists()
    assert build.take(world, changed, "submit", "approve").state == "approved"


def test_an_issued_paper_stays_as_it_was(world: World) -> None:
    paper = build.issued(world)
    world.zigong.name = "自贡市监督协作中心"
    world.zigong.save()
    actions.set_letterhead(actor=acting(world.zigong_officer), mark="新名称", word="新")
    assert queries.composed(again(paper)).marks == ("自贡市监督办",)
    later = build.issued(world)
    assert queries.composed(later).marks == ("新名称",)
    assert later.number == f"新整〔{YEAR}〕2号"


def test_a_withdrawn_paper_keeps_its_number_and_says_so(world: World) -> None:
    paper = build.issued(world)
    with pytest.raises(NotAllowed):
        actions.withdraw_paper(actor=acting(world.zigong_officer), paper_id=paper.pk, reason="错")
    actions.withdraw_paper(actor=acting(world.zigong_head), paper_id=paper.pk, reason="依据有误")
    assert queries.composed(again(paper)).urgency == "已撤回"
    assert again(paper).number.endswith("1号")
    assert sees(world.builder_liaison, paper)
    with pytest.raises(WrongState):
        build.take(world, paper, "sign_for")
    assert build.issued(world).number.endswith("2号")


def test_a_body_signs_for_a_paper_once(world: World) -> None:
    paper = build.take(world, build.issued(world), "sign_for")
    with pytest.raises(WrongState, match="已"):
        build.take(world, paper, "sign_for")
    with pytest.raises(NotAllowed):
        actions.sign_for_paper(actor=acting(world.zigong_officer), paper_id=paper.pk)


def test_only_bodies_that_issue_it_draw_a_paper_up(world: World) -> None:
    about = build.assigned(world)
    for who in (world.builder_head, world.water_officer, world.leader):
        with pytest.raises(NotAllowed):
            actions.draft_paper(
                actor=acting(who), code=build.NOTICE, record_id=about.pk,
                content=build.content(world),
            )  # fmt: skip
    for code, who in ((build.NOTICE, world.luzhou_officer), ("none", world.zigong_officer)):
        with pytest.raises(NotVisible):
            actions.draft_paper(
                actor=acting(who), code=code, record_id=about.pk, content=build.content(world)
            )


def test_a_notice_is_not_drawn_up_before_its_finding_is_assigned(world: World) -> None:
    with pytest.raises(WrongState):
        build.drafted(world, road.registered(world))


def test_without_a_template_in_use_nothing_is_drawn_up(world: World) -> None:
    PaperTemplate.objects.update(state="retired")
    with pytest.raises(WrongState):
        build.drafted(world)


def test_a_paper_names_bodies_that_exist_and_each_once(world: World) -> None:
    about = build.assigned(world)
    for changes, field in (
        ({"recipients": ()}, "recipients"),
        ({"copies": (world.builder.pk,)}, "recipients"),
        ({"joint": (world.zigong.pk,)}, "joint"),
        ({"copies": (0,)}, ""),
    ):
        with pytest.raises(Invalid) as refused:
            build.drafted(world, about, **changes)
        assert field in refused.value.fields
    world.builder.closed_on = timezone.localdate()
    world.builder.save()
    with pytest.raises(Invalid):
        build.drafted(world, about)


def test_a_paper_is_labelled_like_its_record(world: World) -> None:
    about = build.assigned(world)
    set_label(actor=acting(world.zigong_officer), record=about, label=2, reason="涉密要求")
    assert build.drafted(world, about).label == 2


def test_whoever_is_kept_from_a_record_is_kept_from_its_papers(world: World) -> None:
    walled = person("walled", "综合二岗", world.zigong, roles=["secretariat"])
    about = build.assigned(world)
    paper = build.drafted(world, about)
    assert sees(walled, paper)
    declare_recusal(actor=acting(walled), record=about, reason="亲属在建设单位任职")
    assert not sees(walled, paper)
    assert not paper.joint.model.objects.visible_to(acting(walled)).exists()
    recipients = paper.recipients.model.objects.visible_to(acting(walled))
    assert not recipients.filter(paper=paper.pk).exists()


def test_what_waits_for_somebody_is_found(world: World) -> None:
    paper = build.drafted(world, joint=(world.zigong_water.pk,), copies=())
    people = (
        world.zigong_officer, world.zigong_head, world.water_officer, world.builder_liaison,
    )  # fmt: skip

    def counts() -> list[int]:
        actors = [acting(who) for who in people]
        return [queries.papers(one).filter(queries.is_waiting_for(one)).count() for one in actors]

    # The list counts what the desk shows (test_waiting.py).
    wanted = [[1, 0, 0, 0], [0, 0, 1, 0], [0, 1, 0, 0], [1, 1, 0, 0], [0, 0, 0, 1], [0, 0, 0, 0]]
    for step, expected in zip(
        ((), ("submit",), ("countersign",), ("approve",), ("issue",), ("sign_for",)), wanted,
        strict=True,
    ):  # fmt: skip
        build.take(world, paper, *step)
        assert counts() == expected, step


@pytest.mark.django_db(transaction=True)
def test_two_issued_at_once_get_numbers_one_after_the_other(world: World) -> None:
    about = build.assigned(world)
    papers = [build.take(world, build.drafted(world, about), "submit", "approve") for _ in range(2)]
    officer = acting(world.zigong_officer)
    calls = [
        lambda paper=paper: actions.issue_paper(actor=officer, paper_id=paper.pk)
        for paper in papers
    ]
    assert both(*calls) == ["done", "done"]
    numbers = sorted(again(paper).number for paper in papers)
    assert numbers == [f"自贡市监督办整〔{YEAR}〕{n}号" for n in (1, 2)]
    connection.close()


def test_an_export_is_on_record(world: World) -> None:
    actions.export_papers(actor=acting(world.zigong_officer), count=3, query="")
    assert Event.objects.filter(kind="papers.papers_exported").count() == 1
    with pytest.raises(NotAllowed):
        actions.export_papers(actor=acting(world.system_admin), count=3, query="")


def test_a_label_raised_later_is_raised_on_the_papers_too_and_lowered_on_none(
    world: World,
) -> None:
    about = build.assigned(world)
    paper, other = build.issued(world, about), build.issued(world)
    raise_to(world, about, 2)
    assert (again(paper).label, again(other).label) == (2, 1)
    last = Event.objects.filter(subject_id=str(paper.pk)).latest("pk")
    assert last.kind == "access.label_changed"
    raise_to(world, about, 1)
    assert again(paper).label == 2


def raise_to(world: World, record: Any, label: int) -> None:
    set_label(actor=acting(world.zigong_head), record=record, label=label, reason="内容敏感")

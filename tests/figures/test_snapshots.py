"""Frozen figures stay as they were, tell why they differ, and are all that a bulletin says."""

from typing import Any

import pytest
from django.utils import timezone

from liandu.engines.papers import kind_of
from liandu.figures import actions, queries
from liandu.figures.models import Snapshot
from liandu.findings.models import Finding
from liandu.kernel.errors import Invalid, NotAllowed
from liandu.orgs.models import Jurisdiction
from liandu.papers import actions as papers
from liandu.papers.queries import composing, template_in_use
from liandu.papers.rules import Content
from tests.people import World, acting, signed_in
from tests.portal import build

HIDDEN = "绝不外传的问题"


def taken(world: World, who: str = "zigong_officer", label: int = 1, **said: Any) -> Snapshot:
    """Return the figures of this year as ``who`` froze them."""
    words = {"title": "本年", "period": f"{timezone.localdate().year}", "place_id": None}
    return actions.take_snapshot(actor=acting(getattr(world, who)), label=label, **(words | said))


def put(world: World, count: int = 1, **fields: Any) -> list[Finding]:
    """Put findings of Zigong into the table."""
    made = Finding.objects.bulk_create(build.finding(world.zigong, **fields) for _ in range(count))
    return list(made)


def test_what_is_frozen_stays_as_it_was(world: World) -> None:
    put(world, 2)
    snapshot = taken(world)
    number = f"TJ-{timezone.localdate():%Y}-0001"
    assert (snapshot.number, snapshot.taken_post) == (number, "综合岗")
    put(world, 3)
    snapshot.refresh_from_db()
    now = queries.now_like(acting(world.zigong_officer), snapshot)
    assert (snapshot.figures["open"], now["open"]) == (2, 5)


def test_the_records_that_came_and_went_are_named(world: World) -> None:
    kept, gone = put(world, 2)
    snapshot = taken(world)
    Finding.objects.unscoped("test").filter(pk=gone.pk).update(state="withdrawn")
    (new,) = put(world)
    page = signed_in(world.zigong_officer).get(snapshot.get_absolute_url())
    moved = {one.key: (one.came, one.left) for one in page.context["moved"]}
    assert moved == {"found": ([new], [gone]), "open": ([new], [gone])}
    assert kept.number not in page.content.decode()


def test_nothing_above_the_label_of_a_snapshot_is_counted(world: World) -> None:
    for label in (0, 1, 2):
        put(world, label=label)
    assert [taken(world, label=label).figures["open"] for label in (0, 1, 2)] == [1, 2, 3]
    with pytest.raises(Invalid):
        taken(world, label=3)
    with pytest.raises(Invalid):
        taken(world, place_id=0)


def test_records_out_of_sight_are_not_named_to_who_sees_the_snapshot(world: World) -> None:
    put(world, label=2)
    snapshot = taken(world, label=2)
    put(world, title=HIDDEN, label=2)
    Snapshot.objects.unscoped("test").filter(pk=snapshot.pk).update(label=1)
    answers = {
        who: signed_in(getattr(world, who)).get(snapshot.get_absolute_url())
        for who in ("zigong_officer", "secretary", "luzhou_officer", "builder_head")
    }
    assert {who: one.status_code for who, one in answers.items()} == {
        "zigong_officer": 200, "secretary": 200, "luzhou_officer": 404, "builder_head": 404,
    }  # fmt: skip
    assert all(HIDDEN not in one.content.decode() for one in answers.values())


@pytest.mark.parametrize("who", ["zigong_inspector", "zigong_auditor", "builder_head"])
def test_figures_are_frozen_by_offices_heads_and_leaders(world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        taken(world, who)


def test_figures_are_frozen_from_their_page(world: World) -> None:
    place = Jurisdiction.objects.get(code="510300")
    put(world, jurisdiction=place)
    browser = signed_in(world.zigong_officer)
    asked = {"period": "2026-Q4", "place": place.pk}
    form = browser.get("/figures/snapshots/new/", asked).context["form"]
    answer = browser.post("/figures/snapshots/new/", form.initial, follow=True)
    assert answer.context["snapshot"].jurisdiction == place
    listed = browser.get("/figures/snapshots/").context["list"].page.rows
    assert [one.period for one in listed] == ["2026-Q4"]


def drafted(world: World, snapshot: Snapshot) -> Any:
    """Return the bulletin of a snapshot, drawn up with the words of its template."""
    officer, kind = acting(world.zigong_officer), kind_of("bulletin")
    words = composing.first_words(template_in_use("bulletin"), kind, officer, snapshot)
    content = Content(recipients=(world.zigong_water.pk,), **words)
    return papers.draft_paper(
        actor=officer, code="bulletin", record_id=snapshot.pk, content=content
    )


def test_a_bulletin_says_what_was_frozen_and_nothing_since(world: World) -> None:
    put(world, 2)
    snapshot = taken(world)
    put(world, 5, title=HIDDEN)
    paper = drafted(world, snapshot)
    assert "发现问题2项" in paper.text
    assert "综合岗可见、密级不高于“内部”的记录" in paper.text
    assert HIDDEN not in paper.text
    assert paper.label == snapshot.label


def test_a_bulletin_is_edited_approved_and_issued(world: World) -> None:
    paper = drafted(world, taken(world))
    officer, head = acting(world.zigong_officer), acting(world.zigong_head)
    content = Content("关于全年情况的通报", "一、总体情况\n向好。", (world.zigong_water.pk,))
    papers.edit_paper(actor=officer, paper_id=paper.pk, content=content)
    papers.submit_paper(actor=officer, paper_id=paper.pk)
    papers.approve_paper(actor=head, paper_id=paper.pk)
    issued = papers.issue_paper(actor=officer, paper_id=paper.pk)
    assert "通" in issued.number
    read = signed_in(world.water_officer).get(issued.get_absolute_url())
    assert "向好" in read.content.decode()

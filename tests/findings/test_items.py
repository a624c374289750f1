"""Places put right one by one, what caused it, and the same found again."""

from typing import Any

from liandu.audit.models import Event
from liandu.files.models import Attachment
from liandu.findings import actions
from liandu.findings.models import Finding, FindingItem, PersonsHandled
from liandu.findings.rules import FindingState, PlannedItem, Result
from liandu.kernel.errors import Invalid, NotAllowed, NotVisible, WrongState
from tests.findings.road import (
    STEPS,
    at,
    draft,
    in_days,
    mark_all,
    photo,
    registered,
    result,
    take,
    unchanged,
)
from tests.people import World, acting, signed_in

S = FindingState
TEN = tuple(PlannedItem(f"K{n}+200", "衬砌裂缝") for n in range(10))
NEW = {
    "title": "又未报批", "fact": "x", "demand": "y", "source": "self", "severity": "general",
    "rectification_type": "phased", "rule_broken": "《变更办法》 第12条",
}  # fmt: skip


def in_ten_places(world: World) -> Finding:
    """Return a finding in ten places that is being rectified."""
    finding = registered(world, items=TEN)
    for step in STEPS[:5]:
        take(world, finding, step)
    mark_all(world, finding)
    return finding


def items(finding: Finding) -> list[FindingItem]:
    """Return its places in order."""
    return list(finding.items.all())


def done(world: World, finding: Finding, item: FindingItem, **words: Any) -> None:
    """Mark a place as done, with a photo unless said otherwise."""
    words = {"is_done": True, "evidence": [photo()]} | words
    actions.mark_item(
        actor=acting(world.builder_liaison), finding_id=finding.pk, item_id=item.pk, **words
    )
    finding.refresh_from_db()


def submit(world: World, finding: Finding) -> None:
    """Hand the finding in."""
    actions.submit_finding(
        actor=acting(world.builder_head), finding_id=finding.pk, result=result(),
        evidence=[photo()],
    )  # fmt: skip
    finding.refresh_from_db()


def test_what_touches_ten_places_and_is_cured_in_nine_shows_nine_of_ten(world: World) -> None:
    finding = in_ten_places(world)
    for item in items(finding)[:9]:
        done(world, finding, item)
    assert (finding.item_done_count, finding.item_count) == (9, 10)
    page = signed_in(world.zigong_officer).get(finding.get_absolute_url()).content.decode()
    assert "9 / 10" in page
    refusal = unchanged(
        finding, actions.submit_finding, Invalid,
        actor=acting(world.builder_head), result=result(), evidence=[photo()],
    )  # fmt: skip
    assert set(refusal.fields) == {"items"}
    done(world, finding, items(finding)[9])
    submit(world, finding)
    assert finding.state == S.SUBMITTED


def test_what_the_finder_agrees_to_leave_out_stands_in_nobodys_way(world: World) -> None:
    finding = in_ten_places(world)
    *nine, last = items(finding)
    for item in nine:
        done(world, finding, item)
    words = {"item_id": last.pk, "reason": "该段已改线废弃"}
    refused = acting(world.builder_head)
    unchanged(finding, actions.leave_out_item, NotAllowed, actor=refused, **words)
    actions.leave_out_item(actor=acting(world.zigong_head), finding_id=finding.pk, **words)
    finding.refresh_from_db()
    assert (finding.item_done_count, finding.item_count) == (9, 10)
    done_one = {"item_id": nine[0].pk, "reason": "x"}
    head = acting(world.zigong_head)
    unchanged(finding, actions.leave_out_item, WrongState, actor=head, **done_one)
    submit(world, finding)
    assert finding.state == S.SUBMITTED


def test_what_was_left_out_may_be_done_after_all(world: World) -> None:
    finding = in_ten_places(world)
    item = items(finding)[0]
    actions.leave_out_item(
        actor=acting(world.zigong_head), finding_id=finding.pk, item_id=item.pk, reason="x"
    )
    done(world, finding, item)
    item.refresh_from_db()
    assert (item.left_out_at, item.left_out_reason, item.is_settled) == (None, "", True)


def test_no_place_is_done_without_proof_of_its_own(world: World) -> None:
    finding = in_ten_places(world)
    first, second, *_rest = items(finding)
    done(world, finding, first)
    words = {"actor": acting(world.builder_liaison), "item_id": second.pk, "is_done": True}
    refusal = unchanged(finding, actions.mark_item, Invalid, **words)
    assert set(refusal.fields) == {"evidence"}
    assert Attachment.objects.get(subject__startswith="findings.item").place == first.place
    done(world, finding, first, is_done=False, evidence=[])
    assert finding.item_done_count == 0
    done(world, finding, first, evidence=[])
    assert finding.item_done_count == 1


def test_places_are_marked_while_the_work_lasts_by_those_who_work(world: World) -> None:
    finding = in_ten_places(world)
    item = items(finding)[0]
    words: dict[str, Any] = {"item_id": item.pk, "is_done": True, "evidence": [photo()]}
    unchanged(finding, actions.mark_item, NotAllowed, actor=acting(world.zigong_head), **words)
    liaison = acting(world.builder_liaison)
    unchanged(finding, actions.mark_item, NotVisible, actor=liaison, **words
              | {"item_id": finding.pk})  # fmt: skip
    for each in items(finding):
        done(world, finding, each)
    submit(world, finding)
    unchanged(finding, actions.mark_item, WrongState, actor=liaison, **words)
    head = acting(world.zigong_head)
    unchanged(finding, actions.leave_out_item, WrongState, actor=head, item_id=item.pk, reason="x")


def test_a_reopened_finding_wants_every_place_proved_anew(world: World) -> None:
    finding = registered(world, items=TEN[:1])
    for step in STEPS[:5]:
        take(world, finding, step)
    done(world, finding, items(finding)[0])
    for step in STEPS[5:]:
        take(world, finding, step)
    actions.reopen_finding(
        actor=acting(world.zigong_head), finding_id=finding.pk, cause="look_back", reason="x"
    )
    for step in ("accept", "file_plan", "approve_plan"):
        take(world, finding, step)
    assert (finding.item_done_count, items(finding)[0].done_at) == (0, None)
    words = {"actor": acting(world.builder_head), "item_id": items(finding)[0].pk}
    unchanged(finding, actions.mark_item, Invalid, is_done=True, **words)


def test_places_are_changed_with_the_finding(world: World) -> None:
    finding = registered(world, items=TEN[:2])
    other = (PlannedItem("K9", "渗漏"),)
    actions.edit_finding(
        actor=acting(world.zigong_officer), finding_id=finding.pk, draft=draft(items=other)
    )
    finding.refresh_from_db()
    assert [(i.place, i.text) for i in items(finding)] == [("K9", "渗漏")]
    assert finding.item_count == 1
    facts = Event.objects.get(kind="findings.finding_edited").facts
    assert facts["after"] == {"items": ["K9: 渗漏"]}


def test_places_are_typed_one_a_line_and_marked_by_pages(world: World) -> None:
    client = signed_in(world.zigong_officer)
    form = NEW | {"found_on": str(in_days(0)), "items": "K1+200：裂缝\n\nK2: 渗漏\nK3"}
    assert client.post("/findings/new/", form | {"items": "长" * 121}).status_code == 422
    assert client.post("/findings/new/", form).status_code == 302
    finding = Finding.objects.unscoped("test").get()
    assert [(i.place, i.text) for i in items(finding)] == [
        ("K1+200", "裂缝"), ("K2", "渗漏"), ("K3", ""),
    ]  # fmt: skip
    assert "K2: 渗漏" in client.get(f"{finding.get_absolute_url()}edit/").content.decode()
    for step in STEPS[:5]:
        take(world, finding, step)
    url = f"{finding.get_absolute_url()}items/{items(finding)[0].pk}/"
    builder = signed_in(world.builder_liaison)
    assert url in builder.get(finding.get_absolute_url()).content.decode()
    assert builder.get(url).status_code == 200
    assert builder.post(url, {}).status_code == 422
    assert builder.post(url, {"evidence": [photo()]}).status_code == 302
    assert builder.post(f"{url}undone/").status_code == 302
    left_out = f"{url}left-out/"
    assert client.get(left_out).status_code == 200
    assert client.post(left_out, {"reason": "已拆除"}).status_code == 302
    assert "已拆除" in client.get(finding.get_absolute_url()).content.decode()
    assert "0/3" in client.get("/findings/?cols=title&cols=items").content.decode()


def test_nothing_is_submitted_without_a_cause_and_a_look_elsewhere(world: World) -> None:
    finding = at(world, "approve_plan")
    mark_all(world, finding)
    refusal = unchanged(
        finding, actions.submit_finding, Invalid, actor=acting(world.builder_head),
        result=Result("已整改", 0), evidence=[photo()],
    )  # fmt: skip
    assert set(refusal.fields) == {"root_cause"}


def test_persons_are_counted_by_how_they_were_dealt_with_and_said_anew_each_round(
    world: World,
) -> None:
    handled = {"talk": 3, "discipline": 1, "justice": 0}
    said = Result("已整改", 0, root_cause="rules", similar_cases="无", handled=handled)
    finding = at(world, "start_first_review", said)
    rows = PersonsHandled.objects.unscoped("test").filter(finding=finding)
    assert dict(rows.values_list("handling", "count")) == {"talk": 3, "discipline": 1}
    page = signed_in(world.zigong_officer).get(finding.get_absolute_url()).content.decode()
    assert "谈话提醒、批评教育 3 人" in page
    actions.return_finding(actor=acting(world.water_officer), finding_id=finding.pk, reason="x")
    form = signed_in(world.builder_head).get(f"{finding.get_absolute_url()}submit_finding/")
    assert 'value="3"' in form.content.decode()
    take(world, finding, "submit")
    assert not rows.exists()

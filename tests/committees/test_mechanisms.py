"""The registry of mechanisms: taken over, drawn up, put into use, counted, abolished."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from liandu.audit.models import Event
from liandu.committees import actions, queries
from liandu.committees.models import Committee, Mechanism, MechanismDefault
from liandu.committees.queries import GOVERNED, govern
from liandu.committees.rules import MechanismText
from liandu.findings.models import Finding
from liandu.inspections.models import Inspection
from liandu.kernel.errors import Invalid, NotAllowed, WrongState
from liandu.notices.models import Notice
from tests.committees.build import content, in_force, joint_meeting
from tests.people import World, acting, signed_in

TODAY, DAY = timezone.localdate, timedelta(days=1)
FOUND, LATE = 302, 409


@pytest.fixture
def meeting(world: World) -> Committee:
    """Return the joint meeting of two cities."""
    return joint_meeting(world, world.zigong, world.luzhou)


def visit(world: World, days: int, *bodies: Any, owner: Any = None) -> Inspection:
    """Return an inspection of Zigong on site so many days ago, with ``bodies`` taking part."""
    on = TODAY() - days * DAY
    made: Inspection = Inspection.objects.create(
        owner_body=owner or world.zigong, number=f"JC-{Inspection.objects.unscoped('n').count()}",
        title=f"联合检查{days}", basis="计划", mode="joint", state="on_site", starts_on=on,
        ends_on=on, visited_from=on,
    )  # fmt: skip
    made.participating_bodies.set(bodies)
    return made


def used(world: World, mechanism: Mechanism, who: Any = None) -> list[int]:
    """Return how often each version was used, latest first, as somebody sees it."""
    actor = acting(who or world.secretary)
    versions = queries.versions(mechanism)
    counts = queries.uses(actor, mechanism.committee, versions)
    return [counts[one.pk] for one in versions if one.pk in counts]


def test_eight_are_offered_and_what_was_taken_over_is_offered_no_more(
    world: World, meeting: Committee
) -> None:
    names = list(MechanismDefault.objects.values_list("name", flat=True))
    assert names == [
        "磋商议事", "联合监督检查", "信息共享", "线索移送", "协作配合", "督办整改", "成果运用",
        "考核评价",
    ]  # fmt: skip
    officer, every = acting(world.secretary), queries.offered(meeting)
    made = actions.adopt_mechanisms(actor=officer, committee_id=meeting.pk, default_ids=every[:2])
    assert [one.name for one in made] == names[:2]
    assert made[1].versions.get().governs == ["inspections.joint"]
    assert queries.offered(meeting) == every[2:]
    for chosen in ([], every[:1]):
        with pytest.raises(Invalid):
            actions.adopt_mechanisms(actor=officer, committee_id=meeting.pk, default_ids=chosen)


def test_one_master_rule_and_no_name_twice(world: World, meeting: Committee) -> None:
    officer = acting(world.secretary)
    actions.add_mechanism(actor=officer, committee_id=meeting.pk, name="章程", is_master=True)
    for name, is_master, field in (
        ("章程", False, "name"), (" ", False, "name"), ("新章程", True, "is_master"),
    ):  # fmt: skip
        with pytest.raises(Invalid) as caught:
            actions.add_mechanism(
                actor=officer, committee_id=meeting.pk, name=name, is_master=is_master
            )
        assert field in caught.value.fields


def test_a_version_in_use_never_changes_and_the_next_takes_its_place(
    world: World, meeting: Committee
) -> None:
    officer, made = acting(world.secretary), in_force(world, meeting, days=100)
    first = queries.versions(made)[0]
    for late in (actions.discard_mechanism, actions.edit_mechanism, actions.publish_mechanism):
        more: dict[Any, dict[str, Any]] = {
            actions.edit_mechanism: {"content": content(meeting)},
            actions.publish_mechanism: {"effective_on": TODAY()},
        }
        with pytest.raises(WrongState):
            late(actor=officer, version_id=first.pk, **more.get(late, {}))
    second = actions.draft_mechanism(actor=officer, mechanism_id=made.pk)
    assert (second.version, second.text) == (2, first.text)
    with pytest.raises(WrongState):
        actions.draft_mechanism(actor=officer, mechanism_id=made.pk)
    with pytest.raises(Invalid):
        actions.publish_mechanism(
            actor=officer, version_id=second.pk, effective_on=TODAY() - 100 * DAY
        )
    actions.publish_mechanism(actor=officer, version_id=second.pk, effective_on=TODAY())
    stands = [(one.state, one.effective_until) for one in queries.versions(made)]
    assert stands == [("published", None), ("retired", TODAY() - DAY)]


def test_what_a_draft_cannot_say(world: World, meeting: Committee) -> None:
    officer = acting(world.secretary)
    made = actions.add_mechanism(actor=officer, committee_id=meeting.pk, name="信息共享")
    draft = made.versions.get()
    with pytest.raises(WrongState):
        actions.publish_mechanism(actor=officer, version_id=draft.pk, effective_on=TODAY())
    for said in (
        {"owner_id": world.builder.pk}, {"governs": ("x",)}, {"links": ("x",)}, {"papers": ("x",)},
    ):  # fmt: skip
        with pytest.raises(Invalid) as caught:
            actions.edit_mechanism(
                actor=officer, version_id=draft.pk, content=content(meeting, **said)
            )
        assert set(caught.value.fields) == {next(iter(said)).removesuffix("_id")}
    actions.discard_mechanism(actor=officer, version_id=draft.pk)
    assert queries.count_of(meeting) == 0


def test_a_discarded_draft_leaves_the_version_in_use(world: World, meeting: Committee) -> None:
    made = in_force(world, meeting)
    draft = actions.draft_mechanism(actor=acting(world.secretary), mechanism_id=made.pk)
    actions.discard_mechanism(actor=acting(world.secretary), version_id=draft.pk)
    assert [one.state for one in queries.versions(made)] == ["published"]


def test_members_are_told_of_a_version_in_use_and_not_of_its_draft(
    world: World, meeting: Committee
) -> None:
    made = in_force(world, meeting)
    actions.draft_mechanism(actor=acting(world.secretary), mechanism_id=made.pk)
    told = Notice.objects.filter(person=world.zigong_head).values_list("kind", flat=True)
    assert "committees.mechanism_published" in told
    drafting = {"committees.mechanism_drafted", "committees.mechanism_edited"}
    assert drafting.isdisjoint(told)


def test_members_read_mechanisms_and_do_not_keep_them(world: World, meeting: Committee) -> None:
    made = in_force(world, meeting)
    draft = actions.draft_mechanism(actor=acting(world.secretary), mechanism_id=made.pk)
    member = acting(world.zigong_officer)
    assert queries.seen_mechanism(member, made.pk) == made
    with pytest.raises(NotAllowed):
        actions.publish_mechanism(actor=member, version_id=draft.pk, effective_on=TODAY())


def test_used_are_joint_inspections_of_members_while_a_version_was_in_force(
    world: World, meeting: Committee
) -> None:
    made = in_force(world, meeting, days=100)
    draft = actions.draft_mechanism(actor=acting(world.secretary), mechanism_id=made.pk)
    actions.publish_mechanism(
        actor=acting(world.secretary), version_id=draft.pk, effective_on=TODAY() - 10 * DAY
    )
    visit(world, 200, world.luzhou)  # before it was in force
    visit(world, 100, world.luzhou)  # on the first day
    visit(world, 11, world.luzhou)  # on the last day of the first version
    visit(world, 10, world.luzhou)
    visit(world, 5, world.builder)  # with nobody of the meeting
    visit(world, 5, world.zigong)  # with nobody but itself
    visit(world, 5, world.zigong, owner=world.builder)  # not planned by a member
    assert used(world, made) == [1, 2]
    # What one may not know of is not counted either.
    assert used(world, made, world.zigong_auditor) == [0, 0]
    listed = queries.made_under(acting(world.secretary), meeting, queries.versions(made))
    assert [one.title for one in listed[0][1]] == ["联合检查10", "联合检查11", "联合检查100"]


def test_findings_of_several_bodies_are_counted_less_those_withdrawn(
    world: World, meeting: Committee
) -> None:
    made = in_force(world, meeting, governs=("findings.joint",))
    for number, (source, state) in enumerate(
        [("joint", "registered"), ("joint", "withdrawn"), ("self", "registered")]
    ):
        Finding.objects.create(
            owner_body=world.zigong, number=f"W-{number}", title="围挡不到位", fact="事实",
            rule_broken="规定", demand="整改", found_on=TODAY(), source=source, state=state,
        )  # fmt: skip
    assert used(world, made) == [1]


def test_an_abolished_mechanism_counts_no_more_and_changes_no_more(
    world: World, meeting: Committee
) -> None:
    officer, made = acting(world.secretary), in_force(world, meeting)
    actions.draft_mechanism(actor=officer, mechanism_id=made.pk)
    actions.retire_mechanism(actor=officer, mechanism_id=made.pk, reason="合并")
    assert [(one.state, one.effective_until) for one in queries.versions(made)] == [
        ("retired", TODAY())
    ]
    for late in (
        lambda: actions.retire_mechanism(actor=officer, mechanism_id=made.pk, reason="再次"),
        lambda: actions.draft_mechanism(actor=officer, mechanism_id=made.pk),
    ):
        with pytest.raises(WrongState):
            late()
    assert [one.retired_on for one in queries.mechanisms(meeting)] == [TODAY()]


def test_until_the_next_version_is_in_force_the_one_before_is(
    world: World, meeting: Committee
) -> None:
    officer, made = acting(world.secretary), in_force(world, meeting)
    (first,) = queries.versions(made)
    draft = actions.draft_mechanism(actor=officer, mechanism_id=made.pk)
    ahead = TODAY() + 60 * DAY
    actions.publish_mechanism(actor=officer, version_id=draft.pk, effective_on=ahead)
    assert queries.in_use(queries.versions(made)) == first
    actions.retire_mechanism(actor=officer, mechanism_id=made.pk, reason="合并")
    assert not any(one.is_in_force(ahead) for one in queries.versions(made))


def test_all_that_a_draft_changes_is_on_record_and_not_in_what_is_dissolved(
    world: World, meeting: Committee
) -> None:
    officer = acting(world.secretary)
    made = actions.add_mechanism(actor=officer, committee_id=meeting.pk, name="协查")
    (draft,) = queries.versions(made)
    said = MechanismText(text="一", basis="章程", owner_id=world.luzhou.pk, review_on=TODAY() + DAY)
    actions.edit_mechanism(actor=officer, version_id=draft.pk, content=said)
    facts = Event.objects.filter(kind="committees.mechanism_edited").latest("id").facts
    assert set(facts["before"]) == {"text", "basis", "owner_id", "review_on"}
    assert facts["after"]["owner_id"] == world.luzhou.pk
    actions.dissolve_committee(actor=officer, committee_id=meeting.pk, reason="合并")
    with pytest.raises(WrongState):
        actions.discard_mechanism(actor=officer, version_id=draft.pk)


def test_a_kind_of_work_is_registered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    one = GOVERNED["inspections.joint"]
    with pytest.raises(ValueError, match="two kinds of work"):
        govern(one.code, one.label, one.rows, one.day)


def test_the_secretariat_keeps_mechanisms_on_pages(world: World, meeting: Committee) -> None:
    office, tab = signed_in(world.secretary), f"{meeting.get_absolute_url()}?tab=mechanisms"

    def send(page: str, key: Any, **values: Any) -> None:
        answer = office.post(reverse(f"committees:{page}", args=[key]), values)
        assert answer.status_code == FOUND, answer.content.decode()

    assert "还没有工作机制" in office.get(tab).content.decode()
    send("adopt_mechanisms", meeting.pk, defaults=queries.offered(meeting)[:2])
    send("add_mechanism", meeting.pk, name="联席会议章程", is_master="on")
    made = meeting.mechanisms.get(name="联合监督检查")
    draft = made.versions.get()
    send(
        "edit_mechanism", draft.pk, text="第一条", owner=world.zigong.pk,
        governs=["inspections.joint"], papers=["inspection_notice"], review_on="2027-01-01",
    )  # fmt: skip
    send("publish_mechanism", draft.pk, effective_on=str(TODAY() - 30 * DAY))
    visit(world, 3, world.luzhou)
    page = office.get(made.get_absolute_url()).content.decode()
    for words in ("第一条", "联合检查3", "施行中", "联合监督检查"):
        assert words in page
    listed = office.get(tab).content.decode()
    assert listed.index("联席会议章程") < listed.index("磋商议事")
    assert 'class="num">1<' in listed
    send("draft_mechanism", made.pk)
    late = office.get(reverse("committees:edit_mechanism", args=[draft.pk]))
    assert late.status_code == LATE
    member = signed_in(world.zigong_officer).get(made.get_absolute_url()).content.decode()
    assert "v2" not in member
    send("discard_mechanism", made.versions.get(state="draft").pk)
    send("retire_mechanism", made.pk, reason="并入章程")
    assert "已废止" in office.get(made.get_absolute_url()).content.decode()
    fresh = meeting.mechanisms.get(name="磋商议事")
    assert "起草中" in office.get(fresh.get_absolute_url()).content.decode()
    assert signed_in(world.zigong_officer).get(fresh.get_absolute_url()).status_code == 200

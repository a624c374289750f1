"""Monthly reports, and the inspections by which a project is carried out."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from liandu.access.actions import declare_recusal, set_label
from liandu.inspections.models import Inspection
from liandu.kernel.errors import Invalid, NotAllowed, NotVisible, WrongState
from liandu.programme import actions, queries
from liandu.programme.models import ProjectInspection, ProjectReport, SupervisionProject
from liandu.programme.rules import ReportDraft, last_day, months_running
from tests.people import World, acting, signed_in
from tests.programme import build

NOV, DEC, JAN = date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1)
DAYS = st.dates(date(2026, 1, 1), date(2027, 6, 30))


def file(world: World, made: SupervisionProject, month: date = NOV, **said: Any) -> ProjectReport:
    """Report on a month as the lead body."""
    who = said.pop("who", world.zigong_officer)
    draft = ReportDraft(month, **({"done": "完成进场检查"} | said))
    return actions.file_report(actor=acting(who), project_id=made.pk, draft=draft)


def assign(world: World, made: SupervisionProject, at: Inspection, who: Any = None) -> Any:
    """Take an inspection into a project."""
    return actions.assign_inspection(
        actor=acting(who or world.zigong_officer), project_id=made.pk, inspection_id=at.pk
    )


@given(DAYS, DAYS, st.lists(st.tuples(DAYS, st.none() | DAYS), max_size=3))
def test_a_month_counts_if_it_ran_for_a_day(since: date, until: date, pauses: Any) -> None:
    found = months_running(since, until, pauses)
    assert found == sorted(set(found))
    if since > until:
        assert found == []
        return
    # The first day of all is before every pause, or on its first day, unless one was before it.
    everything = months_running(since, until)
    assert set(found) <= set(everything)
    assert (everything[0], everything[-1]) == (since.replace(day=1), until.replace(day=1))
    for month in set(everything) - set(found):
        first, last = max(month, since), min(last_day(month), until)
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        assert all(
            any(begun < day and (ended is None or day < ended) for begun, ended in pauses)
            for day in days
        )


def test_a_month_in_which_it_stood_still_throughout_wants_no_report() -> None:
    since, until = date(2026, 10, 5), date(2027, 1, 10)
    assert months_running(since, until, [(date(2026, 10, 31), date(2026, 12, 1))]) == [
        date(2026, 10, 1), DEC, JAN,
    ]  # fmt: skip
    assert months_running(since, until, [(date(2026, 11, 1), None)]) == [date(2026, 10, 1), NOV]


def test_each_month_is_reported_on_once_by_the_lead_body(world: World, morning: Any) -> None:
    made = build.running(world)
    for who in (world.secretary, world.water_officer):
        with pytest.raises(NotAllowed):
            file(world, made, who=who)
    with pytest.raises(Invalid):
        file(world, made, done=" ")
    for month in (date(2026, 10, 1), DEC):
        with pytest.raises(WrongState, match="未实施"):
            file(world, made, month)
    assert not ProjectReport.objects.unscoped("test").exists()
    report = file(world, made, obstacles=" 资料不全 ")
    assert (report.obstacles, report.is_late, str(report)) == ("资料不全", False, "2026-11")
    assert report.get_absolute_url() == f"{made.get_absolute_url()}?tab=reports"
    with pytest.raises(WrongState, match="已报送"):
        file(world, made)
    morning.shift(timedelta(days=60))
    late = file(world, made, DEC)
    assert late.is_late
    assert [(m.key, m.report is None) for m in queries.months_of(build.again(made))] == [
        ("2027-01", True), ("2026-12", False), ("2026-11", False),
    ]  # fmt: skip


def test_a_report_falls_due_on_the_fifth_working_day_after_its_month(
    world: World, morning: Any
) -> None:
    made = build.running(world)
    owed = build.urged(made)["projects.report"]
    # Tuesday to Monday.
    assert (owed.key, timezone.localdate(owed.due_at)) == ("report-2026-11", date(2026, 12, 7))
    assert owed.body_id == world.zigong.pk
    (duty,) = [
        one for one in queries.due(acting(world.zigong_officer), owed.due_at)
        if one.asked == "projects.report"
    ]  # fmt: skip
    assert duty.url == reverse("programme:file_report", args=[made.pk, "2026-11"])
    file(world, made)
    assert "projects.report" not in build.urged(made)
    morning.shift(timedelta(days=30))
    assert build.urged(made)["projects.report"].key == "report-2026-12"


def test_a_report_begins_with_what_the_month_brought(world: World) -> None:
    made = build.running(world)
    at = build.carrying(world, made)
    Inspection.objects.unscoped("test").update(visited_from=timezone.localdate())
    build.closed(world, at, 1)
    build.finding(at, 2)
    build.finding(at, 3, state="withdrawn")
    build.finding(at, 4, label=2)  # beyond the project's own label
    row = queries.milestones_of(made)[0]
    actions.reach_milestone(actor=acting(world.zigong_officer), milestone_id=row.pk, word="x")
    url = reverse("programme:file_report", args=[made.pk, "2026-11"])
    who = signed_in(world.zigong_officer)
    page = who.get(url).content.decode()
    assert "现场检查 1 次，发现问题 2 个，销号 1 个" in page
    assert row.name in page
    assert who.get(url.replace("2026-11", "2026-09")).status_code == 404
    tab = f"{made.get_absolute_url()}?tab=reports"
    assert url in who.get(tab).content.decode()
    answer = who.post(url, {"done": "开展检查 1 次", "obstacles": "", "upcoming": "出具报告"})
    assert answer.headers["Location"] == tab
    shown = signed_in(world.luzhou_officer).get(tab).content.decode()
    assert "出具报告" in shown
    assert url not in shown


def test_who_has_not_filed_is_seen_by_the_secretariat(world: World, morning: Any) -> None:
    made = build.running(world)
    morning.shift(timedelta(days=30))
    url = reverse("programme:reports")
    office = signed_in(world.secretary)
    assert url in office.get(reverse("programme:year")).content.decode()
    page = office.get(f"{url}?month=2026-11").content.decode()
    assert made.name in page
    assert "1 个未报送" in page
    assert "2026-12" in office.get(f"{url}?month=nonsense").content.decode()
    file(world, made)
    assert "0 个未报送" in office.get(f"{url}?month=2026-11").content.decode()
    member = signed_in(world.luzhou_officer)
    assert made.name not in member.get(url).content.decode()
    assert url not in member.get(reverse("programme:year")).content.decode()


def test_an_inspection_of_its_bodies_is_taken_into_one_project(world: World) -> None:
    made = build.running(world)
    at = build.visit(world)
    for who in (world.secretary, world.luzhou_officer):
        with pytest.raises(NotAllowed):
            assign(world, made, at, who)
    assign(world, made, at)
    assert list(queries.carried_out(acting(world.zigong_officer), made)) == [at]
    with pytest.raises(WrongState, match="已归入"):
        assign(world, made, at)
    gone = build.visit(world, number="XM-8")
    Inspection.objects.unscoped("test").filter(pk=gone.pk).update(state="cancelled")
    with pytest.raises(WrongState, match="已取消"):
        assign(world, made, gone)
    other = build.visit(world, number="XM-9")
    Inspection.objects.unscoped("test").filter(pk=other.pk).update(owner_body=world.zigong_audit.pk)
    set_label(actor=acting(world.zigong_head), record=at, label=1, reason="x")
    with pytest.raises((WrongState, NotVisible)):
        assign(world, made, other, world.zigong_head)
    assert queries.to_assign(acting(world.zigong_officer), made) == []


def test_who_may_not_know_of_an_inspection_sees_nothing_of_it_at_the_project(world: World) -> None:
    made = build.running(world)
    at = build.carrying(world, made)
    declare_recusal(actor=acting(world.secretary), record=at, reason="亲属")
    tab = f"{made.get_absolute_url()}?tab="
    for name in ("results", "record"):
        page = signed_in(world.secretary).get(tab + name).content.decode()
        assert str(at.pk) not in page
        assert "归入监督项目" not in page
    assert not queries.carried_out(acting(world.secretary), made).exists()
    with pytest.raises(NotVisible):
        actions.release_inspection(
            actor=acting(world.secretary), project_id=made.pk, inspection_id=at.pk, reason="x"
        )
    own = signed_in(world.zigong_officer)
    assert at.get_absolute_url() in own.get(tab + "results").content.decode()
    assert made.get_absolute_url() in own.get(at.get_absolute_url()).content.decode()
    declare_recusal(actor=acting(world.zigong_head), record=made, reason="亲属")
    page = signed_in(world.zigong_head).get(at.get_absolute_url()).content.decode()
    assert made.get_absolute_url() not in page


def test_only_the_secretariat_takes_it_out_again(world: World) -> None:
    made = build.running(world)
    at = build.visit(world)
    who = signed_in(world.zigong_officer)
    url = reverse("programme:assign_inspection", args=[made.pk])
    assert at.title in who.get(url).content.decode()
    assert who.post(url, {"inspection_id": str(at.pk)}).status_code == 302
    assert "没有未归入" in who.get(url).content.decode()
    out = reverse("programme:release_inspection", args=[made.pk, at.pk])
    tab = f"{made.get_absolute_url()}?tab=results"
    assert out not in who.get(tab).content.decode()
    with pytest.raises(NotAllowed):
        actions.release_inspection(
            actor=acting(world.zigong_head), project_id=made.pk, inspection_id=at.pk, reason="x"
        )
    office = signed_in(world.secretary)
    assert out in office.get(tab).content.decode()
    assert office.get(out).status_code == 200
    assert office.post(out, {"reason": "误归入"}).status_code == 302
    assert not ProjectInspection.objects.unscoped("test").exists()
    assert office.get(out).status_code == 404

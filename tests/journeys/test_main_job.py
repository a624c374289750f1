"""The main job as the people involved do it, each at their own browser, from list to seal."""

from dataclasses import dataclass, field

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.urls import reverse

from liandu.audit.models import Event
from liandu.inspections.models import ChecklistTemplate, Workpaper
from liandu.orgs.models import Membership
from liandu.portal.listings import FIGURES
from liandu.web.say import day
from liandu.works.models import SupervisionLink
from tests.journeys.browser import ROWS, Browser
from tests.journeys.conftest import Enter
from tests.journeys.papers import in_days, line, photo, workbook
from tests.people import World, person

pytestmark = pytest.mark.django_db(transaction=True)

NAME, NUMBER = "沱江灌区北总干渠", "XM-2023-017"
RULE = "设计变更先批后建管理办法"
FACTS = ("3 份设计变更的施工日期早于审批日期。", "隐蔽工程验收记录缺 2 份。")
LEADER = "zigong_inspector"
TEAM = (LEADER, "luzhou_one", "luzhou_two")
DUE = 60


@dataclass
class People:
    """Who takes part, each with a window that opens when they are first called."""

    world: World
    enter: Enter
    windows: dict[str, Browser] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Browser:
        if name not in self.windows:
            self.windows[name] = self.enter(getattr(self.world, name))
        return self.windows[name]


@pytest.fixture
def people(world: World, enter: Enter) -> People:
    """Return the people of the small world, with two inspectors from Luzhou."""
    for name in ("luzhou_one", "luzhou_two"):
        setattr(world, name, person(name, name, world.luzhou, roles=["inspector"]))
    return People(world, enter)


def test_the_main_job(people: People, capsys: pytest.CaptureFixture[str]) -> None:
    before = figures(people.zigong_head)
    project = import_list(people.secretary)
    set_link(people.secretary, project)
    inspection = plan_inspection(people.zigong_officer, project)
    decide_plan(people.zigong_head, inspection)
    gather_team(people, inspection)
    visit_site(people, inspection)
    first, second = register_findings(people, inspection)
    rectify(people, first)
    extend(people, second)
    figures_moved(people.zigong_head, before, inspections=1, found=2, rectified=1, rules=1, open=1)
    record_is_whole(capsys)


def figures(head: Browser) -> dict[str, int]:
    """Return the head-line figures as they are read on the overview."""
    head.open(reverse("portal:overview"))
    values = map(int, head.texts(".kpis .kpi .v"))
    return dict(zip((one.key for one in FIGURES), values, strict=True))


def import_list(secretary: Browser) -> str:
    """Bring in a list of five, of which two lines are wrong and mended on the page."""
    rows = [
        line("XM-2023-001", "支渠 1"),
        line("XM-2023-002", "支渠 2", 竣工="2025年13月"),
        line("XM-2023-003", "支渠 3", **{"总投资（亿元）": "约三"}),
        line(NUMBER, NAME),
    ]
    secretary.open(reverse("works:objects"))
    secretary.follow(reverse("works:new_import"))
    secretary.fill(file=workbook(*rows))
    assert "2025年13月" in secretary.words
    assert "约三" in secretary.words
    secretary.enter(**{"cell-3-ends_on": "2025-12", "cell-4-investment": "3.2"})
    secretary.push('button[form="lines"]:not([name])')
    secretary.push('button[name="then"][value="queue"]')
    call_command("worker", once=True)
    secretary.open(secretary.path)
    assert secretary.count(f'a[href="{reverse("works:import_report", args=[secretary.pk])}"]')
    secretary.open(reverse("works:objects"))
    assert secretary.count() == 4
    secretary.push(f'{ROWS} a:text("{NAME}")')
    return secretary.pk


def set_link(secretary: Browser, project: str) -> None:
    """Plan the first link of the project and let it begin."""
    link = (
        SupervisionLink.objects.unscoped("journey")
        .filter(supervised_object=project)
        .earliest("position")
    )
    secretary.follow(f"{secretary.path}?link={link.pk}")
    secretary.step(
        "works:plan_link", link.pk, planned_start_on=in_days(-30), planned_end_on=in_days(30)
    )
    secretary.step("works:link_step", link.pk, "begin", on=in_days(-29))
    assert "进行中" in secretary.words


def plan_inspection(officer: Browser, project: str) -> str:
    """Plan a joint inspection of the project with Luzhou, and submit the plan."""
    officer.open(reverse("inspections:inspection_list"))
    officer.follow(reverse("inspections:plan"))
    checklist = ChecklistTemplate.objects.filter(state="published").earliest("pk")
    officer.fill(
        title=f"{NAME}联合监督检查", mode="joint", basis="年度协同监督项目清单",
        inspecting_power="自贡市水利局依法检查", starts_on=in_days(5), ends_on=in_days(9),
        checklist=checklist.pk,
    )  # fmt: skip
    key = officer.pk
    officer.push(f'button[name="add"][value="{project}"]')
    officer.follow(reverse("inspections:bodies", args=[key]))
    officer.push('li:has-text("泸州市监督办") button[name="add"]')
    officer.follow(reverse("inspections:inspection", args=[key]))
    officer.step("inspections:submit", key)
    return key


def decide_plan(head: Browser, inspection: str) -> None:
    """Approve the plan, from the list of what is to be decided."""
    head.open(reverse("portal:desk"))
    head.push(f'main a[href*="{inspection}"]')
    head.step("inspections:approve", inspection)


def gather_team(people: People, inspection: str) -> None:
    """Ask three people in by hand; each declares; then the inspected are given notice."""
    officer, page = people.zigong_officer, reverse("inspections:inspection", args=[inspection])
    officer.open(f"{page}?tab=team")
    officer.follow(reverse("inspections:team", args=[inspection]))
    for name in TEAM:
        seat = Membership.objects.get(person=getattr(people.world, name))
        officer.push(f'button[name="{"leader" if name == LEADER else "add"}"][value="{seat.pk}"]')
    for name in TEAM:
        member = getattr(people, name)
        member.open(f"{page}?tab=team")
        member.step("inspections:declare", inspection, answer="none")
    officer.open(page)
    officer.step("inspections:complete_team", inspection)
    officer.step("inspections:notice", inspection)
    assert "JCTZ-" in officer.words


def visit_site(people: People, inspection: str) -> None:
    """Write three workpapers, two not in order with a photo each; have them signed; leave."""
    leader, page = people.zigong_inspector, reverse("inspections:inspection", args=[inspection])
    leader.open(page)
    leader.step("inspections:enter", inspection, on=in_days(0))
    inspector = people.luzhou_one
    inspector.open(f"{page}?tab=workpapers")
    inspector.follow(reverse("inspections:field", args=[inspection]))
    for shade, fact in enumerate(FACTS):
        wrong = {"fact": fact, "severity": "general", "photos": photo(f"现场{shade}.png", shade)}
        inspector.fill(conclusion="not_conform", **wrong)
    inspector.fill(conclusion="conform")
    papers = Workpaper.objects.unscoped("journey").filter(inspection=inspection)
    for paper in papers:
        for who in (leader, people.luzhou_two):
            who.open(paper.get_absolute_url())
            who.step("inspections:review", paper.pk, passes="yes")
    leader.step("inspections:signature", inspection, signed_by="项目经理")
    leader.open(page)
    leader.step("inspections:finish", inspection, on=in_days(0))


def register_findings(people: People, inspection: str) -> list[str]:
    """Register both workpapers as findings, confirm them, and assign them to the builder."""
    officer, page = people.zigong_officer, reverse("inspections:inspection", args=[inspection])
    found, start = [], f"{reverse('findings:finding_new')}?workpaper="
    for fact in FACTS:
        officer.open(f"{page}?tab=workpapers")
        officer.push(f'main a[href^="{start}"]')
        assert fact in officer.value("fact")
        officer.fill(
            title=fact.rstrip("。"), rule_broken="《项目变更管理办法（示例）》第 12 条",
            demand="限期改正", object_number=NUMBER, evidence=photo("现场.png", 90 + len(found)),
        )  # fmt: skip
        found.append(officer.pk)
        officer.step("findings:confirm_finding", found[-1])
        officer.step(
            "findings:assign_finding", found[-1], responsible_body=people.world.builder.pk,
            supervising_body=people.world.zigong_water.pk, rectification_type="phased",
            due_on=in_days(DUE),
        )  # fmt: skip
        assert officer.count(".gal img") == 1
    return found


def rectify(people: People, finding: str) -> None:
    """Put one finding right; it is returned once, and closed with a rule that was made for it."""
    page = reverse("findings:finding_detail", args=[finding])
    begin(people, finding, page)
    liaison = people.builder_liaison
    liaison.open(page)
    for _each in range(2):
        liaison.push('button[name="done"][value="1"]')
    submit(people.builder_head, finding, shade=50)
    reviewer = people.water_officer
    reviewer.open(page)
    reviewer.step("findings:start_first_review", finding)
    reviewer.step("findings:return_finding", finding, reason="批复缺监理签字页。")
    people.builder_head.open(page)
    assert "批复缺监理签字页。" in people.builder_head.words
    submit(people.builder_head, finding, shade=60)
    reviewer.open(page)
    reviewer.step("findings:start_first_review", finding)
    reviewer.step("findings:pass_first_review", finding, opinion="资料齐全，现场相符。")
    people.zigong_head.open(page)
    people.zigong_head.step("findings:close_finding", finding, conclusion="整改到位，同意销号。")
    assert RULE in people.zigong_head.words


def begin(people: People, finding: str, page: str) -> None:
    """Sign for a finding, file a plan of two measures, and have it approved."""
    people.builder_liaison.open(page)
    people.builder_liaison.step("findings:accept_finding", finding)
    people.builder_head.open(page)
    people.builder_head.step(
        "findings:file_plan", finding, responsible_person="总工程师",
        planned_end=in_days(DUE - 1), measures=f"补办审批 {in_days(20)}\n查明原因",
    )  # fmt: skip
    people.zigong_officer.open(page)
    people.zigong_officer.step("findings:approve_plan", finding)


def submit(head: Browser, finding: str, shade: int) -> None:
    """Hand in what was done, with a picture and the rule that was made."""
    head.open(reverse("findings:finding_detail", args=[finding]))
    head.step(
        "findings:submit_finding", finding, statement="审批已补办，制度已修订。",
        evidence=photo(f"批复{shade}.png", shade), recovered_fen="0", rule_name_1=RULE,
        rule_number_1="灌司〔2026〕3 号", rule_day_1=in_days(0), root_cause="execution",
        similar_cases="同类变更 12 项已逐一核对，未再发现。",
    )  # fmt: skip


def extend(people: People, finding: str) -> None:
    """Ask for more time for the other finding, and get it; the first date stays on the page."""
    page = reverse("findings:finding_detail", args=[finding])
    begin(people, finding, page)
    people.builder_liaison.open(page)
    people.builder_liaison.step(
        "findings:ask_extension", finding, until=in_days(DUE + 10), reason="连续降雨，现场停工"
    )
    head = people.zigong_head
    head.open(page)
    head.step("findings:grant_extension", finding)
    for promised in (in_days(DUE), in_days(DUE + 10)):
        assert day(promised) in head.words


def figures_moved(head: Browser, before: dict[str, int], **by: int) -> None:
    """Compare the figures with what they were; each opens a list of as many rows."""
    after = figures(head)
    assert after == {key: value + by.get(key, 0) for key, value in before.items()}
    for key, address in zip(after, head.hrefs(".kpis a"), strict=False):
        figures(head)
        head.push(f'.kpis a[href="{address}"]')
        assert head.count() == after[key], key


def record_is_whole(told: pytest.CaptureFixture[str]) -> None:
    """Verify the record; then change one byte of one event behind its back, and verify again."""
    call_command("audit", "verify")
    event = Event.objects.get(kind="findings.finding_closed")
    changed = event.facts_text.replace("同意销号", "不意销号")
    assert changed != event.facts_text
    Event.objects.filter(pk=event.pk).update(facts_text=changed)
    told.readouterr()
    with pytest.raises(CommandError):
        call_command("audit", "verify")
    assert str(event.pk) in told.readouterr().err

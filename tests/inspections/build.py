"""Inspections in any state of their life, made by the actions themselves."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from liandu.inspections import actions
from liandu.inspections.models import ChecklistTemplate, Inspection, Workpaper
from liandu.inspections.rules import Answer, Mode, Notice, Plan, Seen
from liandu.kernel.actor import Actor
from liandu.orgs.models import Membership, Person
from liandu.works.models import SupervisedObject
from tests.people import World, acting, person


def today() -> date:
    return timezone.localdate()


def works(world: World, number: str = "XM-2023-017", **fields: Any) -> SupervisedObject:
    """Make an object that the water bureau keeps; the builder answers for it."""
    made: SupervisedObject = SupervisedObject.objects.create(
        owner_body=fields.pop("owner_body", world.zigong), number=number,
        name=fields.pop("name", f"北总干渠 {number}"), normal_name=number,
        lead_body=fields.pop("lead_body", world.zigong_water), **fields,
    )  # fmt: skip
    made.jurisdictions.add(world.zigong.jurisdiction_id)
    made.responsible_bodies.add(world.builder)
    return made


def plan(**changes: Any) -> Plan:
    """Return a plan that can stand."""
    given: dict[str, Any] = {
        "title": "北总干渠联合检查", "mode": Mode.JOINT.value, "basis": "年度协同监督项目清单",
        "starts_on": today() + timedelta(days=5), "ends_on": today() + timedelta(days=9),
        "inspecting_power": "市水利局依法检查",
        "checklist_id": ChecklistTemplate.objects.get(code="waters", state="published").pk,
    }  # fmt: skip
    return Plan(**{**given, **changes})


@dataclass
class Site:
    """One inspection and the people around it."""

    world: World
    inspection: Inspection
    leader: Person
    others: list[Person]
    objects: list[SupervisedObject] = field(default_factory=list)

    @property
    def pk(self) -> Any:
        """Return its key."""
        return self.inspection.pk

    @property
    def office(self) -> Actor:
        """Return who plans."""
        return acting(self.world.zigong_officer)

    @property
    def head(self) -> Actor:
        """Return who decides."""
        return acting(self.world.zigong_head)

    @property
    def lead(self) -> Actor:
        """Return who leads the team."""
        return acting(self.leader)

    def member(self, n: int = 0) -> Actor:
        """Return one of the others in the team."""
        return acting(self.others[n])

    def again(self) -> Inspection:
        """Return the inspection as it stands now."""
        found: Inspection = Inspection.objects.unscoped("test").get(pk=self.pk)
        return found


def draft(world: World, **changes: Any) -> Site:
    """Plan an inspection of one object by Zigong, with Luzhou taking part."""
    leader = world.zigong_inspector
    others = [
        person("lz-1", "检查岗一", world.luzhou, roles=["inspector"]),
        person("lz-2", "检查岗二", world.luzhou, roles=["inspector"]),
    ]
    chosen = works(world)
    made = actions.plan_inspection(
        actor=acting(world.zigong_officer), plan=plan(**changes),
        object_ids=[chosen.pk], body_ids=[world.luzhou.pk],
    )  # fmt: skip
    return Site(world, made, leader, others, [chosen])


def submitted(world: World, **changes: Any) -> Site:
    site = draft(world, **changes)
    actions.submit_plan(actor=site.office, inspection_id=site.pk)
    return site


def approved(world: World, **changes: Any) -> Site:
    site = submitted(world, **changes)
    actions.approve_plan(actor=site.head, inspection_id=site.pk)
    return site


def join(site: Site, who: Person, **fields: Any) -> Any:
    """Ask somebody into the team."""
    seat = Membership.objects.get(person=who)
    return actions.add_member(
        actor=site.office, inspection_id=site.pk, membership_id=seat.pk, **fields
    )


def gathered(world: World, **changes: Any) -> Site:
    """Ask leader and members in; nobody has declared yet."""
    site = approved(world, **changes)
    join(site, site.leader, is_leader=True)
    for one in site.others:
        join(site, one)
    return site


def staffed(world: World, **changes: Any) -> Site:
    site = gathered(world, **changes)
    for who in (site.leader, *site.others):
        actions.declare_avoidance(actor=acting(who), inspection_id=site.pk)
    actions.complete_team(actor=site.office, inspection_id=site.pk)
    return site


def notified(world: World, **changes: Any) -> Site:
    site = staffed(world, **changes)
    actions.issue_notice(
        actor=site.lead,
        inspection_id=site.pk,
        notice=Notice("请准备资料。", "合同\n签证", "综合岗"),
    )
    return site


def on_site(world: World, **changes: Any) -> Site:
    site = notified(world, **changes) if changes.get("mode") != "unannounced" else staffed(
        world, **changes
    )  # fmt: skip
    actions.enter_site(actor=site.lead, inspection_id=site.pk, on=today())
    return site


def seen(**changes: Any) -> Seen:
    given: dict[str, Any] = {
        "conclusion": "not_conform", "at": timezone.now(), "fact": "断面数据缺 3 天。",
        "severity": "general", "place": "K12+380",
    }  # fmt: skip
    return Seen(**{**given, **changes})


def paper(site: Site, n: int = 0, **changes: Any) -> Workpaper:
    """Write a workpaper about item ``n``."""
    item = site.again().items.all()[n]
    photos = changes.pop("photos", ())
    return actions.record_workpaper(
        actor=changes.pop("actor", site.member()), inspection_id=site.pk, item_id=item.pk,
        object_id=site.objects[0].pk, seen=seen(**changes), photos=photos,
    )  # fmt: skip


def review(site: Site, one: Workpaper) -> None:
    """Have two others than its author say that a workpaper stands."""
    for who in (site.lead, site.member(1)):
        actions.review_workpaper(actor=who, workpaper_id=one.pk, passes=True)


def sign(site: Site, **changes: str) -> int:
    """Record how the inspected answered for what was reviewed."""
    given = Answer(**{"signed_by": "项目经理", **changes})
    return actions.record_signature(actor=site.lead, inspection_id=site.pk, answer=given)


def signed(world: World, **changes: Any) -> Site:
    site = on_site(world, **changes)
    for one in (paper(site), paper(site, 1, conclusion="conform", fact="", severity="")):
        review(site, one)
    sign(site)
    actions.finish_visit(actor=site.lead, inspection_id=site.pk, on=today())
    return site


def reported(world: World, **changes: Any) -> Site:
    site = signed(world, **changes)
    actions.submit_report(actor=site.lead, inspection_id=site.pk, text="查了两项，一项不符合。")
    return site


def countersign(site: Site) -> None:
    """Have the head of each body that takes part stand by the report."""
    for body in site.again().participating_bodies.all():
        held = Person.objects.filter(username=f"head-{body.code}").first()
        head = held or person(f"head-{body.code}", "会签负责人", body, roles=["head"])
        actions.countersign_report(actor=acting(head), inspection_id=site.pk)


def agreed(site: Site) -> None:
    """Have everybody say what they have to say of the report, and nothing against it."""
    countersign(site)
    actions.ask_comments(actor=site.head, inspection_id=site.pk)
    for body in site.again().told_bodies:
        speaker = Person.objects.filter(
            memberships__post__body=body, memberships__post__roles__code="liaison"
        ).first()
        assert speaker is not None
        actions.agree_report(actor=acting(speaker), inspection_id=site.pk)


def issued(world: World, **changes: Any) -> Site:
    site = reported(world, **changes)
    agreed(site)
    actions.issue_report(actor=site.head, inspection_id=site.pk)
    return site

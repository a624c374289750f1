"""One world with one record of each kind, and every kind of person around it."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, cast

from django.test import Client

from liandu.access import actions as access
from liandu.access.models import Guarded
from liandu.contracts import actions as contracts
from liandu.contracts.queries import limit_sets
from liandu.deadlines.models import TimeLimit
from liandu.dispatch.models import DispatchItem
from liandu.dispatch.rules import key_of, week_of
from liandu.files.models import Attachment
from liandu.findings import actions as findings
from liandu.findings.models import Finding
from liandu.findings.rules import PlannedItem
from liandu.inspections import actions as inspections
from liandu.inspections.models import Inspection, Workpaper
from liandu.inspections.rules import Notice
from liandu.kernel.actor import Actor
from liandu.notices.models import Notice as Told
from liandu.orgs.actions import set_clearance
from liandu.orgs.models import Jurisdiction, Membership, Person, Role, SupervisionKind
from liandu.orgs.sheets import SHEETS
from liandu.papers import actions as papers
from liandu.papers.models import Paper
from liandu.papers.queries import template_in_use
from liandu.risks import actions as risks
from liandu.risks.queries import libraries
from liandu.risks.rules import PointDraft
from liandu.web.actions import save_view
from liandu.works import actions as works
from liandu.works.models import SupervisedObject
from tests.access_table.beside import (
    Kept,
    contracted,
    dispatched,
    in_background,
    kept,
    looked_back,
    objected,
    of_kept,
    passkey,
    program,
    session,
    shared,
    tied,
    told,
)
from tests.access_table.committees import of_meeting
from tests.access_table.urging import OF_NO_FINDING, urged
from tests.findings import road
from tests.inspections import build
from tests.papers import build as letters
from tests.people import Browser, World, acting, person
from tests.works import lists

NOBODY = "nobody"
# Addresses of parts of the object, by keys of their own.
OF_OBJECT = {f"works:{name}" for name in ("link_step", "plan_link", "checkpoint")}
OF_OBJECT |= {"dispatch:keep_item", "dispatch:release_item"}
VERSION_VERBS = ("edit", "copy", "publish", "discard")
SETS = ("_library", "_limits")
POINT_VERBS = ("edit_", "check_", "retire_")


@dataclass
class Scene:
    """The world, its people by kind, its records, and what each address is asked with."""

    world: World
    people: dict[str, Person | None]
    object: SupervisedObject
    inspection: Inspection
    paper: Workpaper
    finding: Finding
    item: DispatchItem
    letter: Paper
    kept: Kept
    named: dict[str, dict[str, Any]] = field(default_factory=dict)
    groups: dict[str, dict[str, Any]] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)

    def actor(self, kind: str) -> Actor:
        """Return the actor that a kind of person is now; nobody for who is signed out."""
        who = self.people[kind]
        return acting(who) if who else Actor(None)

    def browser(self, kind: str) -> Client:
        """Return a fresh browser of a kind of person, signed in unless they are nobody."""
        client = Browser()
        if kind in self.sessions:
            client.cookies["sessionid"] = self.sessions[kind]
        return client

    def args(self, name: str) -> dict[str, Any]:
        """Return what stands in the address of this name, if it wants something."""
        if name in self.named:
            return self.named[name]
        begins = [prefix for prefix in self.groups if name.startswith(prefix)]
        return self.groups[max(begins, key=len)] if begins else {}

    def record_of(self, name: str) -> Guarded | None:
        """Return the record that an address with something in it is about, if it is one."""
        every = (self.object, self.inspection, self.finding, self.letter, *self.kept)
        given = set(self.args(name).values())
        if name.startswith("files:") and name not in {"files:attach", "files:sending"}:
            return self.finding
        of_app = {"inspections": self.inspection, "urging": self.finding}
        found = of_app.get(name.partition(":")[0]) or self.kept.record_of(name)
        if found and not name.endswith(("_checklist", *OF_NO_FINDING)):
            return found
        is_part = name.startswith(("risks:", "contracts:")) and not name.endswith(SETS)
        if name in OF_OBJECT or is_part:
            return self.object
        return next((one for one in every if one.pk in given), None)


def made(world: World) -> Scene:
    """Make the scene: an object, an inspection of it on site, a finding of that just assigned."""
    walled = person("walled", "综合二岗", world.zigong, roles=["secretariat", "head"])
    people = {
        NOBODY: None, "no post": person("no-post"), "secretariat": world.zigong_officer,
        "inspector": world.zigong_inspector, "head": world.zigong_head,
        "liaison": world.builder_liaison, "resp head": world.builder_head,
        "supervising": world.water_officer, "elsewhere": world.luzhou_officer,
        "leader": world.leader, "office": world.secretary, "system": world.system_admin,
        "security": world.security_admin, "audit": world.audit_admin, "walled": walled,
    }  # fmt: skip
    thing = lists.entered(
        world, number="XM-2026-001", lead_body_id=world.zigong_water.pk,
        responsible_body_ids=(world.builder.pk,), jurisdiction_ids=(world.zigong.jurisdiction_id,),
    )  # fmt: skip
    inspection, paper = _inspected(world, thing)
    finding = _found(world, thing, inspection, paper)
    item = dispatched(world, thing)
    letter = letters.drafted(world, finding, joint=(world.zigong_water.pk,), copies=())
    letter = letters.take(world, letter, "submit", "countersign", "approve", "issue")
    # Told of other kinds of record, the bell would ask once more, and not beyond some hundred.
    Told.objects.filter(record_id=letter.pk).delete()
    scene = Scene(world, people, thing, inspection, paper, finding, item, letter, kept(world))
    for record in (thing, inspection, finding, *scene.kept):
        access.declare_recusal(actor=acting(walled), record=record, reason="亲属在建设单位任职")
    scene.named, scene.groups = _named(scene), _by_group(scene)
    scene.sessions = {kind: session(who) for kind, who in people.items() if who}
    return scene


def _inspected(world: World, thing: SupervisedObject) -> tuple[Inspection, Workpaper]:
    """Return an inspection of the object that is on site, and what was written there."""
    office = acting(world.zigong_officer)
    team = [world.zigong_inspector] + [
        person(f"inspector-{n}", f"检查岗{n}", world.zigong, roles=["inspector"]) for n in (1, 2)
    ]
    plan = build.plan(starts_on=build.today(), ends_on=build.today() + timedelta(days=4))
    found = inspections.plan_inspection(
        actor=office, plan=plan, object_ids=[thing.pk], body_ids=[world.zigong_water.pk]
    )
    site = build.Site(world, found, team[0], team[1:], [thing])
    inspections.submit_plan(actor=office, inspection_id=found.pk)
    inspections.approve_plan(actor=acting(world.zigong_head), inspection_id=found.pk)
    for who in team:
        build.join(site, who, is_leader=who is team[0])
    for who in team:
        inspections.declare_avoidance(actor=acting(who), inspection_id=found.pk)
    inspections.complete_team(actor=office, inspection_id=found.pk)
    notice = Notice("请准备资料。", "合同", "综合岗")
    lead = acting(world.zigong_inspector)
    inspections.issue_notice(actor=lead, inspection_id=found.pk, notice=notice)
    inspections.enter_site(actor=lead, inspection_id=found.pk, on=build.today())
    paper = build.paper(site, photos=[road.photo("断面.png", 90)])
    return site.again(), paper


def _found(
    world: World, thing: SupervisedObject, inspection: Inspection, paper: Workpaper
) -> Finding:
    """Return what the inspection found, confirmed and assigned."""
    found = findings.register_finding(
        actor=acting(world.zigong_officer), evidence=[road.photo()],
        draft=road.draft(
            supervised_object_id=thing.pk, link_id=lists.link_of(thing).pk,
            inspection_id=inspection.pk, workpaper_id=paper.pk,
            items=(PlannedItem("K1+200"),),
        ),
    )  # fmt: skip
    for step in ("confirm", "assign"):
        road.take(world, found, step)
    return found


def _named(scene: Scene) -> dict[str, dict[str, Any]]:
    """Return what stands in the addresses that want something of their own."""
    world, officer = scene.world, acting(scene.world.zigong_officer)
    thing, inspection = scene.object, scene.inspection
    record = {"kind": int(thing.KIND), "pk": thing.pk}
    link = lists.link_of(thing)
    view = save_view(actor=officer, listing="objects", name="红灯", query="light=red")
    told = Told.objects.filter(person=world.zigong_head, record_id=scene.finding.pk).last()
    item = inspection.items.all()[0]
    pick = looked_back(world, cast(Person, scene.people["walled"]))
    place = scene.finding.items.get()
    followed = {"kind": int(scene.finding.KIND), "pk": scene.finding.pk}
    return {
        "works:link_step": {"pk": link.pk, "step": "begin"},
        "works:plan_link": {"pk": link.pk},
        "works:checkpoint": {"pk": link.pk, "position": 1},
        "access:grant_revoke": {**record, "grant_id": shared(world, scene.object)},
        "access:share": record, "access:label_set": record, "access:recusal_declare": record,
        "interfaces:token_revoke": {"pk": program(world)},
        "access:tie_end": {"pk": tied(world)},
        "notices:open": {"pk": told.pk if told else 0},
        **in_background(world),
        "notices:rule_set": {"duty": "findings"},
        "notices:follow": followed, "files:bundle": followed,
        "files:page": {"pk": Attachment.objects.get(record_id=scene.finding.pk).pk, "page": 1},
        "files:attach": {"kind": int(inspection.KIND), "pk": inspection.pk},
        **{f"inspections:{name}": {"pk": scene.paper.pk} for name in ("workpaper", "review")},
        "inspections:answer": {"pk": objected(world, inspection).pk},
        "inspections:field_item": {"pk": inspection.pk, "object_id": thing.pk, "item_id": item.pk},
        "findings:look_back_result": {"pk": pick.pk},
        "findings:look_back": {"pk": pick.look_back_id},
        **{f"findings:{name}_item": {"pk": scene.finding.pk, "item": place.pk}
           for name in ("mark", "unmark", "leave_out")},
        "findings:mark_measure": {"pk": scene.finding.pk, "measure": scene.finding.pk},
        "papers:draft": {"code": letters.NOTICE, "record": scene.finding.pk},
        "web:delete_view": {"view_id": view.pk},
        "figures:explain": {"pk": scene.kept.ledgers.pk, "line": "r2"},
        **contracted(world, thing), **urged(world, scene.finding, scene.kept.session),
        **{f"dispatch:{name}": {"pk": scene.item.pk} for name in ("keep_item", "release_item")},
        **{f"dispatch:{name}": {"pk": thing.pk} for name in ("start", "stop")},
        **{f"dispatch:{name}": {"week": key_of(week_of(build.today()))}
           for name in ("week", "meeting", "print_week")},
        "deadlines:calendar_year": {"year": 2026}, "deadlines:year_announce": {"year": 2026},
        "orgs:hand_over": {"body_id": world.zigong.pk, "pk": world.zigong_officer.pk},
        "orgs:session_end": {"handle": "none"}, "keys:remove_passkey": {"pk": passkey(world)},
    }  # fmt: skip


def _by_group(scene: Scene) -> dict[str, dict[str, Any]]:
    """Return what stands in the others, by how their names begin; the longest beginning counts."""
    world, officer = scene.world, acting(scene.world.zigong_officer)
    seat = Membership.objects.get(person=world.zigong_auditor)
    set_clearance(
        actor=acting(world.security_admin), membership_id=seat.pk, clearance=3, reason="联合检查"
    )
    emergency = access.ask_emergency(
        actor=acting(world.luzhou_officer), body=world.zigong, asked=scene.finding.number,
        reason="情况紧急",
    )  # fmt: skip
    batch = works.start_import(actor=officer, file_name="名单.csv", content=lists.csv(lists.GOOD))
    template = works.copy_template(
        actor=acting(world.secretary), template_id=scene.object.template_id or 0
    )
    checklist = inspections.copy_checklist(
        actor=acting(world.secretary), template_id=scene.inspection.checklist_id or 0
    )
    wording = template_in_use(letters.NOTICE)
    wording = papers.copy_template(
        actor=acting(world.secretary), template_id=wording.pk if wording else 0
    )
    file = Attachment.objects.get(record_id=scene.finding.pk)
    link_id = lists.link_of(scene.object).pk
    point, retired = (
        risks.add_point(actor=officer, link_id=link_id, draft=PointDraft(words))
        for words in ("未批先建", "化整为零")
    )
    risks.retire_point(actor=officer, point_id=retired.pk, reason="不涉及")
    library = risks.copy_library(actor=acting(world.secretary), library_id=libraries()[0].pk)
    limits = contracts.copy_limits(actor=acting(world.secretary), version_id=limit_sets()[0].pk)
    key = next(iter(SHEETS))
    found: dict[str, Any] = {
        "access:emergency": emergency, "files": file, "findings": scene.finding,
        "inspections": scene.inspection, "works": scene.object, "works:import": batch,
        "keys": world.zigong_auditor,
        "works:cancel_import": batch, "orgs": world.zigong_auditor, "orgs:body": world.builder,
        "orgs:post": seat.post, "orgs:post_add": world.builder, "orgs:membership_end": seat,
        "orgs:clearance_set": seat, "orgs:jurisdiction": Jurisdiction.objects.all()[0],
        "orgs:supervision_kind": SupervisionKind.objects.all()[0],
        "orgs:role": Role.objects.all()[0], "papers": scene.letter, "risks": scene.object,
        "committees": scene.kept.meeting, **of_meeting(scene.kept.meeting),
        **{f"papers:{verb}_template": wording for verb in VERSION_VERBS},
        **{f"risks:{start}point": point for start in ("", *POINT_VERBS)},
        "risks:restore_point": retired,
        **{f"risks:{verb}_library": library for verb in VERSION_VERBS},
        **{f"contracts:{verb}_limits": limits for verb in VERSION_VERBS},
        **{f"works:{verb}_template": template for verb in VERSION_VERBS},
        **{f"inspections:{verb}_checklist": checklist for verb in VERSION_VERBS},
    }  # fmt: skip
    args = {prefix: {"pk": row.pk} for prefix, row in found.items()}
    args |= of_kept(scene.kept)
    args["dispatch"] = {"pk": scene.object.pk, "week": key_of(week_of(build.today()))}
    limit = TimeLimit.objects.order_by("code")[0]
    args |= told(world)
    return args | {"deadlines:limit": {"code": limit.code}, "orgs:sheet": {"key": key}}

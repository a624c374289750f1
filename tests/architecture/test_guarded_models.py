"""New tables join by construction: business content is guarded, or stands here with a reason."""

from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model
from django.utils import timezone

from liandu.access.guarded import Guarded, Part, Unscoped
from liandu.access.queries import guarded_models
from liandu.figures import actions as figures
from liandu.findings import actions as findings
from liandu.findings.rules import Result, Sample
from liandu.inspections.models import Countersignature
from liandu.meetings.actions import sign_handover
from liandu.meetings.models import ChairHandover
from liandu.risks import actions as risks
from liandu.risks.models import RiskPoint
from liandu.works import actions as works
from liandu.works.rules import Member
from tests.access_table.expected import ROWS
from tests.access_table.scene import NOBODY, Scene, made
from tests.access_table.test_table import WANTED
from tests.consultations.build import said
from tests.cooperation import build as cooperation
from tests.findings import road
from tests.findings import test_lasting as lasting
from tests.findings import test_sides as sides
from tests.meetings import build as meetings
from tests.oracle.worlds import KINDS as OF_THE_ORACLE
from tests.people import World, acting
from tests.works import lists

# Whose rows tell nothing of business, or are read only by way of what guards them.
FREE = {
    "orgs.*": "who there is: bodies, posts and people are named by every page of business",
    "deadlines.*": "time limits and the calendar bind everybody",
    "audit.*": "read by subject once that was found visible, or without content by its keeper",
    "access.Team": "offered only with a record in sight (teams_known_to)",
    "access.TeamMember": "shown by nobody; sight is made of it",
    "access.Grant": "read by its record (reasons.grants_shown)",
    "access.RecordSubject": "shown by nobody; walls are made of it",
    "access.Tie": "one's own, or all to the security administrator (queries.ties)",
    "access.Wall": "shown to the keepers of its record",
    "access.Emergency": "one's own, or those one answers (queries.emergencies_at)",
    "files.StoredFile": "content by its digest, reached by attachments alone",
    "files.SealedBatch": "heads of trees over hashes, no content",
    "files.Attachment": "read by its record (queries.seen_attachment)",
    "files.Sending": "one's own, seen by nobody else (queries.sendings)",
    "interfaces.Token": "one's own, or that there is one to those who oversee them",
    "interfaces.Answer": "answered again to the very program that was answered before",
    "search.Entry": "asked with the sight of its record (queries.find), or of rows in sight",
    "webhooks.*": "one's own, or that there is one to those who oversee them; records by sight",
    "keys.*": "one's own, shown to nobody else but that there is one",
    "notices.Notice": "one's own, of records still in sight (queries.notices)",
    "notices.Follow": "one's own",
    "notices.CalendarAddress": "one's own; the digest of a secret",
    "notices.Mail": "to whom and how it stands, without content (queries.mails)",
    "notices.NoticeChoice": "one's own",
    "notices.NoticeWish": "one's own",
    "notices.StandIn": "of whoever is away, and of who stands in",
    "notices.ReminderRule": "binds everybody",
    "notices.RunningWorker": "of the installation",
    "notices.ScheduledJob": "of the installation",
    "web.SavedView": "one's own (visible_to)",
    "works.ImportBatch": "one's own, for the body it was begun for (visible_to)",
    "works.ColumnMapping": "headings only, of the body that settled them",
    "works.Field": "words that everybody shares",
    "works.LinkTemplate": "what the central office sets up for all",
    "works.LinkTemplateItem": "part of a template",
    "works.LightRule": "what the central office sets up for all",
    "findings.LookBack": "the body's own (visible_to): a period, a size and a seed",
    "committees.MechanismDefault": "what is offered to every committee",
    "programme.ProgrammeArea": "words that everybody shares",
    "cooperation.SuperiorReport": "the body's own (visible_to), on requests in sight",
    "urging.LadderStep": "binds everybody",
    "urging.SupervisionTicket": "read by what it urges (queries.tickets, seen_ticket)",
    "urging.TicketEntry": "a line of a ticket",
    "urging.Instruction": "read by its record (queries.instructions, seen_instruction)",
    "urging.InstructionEntry": "a line of an instruction",
    "risks.RiskLibrary": "what the central office sets up for all",
    "risks.RiskLibraryItem": "part of a library",
    "contracts.LimitSet": "what the central office sets up for all",
    "contracts.Limit": "part of a version of the limits",
    "inspections.ChecklistTemplate": "what the office sets up for all",
    "inspections.ChecklistItem": "part of a checklist",
    "papers.PaperTemplate": "what the central office sets up for all",
    "papers.Letterhead": "stands on every paper of a body",
}
OURS = [m for m in apps.get_models() if m.__module__.startswith("liandu.")]
PARTS = [m for m in OURS if issubclass(m, Part)]


def test_every_table_is_guarded_or_listed_with_a_reason() -> None:
    labels = {m._meta.label: m for m in OURS}
    guarded = {label for label, m in labels.items() if issubclass(m, Guarded | Part)}
    free = {label for label in labels if label in FREE or f"{label.partition('.')[0]}.*" in FREE}
    assert set(labels) - guarded - free == set(), "make it Guarded or a Part, or say here why not"
    assert guarded & free == set()
    gone = {one for one in FREE if not one.endswith(".*")} - set(labels)
    assert gone == set(), "take it out of the list"


def test_every_kind_of_record_is_in_the_oracle_and_in_the_table(scene: Scene) -> None:
    kinds = set(guarded_models())
    assert kinds <= set(OF_THE_ORACLE)
    named = {scene.record_of(name) for name in ROWS if WANTED[name]} - {None}
    assert {int(one.KIND) for one in named if one is not None} == kinds


@pytest.mark.parametrize("model", [m for m in OURS if issubclass(m, Guarded | Part)])
def test_rows_answer_only_once_it_is_said_for_whom(model: Any) -> None:
    for ask in (list, len, lambda rows: rows.count(), lambda rows: rows.exists()):
        with pytest.raises(Unscoped):
            ask(model.objects.all())


@pytest.fixture
def scene(world: World) -> Scene:
    """Return one record of each kind, with each of their parts."""
    found = made(world)
    officer, builder = acting(world.zigong_officer), acting(world.builder_head)
    members = {"leading_group": ("每月", (Member(world.zigong_water.pk, "分管领导"),))}
    works.set_tiers(actor=officer, object_id=found.object.pk, tiers=members)
    works.move_link(actor=officer, link_id=lists.link_of(found.object).pk, step="begin")
    point = RiskPoint.objects.unscoped("test").get(state="in_force")
    risks.check_point(actor=officer, point_id=point.pk, on=timezone.localdate(), result="in_order")
    done = road.at(world, "approve_plan")
    findings.ask_extension(
        actor=builder, finding_id=done.pk, until=road.in_days(90), reason="汛期停工"
    )
    findings.grant_extension(actor=officer, finding_id=done.pk)
    road.take(world, done, "submit", result=road.result("变更管理办法"))
    findings.post_reply(actor=officer, finding_id=done.pk, text="收到")
    figures.explain_difference(
        actor=officer, reconciliation_id=found.kept.ledgers.pk, line="r2", text="未移交"
    )
    build_sides(world)
    meetings.parts(world, found.kept.session)
    said(found.kept.consultation, world.luzhou_officer)
    cooperation.parts(world, found.kept.request)
    handover = ChairHandover.objects.unscoped("test").get()
    sign_handover(actor=officer, handover_id=handover.pk, text_hash=handover.text_hash)
    Countersignature.objects.create(
        inspection=found.inspection, body=world.luzhou, signed_by=world.luzhou_officer,
        signed_at=timezone.now(),
    )  # fmt: skip
    return found


def build_sides(world: World) -> None:
    """Have findings leave the straight road in every way that leaves rows."""
    officer, today = acting(world.zigong_officer), road.in_days(0)
    said = Result("x", 0, root_cause="rules", similar_cases="x", handled={"talk": 1})
    closed = road.at(world, "close", said)
    findings.draw_look_back(actor=officer, asked=Sample(today, today, 1, "x"))
    sides.disputed(world)
    sides.passed_on(world)
    lasting.lasting(world)
    findings.reopen_finding(actor=officer, finding_id=closed.pk, cause="found_again", reason="x")


def record_of(row: Any) -> Guarded:
    """Return the record that a part belongs to in the end."""
    while isinstance(row, Part):
        row = getattr(row, row.PARENT)
    found: Guarded = row
    return found


def test_every_part_is_seen_by_just_those_who_see_its_record(scene: Scene) -> None:
    for model in PARTS:
        rows = list(model.objects.unscoped("test"))
        assert rows, f"let the fixture make a {model._meta.label}"
        for kind in set(scene.people) - {NOBODY}:
            actor = scene.actor(kind)
            shown = set(model.objects.visible_to(actor).values_list("pk", flat=True))
            assert shown == {row.pk for row in rows if sees(actor, record_of(row))}, (model, kind)


def sees(actor: Any, record: Model) -> bool:
    """Test whether ``actor`` may know of a record."""
    rows: Any = type(record)
    return bool(rows.objects.visible_to(actor).filter(pk=record.pk).exists())

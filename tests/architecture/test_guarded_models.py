"""New tables join by construction: business content is guarded, or stands here with a reason."""

from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model

from liandu.access.guarded import Guarded, Part, Unscoped
from liandu.access.queries import guarded_models
from liandu.findings import actions as findings
from liandu.works import actions as works
from liandu.works.rules import Member
from tests.access_table.expected import ROWS
from tests.access_table.scene import NOBODY, Scene, made
from tests.access_table.test_table import WANTED
from tests.findings import road
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
    "files.Attachment": "read by its record (queries.seen_attachment)",
    "notices.Notice": "one's own, of records still in sight (queries.notices)",
    "notices.Follow": "one's own",
    "web.SavedView": "one's own (visible_to)",
    "works.ImportBatch": "one's own, for the body it was begun for (visible_to)",
    "works.ColumnMapping": "headings only, of the body that settled them",
    "works.Field": "words that everybody shares",
    "works.LinkTemplate": "what the central office sets up for all",
    "works.LinkTemplateItem": "part of a template",
    "works.LightRule": "what the central office sets up for all",
    "inspections.ChecklistTemplate": "what the office sets up for all",
    "inspections.ChecklistItem": "part of a checklist",
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
    done = road.at(world, "approve_plan")
    findings.ask_extension(
        actor=builder, finding_id=done.pk, until=road.in_days(90), reason="汛期停工"
    )
    findings.grant_extension(actor=officer, finding_id=done.pk)
    road.take(world, done, "submit", result=road.result("变更管理办法"))
    findings.post_reply(actor=officer, finding_id=done.pk, text="收到")
    return found


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

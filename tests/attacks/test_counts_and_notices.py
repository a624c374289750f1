"""What cannot be seen is not counted, announced or chosen from either."""

from typing import Any

import pytest
from django.urls import reverse

from liandu.access import actions as access
from liandu.access import queries as opened
from liandu.access.models import Team
from liandu.files.actions import attach
from liandu.inspections import actions as inspections
from liandu.kernel.permits import allowed
from liandu.notices import queries
from liandu.notices.actions import follow, read_notices
from liandu.notices.models import Notice
from liandu.orgs.models import Person
from tests.access_table.scene import Scene, made
from tests.findings.road import photo
from tests.inspections import build
from tests.people import World, acting, person, signed_in


@pytest.fixture
def scene(world: World) -> Scene:
    """Return one record of each kind."""
    return made(world)


def step_back(who: Person, record: Any) -> None:
    """Wall somebody off from a record."""
    access.declare_recusal(actor=acting(who), record=record, reason="亲属在建设单位任职")


def test_notices_of_hidden_records_are_neither_counted_nor_read(scene: Scene) -> None:
    head = scene.world.zigong_head
    Notice.objects.filter(person=head).exclude(record_id=scene.finding.pk).delete()
    assert queries.unread_count(acting(head)) > 0
    step_back(head, scene.finding)
    assert queries.unread_count(acting(head)) == 0
    assert b"read_all" not in signed_in(head).get(reverse("notices:inbox")).content
    assert read_notices(actor=acting(head)) == 0


def test_how_a_visit_is_prepared_is_kept_from_those_who_are_visited(world: World) -> None:
    """They were told of the visit; of the report they are told once it is issued."""
    site = build.signed(world)
    follow(actor=acting(world.builder_liaison), followed=site.again())
    Notice.objects.all().delete()
    theirs = Notice.objects.filter(person__in=[world.builder_liaison, world.builder_head])
    inspections.submit_report(actor=site.lead, inspection_id=site.pk, text="一项不符合。")
    assert Notice.objects.exists()
    assert not theirs.exists()
    build.agreed(site)
    assert set(theirs.values_list("kind", flat=True)) == {"inspections.comments_asked"}
    theirs.delete()
    inspections.issue_report(actor=site.head, inspection_id=site.pk)
    assert set(theirs.values_list("kind", flat=True)) == {"inspections.report_issued"}


def test_the_inspected_read_no_file_of_a_visit_before_its_report(world: World) -> None:
    site = build.on_site(world)
    scan = attach(actor=site.office, record=site.again(), upload=photo(), purpose="workpaper")
    urls = [
        reverse(f"files:{name}", args=[scan.pk]) for name in ("preview", "download", "thumbnail")
    ]
    inside, outside = signed_in(world.zigong_head), signed_in(world.builder_head)
    answers: list[Any] = [inside.get(url) for url in urls]
    assert [answer.status_code for answer in answers] == [200] * 3
    for answer in answers[1:]:
        b"".join(answer)  # read to its end, a file is closed
    assert [outside.get(url).status_code for url in urls] == [404] * 3
    assert scan.name not in outside.get(site.again().get_absolute_url()).content.decode()


def test_a_workpaper_that_is_closed_to_the_inspected_cannot_be_probed(world: World) -> None:
    site = build.on_site(world)
    paper = build.paper(site)
    client = signed_in(world.builder_head)
    assert client.get(reverse("inspections:review", args=[paper.pk])).status_code == 404


def test_only_teams_of_records_in_sight_are_offered_to_share_with(scene: Scene) -> None:
    """The name of a team is the number of a visit."""
    team, stray = scene.inspection.team, Team.objects.create(name="JC-2026-999")
    known = opened.teams_known_to(scene.actor("secretariat"))
    assert list(known) == [team]
    assert stray not in known
    liaison = person("other", "联络员", scene.world.zigong_audit, roles=["secretariat"])
    assert not opened.teams_known_to(acting(liaison)).exists()


def test_requests_for_emergency_access_are_read_by_those_who_answer_them(scene: Scene) -> None:
    seen = {kind: opened.emergencies_at(scene.actor(kind)).exists() for kind in scene.people}
    assert {kind for kind, is_seen in seen.items() if is_seen} == {
        "secretariat", "head", "leader", "office",
    }  # fmt: skip


def test_who_is_walled_off_learns_nothing_from_a_request_for_the_record(scene: Scene) -> None:
    head = scene.world.zigong_head
    assert scene.finding.number in str(list(opened.emergencies_at(acting(head))))
    step_back(head, scene.finding)
    assert not opened.emergencies_at(acting(head)).exists()


def test_a_grant_is_ended_only_at_its_own_record(scene: Scene) -> None:
    args = scene.args("access:grant_revoke")
    other = {**args, "kind": int(scene.finding.KIND), "pk": scene.finding.pk}
    client = scene.browser("secretariat")
    assert client.get(reverse("access:grant_revoke", kwargs=args)).status_code == 200
    assert client.get(reverse("access:grant_revoke", kwargs=other)).status_code == 404


def test_who_is_in_the_directory_is_told_to_nobody_outside_it(scene: Scene) -> None:
    client, known = scene.browser("liaison"), scene.args("orgs:person_edit")["pk"]
    names = ("person_edit", "account_close", "password_reset", "admin_set", "membership_add")
    for name in (*names, "membership_end"):
        here, gone = (reverse(f"orgs:{name}", args=[pk]) for pk in (known, 2**40))
        assert client.get(here).status_code == client.get(gone).status_code == 403


def test_only_the_central_office_changes_what_binds_every_body(scene: Scene) -> None:
    names = ("deadlines.set_limit", "deadlines.mark_days", "works.set_light_rules")
    for name in names:
        assert allowed(scene.actor("office"), name)
        assert not allowed(scene.actor("elsewhere"), name)

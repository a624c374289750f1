"""What each address of the annual programme answers, and the project they are asked with."""

from datetime import date
from typing import Any

from django.utils import timezone

from liandu.committees.models import Committee
from liandu.inspections.models import Inspection
from liandu.orgs.models import Membership
from liandu.programme.models import (
    ProjectInspection,
    ProjectMilestone,
    ProjectPause,
    ProjectReport,
    SupervisionProject,
)
from liandu.programme.urls import PAGES
from tests.people import World
from tests.programme import build

PROGRAMME = """
programme
  year                    soooooooooooooo   -
  project_list            soooooooooooooo   -
  propose                 s.oxo...oxx....   s.fxf...fxx....
  project                 s.o.o...ooo....   -
  edit                    s.o.o...xxx....   s.f.f...xxx....
  withdraw                s.o.o...xxx....   s.f.f...xxx....
  submit                  s.x.o...xxx....   s.x.w...xxx....
  return                  s.x.x...xxo....   s.x.x...xxf....
  screen                  s.x.x...xxo....   s.x.x...xxr....
  table                   s.x.x...xxo....   s.x.x...xxf....
  take_back               s.x.x...xxo....   s.x.x...xxf....
  reject                  s.x.x...xxo....   s.x.x...xxw....
  approve                 s.x.x...xxo....   s.x.x...xxw....
  cancel                  s.x.x...xxo....   s.x.x...xxf....
  suspend                 s.x.o...xxo....   s.x.f...xxf....
  resume                  s.x.o...xxo....   s.x.f...xxf....
  carry_over              s.x.o...xxx....   s.x.f...xxx....
  send_back               s.x.x...xxo....   s.x.x...xxf....
  conclude                s.x.o...xxx....   s.x.f...xxx....
  close                   s.x.x...xxo....   s.x.x...xxf....
  file_report             s.o.o...xxx....   s.f.f...xxx....
  assign_inspection       s.o.o...xxx....   s.f.f...xxx....
  release_inspection      s.x.x...xxo....   s.x.x...xxf....
  result_list             s.o.o...ooo....   -
  reports                 soooooooooooooo   -
  add_milestone           s.o.o...xxx....   s.f.f...xxx....
  start                   s.x.o...xxx....   s.x.w...xxx....
  reach                   s.o.o...xxx....   s.f.f...xxx....
  move_milestone          s.x.x...xxo....   s.x.x...xxf....
  undo_milestone          s.o.o...xxo....   s.f.f...xxf....
  edit_milestone          s.o.o...xxx....   s.f.f...xxx....
  remove_milestone        s.o.o...xxx....   s.w.w...xxx....
  keep_hit                s.x.x...xxo....   s.x.x...xxf....
  merge_hit               s.x.x...xxo....   s.x.x...xxf....
  areas                   sxxxxxxxxxoxxxx   -
  add_area                sxxxxxxxxxoxxxx   sxxxxxxxxxfxxxx
  edit_area               sxxxxxxxxxoxxxx   sxxxxxxxxxfxxxx
"""


def screened(world: World, joint: Committee) -> SupervisionProject:
    """Return a project of Zigong's that is being screened and overlaps with another one."""
    build.submitted(world, joint, world.zigong_head, name="干渠水利专项")
    return build.screened(world, build.submitted(world, joint, world.zigong_head))


def who(project: SupervisionProject) -> int:
    """Return somebody of its lead body."""
    return Membership.objects.filter(post__body=project.owner_body_id).earliest("pk").person_id


def of_project(project: SupervisionProject, joint: Committee) -> dict[str, dict[str, Any]]:
    """Return what stands in the addresses of the project, of its overlap and of an area."""
    day = date(project.year, 11, 30)
    row = ProjectMilestone.objects.create(
        project=project, name="x", due_on=day, first_due_on=day, body_id=project.owner_body_id
    )
    month, now = day.replace(day=1), timezone.now()
    ProjectReport.objects.create(
        project=project, month=month, done="x", due_at=now, filed_at=now,
        filed_by_id=who(project),
    )  # fmt: skip
    ProjectPause.objects.create(project=project, since=day, until=day, reason="x")
    visit = Inspection.objects.unscoped("test").earliest("pk")
    ProjectInspection.objects.create(
        project=project, inspection_id=visit.pk, assigned_at=now, assigned_by_id=who(project)
    )
    keys = {"project": project.pk, "hit": build.hits(project)[0].pk, "milestone": row.pk}
    return {
        "programme": {"pk": project.pk}, "programme:propose": {"pk": joint.pk},
        "programme:file_report": {"pk": project.pk, "key": f"{month:%Y-%m}"},
        "programme:release_inspection": {"pk": project.pk, "inspection": visit.pk},
        "programme:result_list": {"pk": project.pk, "result": "inspections"},
        "programme:edit_area": {"pk": project.area_id},
        **{f"programme:{page.name}": {"pk": keys[page.of]} for page in PAGES},
    }  # fmt: skip

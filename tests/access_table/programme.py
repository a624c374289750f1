"""What each address of the annual programme answers, and the project they are asked with."""

from typing import Any

from liandu.committees.models import Committee
from liandu.programme.models import SupervisionProject
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


def of_project(project: SupervisionProject, joint: Committee) -> dict[str, dict[str, Any]]:
    """Return what stands in the addresses of the project, of its overlap and of an area."""
    keys = {"project": project.pk, "hit": build.hits(project)[0].pk}
    return {
        "programme": {"pk": project.pk}, "programme:propose": {"pk": joint.pk},
        "programme:edit_area": {"pk": project.area_id},
        **{f"programme:{page.name}": {"pk": keys[page.of]} for page in PAGES},
    }  # fmt: skip

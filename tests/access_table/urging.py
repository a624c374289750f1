"""What each address of urging answers, and what stands in them; the letters are of the table."""

from typing import Any

from liandu.findings.models import Finding
from liandu.meetings.models import Meeting
from liandu.notices.models import Notice as Told
from liandu.urging.views.taking import PAGES
from tests.people import World
from tests.urging import build

URGING = """
urging
  ticket_list             soooooooooooooo   -
  ticket                  s.oooooo.oo....   -
  raise                   s.oxoxxo.oo....   s.wxwxxw.ww....
  withdraw_ticket         s.oxoxxx.xx....   s.fxfxxx.xx....
  acknowledge_ticket      s.xxxoox.xx....   s.xxxrrx.xx....
  answer_ticket           s.xxxoox.xx....   s.xxxffx.xx....
  step_up_ticket          s.oxoxxx.xx....   s.wxwxxx.xx....
  cure_ticket             s.oxoxxx.xx....   s.wxwxxx.xx....
  close_ticket            s.oxoxxx.xx....   s.wxwxxx.xx....
  instruction_list        soooooooooooooo   -
  instruction             s.oooooo.oo....   -
  instruct                s.xxoxxo.ox....   s.xxfxxf.fx....
  instruct_part           s.xxo...xox....   s.xxf...xfx....
  withdraw_instruction    s.xxoxxx.xx....   s.xxfxxx.xx....
  return_instruction      s.xxoxxx.xx....   s.xxfxxx.xx....
  report_instruction      s.oxoxxx.xx....   s.fxfxxx.xx....
  close_instruction       s.xxoxxx.xx....   s.xxwxxx.xx....
  ladder_list             soooooooooooooo   -
  ladder_set              sxxxxxxxxxooxxx   sxxxxxxxxxffxxx
  ladder_reset            sxxxxxxxxxooxxx   sxxxxxxxxxwwxxx
"""
OF_NO_FINDING = ("instruct_part", "ladder_set", "ladder_reset")
"""Addresses of the app that are not about the finding of the scene."""


def urged(world: World, finding: Finding, meeting: Meeting) -> dict[str, dict[str, Any]]:
    """Return what stands in the addresses: a ticket and an instruction on the finding."""
    ticket = build.raised(world, finding, world.zigong_head, "accept", level="blue", reason="紧急")
    made = build.instructed(world, finding, world.zigong_head, world.zigong_officer)
    Told.objects.filter(kind__startswith="urging.").delete()  # bells tell of the visit alone
    kept = {"ticket": ticket.pk, "instruction": made.pk}
    record = {"kind": build.FINDING, "pk": finding.pk}
    part = {"kind": int(meeting.KIND), "pk": meeting.pk, "part": meeting.resolutions.get().pk}
    return {
        **{f"urging:{name}": {"pk": pk} for name, pk in kept.items()},
        **{f"urging:{page.url_key}": {"pk": kept[page.of]} for page in PAGES},
        "urging:raise": {**record, "duty": "findings", "key": "accept"},
        "urging:instruct": record, "urging:instruct_part": part,
        **{f"urging:ladder_{verb}": {"duty": "findings"} for verb in ("set", "reset")},
    }  # fmt: skip

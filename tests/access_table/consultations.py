"""What each address of consultations answers, and the consultation they are asked with."""

from datetime import timedelta

from django.utils import timezone

from liandu.committees.models import Committee
from liandu.consultations.models import Consultation
from tests.consultations import build
from tests.people import World

CONSULTATIONS = """
consultations
  consultation_list       soooooooooooooo   -
  begin                   s.oxo...oxo....   s.fxf...fxf....
  consultation            s.o.o...ooo....   -
  edit                    s.o.o...xxx....   s.f.f...xxx....
  withdraw                s.o.o...xxx....   s.f.f...xxx....
  extend                  s.o.o...xxx....   s.f.f...xxx....
  put                     s.o.o...xxx....   s.w.w...xxx....
  answer                  s.x.x...oxx....   s.x.x...fxx....
  sum_up                  s.o.o...xxx....   s.f.f...xxx....
  table                   s.o.o...xxo....   s.f.f...xxf....
"""


def consulted(world: World, joint: Committee) -> Consultation:
    """Return a consultation that Zigong put to Luzhou, which has not answered."""
    due_on = timezone.localdate() + timedelta(days=9)
    return build.put(world, joint, due_on=due_on, asked_ids=(world.luzhou.pk,))

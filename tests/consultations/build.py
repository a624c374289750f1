"""Consultations as tests need them: put by Zigong to Luzhou and the water office."""

from datetime import timedelta
from typing import Any

from liandu.committees.models import Committee
from liandu.consultations import actions
from liandu.consultations.models import AskedBody, Consultation, Opinion
from liandu.consultations.rules import Question, Stance
from liandu.orgs.models import Person
from tests.meetings import build as meetings
from tests.people import World, acting

DAYS = 5
SUMMARY = "各方同意先行互认，数据口径另行研究"


def question(world: World, **changes: Any) -> Question:
    """Return what is asked."""
    usual: dict[str, Any] = {
        "title": "排口监测数据先行互认", "question": "是否同意自下月起互认排口监测数据？",
        "reason": "汛期前需要启用", "due_on": meetings.TODAY + timedelta(days=DAYS),
        "asked_ids": (world.luzhou.pk, world.zigong_water.pk),
    }  # fmt: skip
    return Question(**(usual | changes))


def begun(
    world: World, of: Committee | None = None, who: Person | None = None, **changes: Any
) -> Consultation:
    """Return a draft of Zigong's, or of somebody else's."""
    return actions.begin_consultation(
        actor=acting(who or world.zigong_officer), question=question(world, **changes),
        committee_id=(of or meetings.committee(world)).pk,
    )  # fmt: skip


def put(
    world: World, of: Committee | None = None, who: Person | None = None, **changes: Any
) -> Consultation:
    """Return a consultation that was put."""
    made = begun(world, of, who, **changes)
    return actions.put_consultation(
        actor=acting(who or world.zigong_officer), consultation_id=made.pk
    )


def said(made: Consultation, who: Person, stance: str = Stance.AGREE, text: str = "") -> Opinion:
    """Return an opinion that somebody gave."""
    return actions.give_opinion(
        actor=acting(who), consultation_id=made.pk, stance=stance, text=text
    )


def answered(world: World, made: Consultation) -> Consultation:
    """Return a consultation in which both have answered."""
    said(made, world.luzhou_officer)
    said(made, world.water_officer, Stance.CONDITIONS, "先试行一年")
    return made


def summed_up(world: World, made: Consultation | None = None) -> Consultation:
    """Return a consultation that was summed up."""
    found = answered(world, made or put(world))
    return actions.sum_up_consultation(
        actor=acting(world.zigong_officer), consultation_id=found.pk, summary=SUMMARY
    )


def asked(made: Consultation) -> set[int]:
    """Return the bodies that are asked."""
    rows = AskedBody.objects.unscoped("test").filter(consultation=made)
    return set(rows.values_list("body_id", flat=True))


def opinions(made: Consultation) -> list[Opinion]:
    """Return every opinion given, one after the other."""
    return list(Opinion.objects.unscoped("test").filter(consultation=made).order_by("at", "pk"))


def again(made: Consultation) -> Consultation:
    """Return a consultation as it stands now."""
    found: Consultation = Consultation.objects.unscoped("test").get(pk=made.pk)
    return found


def collecting(world: World, made: Consultation, **changes: Any) -> Any:
    """Return a meeting of its committee that collects topics."""
    of = Committee.objects.unscoped("test").get(pk=made.committee_id)
    return meetings.collecting(world, of, **changes)

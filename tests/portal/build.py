"""Findings, inspections and objects put straight into the tables, as many as a test asks for."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import count
from random import Random
from typing import Any

from django.utils import timezone

from liandu.findings.models import EstablishedRule, Finding
from liandu.findings.rules import FindingState
from liandu.inspections.models import Inspection
from liandu.inspections.rules import InspectionState, Mode
from liandu.orgs.models import Body, Jurisdiction
from liandu.works.models import SupervisedObject, SupervisionLink
from liandu.works.rules import LinkState
from tests.people import World

NUMBERS = count(1)


def finding(owner: Body, **fields: Any) -> Finding:
    """Return a finding of ``owner`` as it would stand in the table, not saved."""
    values: dict[str, Any] = {
        "number": f"WT-2026-{next(NUMBERS):06}", "title": "设计变更未报批先实施", "fact": "—",
        "rule_broken": "—", "demand": "—", "found_on": timezone.localdate(),
    }  # fmt: skip
    return Finding(owner_body=owner, **(values | fields))


def closed(world: World, owner: Body, at: datetime, **fields: Any) -> Finding:
    """Return a closed finding, not saved: three persons took part."""
    return finding(
        owner, state=FindingState.CLOSED.value, closed_at=at, submitter=world.builder_head,
        first_reviewer=world.water_officer, closer=world.zigong_head, **fields,
    )  # fmt: skip


def inspection(owner: Body, starts_on: date, *objects: SupervisedObject, **fields: Any) -> Any:
    """Make an inspection of ``objects``."""
    number = f"JC-2026-{next(NUMBERS):06}"
    values = {"number": number, "title": "交叉检查", "mode": Mode.JOINT.value, "basis": "—",
              "ends_on": starts_on}  # fmt: skip
    made = Inspection.objects.create(owner_body=owner, starts_on=starts_on, **(values | fields))
    made.supervised_objects.add(*objects)
    return made


def works(owner: Body, *places: Jurisdiction, **fields: Any) -> SupervisedObject:
    """Make a supervised object at ``places``."""
    number = f"XM-{next(NUMBERS):05}"
    values = {"number": number, "name": f"灌区 {number}", "normal_name": number}
    made: SupervisedObject = SupervisedObject.objects.create(
        owner_body=owner, **(values | fields)
    )  # fmt: skip
    made.jurisdictions.add(*places)
    return made


def link(record: SupervisedObject, code: str = "a", **fields: Any) -> SupervisionLink:
    """Make a link of ``record``, under way unless told otherwise."""
    values = {"position": 1, "name": "立项审批", "state": LinkState.IN_PROGRESS}
    made: SupervisionLink = SupervisionLink.objects.create(
        supervised_object=record, code=code, **(values | fields)
    )
    return made


@dataclass
class Places:
    """Two cities, one of them with a district."""

    zigong: Jurisdiction
    luzhou: Jurisdiction
    district: Jurisdiction

    def any(self, chance: Random) -> Jurisdiction | None:
        """Return one of them, or none."""
        return chance.choice([self.zigong, self.luzhou, self.district, None])


def places() -> Places:
    """Return the jurisdictions of the small world, with a district added."""
    zigong = Jurisdiction.objects.get(code="510300")
    district = Jurisdiction.objects.create(
        code="510302", name="自流井区", short_name="自流井", parent=zigong
    )
    return Places(zigong, Jurisdiction.objects.get(code="510500"), district)


def populate(world: World, there: Places, today: date, seed: int) -> None:
    """Fill the tables with all sorts of records around ``today``, the same for the same seed."""
    chance = Random(seed)  # noqa: S311 - the same world each time
    zone = timezone.get_current_timezone()
    owners = [world.zigong, world.luzhou, world.federation]
    states = [state.value for state in FindingState if state != FindingState.CLOSED]
    late = timezone.now() - timedelta(days=3)
    ends = [time.min, time(12), time(23, 59, 59, 500_000)]
    found = []
    for _ in range(90):
        owner, where = chance.choice(owners), there.any(chance)
        day = _near(today, chance)
        label = chance.choice([0, 1, 1, 2, 3])
        if chance.random() < 0.4:
            at = datetime.combine(day, chance.choice(ends), zone)
            found.append(closed(world, owner, at, jurisdiction=where, label=label, found_on=day))
        else:
            state = chance.choice(states)
            due = chance.choice([None, late, timezone.now() + timedelta(days=3)])
            due = None if state == FindingState.WITHDRAWN else due
            found.append(
                finding(owner, state=state, step_due_at=due, jurisdiction=where, label=label,
                        found_on=day)
            )  # fmt: skip
    Finding.objects.bulk_create(found)
    for one in found:
        if chance.random() < 0.5:
            EstablishedRule.objects.create(
                finding=one, name="管理办法", issued_on=one.found_on, body=one.owner_body,
                recorded_at=one.closed_at,
            )  # fmt: skip
    every = [there.zigong, there.luzhou, there.district]
    objects = [works(world.zigong, *chance.sample(every, chance.randint(0, 3))) for _ in range(8)]
    for _ in range(30):
        day = _near(today, chance)
        visited = chance.choice([None, day])
        state = InspectionState.ON_SITE if visited else InspectionState.APPROVED
        inspection(
            chance.choice(owners), day, *chance.sample(objects, chance.randint(0, 3)),
            state=state.value, visited_from=visited, label=chance.choice([0, 1, 2]),
        )  # fmt: skip


def _near(today: date, chance: Random) -> date:
    """Return a day around ``today``, often at the edge of a month, quarter or year."""
    edges = [today.replace(month=1, day=1), today.replace(day=1), today.replace(month=12, day=31)]
    return chance.choice([*edges, today, today - timedelta(days=chance.randint(0, 400))])

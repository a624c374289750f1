"""The demo's supervised objects: the list of 248 works, and what is watched that is no work."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.utils import timezone

from liandu.demo.bodies import CODES, Cast
from liandu.demo.play import Scene, as_now, later
from liandu.demo.rows import Row, rows
from liandu.orgs.models import Jurisdiction
from liandu.works.actions import create_object, move_link, plan_link, set_checkpoint, set_tiers
from liandu.works.models import Field, SupervisedObject, SupervisionLink
from liandu.works.rules import Member, ObjectDraft

DEPARTMENT = {"水利": "SL", "交通": "JT", "能源": "FG"}
YEAR = 365
WATCHED = 18
"""How many of the 63 have begun: their links move and inspections go there."""


@dataclass(frozen=True, slots=True)
class Watched:
    """An object that is inspected in the demo, with who has to do with it, by code."""

    object: SupervisedObject
    office: str
    builder: str
    department: str


# kind, name, lead office, others that take part
OTHERS = [
    ("waters", "沱江、釜溪河跨界水域联防联控", "NJ", ("ZG", "RC")),
    ("fishing_ban", "长江十年禁渔联合监督", "LZ", ("JJ", "YC", "RC")),
    ("business_contact", "自贡高新区营商环境监督联系点", "ZG", ()),
    ("business_contact", "永川综合保税区营商环境监督联系点", "YC", ()),
    ("business_contact", "宜宾三江新区营商环境监督联系点", "YB", ()),
]
# kind, name, lead body, responsible body
OF_DISTRICT = [
    ("business_contact", "嘉定工业区营商环境监督联系点", "JD-JW", "JD-JJ"),
    ("idle_land", "北部片区低效用地盘活（示例）", "JD-JW", "JD-GZ"),
    ("idle_land", "西部片区闲置厂房盘活（示例）", "JD-JW", "JD-JJ"),
    ("city_safety", "燃气和高层建筑安全风险防控", "JD-JW", "JD-YJ"),
    ("city_safety", "危险化学品企业安全风险防控", "JD-JW", "JD-YJ"),
]


def load_objects(cast: Cast) -> list[Watched]:
    """Enter every object through the actions of its keepers; return those that are inspected."""
    others = [_other(cast, *other) for other in OTHERS]
    return _list(cast) + others


def load_district(cast: Cast) -> list[Watched]:
    """Enter the district's objects."""
    secretary = as_now(cast, "jd-bgs-1")
    places = tuple(Jurisdiction.objects.filter(code="310114").values_list("pk", flat=True))
    found = []
    for kind, name, lead, responsible in OF_DISTRICT:
        made = create_object(
            actor=secretary,
            draft=ObjectDraft(
                name=name, object_type=kind, jurisdiction_ids=places, list_year=2026,
                lead_body_id=cast.bodies[lead].pk,
                responsible_body_ids=(cast.bodies[responsible].pk,),
            ),
        )  # fmt: skip
        found.append(Watched(made, lead, responsible, "JD-CZ"))
    return found


def _list(cast: Cast) -> list[Watched]:
    secretary = as_now(cast, "lm-1")
    fields = {field.code: field.pk for field in Field.objects.all()}
    places = {place.code: place.pk for place in Jurisdiction.objects.all()}
    found: list[Watched] = []
    # Lists show the newest first: the last entered is the first of the published list.
    for row in reversed(rows()):
        draft = _draft(row, fields, places)
        codes = [CODES[place] for place in row.places if place in CODES]
        if not codes:
            create_object(actor=secretary, draft=draft)
            continue
        watched = _ours(cast, row, draft, codes)
        found.insert(0, watched)
    return found[:WATCHED]


def _draft(row: Row, fields: dict[str, int], places: dict[str, int]) -> ObjectDraft:
    return ObjectDraft(
        name=row.name, number=row.number, field_id=fields[row.field], sub_field=row.sub_field,
        jurisdiction_ids=tuple(places[code] for code in row.places if code in places),
        investment_fen=row.investment_fen, year_plan_fen=row.year_plan_fen, list_year=2023,
        starts_on=row.starts_on, starts_precision="month", ends_on=row.ends_on,
        ends_precision="month", is_sample=row.is_sample,
    )  # fmt: skip


def _ours(cast: Cast, row: Row, draft: ObjectDraft, codes: list[str]) -> Watched:
    """Enter a work in one of the eight: its first jurisdiction leads, its department answers."""
    first = codes[0]
    department = f"{first}-{DEPARTMENT.get(row.sub_field, 'JS')}"
    builder = f"{first}-CT"
    made = create_object(
        actor=as_now(cast, "lm-1"),
        draft=replace(
            draft,
            lead_body_id=cast.bodies[f"{first}-JD"].pk,
            responsible_body_ids=(cast.bodies[builder].pk, cast.bodies[department].pk),
        ),
    )  # fmt: skip
    _invite(cast, made, codes[1:])
    return Watched(made, f"{first}-JD", builder, department)


def _invite(cast: Cast, made: SupervisedObject, others: Sequence[str]) -> None:
    """Let the offices of the other jurisdictions take part in the horizontal mechanism."""
    if others:
        members = [Member(cast.bodies[f"{other}-JD"].pk, "") for other in others]
        set_tiers(
            actor=as_now(cast, "lm-1"), object_id=made.pk,
            tiers={"horizontal": ("互查 · 数据共享", members)},
        )  # fmt: skip


def _other(cast: Cast, kind: str, name: str, office: str, others: tuple[str, ...]) -> Watched:
    """Enter something that is no work: a water, the fishing ban, a contact point."""
    codes = {short: code for code, short in CODES.items()}
    places = Jurisdiction.objects.filter(code__in=[codes[short] for short in (office, *others)])
    made = create_object(
        actor=as_now(cast, "lm-1"),
        draft=ObjectDraft(
            name=name, object_type=kind, list_year=2026,
            jurisdiction_ids=tuple(places.values_list("pk", flat=True)),
            lead_body_id=cast.bodies[f"{office}-JD"].pk,
            responsible_body_ids=(cast.bodies[f"{office}-SL"].pk,),
        ),
    )  # fmt: skip
    _invite(cast, made, others)
    return Watched(made, f"{office}-JD", f"{office}-SL", f"{office}-CZ")


def work(cast: Cast, who: Watched, number: int, start: datetime) -> Scene:
    """Play a work through the year: its three tiers are set up, then its links go their way."""
    chance, made = random.Random(number), who.object  # noqa: S311 - a demo, not a secret
    yield later(start, 1 + number % 5)
    _set_up(cast, who)
    links = list(made.links.all())
    done = chance.randint(3, len(links) - 3)
    _plan(cast, who, links[done : done + 4], (start + timedelta(days=YEAR)).date())
    pace = (YEAR - 20) / (done + 2)
    for position, link in enumerate(links[: done + 2]):
        yield later(start, 7 + pace * position + chance.random() * pace / 3)
        _move(cast, link, "begin")
        if position < done:
            yield later(start, 7 + pace * (position + 0.8))
            _move(cast, link, "finish")
    for point in range(1, chance.randint(1, 3)):
        set_checkpoint(
            actor=as_now(cast, "lm-1"), link_id=links[done].pk, position=point, state="passed"
        )


def _set_up(cast: Cast, who: Watched) -> None:
    """Set up who supervises a work, in three tiers."""
    places = who.object.jurisdictions.values_list("code", flat=True)
    offices = {f"{CODES[place]}-JD" for place in places if place in CODES} - {who.office}
    body = {code: each.pk for code, each in cast.bodies.items()}
    across = [who.department, f"{who.office[:2]}-SJ", *sorted(offices)]
    set_tiers(
        actor=as_now(cast, "lm-1"),
        object_id=who.object.pk,
        tiers={
            "leading_group": (
                "统筹 · 每季会商", [Member(body["LM"], "组长"), Member(body[who.office], "副组长")],
            ),
            "task_force": (
                "跟进 · 每周调度",
                [Member(body[who.office], "专班长"), Member(body[who.department], "工程岗")],
            ),
            "horizontal": ("互查 · 数据共享", [Member(body[code], "") for code in across]),
        },
    )  # fmt: skip


def _plan(cast: Cast, who: Watched, links: list[SupervisionLink], until: date) -> None:
    """Plan the links that are under way and come next at the end of the year."""
    for ahead, link in enumerate(links):
        begins = until + timedelta(days=40 * ahead - 30)
        plan_link(
            actor=as_now(cast, "lm-1"), link_id=link.pk, planned_start_on=begins,
            planned_end_on=begins + timedelta(days=50),
            responsible_body_id=cast.bodies[who.builder].pk,
            supervising_body_id=cast.bodies[who.department].pk,
        )  # fmt: skip


def _move(cast: Cast, link: SupervisionLink, step: str) -> None:
    on = timezone.localdate()
    move_link(actor=as_now(cast, "lm-1"), link_id=link.pk, step=step, on=on)

"""The demo's list of 248 works: counts and sums per field are the published ones of 2023.

Published by news agencies, 10-15 February 2023: 248 projects, 3 252.24 billion yuan in all, 339.53
billion planned for the year. The named projects are public; every figure of a single project, and
every project marked as a sample, is invented. Deterministic: the same list at every load.
"""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

YI = 10_000_000_000  # fen in 亿元
TENTH = YI // 10


@dataclass(frozen=True, slots=True)
class Row:
    """One project of the list; money in fen."""

    number: str
    name: str
    field: str
    sub_field: str
    places: tuple[str, ...]
    investment_fen: int
    year_plan_fen: int
    starts_on: date
    ends_on: date
    is_sample: bool


# field code, number of projects, total and year's plan in tenths of 亿元
PUBLISHED = [
    ("infrastructure", 90, 238_000, 22_009),
    ("industry", 81, 58_620, 8_045),
    ("science", 27, 6_717, 1_203),
    ("culture", 21, 10_526, 1_141),
    ("ecology", 13, 3_403, 370),
    ("opening_up", 6, 2_286, 214),
    ("public_services", 10, 5_672, 971),
]
# name, sub-field, jurisdictions, total and plan in tenths of 亿元
NAMED = [
    ("向家坝灌区北总干渠一期一步工程", "水利", ("510300", "511000", "511500"), 864, 112),
    ("自贡至永川高速公路", "交通", ("510300", "500118"), 1_682, 205),
    ("江津经泸州至宜宾高速公路", "交通", ("500116", "510500", "511500"), 3_127, 340),
    ("成宜高铁自贡段", "交通", ("510300",), 945, 130),
    ("渝昆高铁泸州沱江特大桥", "交通", ("510500", "500116", "500118"), 279, 61),
]
PARK = ("荣县过水产业园", "产业", ("510300", "510321"), 450, 88)
EIGHT = ["510300", "510500", "511000", "511500", "500116", "500118", "500111", "500153"]
SHORT = dict(
    zip(EIGHT, ["自贡", "泸州", "内江", "宜宾", "江津", "永川", "大足", "荣昌"], strict=True)
)
ELSEWHERE = {
    "510100": "成都",
    "510600": "德阳",
    "511300": "南充",
    "500101": "万州",
    "500112": "渝北",
}
INVOLVED = 63
THINGS = {
    "infrastructure": [("交通", "快速公路"), ("交通", "港区码头"), ("水利", "引水工程"),
                       ("能源", "变电工程"), ("交通", "城际公路改造"), ("水利", "防洪治理工程")],
    "industry": [("产业", "装备产业园"), ("产业", "冷链物流中心"), ("产业", "电池配套园"),
                 ("产业", "食品加工园"), ("产业", "新材料基地")],
    "science": [("科技", "中试基地"), ("科技", "联合实验室"), ("科技", "算力中心")],
    "culture": [("文旅", "古镇保护利用"), ("文旅", "石刻保护工程"), ("文旅", "竹海游步道")],
    "ecology": [("生态", "河道生态修复"), ("生态", "禁渔监测站网"), ("生态", "矿区复绿")],
    "opening_up": [("开放", "综合保税区扩区"), ("开放", "无水港")],
    "public_services": [("公共服务", "职教实训基地"), ("公共服务", "区域医疗中心"),
                        ("公共服务", "养老服务中心")],
}  # fmt: skip


def rows() -> list[Row]:
    """Return the 248 rows, numbered in order."""
    chance = random.Random(2023)  # noqa: S311 - a demo, not a secret
    made = [row for field in PUBLISHED for row in _of_field(chance, *field)]
    return _spread(made)


def _of_field(
    chance: random.Random, field: str, count: int, total: int, plan: int
) -> Iterator[Row]:
    """Yield the projects of one field; what the named ones leave is shared among the others."""
    named = NAMED if field == "infrastructure" else [PARK] if field == "industry" else []
    rest = count - len(named)
    totals = _shares(chance, rest, total - sum(row[3] for row in named))
    plans = _shares(chance, rest, plan - sum(row[4] for row in named), totals)
    for name, sub_field, places, whole, year in named:
        yield Row("", name, field, sub_field, places, whole * TENTH, year * TENTH,
                  *_dates(chance), is_sample=False)  # fmt: skip
    for number, (whole, year) in enumerate(zip(totals, plans, strict=True), 1):
        sub_field, thing = THINGS[field][number % len(THINGS[field])]
        yield Row("", thing, field, sub_field, (), whole * TENTH, year * TENTH,
                  *_dates(chance), is_sample=True)  # fmt: skip


def _dates(chance: random.Random) -> tuple[date, date]:
    """Return a start in the past and a planned end some years later."""
    starts = date(chance.choice([2022, 2023, 2023, 2024]), chance.randint(1, 12), 1)
    return starts, date(chance.choice([2026, 2027, 2027, 2028]), chance.choice([6, 12]), 30)


def _shares(
    chance: random.Random, count: int, total: int, like: list[int] | None = None
) -> list[int]:
    """Return ``count`` positive whole numbers that add up to ``total``, roughly ``like`` others."""
    weights = like or [chance.randint(2, 30) for _ in range(count)]
    whole = sum(weights)
    shares = [max(1, total * weight // whole) for weight in weights]
    shares[0] += total - sum(shares)
    return shares


def _spread(made: list[Row]) -> list[Row]:
    """Return the rows with places, full names and numbers; 63 of them touch the eight."""
    chance = random.Random(63)  # noqa: S311
    ours = sum(1 for row in made if row.places)
    samples = [index for index, row in enumerate(made) if not row.places]
    inside = set(chance.sample(samples, INVOLVED - ours))
    result = []
    phases: Counter[str] = Counter()
    for index, row in enumerate(made):
        places = row.places or _places(chance, is_ours=index in inside)
        name = row.name
        if row.is_sample:
            name = f"{SHORT.get(places[0]) or ELSEWHERE[places[0]]}{row.name}"
            phases[name] += 1
            name += f"{'一二三四五六七八九十'[phases[name] - 1]}期"
        result.append(
            Row(f"XM-2023-{index + 1:03}", name, row.field, row.sub_field, places,
                row.investment_fen, row.year_plan_fen, row.starts_on, row.ends_on, row.is_sample)
        )  # fmt: skip
    return result


def _places(chance: random.Random, *, is_ours: bool) -> tuple[str, ...]:
    """Return one jurisdiction, sometimes two neighbours."""
    pool = EIGHT if is_ours else list(ELSEWHERE)
    return tuple(chance.sample(pool, 2 if chance.random() < 0.2 else 1))  # noqa: PLR2004

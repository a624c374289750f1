"""Who takes part in the demo: eight jurisdictions without a common superior, and one district.

Places are real, by their GB/T 2260 codes; bodies and posts are invented, people are their posts.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from liandu.demo.rows import ELSEWHERE
from liandu.orgs.models import Body, Jurisdiction, Membership, Person, Post, Role, SupervisionKind
from liandu.orgs.rules import path_of

PASSWORD = "liandu-2023"  # noqa: S105 - the demo's, printed at every start

# code, name, short name, tone, row and column of the tile: west to east, north to south
JURISDICTIONS = [
    ("511000", "内江市", "内江", "Neijiang", "chuan", 1, 2),
    ("500111", "大足区", "大足", "Dazu", "yu", 1, 4),
    ("510300", "自贡市", "自贡", "Zigong", "chuan", 2, 1),
    ("500153", "荣昌区", "荣昌", "Rongchang", "yu", 2, 3),
    ("500118", "永川区", "永川", "Yongchuan", "yu", 2, 4),
    ("511500", "宜宾市", "宜宾", "Yibin", "chuan", 3, 1),
    ("510500", "泸州市", "泸州", "Luzhou", "chuan", 3, 3),
    ("500116", "江津区", "江津", "Jiangjin", "yu", 3, 5),
    ("310114", "嘉定区", "嘉定", "Jiading", "", 1, 7),
]
# suffix, name, short name, kind, kinds of supervision
OF_EACH = [
    ("JD", "监督工作办公室", "监督办", "discipline", ["discipline", "supervisory"]),
    ("SJ", "审计局", "审计局", "audit", ["audit"]),
    ("CZ", "财政局", "财政局", "department", ["finance"]),
    ("FG", "发展和改革委员会", "发改委", "department", ["administrative"]),
    ("JT", "交通运输局", "交通局", "department", ["administrative"]),
    ("SL", "水利局", "水利局", "department", ["administrative"]),
    ("JS", "住房和城乡建设局", "住建局", "department", ["administrative"]),
    ("CT", "城市建设投资公司（示例）", "城投公司", "enterprise", []),
]
OF_DISTRICT = [
    ("JW", "区纪委监委机关", "区纪委监委", "discipline", ["discipline", "supervisory"]),
    ("FG", "区发展和改革委员会", "区发改委", "department", ["administrative"]),
    ("JJ", "区经济委员会", "区经委", "department", ["administrative"]),
    ("YJ", "区应急管理局", "区应急局", "department", ["administrative"]),
    ("SJ", "区审计局", "区审计局", "audit", ["audit"]),
    ("CZ", "区财政局", "区财政局", "department", ["finance"]),
    ("TJ", "区统计局", "区统计局", "department", ["statistics"]),
    ("GZ", "区规划和自然资源局", "区规资局", "department", ["administrative"]),
]
CODES = {"511000": "NJ", "500111": "DZ", "510300": "ZG", "500153": "RC", "500118": "YC",
         "511500": "YB", "510500": "LZ", "500116": "JJ"}  # fmt: skip
POSTS = {
    "discipline": [("综合岗", ["secretariat"], 2), ("检查岗一", ["inspector"], 2),
                   ("检查岗二", ["inspector"], 2), ("负责人", ["head", "leader"], 3)],
    "audit": [("审计岗", ["liaison", "inspector"], 2), ("负责人", ["head"], 2)],
    "department": [("联络员", ["liaison"], 1), ("负责人", ["head"], 2)],
    "enterprise": [("联络员", ["liaison"], 1), ("负责人", ["head"], 1)],
    "secretariat": [("综合岗", ["secretariat"], 2), ("副主任", ["secretariat", "head"], 2),
                    ("领导小组组长", ["leader"], 3)],
    "committee": [("主任", ["leader"], 3)],
}  # fmt: skip

# One account per role, for whoever tries the demo.
ACCOUNTS = [
    ("lm-1", "协作办综合岗 secretariat officer of the federation"),
    ("lm-3", "领导小组组长 leader"),
    ("zg-jd-1", "自贡监督办综合岗 secretariat officer of one jurisdiction"),
    ("zg-jd-2", "自贡监督办检查岗 inspector"),
    ("zg-jd-4", "自贡监督办负责人 head who approves and closes"),
    ("zg-sl-1", "自贡水利局联络员 supervising department"),
    ("zg-ct-1", "自贡城投公司联络员 responsible body, liaison"),
    ("zg-ct-2", "自贡城投公司负责人 responsible body, head"),
    ("jd-bgs-1", "嘉定区监督办综合岗 secretariat officer of the district"),
    ("system-admin", "系统管理员 system administrator"),
    ("security-admin", "安全管理员 security administrator"),
    ("security-admin-2", "安全管理员二 a second one, who agrees to clearances"),
    ("audit-admin", "审计管理员 audit administrator"),
]


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody in the demo, found by code and by account."""

    bodies: dict[str, Body]
    people: dict[str, Person]


def load_bodies(since: datetime) -> Cast:
    """Make jurisdictions, bodies, posts and people; posts are held from ``since`` on."""
    places = {
        code: Jurisdiction.objects.create(
            code=code, name=name, short_name=short, name_en=english, tone=tone,
            tile_row=row, tile_column=column, position=position,
        )
        for position, (code, name, short, english, tone, row, column) in enumerate(JURISDICTIONS)
    }  # fmt: skip
    rong = Jurisdiction.objects.create(
        code="510321", name="荣县", name_en="Rong county", short_name="荣县", tone="chuan",
        parent=places["510300"], position=20,
    )  # fmt: skip
    for code, short in ELSEWHERE.items():
        Jurisdiction.objects.create(
            code=code, name=f"{short}市" if code.startswith("51") else f"{short}区",
            short_name=short, position=30,
        )  # fmt: skip
    cast = Cast({}, {})
    _body(
        cast, [], code="LM", name="川南渝西监督协作办公室", short_name="协作办", kind="secretariat"
    )
    for code, short in CODES.items():
        _territory(cast, places[code], short)
    _body(cast, [], code="ZG-RX", name="荣县过水产业园监督专班", short_name="荣县专班",
          kind="department", jurisdiction=rong, parent=cast.bodies["ZG-JD"])  # fmt: skip
    _district(cast, places["310114"])
    for body in cast.bodies.values():
        _people(cast, body, since)
    _administrators(cast)
    return cast


def _territory(cast: Cast, place: Jurisdiction, short: str) -> None:
    """Make the bodies of one jurisdiction: its supervision office on top, the others apart."""
    office: Body | None = None
    for suffix, name, brief, kind, kinds in OF_EACH:
        parent = office if kind == "audit" else None
        body = _body(
            cast, kinds, code=f"{short}-{suffix}", name=f"{place.name}{name}", kind=kind,
            short_name=f"{place.short_name}{brief}", jurisdiction=place, parent=parent,
        )  # fmt: skip
        office = office or body


def _district(cast: Cast, place: Jurisdiction) -> None:
    """Make the district committee, its office and its member bodies."""
    top = _body(cast, [], code="JD", name="嘉定区监督工作协同联动委员会", short_name="区协同联动委",
                kind="committee", jurisdiction=place)  # fmt: skip
    _body(cast, [], code="JD-BGS", name="嘉定区监督办", short_name="区监督办", kind="secretariat",
          jurisdiction=place, parent=top)  # fmt: skip
    for suffix, name, brief, kind, kinds in OF_DISTRICT:
        _body(cast, kinds, code=f"JD-{suffix}", name=f"嘉定{name}", short_name=brief, kind=kind,
              jurisdiction=place, parent=top)  # fmt: skip


def _body(cast: Cast, kinds: list[str], **fields: Any) -> Body:
    body = Body.objects.create(position=len(cast.bodies), **fields)
    body.path = path_of(body.parent.path if body.parent else "", body.pk)
    body.save(update_fields=["path"])
    body.supervision_kinds.set(SupervisionKind.objects.filter(code__in=kinds))
    cast.bodies[body.code] = body
    return body


def _people(cast: Cast, body: Body, since: datetime) -> None:
    """Give each post of ``body`` to one person, named after the post."""
    for number, (name, roles, clearance) in enumerate(POSTS[body.kind], 1):
        post = Post.objects.create(body=body, name=name, position=number)
        post.roles.set(Role.objects.filter(code__in=roles))
        account = f"{body.code.lower()}-{number}"
        who = _person(cast, account, f"{body.short_name}{name}")
        Membership.objects.create(person=who, post=post, clearance=clearance, starts_at=since)


def _administrators(cast: Cast) -> None:
    """Make the administrators, who hold no post: raising a clearance takes two of security."""
    for account, name in [("system-admin", "系统管理员"), ("security-admin", "安全管理员"),
                          ("security-admin-2", "安全管理员二"),
                          ("audit-admin", "审计管理员")]:  # fmt: skip
        _person(cast, account, name, admin=account.removesuffix("-2").replace("-", "_"))


def _person(cast: Cast, account: str, name: str, admin: str = "") -> Person:
    who = Person(username=account, name=name, admin=admin)
    who.password = _hashed()
    who.save()
    cast.people[account] = who
    return who


_cached: list[str] = []


def _hashed() -> str:
    """Return the demo password hashed once: argon2 takes its time on purpose."""
    if not _cached:
        someone = Person()
        someone.set_password(PASSWORD)
        _cached.append(someone.password)
    return _cached[0]

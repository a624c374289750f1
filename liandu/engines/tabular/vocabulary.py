"""What the columns of a list may be called, and the words that stand in them. Defaults as data."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from liandu.engines.tabular.book import Value
from liandu.engines.tabular.cells import (
    NAME_LIMIT,
    TEXT_LIMIT,
    Read,
    compact,
    normalise_name,
    nothing_in,
    plain_text,
    say,
)
from liandu.engines.tabular.places import Gazetteer


class Reader(StrEnum):
    """How the cells of a column are read."""

    SERIAL = "serial"
    IDENTIFIER = "identifier"
    NAME = "name"
    TEXT = "text"
    BODIES = "bodies"
    MONEY = "money"
    DATE = "date"
    SPAN = "span"
    PLACES = "places"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a list may say of a project, and what its column may be called."""

    key: str
    label: str
    reader: Reader
    synonyms: tuple[str, ...]
    required: bool = False
    strict: bool = True  # an unknown word is an error; otherwise a doubt, and is left out
    limit: int = TEXT_LIMIT
    signed: bool = False  # an amount may be less than nothing


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.replace("_", " ") for word in text.split())


WORKS_FIELDS: tuple[Field, ...] = (
    Field("serial", "Serial", Reader.SERIAL, _words("序号 no no. s/n serial #")),
    Field(
        "number",
        "Number",
        Reader.IDENTIFIER,
        _words(
            "编号 项目编号 项目代码 项目编码 代码 项目号 number project_number project_id id code"
        ),
        limit=64,
    ),
    Field(
        "name",
        "Name",
        Reader.NAME,
        _words("名称 项目名称 工程名称 项目 工程项目 对象名称 name project_name project title"),
        required=True,
        limit=NAME_LIMIT,
    ),
    Field(
        "field",
        "Field",
        Reader.CHOICE,
        _words("领域 所属领域 项目领域 一级领域 行业领域 板块 field sector"),
        strict=False,
    ),
    Field(
        "sub_field",
        "Sub-field",
        Reader.TEXT,
        _words(
            "子领域 二级领域 细分领域 行业 所属行业 分类 sub-field subfield sub-sector subsector"
        ),
        limit=100,
    ),
    Field("kind", "Kind", Reader.CHOICE, _words("类型 对象类型 项目类型 类别 项目类别 kind type")),
    Field(
        "places",
        "Jurisdictions",
        Reader.PLACES,
        _words(
            "地区 建设地点 地点 所在地 所属地区 所在地区 辖区 涉及辖区 项目所在地 属地 行政区划"
            " 区县 市县 建设地址 place places location locations jurisdiction jurisdictions region"
        ),
    ),
    Field(
        "content",
        "Content",
        Reader.TEXT,
        _words(
            "建设内容 主要内容 建设规模及主要内容 主要建设内容 建设规模和内容 建设内容及规模"
            " 项目概况 简介 建设规模 content description scope"
        ),
    ),
    Field(
        "starts_on",
        "Start",
        Reader.DATE,
        _words(
            "开工 开工日期 开工时间 开工年月 开始日期 开始时间 计划开工时间 计划开工"
            " start start_date"
        ),
    ),
    Field(
        "ends_on",
        "End",
        Reader.DATE,
        _words(
            "竣工 竣工日期 竣工时间 竣工年月 完工 完工日期 完工时间 建成时间 结束日期 结束时间"
            " 计划竣工时间 计划完工时间 end end_date completion completion_date"
        ),
    ),
    Field(
        "span",
        "Start and end",
        Reader.SPAN,
        _words(
            "建设年限 起止年限 建设起止年限 建设起止年月 起止时间 建设周期 建设工期 工期 period"
        ),
    ),
    Field(
        "investment",
        "Total investment",
        Reader.MONEY,
        _words(
            "总投资 总投资额 投资总额 计划总投资 项目总投资 估算总投资 投资"
            " total total_investment investment"
        ),
    ),
    Field(
        "year_plan",
        "Plan for the year",
        Reader.MONEY,
        _words(
            "年计划 年度计划 年度计划投资 年计划投资 年度投资计划 年投资计划 年度投资 当年计划"
            " 本年计划 本年度计划投资 当年计划投资 年度计划完成投资 年计划完成投资"
            " plan year_plan annual_plan planned_investment"
        ),
    ),
    Field(
        "lead_body",
        "Lead body",
        Reader.BODIES,
        _words("牵头单位 牵头部门 牵头责任单位 主管部门 主管单位 lead_body lead lead_agency"),
    ),
    Field(
        "owner",
        "Owner",
        Reader.BODIES,
        _words("项目业主 业主 业主单位 建设单位 项目单位 项目法人 实施主体 实施单位 owner"),
    ),
    Field(
        "responsible_body",
        "Responsible body",
        Reader.BODIES,
        _words("责任单位 责任部门 责任主体 属地责任单位 配合责任单位 responsible_body responsible"),
    ),
    Field("remark", "Remark", Reader.TEXT, _words("备注 说明 remark remarks note notes")),
)

# A key with the words that mean it. Places that use other words give their own.
Terms = Mapping[str, Iterable[str]]

FIELDS: Terms = {
    "infrastructure": _words("现代基础设施 基础设施 infrastructure"),
    "industry": _words("现代产业 产业 产业发展 industry"),
    "science": _words("科技创新 科技 science_and_technology science"),
    "culture": _words("文化旅游 文旅 culture_and_tourism culture tourism"),
    "ecology": _words("生态屏障 生态环保 生态环境 生态 ecology"),
    "opening_up": _words("对外开放 开放 opening_up"),
    "public_services": _words("公共服务 民生 public_services"),
}
KINDS: Terms = {
    "works_project": _words("工程 工程项目 重大项目 重点项目 项目 works"),
    "waters": _words("水域 跨界水域 跨界河流 河湖 waters"),
    "fishing_ban": _words("十年禁渔 长江十年禁渔 禁渔 fishing_ban"),
    "business_contact": _words("营商环境联系点 营商环境 监测点 business_environment"),
    "idle_land": _words("低效用地 闲置土地 闲置低效用地 低效闲置用地 idle_land"),
    "city_safety": _words("城市安全 城市运行安全 city_safety"),
}


class Vocabulary:
    """The words of one closed list, as they are met in cells."""

    def __init__(self, terms: Terms) -> None:
        self._known = {
            normalise_name(word): key for key, words in terms.items() for word in (key, *words)
        }
        self.shown = "、".join(next(iter(words), key) for key, words in terms.items())

    def find(self, words: str) -> str | None:
        """Return the key that the words mean, without a trailing bracket or 类."""
        bare = compact(words).partition("(")[0]
        seen = normalise_name(bare)
        return self._known.get(seen) or self._known.get(seen.removesuffix("类"))

    def read(self, cell: Value, *, strict: bool = True) -> Read[str]:
        """Read one word of the list."""
        if empty := nothing_in(cell):
            return empty
        if key := self.find(plain_text(cell)):
            return Read(key)
        code = "choice_unknown" if strict else "choice_unknown_kept_out"
        return Read(None, (say(code, cell, known=self.shown),))


def _default_vocabularies() -> dict[str, Vocabulary]:
    return {"field": Vocabulary(FIELDS), "kind": Vocabulary(KINDS)}


@dataclass(frozen=True, slots=True)
class World:
    """What the caller knows: the fields of a list, the places, and the closed vocabularies."""

    fields: tuple[Field, ...] = WORKS_FIELDS
    gazetteer: Gazetteer = field(default_factory=lambda: Gazetteer(()))
    vocabularies: Mapping[str, Vocabulary] = field(default_factory=_default_vocabularies)

    def named(self, key: str | None) -> Field | None:
        """Return the field of this key."""
        return next((known for known in self.fields if known.key == key), None)

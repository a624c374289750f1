"""Integrity risks for programs."""

from datetime import date

from django.http import QueryDict
from ninja import Query, Schema
from pydantic import Field

from liandu.interfaces.api import (
    ApiRequest,
    Area,
    Asked,
    Key,
    Named,
    Page,
    Reference,
    Words,
    hang,
    narrowed,
    page_of,
)
from liandu.risks import queries
from liandu.risks.listings import PointFilter
from liandu.risks.models import RiskPoint
from liandu.risks.rules import Frequency, Level, PointState, Result

area = Area("risks")
hang("/risks", area)


class RisksAsked(Asked):
    """What the register is narrowed by, as on its page."""

    q: Words = Field("", description="Part of name or form, of the project's name or number")
    level: list[Level] = Field([])
    state: PointState | None = None


class RiskLine(Schema):
    """A risk point of a link."""

    id: int
    name: str
    level: Level
    state: PointState
    form: str
    power: str
    measure: str
    post: str
    basis: str
    frequency: Frequency
    next_check_on: date | None = Field(description="By when a check is asked for")
    last_check_on: date | None
    last_result: Result | None
    project: Reference
    link: str = Field(description="Code of the supervision link")
    responsible_body: Named | None
    supervising_body: Named | None


def line(row: RiskPoint) -> RiskLine:
    """Return a risk point as it is told."""
    record, last = row.link.supervised_object, row.last_check
    return RiskLine(
        id=row.pk, name=row.name, level=Level(row.level), state=PointState(row.state),
        form=row.form, power=row.power, measure=row.measure, post=row.post, basis=row.basis,
        frequency=Frequency(row.frequency), next_check_on=row.asked_on,
        last_check_on=last.on if last else None, last_result=Result(last.result) if last else None,
        project=Reference(id=record.pk, number=record.number, name=record.name),
        link=row.link.code, responsible_body=Named.of(row.answers),
        supervising_body=Named.of(row.supervises),
    )  # fmt: skip


@area.read("", Page[RiskLine], summary="List risk points")
def list_risks(request: ApiRequest, asked: Query[RisksAsked]) -> Page[RiskLine]:
    """List the risk points of projects that the post may know of."""
    given = QueryDict(mutable=True)
    for name, several in narrowed(asked.dict(), ("q", "level", "state")).items():
        given.setlist(name, several)
    rows = PointFilter(given, queries.listed(request.actor), request=request).qs
    return page_of(rows, ("pk",), asked, line)


@area.read("/{risk_id}", RiskLine, summary="Read one risk point")
def read_risk(request: ApiRequest, risk_id: Key) -> RiskLine:
    """Read one risk point."""
    return line(queries.seen_point(request.actor, risk_id))

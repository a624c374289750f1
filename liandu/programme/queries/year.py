"""A year of the programme: its projects in groups, beside those of the year before."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db.models import Max, QuerySet

from liandu.committees.queries import committees
from liandu.kernel.actor import Actor
from liandu.meetings.queries import resolutions
from liandu.programme.models import SupervisionProject
from liandu.programme.queries.projects import objects_of, projects
from liandu.programme.rules import DECIDED, UNDECIDED, ProjectState

OUT = frozenset({ProjectState.CANCELLED, ProjectState.MERGED, ProjectState.REJECTED})
"""What came to nothing is in the list, and not on the page of a year."""


MOST = 300
"""So many projects are drawn; a year has some dozens, and whatever is beyond is in the list."""


class By(StrEnum):
    """What the projects of a year are grouped by."""

    AREA = "area"
    BODY = "body"


@dataclass(slots=True)
class Group:
    """An area or a lead body with its projects, and how many it had the year before."""

    name: Any
    projects: list[SupervisionProject] = field(default_factory=list)
    count: int = 0
    before: int = 0


@dataclass(frozen=True, slots=True)
class Year:
    """The projects of a year that the actor may know of."""

    number: int
    groups: list[Group]
    count: int
    before: int
    approved: int

    @property
    def is_cut(self) -> bool:
        """Test whether there are more than a page draws."""
        return self.count > MOST


def year_of(actor: Actor, number: int, by: By) -> Year:
    """Return a year; groups in the order of the areas, or of the bodies, their first projects."""
    rows = projects(actor).filter(year__in=(number - 1, number)).exclude(state__in=OUT)
    found = list(rows.order_by("first_month", "last_month", "pk"))
    groups: dict[Any, Group] = {}
    for each in sorted(found, key=lambda one: _place(one, by)):
        group = groups.setdefault(_key(each, by), Group(_name(each, by)))
        if each.year == number:
            group.count += 1
            if len(group.projects) < MOST:
                group.projects.append(each)
        else:
            group.before += 1
    own = [each for each in found if each.year == number]
    approved = sum(each.state not in UNDECIDED for each in own)
    shown = list(groups.values()) if own else []
    left = MOST
    for group in shown:
        group.projects = group.projects[:left]
        left -= len(group.projects)
    return Year(number, shown, len(own), len(found) - len(own), approved)


def _resolved(actor: Actor, committee: Any) -> QuerySet[SupervisionProject]:
    """Return the projects in the programme of a committee in hand that its list may name.

    The list bears the label of the committee: what is labelled higher is not on it.
    """
    rows = projects(actor).filter(committee=committee.pk, label__lte=committee.label)
    return rows.filter(state__in=DECIDED - {ProjectState.REJECTED})


def last_year(actor: Actor, committee: Any) -> int | None:
    """Return the last year that has a project in the programme of a committee in hand, if any."""
    found: int | None = _resolved(actor, committee).aggregate(last=Max("year"))["last"]
    return found


def listed(
    actor: Actor, committee: Any, number: int
) -> Iterator[tuple[SupervisionProject, list[str], str]]:
    """Yield the projects of a year as its list names them: each with its targets and its basis."""
    rows = list(_resolved(actor, committee).filter(year=number))
    rows.sort(key=lambda one: (*_place(one, By.AREA), one.first_month, str(one.pk)))
    found = resolutions(actor).filter(meeting__label__lte=committee.label)
    basis = {one.pk: one for one in found.filter(pk__in=[row.resolution_id for row in rows])}
    for row in rows:
        objects = [one.name for one in objects_of(actor, row) if one.label <= committee.label]
        made = basis.get(row.resolution_id or row.pk)
        words = f"{made.meeting.title}（{made.number}）" if made else ""
        yield row, [*objects, *filter(None, map(str.strip, row.targets.splitlines()))], words


def of_year(actor: Actor, number: int) -> list[Any]:
    """Return the committees whose last year with projects in the programme is ``number``."""
    return [one for one in committees(actor) if last_year(actor, one) == number]


def _key(project: SupervisionProject, by: By) -> int:
    return project.area_id if by is By.AREA else project.owner_body_id


def _name(project: SupervisionProject, by: By) -> Any:
    return project.area if by is By.AREA else project.owner_body


def _place(project: SupervisionProject, by: By) -> tuple[Any, ...]:
    if by is By.AREA:
        return project.area.position, project.area_id
    return project.owner_body.path, project.owner_body_id

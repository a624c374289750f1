"""What came of a project: its inspections, what these found, and what that led to.

Each figure is a set of records, which is also its list; each holds what the reader may know of.
"""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet, Sum

from liandu.findings import queries as findings
from liandu.findings.rules import FindingState
from liandu.inspections import queries as inspections
from liandu.inspections.rules import InspectionState
from liandu.kernel.actor import Actor
from liandu.kernel.models import one
from liandu.programme.models import ProjectInspection, SupervisionProject
from liandu.programme.queries.projects import projects
from liandu.programme.queries.running import working_ids
from liandu.programme.queries.year import OUT
from liandu.programme.rules import Result

Rows = QuerySet[Any]
MOST = 200


def carried_out(actor: Actor, project: SupervisionProject) -> Rows:
    """Return the inspections of a project in hand that the actor may know of, less cancelled.

    With those of the projects of earlier years that it goes on with.
    """
    kept = ProjectInspection.objects.visible_to(actor).filter(project__in=chain(project))
    rows = inspections.inspections(actor).filter(pk__in=kept.values("inspection_id"))
    return rows.exclude(state=InspectionState.CANCELLED)


def chain(project: SupervisionProject) -> list[Any]:
    """Return the key of a project in hand, and of those it goes on with from earlier years."""
    keys, before = [project.pk], project.carried_from_id
    every = SupervisionProject.objects.unscoped("keys of what a project in hand goes on with")
    while before is not None and before not in keys:
        keys.append(before)
        before = every.filter(pk=before).values_list("carried_from", flat=True).first()
    return keys


def successor(project: SupervisionProject) -> SupervisionProject | None:
    """Return the project of the next year that goes on with one in hand, whoever may know of it."""
    rows = SupervisionProject.objects.unscoped("whether one in hand is carried over")
    found: SupervisionProject | None = (
        rows.filter(carried_from=project.pk).exclude(state__in=OUT).first()
    )
    return found


def neighbours(actor: Actor, project: SupervisionProject) -> list[SupervisionProject]:
    """Return what a project in hand goes on with and what goes on with it, of those in sight."""
    rows = projects(actor).filter(Q(pk=project.carried_from_id) | Q(carried_from=project.pk))
    return list(rows.exclude(state__in=OUT).order_by("year"))


def result_set(
    actor: Actor, project: SupervisionProject, result: str, most: int | None = None
) -> Rows:
    """Return what a figure of a project in hand counts, up to a label or all in sight."""
    visits = _told(carried_out(actor, project), most)
    if result == Result.INSPECTIONS:
        return visits
    keys = visits.order_by().values("pk")
    if result == Result.RULES:
        rules = findings.rules_recorded(actor).filter(finding__inspection__in=keys)
        return _told(rules, most, "finding__")
    found = _told(findings.ledger(actor).filter(inspection__in=keys), most)
    if result == Result.FINDINGS:
        return found.exclude(state=FindingState.WITHDRAWN)
    closed = found.filter(state=FindingState.CLOSED)
    return closed if result == Result.CLOSED else closed.filter(findings.OUTCOMES["recovered"])


def _told(rows: Rows, most: int | None, path: str = "") -> Rows:
    return rows if most is None else rows.filter(**{f"{path}label__lte": most})


def counted(actor: Actor, project: SupervisionProject, most: int | None = None) -> dict[str, int]:
    """Count the results of a project in hand; money in fen, all others records."""
    found = {
        one.value: result_set(actor, project, one, most).order_by().count()
        for one in Result if one != Result.RECOVERED
    }  # fmt: skip
    money = result_set(actor, project, Result.RECOVERED, most).order_by()
    total = money.aggregate(total=Sum("money_recovered_fen", default=0))["total"]
    return {**found, Result.RECOVERED.value: total}


def is_open(project: SupervisionProject) -> bool:
    """Test whether an inspection or a finding of a project in hand has not come to an end.

    All of them are asked, whoever may know of them: for the actions that end a project.
    """
    rows = ProjectInspection.objects.unscoped("a yes or no about a project in hand")
    keys = list(rows.filter(project__in=chain(project)).values_list("inspection_id", flat=True))
    return not (inspections.are_ended(keys) and findings.are_settled(keys))


def seen_of(actor: Actor, project: SupervisionProject, pk: Any) -> Any:
    """Return one inspection of a project in hand, cancelled or not.

    :raises NotVisible: if it has none like that, or the actor may not know of it
    """
    kept = ProjectInspection.objects.visible_to(actor).filter(project=project.pk)
    rows = inspections.inspections(actor).filter(pk__in=kept.values("inspection_id"))
    return one(rows, pk)


def project_of(actor: Actor, inspection: Any) -> SupervisionProject | None:
    """Return the project that an inspection in hand carries out, if the actor may know of it."""
    rows = ProjectInspection.objects.visible_to(actor).filter(inspection_id=inspection.pk)
    found = rows.select_related("project").first()
    return found.project if found else None


def to_assign(actor: Actor, project: SupervisionProject) -> list[Any]:
    """Return the inspections that may be taken into a project: of its bodies, and of no other."""
    taken = ProjectInspection.objects.unscoped("which are taken, whoever may know of it")
    rows = inspections.inspections(actor).filter(
        owner_body__in=working_ids(project), ends_on__gte=date(project.year, 1, 1)
    )
    free = rows.exclude(pk__in=list(taken.values_list("inspection_id", flat=True)))
    return list(free.exclude(state=InspectionState.CANCELLED).order_by("-starts_on", "pk")[:MOST])


def changed(actor: Actor, project: SupervisionProject, since: date, until: date) -> dict[str, int]:
    """Count what was visited, found and closed under a project in some days, both counted.

    Only what bears no higher label than the project itself: the counts go into its report.
    """
    visits = carried_out(actor, project).filter(label__lte=project.label)
    keys = visits.order_by().values("pk")
    found = findings.ledger(actor).filter(inspection__in=keys, label__lte=project.label)
    valid = found.exclude(state=FindingState.WITHDRAWN)
    return {
        "visited": visits.filter(visited_from__range=(since, until)).count(),
        "found": valid.filter(found_on__range=(since, until)).count(),
        "closed": found.filter(**findings.days_of("closed_at", since, until)).count(),
    }

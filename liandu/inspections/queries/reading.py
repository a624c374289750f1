"""Reading inspections and their parts. Nothing here writes."""

from collections import Counter
from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from liandu.access.queries import seen
from liandu.deadlines.queries import limit
from liandu.inspections.models import Inspection, InspectionItem, Workpaper
from liandu.inspections.queries.naming import named, naming, object_model, taken_up
from liandu.inspections.rules import UNDECIDED, Conclusion, InspectionState, window
from liandu.kernel.actor import Actor
from liandu.kernel.models import one
from liandu.orgs.rules import BodyKind

Rows = QuerySet[Inspection]
CONFLICT_LIMIT = "inspection_overlap_window"


def inspections(actor: Actor) -> Rows:
    """Return the inspections the actor may know of, with what a row of the list shows."""
    rows: Rows = Inspection.objects.visible_to(actor).select_related("owner_body", "leader")
    names = named(actor).order_by("number")
    return rows.prefetch_related(Prefetch("supervised_objects", names))


def visited(
    actor: Actor,
    since: date | None = None,
    until: date | None = None,
    jurisdiction_id: int | None = None,
) -> Rows:
    """Return the inspections that went on site in these days, both counted, for the figures."""
    rows = inspections(actor).exclude(visited_from=None)
    if since is not None:
        rows = rows.filter(visited_from__gte=since)
    if until is not None:
        rows = rows.filter(visited_from__lte=until)
    return rows.filter(in_jurisdiction(actor, jurisdiction_id))


def taken_part_in(rows: Rows, bodies: Collection[int]) -> Rows:
    """Return those of ``rows`` in which one of the bodies takes part besides who planned them."""
    through: Any = Inspection.participating_bodies.through.objects
    others = through.filter(inspection=OuterRef("pk"), body__in=bodies)
    return rows.filter(Exists(others.exclude(body=OuterRef("owner_body"))))


def in_jurisdiction(actor: Actor, jurisdiction_id: int | None) -> Q:
    """Return the condition for inspections of objects in a jurisdiction or a part of it.

    An object that is not named to the actor counts for no place.
    """
    if jurisdiction_id is None:
        return Q()
    there = Q(supervisedobject__jurisdictions=jurisdiction_id) | Q(
        supervisedobject__jurisdictions__parent=jurisdiction_id
    )
    return Q(Exists(taken_up(actor).filter(there, inspection=OuterRef("pk"))))


def of_objects(ids: Collection[Any]) -> Q:
    """Return the condition for inspections of one of these objects."""
    through = Inspection.supervised_objects.through.objects
    return Q(Exists(through.filter(supervisedobject__in=ids, inspection=OuterRef("pk"))))


def inspections_of(actor: Actor, object_id: Any) -> Rows:
    """Return the inspections of an object that the actor may know of, latest first."""
    rows = inspections(actor).filter(of_objects([object_id]))
    return rows.exclude(state=InspectionState.CANCELLED.value).order_by("-starts_on", "-pk")


def visits_by_link(actor: Actor, object_id: Any) -> dict[str, int]:
    """Count, for each link of an object, the inspections that looked at it."""
    pairs = (
        Workpaper.objects.visible_to(actor)
        .filter(supervised_object=object_id, link__isnull=False)
        .values_list("link__code", "inspection")
        .distinct()
    )
    return dict(Counter(code for code, _inspection in pairs))


def seen_inspection(actor: Actor, pk: Any) -> Inspection:
    """Return one inspection with what its page shows.

    :raises NotVisible: if there is none, or the actor may not know
    """
    return one(inspections(actor).prefetch_related("participating_bodies"), pk)


def seen_workpaper(actor: Actor, pk: Any) -> Workpaper:
    """Return one workpaper of an inspection that the actor may know of.

    :raises NotVisible: if there is none, or the actor may not know
    """
    found = seen(Workpaper, actor, pk)
    # Read once more with its object, which the actor need not see by itself.
    return one(workpapers(found.inspection, actor), found.pk)


def conflicts(actor: Actor, inspection: Inspection) -> Rows:
    """Return other inspections of the same objects, done or planned within the window.

    Only those that the actor may know of, and by objects named to them: a hint must not betray an
    unannounced visit, nor what is behind a wall.
    """
    first, last = window(inspection.starts_on, inspection.ends_on, limit(CONFLICT_LIMIT).amount)
    same = taken_up(actor).filter(inspection=inspection.pk).values("supervisedobject")
    rows = (
        inspections(actor)
        .exclude(pk=inspection.pk)
        .exclude(state__in=[state.value for state in UNDECIDED])
    )
    return rows.filter(
        of_objects(same), starts_on__lte=last, ends_on__gte=first
    ).order_by("-starts_on")  # fmt: skip


def are_ended(ids: Collection[Any]) -> bool:
    """Test whether all of these inspections are closed or cancelled, whoever may know of them."""
    rows = Inspection.objects.unscoped("a yes or no about what belongs to a record in hand")
    ended = (InspectionState.CLOSED, InspectionState.CANCELLED)
    return not rows.filter(pk__in=ids).exclude(state__in=ended).exists()


def has_enterprise(inspection: Inspection) -> bool:
    """Test whether an enterprise answers for one of the objects (rule R1)."""
    kinds = {body.kind for body in inspection.inspected_bodies.values()}
    return BodyKind.ENTERPRISE in kinds


def workpapers(inspection: Inspection, actor: Actor | None = None) -> QuerySet[Workpaper]:
    """Return the workpapers of an inspection in hand; those that ``actor`` may read, or all."""
    rows: QuerySet[Workpaper] = inspection.workpapers.select_related(
        "item", "link", "author", "reviewer", "second_reviewer"
    )
    names = object_model().objects.unscoped("named by workpapers that are open to the actor")
    if actor is not None:
        rows = rows.filter(naming(actor, "supervised_object__"))
    return rows.prefetch_related(Prefetch("supervised_object", names)).order_by(
        "supervised_object", "item__position"
    )


def open_subjects(actor: Actor, inspection: Inspection) -> set[str]:
    """Return the names under which evidence is attached to the workpapers the actor may read.

    Read once in a request: a page asks it of every file.
    """
    known: dict[Any, set[str]] = actor.memo.setdefault("open subjects", {})
    if inspection.pk not in known:
        rows = inspection.workpapers.filter(naming(actor, "supervised_object__"))
        ids = rows.values_list("pk", flat=True)
        known[inspection.pk] = {Workpaper(pk=pk).subject for pk in ids}
    return known[inspection.pk]


def unregistered(inspection: Inspection) -> QuerySet[Workpaper]:
    """Return the workpapers of what was not in order and became no finding yet."""
    rows: QuerySet[Workpaper] = workpapers(inspection)
    return rows.filter(conclusion=Conclusion.NOT_CONFORM.value, findings=None)


def items_of(inspection: Inspection) -> list[InspectionItem]:
    """Return what is looked at, in order."""
    return list(inspection.items.all())


def papers_at(inspection: Inspection, chosen: Any) -> QuerySet[Workpaper]:
    """Return the workpapers of an inspection in hand about one of its objects."""
    rows: QuerySet[Workpaper] = inspection.workpapers.filter(supervised_object=chosen)
    return rows

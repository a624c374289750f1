"""What a project overlaps with: the plans of all members that who screens may know of."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet

from liandu.access.sight import Among
from liandu.deadlines.queries import limit
from liandu.engines.overlap import Claim, Plans
from liandu.inspections import queries as inspections
from liandu.kernel.actor import Actor
from liandu.kernel.models import one
from liandu.programme.models import OverlapHit, SupervisionProject
from liandu.programme.queries.projects import projects
from liandu.programme.rules import OFFERED, HitKind, named_targets
from liandu.works.queries import link_names, objects

WINDOW = "inspection_overlap_window"
COMPARED = ("grade", "objects_shared", "targets_shared", "links_shared")


@dataclass(frozen=True, slots=True)
class Overlap:
    """A hit as it is explained: the other plan, and what of it is the same, by name."""

    hit: OverlapHit
    other: Any
    objects: list[Any]
    links: list[str]

    @property
    def is_project(self) -> bool:
        """Test whether one of the two could go into the other."""
        return self.hit.other_kind == HitKind.PROJECT


def found_anew(actor: Actor, project: SupervisionProject) -> list[OverlapHit]:
    """Return what a project in hand overlaps with now, as rows that are not written."""
    near = limit(WINDOW).amount
    own = _claim(project, set(project.objects_named.through.objects.filter(
        supervisionproject=project).values_list("supervisedobject", flat=True)))  # fmt: skip
    first, last = own.first - timedelta(near), own.last + timedelta(near)
    claims: dict[Any, Claim] = {}
    for kind, each in (
        *((HitKind.PROJECT, plan) for plan in _of_projects(actor, project, own)),
        *((HitKind.INSPECTION, plan)
          for plan in inspections.claims(actor, _objects_in(own), first, last)),
    ):  # fmt: skip
        key = (kind, each.key)
        claims[key] = Claim(key, each.targets, each.first, each.last, each.subjects)
    return [_row(project, hit) for hit in Plans(claims.values(), near).hits(own)]


def _objects_in(claim: Claim) -> list[UUID]:
    """Return the objects that a claim takes up; its other targets are words."""
    return [each for each in claim.targets if isinstance(each, UUID)]


def _claim(project: SupervisionProject, objects_named: Iterable[Any]) -> Claim:
    """Return what a project takes up."""
    targets = frozenset({*objects_named, *named_targets(project.targets)})
    key = project.pk
    return Claim(key, targets, project.starts_on, project.ends_on, frozenset(project.links))


def _of_projects(actor: Actor, project: SupervisionProject, own: Claim) -> list[Claim]:
    """Return what other projects in sight take up, of this year and the years beside it.

    Of their objects only those that ``own`` takes up too; nothing else can be shared.
    """
    named: dict[Any, list[Any]] = defaultdict(list)
    through = SupervisionProject.objects_named.through.objects
    pairs = through.filter(Among(F("supervisedobject"), _objects_in(own)))
    for pk, target in pairs.values_list("supervisionproject", "supervisedobject"):
        named[pk].append(target)
    years = (project.year - 1, project.year, project.year + 1)
    rows = SupervisionProject.objects.visible_to(actor).exclude(pk=project.pk)
    # What it goes on with, and what goes on with it, is the same work and no overlap.
    rows = rows.exclude(pk=project.carried_from_id or project.pk).exclude(carried_from=project.pk)
    others = rows.filter(Among(F("pk"), list(named)) | ~Q(targets=""))
    return [
        _claim(each, named[each.pk]) for each in others.filter(year__in=years, state__in=OFFERED)
    ]


def _row(project: SupervisionProject, hit: Any) -> OverlapHit:
    """Return a hit of the engine as a row."""
    kind, pk = hit.key
    return OverlapHit(
        project=project, other_kind=kind.value, other_id=pk, grade=hit.grade.value, days=hit.days,
        apart=hit.apart, links_shared=sorted(hit.subjects),
        objects_shared=sorted(str(one) for one in hit.targets if isinstance(one, UUID)),
        targets_shared=sorted(one for one in hit.targets if isinstance(one, str)),
    )  # fmt: skip


def open_hits(project: SupervisionProject) -> bool:
    """Test whether an overlap of a project in hand waits for an answer."""
    return bool(project.hits.filter(answer="").exists())


def is_screened(actor: Actor, project: SupervisionProject) -> bool:
    """Test whether what a project overlaps with now is just what was answered."""
    answered = {_key(hit): _facts(hit) for hit in project.hits.exclude(answer="")}
    return all(answered.get(_key(hit)) == _facts(hit) for hit in found_anew(actor, project))


def _key(hit: OverlapHit) -> tuple[str, str]:
    return hit.other_kind, str(hit.other_id)


def _facts(hit: OverlapHit) -> list[Any]:
    return [getattr(hit, name) for name in COMPARED]


def same(hit: OverlapHit, other: OverlapHit) -> bool:
    """Test whether two hits say the same, so that an answer to one holds for the other."""
    return _facts(hit) == _facts(other)


def hits(actor: Actor, project: SupervisionProject) -> list[OverlapHit]:
    """Return the overlaps of a project in hand with what the actor may know of."""
    rows = _of(actor, project)
    there = _others(actor, rows)
    return [hit for hit in rows if _key(hit) in there]


def shown(actor: Actor, project: SupervisionProject) -> list[Overlap]:
    """Return the same with the other plan, and what of it is the same, by name."""
    rows = _of(actor, project)
    if not rows:
        return []
    there, codes = _others(actor, rows), dict(link_names())
    named = objects(actor).filter(pk__in={pk for hit in rows for pk in hit.objects_shared})
    by_key = {str(each.pk): each for each in named}
    return [
        Overlap(
            hit, there[_key(hit)], [by_key[pk] for pk in hit.objects_shared if pk in by_key],
            [codes.get(code, code) for code in hit.links_shared],
        )
        for hit in rows if _key(hit) in there
    ]  # fmt: skip


def _of(actor: Actor, project: SupervisionProject) -> list[OverlapHit]:
    """Return every overlap of a project in hand, which each of them holds."""
    rows = list(OverlapHit.objects.visible_to(actor).filter(project=project))
    for hit in rows:
        hit.project = project
    return rows


def _others(actor: Actor, rows: Iterable[OverlapHit]) -> dict[tuple[str, str], Any]:
    """Return the other plans of some hits that the actor may know of."""
    keys: dict[str, list[UUID]] = defaultdict(list)
    for hit in rows:
        keys[hit.other_kind].append(hit.other_id)
    found: dict[tuple[str, str], Any] = {}
    ways: dict[str, QuerySet[Any]] = {
        HitKind.PROJECT: projects(actor), HitKind.INSPECTION: inspections.inspections(actor),
    }  # fmt: skip
    for kind, ids in keys.items():
        for each in ways[kind].filter(pk__in=ids):
            found[kind, str(each.pk)] = each
    return found


def seen_hit(actor: Actor, pk: Any) -> OverlapHit:
    """Return one overlap with something that the actor may know of too.

    :raises NotVisible: if there is none, or either is closed to the actor
    """
    hit = one(OverlapHit.objects.visible_to(actor).select_related("project__committee"), pk)
    if not _others(actor, [hit]):
        return one(OverlapHit.objects.visible_to(actor).none(), pk)
    return hit

"""Mechanisms of a committee in hand, what they govern, and how often they were used."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.timezone import localdate

from liandu.committees.models import Committee, Mechanism, MechanismDefault, MechanismVersion
from liandu.engines.papers.kinds import KINDS as PAPERS
from liandu.kernel.actor import Actor
from liandu.kernel.models import one
from liandu.works.queries import link_names

MOST_SHOWN = 20
Rows = Callable[[Actor, Collection[int]], QuerySet[Any]]


@dataclass(frozen=True, slots=True)
class Governed:
    """A kind of work that a mechanism may govern.

    ``rows(actor, bodies)`` are the records of it in the actor's sight that some of ``bodies`` made
    together; ``day`` is the column of the day on which each was made.
    """

    code: str
    label: Any
    rows: Rows
    day: str


GOVERNED: dict[str, Governed] = {}


def govern(code: str, label: Any, rows: Rows, day: str) -> None:
    """Register a kind of work that mechanisms may govern.

    :raises ValueError: if the code is taken
    """
    if code in GOVERNED:
        message = f"two kinds of work {code}"
        raise ValueError(message)
    GOVERNED[code] = Governed(code, label, rows, day)


def choices_of_work() -> list[tuple[str, Any]]:
    """Return the kinds of work to choose from."""
    return [(code, each.label) for code, each in GOVERNED.items()]


def choices_of_link() -> list[tuple[str, str]]:
    """Return the supervision links to choose from."""
    return link_names()


def choices_of_paper() -> list[tuple[str, Any]]:
    """Return the kinds of paper to choose from."""
    return [(code, each.title) for code, each in PAPERS.items()]


def known_codes() -> dict[str, set[str]]:
    """Return what a mechanism may govern, by the column that says so."""
    return {
        "governs": set(GOVERNED), "links": {code for code, _name in link_names()},
        "papers": set(PAPERS),
    }  # fmt: skip


def lasting(committee: Committee) -> QuerySet[Mechanism]:
    """Return the mechanisms of a committee in hand that were not abolished."""
    return _of(committee).filter(retired_on=None)


def _of(committee: Committee) -> QuerySet[Mechanism]:
    rows: QuerySet[Mechanism] = Mechanism.objects.unscoped("of a committee in hand")
    return rows.filter(committee=committee)


def offered(committee: Committee) -> list[int]:
    """Return the keys of the mechanisms that are offered and a committee in hand has not."""
    names = lasting(committee).values_list("name", flat=True)
    rows = MechanismDefault.objects.exclude(name__in=list(names))
    return list(rows.values_list("pk", flat=True))


def choices_of_default(committee: Committee) -> list[tuple[int, str]]:
    """Return those mechanisms to choose from."""
    rows = MechanismDefault.objects.filter(pk__in=offered(committee))
    return [(each.pk, str(each)) for each in rows]


def mechanisms(committee: Committee) -> list[Mechanism]:
    """Return the mechanisms of a committee in hand, the master rule first, those abolished last."""
    versions = MechanismVersion.objects.select_related("owner").unscoped("of a committee in hand")
    rows = _of(committee).prefetch_related(Prefetch("versions", versions))
    return sorted(rows, key=lambda each: each.retired_on is not None)


def count_of(committee: Committee) -> int:
    """Return how many mechanisms of a committee in hand were not abolished."""
    return lasting(committee).count()


def seen_mechanism(actor: Actor, pk: Any) -> Mechanism:
    """Return one mechanism.

    :raises NotVisible: if there is none, or the actor may not know of its committee
    """
    rows = Mechanism.objects.visible_to(actor)
    return one(rows.select_related("committee__owner_body"), pk)


def seen_version(actor: Actor, pk: Any) -> MechanismVersion:
    """Return one version of a mechanism.

    :raises NotVisible: if there is none, or the actor may not know of its committee
    """
    rows = MechanismVersion.objects.visible_to(actor)
    return one(rows.select_related("mechanism__committee__owner_body", "owner"), pk)


def versions(mechanism: Mechanism) -> list[MechanismVersion]:
    """Return the versions of a mechanism in hand, latest first."""
    return list(mechanism.versions.select_related("owner"))


def in_use(versions: Iterable[MechanismVersion]) -> MechanismVersion | None:
    """Return the version in force today of those of one mechanism, if one is."""
    today = localdate()
    return next((each for each in versions if each.is_in_force(today)), None)


def uses(
    actor: Actor, committee: Committee, versions: Iterable[MechanismVersion]
) -> dict[Any, int]:
    """Return how many records were made under each version, by its key: a statement a kind of work.

    Counted are those in the actor's sight that members, or former ones, made while it was in force.
    """
    bodies, every = _bodies(committee), [one for one in versions if one.effective_on]
    found = {one.pk: 0 for one in every}
    for code, kind in GOVERNED.items():
        governing = [one for one in every if code in one.governs]
        sums = {
            f"n{at}": Count("pk", filter=_within(kind.day, one)) for at, one in enumerate(governing)
        }
        if sums:
            counts = kind.rows(actor, bodies).order_by().aggregate(**sums)
            for at, one in enumerate(governing):
                found[one.pk] += counts[f"n{at}"]
    return found


def made_under(
    actor: Actor, committee: Committee, versions: Iterable[MechanismVersion]
) -> list[tuple[Governed, list[Any]]]:
    """Return the latest records that were made under some versions, by the kind of work."""
    bodies, every = _bodies(committee), [one for one in versions if one.effective_on]
    found = []
    for code, kind in GOVERNED.items():
        wanted = Q(pk__in=[])
        for version in every:
            if code in version.governs:
                wanted |= _within(kind.day, version)
        if wanted != Q(pk__in=[]):
            rows = kind.rows(actor, bodies).filter(wanted).order_by(f"-{kind.day}", "-pk")
            found.append((kind, list(rows[:MOST_SHOWN])))
    return found


def _within(day: str, version: MechanismVersion) -> Q:
    """Return the condition for records made while a version was in force."""
    within = Q(**{f"{day}__gte": version.effective_on})
    if version.effective_until:
        within &= Q(**{f"{day}__lte": version.effective_until})
    return within


def _bodies(committee: Committee) -> frozenset[int]:
    """Return the host and all bodies that are or were members."""
    ids = committee.members.values_list("body_id", flat=True)
    return frozenset({committee.owner_body_id, *ids})

"""Finding guarded records for an actor, and what was said about who may know of them."""

from typing import Any, TypeVar
from uuid import UUID

from django.apps import apps
from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils import timezone

from liandu.access.models import Emergency, Grant, Guarded, OfRecord, Team, Tie, Wall
from liandu.kernel.actor import Actor
from liandu.kernel.errors import NotVisible
from liandu.kernel.models import one
from liandu.orgs.models import Body
from liandu.orgs.queries import lasting
from liandu.orgs.rules import AdminKind, RoleCode

ANSWERERS = (RoleCode.SECRETARIAT, RoleCode.LIAISON, RoleCode.HEAD, RoleCode.LEADER)
"""Who keeps the records of a body, and answers for who knows of them."""

M = TypeVar("M", bound=Model)
R = TypeVar("R", bound=OfRecord)


def seen(model: type[M], actor: Actor, pk: Any) -> M:
    """Return the record ``pk`` if ``actor`` may know of it.

    :raises NotVisible: if there is none, or the actor may not know
    """
    return one(model.objects.visible_to(actor), pk)  # type: ignore[attr-defined, no-any-return]


def locked(model: type[M], actor: Actor, pk: Any) -> M:
    """Return the record ``pk`` like :func:`seen`, held until the transaction ends.

    :raises NotVisible: if there is none, or the actor may not know
    """
    rows = model.objects.visible_to(actor).select_for_update(of=("self",))  # type: ignore[attr-defined]
    return one(rows, pk)  # type: ignore[no-any-return]


def model_of(kind: int) -> type[Guarded]:
    """Return the table that holds the records of ``kind``.

    :raises NotVisible: if there is none
    """
    found = guarded_models().get(kind)
    if found is None:
        raise NotVisible
    return found


def guarded_models() -> dict[int, type[Guarded]]:
    """Return the tables of guarded records by their kind."""
    return {int(m.KIND): m for m in apps.get_models() if issubclass(m, Guarded)}


def record_of(actor: Actor, row: OfRecord | Emergency) -> Guarded:
    """Return the record that ``row`` is about, if ``actor`` may know of it.

    :raises NotVisible: if there is none, or the actor may not know
    """
    if row.record_kind is None:
        raise NotVisible
    return seen(model_of(row.record_kind), actor, row.record_id)


def of_seen(actor: Actor) -> Q:
    """Return the condition for rows about a record that ``actor`` may know of."""
    condition = Q(pk__in=[])
    for kind, model in guarded_models().items():
        seen = model.objects.visible_to(actor).filter(pk=OuterRef("record_id"))
        condition |= Q(Exists(seen), record_kind=kind)
    return condition


def record_named(body_id: int, asked: str) -> Guarded | None:
    """Return the record of a body by its number or id, for a question that answers nobody."""
    for model in guarded_models().values():
        rows: QuerySet[Any] = model.objects.unscoped(
            "the answer is the same whether or not it exists"
        )
        found: Guarded | None = (
            rows.filter(owner_body_id=body_id).filter(_named(model, asked)).first()
        )
        if found is not None:
            return found
    return None


def _named(model: type[Guarded], asked: str) -> Q:
    """Return the condition for what was typed: a number or an id."""
    has_number = any(field.name == "number" for field in model._meta.get_fields())
    named = Q(("number", asked)) if has_number else Q(pk__in=[])
    try:
        return named | Q(pk=UUID(asked))
    except ValueError:
        return named


def about(table: type[R], record: Guarded) -> QuerySet[R]:
    """Return the rows of ``table`` about ``record``, for a caller that may know of it."""
    rows: QuerySet[R] = table.objects  # type: ignore[attr-defined]
    return rows.filter(record_kind=record.KIND, record_id=record.pk)


def live_grants(record: Guarded) -> QuerySet[Grant]:
    """Return the grants of ``record`` that hold now."""
    return about(Grant, record).filter(revoked_at=None, expires_at__gt=timezone.now())


def live_walls(record: Guarded) -> QuerySet[Wall]:
    """Return the walls around ``record`` that stand now."""
    return about(Wall, record).filter(lasting(timezone.now()))


def teams_known_to(actor: Actor) -> QuerySet[Team]:
    """Return the teams that last and work on a record that the actor may know of."""
    known = Q(pk__in=[])
    for kind, model in guarded_models().items():
        seen = model.objects.visible_to(actor).filter(pk=OuterRef("record_id"))
        opened = Grant.objects.filter(Exists(seen), record_kind=kind, revoked_at=None)
        known |= Q(pk__in=opened.exclude(team=None).values("team"))
    return Team.objects.filter(lasting(timezone.now()), known).order_by("name")


def own_emergencies(actor: Actor) -> QuerySet[Emergency]:
    """Return what the actor asked for; what it is about is not among it."""
    rows = Emergency.objects.filter(person_id=actor.person_id or 0).select_related("body")
    return rows.order_by("-requested_at")


def ties(actor: Actor) -> QuerySet[Tie]:
    """Return the actor's own ties; all of them for the security administrator."""
    rows = Tie.objects.select_related("person", "other_person", "other_body").order_by("-pk")
    is_all = actor.admin == AdminKind.SECURITY
    return rows if is_all else rows.filter(person_id=actor.person_id or 0)


def tie(actor: Actor, pk: int) -> Tie:
    """Return a tie the actor may know of.

    :raises NotVisible: if there is none
    """
    return one(ties(actor), pk)


def emergencies_at(actor: Actor) -> QuerySet[Emergency]:
    """Return the requests for emergency access that wait, or waited, at bodies below the actor.

    They are for those who may answer them, about others. A request that names a record is for
    those who may know of it: else its number, or that it is missing here, would tell.
    """
    rows = Emergency.objects.select_related("body", "person").order_by("-requested_at")
    own = Body.objects.filter(pk=actor.body_id or 0).values_list("path", flat=True).first()
    if own is None or not actor.has(*ANSWERERS):
        return rows.none()
    for kind, model in guarded_models().items():
        seen = model.objects.visible_to(actor, leads=False).filter(pk=OuterRef("record_id"))
        rows = rows.exclude(~Exists(seen), record_kind=kind)
    return rows.filter(body__path__startswith=own).exclude(person_id=actor.person_id or 0)


def emergency(actor: Actor, pk: int) -> Emergency:
    """Return a request that waits, or waited, at a body below the actor.

    :raises NotVisible: if there is none
    """
    return one(emergencies_at(actor), pk)

"""Imports: whose they are, what each line of a list means here, and what it matches."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from liandu.engines.tabular import Problem, RowDraft, normalise_name
from liandu.kernel.actor import Actor
from liandu.kernel.models import one
from liandu.orgs.models import Body, Jurisdiction
from liandu.orgs.queries import actor_for, seats
from liandu.works.models import Field, ImportBatch, SupervisedObject
from liandu.works.queries.objects import objects
from liandu.works.queries.reading import Reading, known_as
from liandu.works.rules import Choices, Doing, Match, decided

CHUNK = 500
NAME_LIMIT, BODIES_LIMIT = 200, 400
PLAIN = {"number": "number", "name": "name", "sub_field": "sub_field", "content": "content",
         "investment": "investment_fen", "year_plan": "year_plan_fen", "status": "status",
         "kind": "object_type"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Known:
    """The places, fields and bodies of this system by what lists call them."""

    places: Mapping[str, int]
    fields: Mapping[str, int]
    bodies: dict[str, int | None]


@dataclass(slots=True)
class Line:
    """A line of a list: as it was read, what it matches, what is done with it."""

    draft: RowDraft
    doing: Doing
    stated: dict[str, Any]
    match: Match | None = None
    object_id: UUID | None = None

    @property
    def number(self) -> int:
        """Return where the line stands in the file."""
        return self.draft.number


def batches(actor: Actor) -> QuerySet[ImportBatch]:
    """Return the actor's imports, newest first, without the files themselves."""
    found: QuerySet[ImportBatch] = ImportBatch.objects.visible_to(actor)
    return found.defer("content", "report").order_by("-id")


def batch(actor: Actor, pk: Any) -> ImportBatch:
    """Return one of the actor's imports.

    :raises NotVisible: if there is none, or it is somebody else's
    """
    return one(ImportBatch.objects.visible_to(actor), pk)


def held_batch(actor: Actor, pk: Any) -> ImportBatch:
    """Return one of the actor's imports, held until the transaction ends.

    :raises NotVisible: if there is none, or it is somebody else's
    """
    return one(ImportBatch.objects.visible_to(actor).select_for_update(), pk)


def batch_to_run(pk: Any, *, is_held: bool = False) -> ImportBatch:
    """Return an import for the worker, which acts for whoever began it.

    :raises NotVisible: if there is none
    """
    rows = ImportBatch.objects.all()
    return one(rows.select_for_update() if is_held else rows, pk)


def beginner(found: ImportBatch, at: Any) -> Actor:
    """Return the actor that whoever began an import is now, for the body they began it for."""
    held = seats(found.created_by_id, at)
    seat = next((one for one in held if one.body_id == found.body_id), None)
    return actor_for(found.created_by_id, at, membership_id=seat.membership_id if seat else 0)


def known() -> Known:
    """Return what lists may name: places by code, fields by code, open bodies by either name."""
    named: dict[str, int | None] = {}
    for pk, *names in Body.objects.filter(closed_on=None).values_list("pk", "name", "short_name"):
        for key in {normalise_name(name) for name in names if name}:
            # One name for two bodies names neither.
            named[key] = pk if key not in named else None
    return Known(
        dict(Jurisdiction.objects.values_list("code", "pk")),
        dict(Field.objects.values_list("code", "pk")),
        named,
    )


def lines(actor: Actor, found: ImportBatch, reading: Reading) -> list[Line]:
    """Return every line of a list with what it matches and what is done with it."""
    choices, here = Choices.of(found.choices), known()
    drafts = [draft for draft in reading.drafts if not draft.skipped]
    stated = [_stated(draft, here, choices) for draft in drafts]
    matches = _matches(actor, stated)
    return [
        Line(
            draft,
            decided(draft.verdict, draft.number, match, choices),
            said,
            match,
            ids[0] if match and match.count == 1 else None,
        )
        for draft, said, (match, ids) in zip(drafts, stated, matches, strict=True)
    ]


def tally(every: Iterable[Line]) -> dict[str, int]:
    """Return how many lines there are of each fate."""
    counts = Counter(line.doing.value for line in every)
    return {doing.value: counts[doing.value] for doing in Doing}


def _stated(draft: RowDraft, here: Known, choices: Choices) -> dict[str, Any]:
    """Return what a line says of an object, in the names of its columns; adds notes on bodies."""
    values = draft.values
    said: dict[str, Any] = {name: values[key] for key, name in PLAIN.items() if key in values}
    if "field" in values:
        said["field_id"] = here.fields.get(values["field"])
    if "places" in values:
        said["jurisdiction_ids"] = tuple(here.places[code] for code in values["places"])
    for name, end in (("starts", "first"), ("ends", "last")):
        if when := values.get(f"{name}_on"):
            said[f"{name}_on"] = getattr(when, end)
            said[f"{name}_precision"] = when.precision
    if choices.list_year:
        said["list_year"] = choices.list_year
    said.update(_bodies(draft, here))
    return said


def _bodies(draft: RowDraft, here: Known) -> Iterator[tuple[str, Any]]:
    """Yield the bodies that a line names; those that are not known here are kept as text."""
    values = draft.values
    leads, unknown = known_as(values.get("lead_body", ()), here.bodies)
    if leads:
        yield "lead_body_id", leads[0]
    responsible, others = known_as(values.get("responsible_body", ()), here.bodies)
    owners, _rest = known_as(values.get("owner", ()), here.bodies)
    every = tuple(dict.fromkeys((*leads[1:], *responsible, *owners)))
    if every:
        yield "responsible_body_ids", every
    if values.get("owner"):
        yield "developer", "、".join(values["owner"])[:NAME_LIMIT]
    for key, names in (("lead_body", unknown), ("responsible_body", others)):
        for name in names:
            draft.problems.append(
                Problem("body_unknown", {"text": name}, draft.number, _column(draft, key), key)
            )
    if unknown or others:
        yield "other_bodies", "、".join((*unknown, *others))[:BODIES_LIMIT]


def _column(draft: RowDraft, key: str) -> str:
    """Return the letters of the column a problem of this line was told of already, if any."""
    return next((one.column for one in draft.problems if one.field == key), "")


def _matches(
    actor: Actor, stated: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[Match | None, list[UUID]]]:
    """Yield what each line matches: by number, else by name, among what the actor may know of."""
    numbers = _found(actor, "number", {s["number"] for s in stated if s.get("number")})
    names = _found(actor, "normal_name", {normal(s["name"]) for s in stated if s.get("name")})
    for said in stated:
        by_number = numbers.get(said.get("number", ""), [])
        found = by_number or names.get(normal(said.get("name", "")), [])
        ours = [pk for pk, owner in found if owner == actor.body_id]
        if found:
            match = Match(bool(by_number), len(found), is_editable=len(ours) == len(found))
            yield match, [pk for pk, _owner in found]
        else:
            yield None, []


def normal(name: str) -> str:
    """Return the key under which two spellings of one name meet."""
    return normalise_name(name)[:NAME_LIMIT]


def _found(actor: Actor, column: str, keys: set[str]) -> dict[str, list[tuple[UUID, int]]]:
    """Return ids and owners of the objects that have one of ``keys`` in a column."""
    found: dict[str, list[tuple[UUID, int]]] = defaultdict(list)
    wanted = sorted(keys)
    for at in range(0, len(wanted), CHUNK):
        rows: QuerySet[SupervisedObject] = objects(actor).filter(
            **{f"{column}__in": wanted[at : at + CHUNK]}
        )
        for key, pk, owner in rows.values_list(column, "pk", "owner_body_id"):
            found[key].append((pk, owner))
    return found

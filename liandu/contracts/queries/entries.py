"""Finding contracts, changes, payments and milestones for an actor."""

from typing import Any

from django.db.models import BigIntegerField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from liandu.contracts.models import MODELS, Change, Contract, Milestone, Payment
from liandu.contracts.rules import OF_CONTRACT, Entry, MilestoneCode
from liandu.kernel.actor import Actor
from liandu.kernel.models import one

ORDER = list(MilestoneCode)


def with_sums(rows: Any) -> QuerySet[Contract]:
    """Return contracts with what a row shows: their project, and what changes and payments make."""

    def total(model: Any) -> Any:
        parts = model.objects.unscoped("of contracts in sight").filter(contract=OuterRef("pk"))
        summed = parts.order_by().values("contract").annotate(all=Sum("amount_fen")).values("all")
        return Coalesce(Subquery(summed, output_field=BigIntegerField()), 0)

    found: QuerySet[Contract] = rows.select_related("supervised_object").annotate(
        changed_fen=total(Change), paid_fen=total(Payment)
    )
    return found


def contracts(actor: Actor) -> QuerySet[Contract]:
    """Return the contracts of projects that ``actor`` may know of."""
    return with_sums(Contract.objects.visible_to(actor))


def listed(actor: Actor) -> QuerySet[Contract]:
    """Return the same contracts to page through, however many they are."""
    return with_sums(Contract.objects.listed_to(actor))


def seen_contract(actor: Actor, pk: Any) -> Contract:
    """Return one contract.

    :raises NotVisible: if there is none, or the actor may not know
    """
    return one(contracts(actor), pk)


def seen_entry(actor: Actor, entry: Entry, pk: Any) -> Any:
    """Return one entry of any kind, with its project as ``record``.

    :raises NotVisible: if there is none, or the actor may not know
    """
    rows: Any = MODELS[entry].objects.visible_to(actor)
    is_part = entry in OF_CONTRACT
    path = "contract__supervised_object" if is_part else "supervised_object"
    found: Any = one(rows.select_related(path), pk)
    found.record = found.contract.supervised_object if is_part else found.supervised_object
    return found


def of_object(record: Any) -> list[Contract]:
    """Return the contracts of a project that was found visible, in the order of their signing."""
    rows = with_sums(record.contracts.all())
    return sorted(rows, key=lambda row: (row.signed_on is None, row.signed_on, row.pk))


def milestones_of(record: Any) -> list[Milestone]:
    """Return the milestones of a project that was found visible, in their usual order."""
    rows = list(record.milestones.all())
    return sorted(rows, key=lambda one: (ORDER.index(MilestoneCode(one.code)), one.pk))


def choices_of_contract(record: Any) -> list[tuple[int, str]]:
    """Return the contracts of a project that was found visible, to choose from."""
    rows = record.contracts.order_by("number").only("pk", "number", "name")
    return [(one.pk, str(one)) for one in rows]

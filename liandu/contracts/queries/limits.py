"""Reading the limits that checks hold facts against, and the projects that are held to them."""

from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from liandu.contracts.models import Contract, Limit, LimitSet, Milestone
from liandu.contracts.rules import Limits
from liandu.kernel.models import one
from liandu.kernel.versions import TemplateState

CHUNK = 500
WHY = "the limits changed"


def limit_sets() -> QuerySet[LimitSet]:
    """Return every version of the limits, newest first."""
    return LimitSet.objects.prefetch_related("items")


def limit_set(pk: int) -> LimitSet:
    """Return one version of the limits.

    :raises NotVisible: if there is none
    """
    return one(limit_sets(), pk)


def limits_in_force() -> QuerySet[Limit]:
    """Return each limit in force, in the order of the checks."""
    return Limit.objects.filter(limits__state=TemplateState.PUBLISHED)


def limits() -> Limits:
    """Return the limits in force, as the checks take them."""
    return Limits(**dict(limits_in_force().values_list("code", "amount")))


def projects_to_check(after: UUID) -> list[UUID]:
    """Return some of the projects that checks hold anything of, in order, past ``after``."""
    there = [
        Exists(model.objects.unscoped(WHY).filter(supervised_object=OuterRef("pk")))
        for model in (Contract, Milestone)
    ]
    rows = _projects().filter(there[0] | there[1], pk__gt=after)
    return list(rows.order_by("pk").values_list("pk", flat=True)[:CHUNK])


def project_to_check(pk: UUID) -> Any:
    """Return a project, held until the transaction ends; None if it is gone."""
    return _projects().select_for_update().filter(pk=pk).first()


def _projects() -> Any:
    model: Any = Contract._meta.get_field("supervised_object").related_model
    return model.objects.unscoped(WHY)

"""Finding guarded records for an actor."""

from typing import Any, TypeVar

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import Model

from liandu.access.models import Guarded
from liandu.kernel.actor import Actor
from liandu.kernel.errors import NotVisible

M = TypeVar("M", bound=Model)


def seen(model: type[M], actor: Actor, pk: Any) -> M:
    """Return the record ``pk`` if ``actor`` may know of it.

    :raises NotVisible: if there is none, or the actor may not know
    """
    return _one(model.objects.visible_to(actor), pk)  # type: ignore[attr-defined, no-any-return]


def locked(model: type[M], actor: Actor, pk: Any) -> M:
    """Return the record ``pk`` like :func:`seen`, held until the transaction ends.

    :raises NotVisible: if there is none, or the actor may not know
    """
    rows = model.objects.visible_to(actor).select_for_update(of=("self",))  # type: ignore[attr-defined]
    return _one(rows, pk)  # type: ignore[no-any-return]


def guarded_models() -> dict[int, type[Guarded]]:
    """Return the models of guarded records by the number of their kind."""
    return {model.KIND.value: model for model in apps.get_models() if issubclass(model, Guarded)}


def _one(rows: Any, pk: Any) -> Any:
    try:
        found = rows.filter(pk=pk).first()
    except (ValueError, ValidationError):  # not an id at all
        found = None
    if found is None:
        raise NotVisible
    return found

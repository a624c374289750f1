"""What a guarded record is: rows that answer only once it is said for whom."""

from collections.abc import Callable, Collection, Iterable
from functools import cache
from typing import Any, ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Exists, F, OuterRef
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from liandu.access.rules import KINDS, LABELS, Label, RecordKind
from liandu.access.sight import seen_by, sees_many
from liandu.access.words import LABEL_WORDS
from liandu.kernel.actor import Actor
from liandu.kernel.models import new_id

M = TypeVar("M", bound=models.Model)

Kept = Callable[[type[models.Model], Collection[Any]], None]

_keepers: list[Kept] = []


def kept_with(keeper: Kept) -> None:
    """Call ``keeper`` with a model and keys whenever what records are found by is written.

    In the same transaction as the write: the search, which stands above, keeps its index so.
    """
    _keepers.append(keeper)


def _keep(model: type[models.Model], ids: Collection[Any], changed: Iterable[str] | None) -> None:
    """Tell of records written; ``changed`` names the columns, None means all."""
    watched = found_by(model)
    if ids and watched and (changed is None or not watched.isdisjoint(changed)):
        for keeper in _keepers:
            keeper(model, ids)


@cache
def found_by(model: Any) -> frozenset[str]:
    """Return the columns on which it hangs by what a record is found, and by whom."""
    words = getattr(model, "WORDS", ())
    bodies = body_columns(model) if words else ()
    return frozenset({*words, *bodies, *(name.removesuffix("_id") for name in bodies)})


def body_columns(model: Any) -> tuple[str, ...]:
    """Return the columns that name the bodies from which a record is seen."""
    keys = (model._meta.get_field(name) for name in ("scope_key", *model.PARTY_KEYS))
    parts = (part for key in keys for part in key.expression.flatten())
    names = {part.name for part in parts if isinstance(part, F)}  # type: ignore[attr-defined]
    fields = (model._meta.get_field(name) for name in names)
    return tuple(sorted(field.attname for field in fields if field.is_relation))


class Unscoped(RuntimeError):
    """A query over guarded records ran without saying for whom: a fault in the program."""


class GuardedQuerySet(models.QuerySet[M]):
    """Records that answer only once it is said for whom, or why for nobody in particular."""

    _decided = False
    is_wide = False
    """Whether more are in sight than a list counts; known of rows from :meth:`listed_to`."""
    asks_each = False
    """Whether each row asks for its record: many of these are in sight, but maybe few rows."""

    def visible_to(self, actor: Actor, *, leads: bool = True) -> Self:
        """Return those that ``actor`` may know of; the one definition (access/sight.py).

        With ``leads=False`` the same rows, found by the other conditions and tested by this one.
        """
        return self.filter(seen_by(actor, self.model, leads=leads)).unscoped("seen_by")

    def listed_to(self, actor: Actor) -> Self:
        """Return the same rows in the form that suits a list of them, however many they are.

        A narrow sight is read whole and sorted. A wide one would be read for nothing: there the
        list follows its order or its filters, and meets enough rows in sight before long.
        """
        is_wide = sees_many(actor, self.model)
        found = self.visible_to(actor, leads=not is_wide)
        found.is_wide = is_wide
        return found

    def unscoped(self, reason: str) -> Self:
        """Return all of them: for jobs and checks that act for nobody. ``reason`` is told."""
        assert reason  # noqa: S101 - a word to the reader is the price
        clone: Self = self._chain()  # type: ignore[attr-defined]
        clone._decided = True
        return clone

    def _is_decided(self) -> bool:
        return self._decided

    def _require(self) -> None:
        if not self._is_decided():
            message = f"{self.model.__name__}: say visible_to(actor) or unscoped(reason)"
            raise Unscoped(message)

    def _clone(self) -> Self:
        clone: Self = super()._clone()  # type: ignore[misc]
        clone._decided = self._decided
        clone.is_wide = self.is_wide
        return clone

    def _fetch_all(self) -> None:
        if self._result_cache is None:
            self._require()
        super()._fetch_all()

    def _iterator(self, *args: Any) -> Any:
        self._require()
        return super()._iterator(*args)  # type: ignore[misc]

    def count(self) -> int:
        """Return the number of rows, once decided."""
        self._require()
        return super().count()

    def exists(self) -> bool:
        """Test whether there is a row, once decided."""
        self._require()
        return super().exists()

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return figures over the rows, once decided."""
        self._require()
        return super().aggregate(*args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        """Change the rows, once decided."""
        self._require()
        is_told = not found_by(self.model).isdisjoint(kwargs)
        ids = list(self.values_list("pk", flat=True)) if is_told else ()
        count = super().update(**kwargs)
        _keep(self.model, ids, kwargs)
        return count

    def bulk_create(self, objs: Iterable[M], *args: Any, **kwargs: Any) -> list[M]:
        """Write rows down at once."""
        made = super().bulk_create(objs, *args, **kwargs)
        _keep(self.model, [row.pk for row in made], None)
        return made

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete the rows, once decided."""
        self._require()
        return super().delete()

    def resolve_expression(self, *args: Any, **kwargs: Any) -> Any:
        """Take part in another query, once decided."""
        self._require()
        return super().resolve_expression(*args, **kwargs)


class Guarded(models.Model):
    """A record with an owner and a label. Subclasses say ``KIND``, ``scope_key`` and ``WORDS``.

    ``WORDS`` are the columns it is searched by; whoever sees the record may read all of them.
    ``PARTY_KEYS`` are columns made by :func:`party_key_field`: whom they name is let in by them,
    and the grants to parties that ``sync_parties`` keeps only tell of it.
    """

    KIND: ClassVar[RecordKind]
    PARTY_KEYS: ClassVar[tuple[str, ...]] = ()
    WORDS: ClassVar[tuple[str, ...]] = ()

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner_body = models.ForeignKey("orgs.Body", models.PROTECT, related_name="+")
    label = models.PositiveSmallIntegerField(
        _("handling label"),
        choices=list(LABEL_WORDS.items()),
        default=Label.INTERNAL,
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects: ClassVar[Any] = GuardedQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the record, and tell what keeps its words."""
        super().save(*args, **kwargs)
        _keep(type(self), [self.pk], kwargs.get("update_fields"))

    def parties_know_each_other(self) -> bool:
        """Test whether a party to it may read who the others are; records may say otherwise."""
        return True


def scope_key_field(kind: RecordKind) -> models.GeneratedField:
    """Return the column that puts owner, kind and label into one indexed number."""
    return models.GeneratedField(
        expression=_key(F("owner_body_id"), kind), output_field=models.BigIntegerField(),
        db_persist=True,
    )  # fmt: skip


def party_key_field(kind: RecordKind, body: str) -> models.GeneratedField:
    """Return the same for a party: the body in the column ``body``, or one that does not exist."""
    return models.GeneratedField(
        # Never blank: SQLite adds such a column to rows that are there by making the table anew.
        expression=_key(Coalesce(body, 0), kind), output_field=models.BigIntegerField(),
        db_persist=True,
    )  # fmt: skip


def _key(body: Any, kind: RecordKind) -> Any:
    return (body * KINDS + kind.value) * LABELS + F("label")


class PartQuerySet(GuardedQuerySet[M]):
    """Rows that are part of a guarded record and are seen with it."""

    def visible_to(self, actor: Actor, *, leads: bool = True) -> Self:
        """Return the parts of records that ``actor`` may know of."""
        return self._of(self._parents().visible_to(actor, leads=leads))

    def listed_to(self, actor: Actor) -> Self:
        """Return the same parts; of many records in sight, the part asks whether its own is."""
        parents = self._parents().listed_to(actor)
        if not (parents.is_wide or parents.asks_each):
            return self._of(parents)
        its_own = parents.order_by().filter(pk=OuterRef(self._owner))
        found = self.filter(Exists(its_own)).unscoped("seen with its record")
        found.asks_each = True
        return found

    @property
    def _owner(self) -> str:
        owner: str = self.model.PARENT  # type: ignore[attr-defined]
        return owner

    def _parents(self) -> Any:
        parents: Any = self.model._meta.get_field(self._owner).related_model
        return parents.objects

    def _of(self, parents: Any) -> Self:
        return self.filter(**{f"{self._owner}__in": parents}).unscoped("seen with its record")

    def _is_decided(self) -> bool:
        # Reached from a record in hand, which was itself found by visible_to.
        return self._decided or isinstance(self._hints.get("instance"), Guarded | Part)  # type: ignore[attr-defined]


class Part(models.Model):
    """A row that belongs to the record named by its field ``PARENT``."""

    PARENT: ClassVar[str]

    objects: ClassVar[Any] = PartQuerySet.as_manager()

    class Meta:
        abstract = True

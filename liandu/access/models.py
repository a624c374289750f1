"""What a guarded record is, and the tables that widen or wall off its sight."""

from typing import Any, ClassVar, Self, TypeVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from liandu.access.rules import (
    KINDS,
    LABELS,
    GrantLevel,
    Label,
    Purpose,
    RecordKind,
    TieKind,
    WallSource,
)
from liandu.access.sight import seen_by
from liandu.kernel.actor import Actor
from liandu.kernel.models import new_id

M = TypeVar("M", bound=models.Model)


class Unscoped(RuntimeError):
    """A query over guarded records ran without saying for whom: a fault in the program."""


class GuardedQuerySet(models.QuerySet[M]):
    """Records that answer only once it is said for whom, or why for nobody in particular."""

    _decided = False

    def visible_to(self, actor: Actor) -> Self:
        """Return those that ``actor`` may know of; the one definition (access/sight.py)."""
        return self.filter(seen_by(actor, self.model)).unscoped("seen_by")

    def unscoped(self, reason: str) -> Self:
        """Return all of them: for jobs and checks that act for nobody. ``reason`` is for readers."""
        assert reason  # noqa: S101 - a word to the reader is the price
        clone = self._chain()  # type: ignore[attr-defined]
        clone._decided = True
        result: Self = clone
        return result

    def _is_decided(self) -> bool:
        return self._decided

    def _require(self) -> None:
        if not self._is_decided():
            message = f"{self.model.__name__}: say visible_to(actor) or unscoped(reason)"
            raise Unscoped(message)

    def _clone(self) -> Self:
        clone: Self = super()._clone()  # type: ignore[misc]
        clone._decided = self._decided
        return clone

    def _fetch_all(self) -> None:
        if self._result_cache is None:  # type: ignore[has-type]
            self._require()
        super()._fetch_all()  # type: ignore[misc]

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
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete the rows, once decided."""
        self._require()
        return super().delete()

    def resolve_expression(self, *args: Any, **kwargs: Any) -> Any:
        """Take part in another query, once decided."""
        self._require()
        return super().resolve_expression(*args, **kwargs)  # type: ignore[misc]


class Guarded(models.Model):
    """A record with an owner and a label. Subclasses say ``KIND`` and ``scope_key``."""

    KIND: ClassVar[RecordKind]

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner_body = models.ForeignKey("orgs.Body", models.PROTECT, related_name="+")
    label = models.PositiveSmallIntegerField(
        _("handling label"),
        choices=[(level.value, _(level.name.lower())) for level in Label],
        default=Label.INTERNAL,
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects: ClassVar[Any] = GuardedQuerySet.as_manager()

    class Meta:
        abstract = True


def scope_key_field(kind: RecordKind) -> models.GeneratedField:
    """Return the column that puts owner, kind and label into one indexed number."""
    return models.GeneratedField(
        expression=(F("owner_body_id") * KINDS + kind.value) * LABELS + F("label"),
        output_field=models.BigIntegerField(),
        db_persist=True,
    )


class PartQuerySet(GuardedQuerySet[M]):
    """Rows that are part of a guarded record and are seen with it."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the parts of records that ``actor`` may know of."""
        owner = self.model.PARENT  # type: ignore[attr-defined]
        parents = self.model._meta.get_field(owner).related_model
        seen = parents.objects.visible_to(actor)  # type: ignore[union-attr]
        return self.filter(**{f"{owner}__in": seen}).unscoped("seen with its record")

    def _is_decided(self) -> bool:
        # Reached from a record in hand, which was itself found by visible_to.
        return self._decided or isinstance(self._hints.get("instance"), Guarded | Part)  # type: ignore[attr-defined]


class Part(models.Model):
    """A row that belongs to the record named by its field ``PARENT``."""

    PARENT: ClassVar[str]

    objects: ClassVar[Any] = PartQuerySet.as_manager()

    class Meta:
        abstract = True


class OfRecord(models.Model):
    """A row about a guarded record of any kind."""

    record_kind = models.PositiveSmallIntegerField()
    record_id = models.UUIDField()

    class Meta:
        abstract = True


class Team(models.Model):
    """People from several bodies who work on something together for a time."""

    name = models.CharField(_("name"), max_length=120)
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("team")

    def __str__(self) -> str:
        return self.name


class TeamMember(models.Model):
    """Somebody in a team, from and until."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="members")
    person = models.ForeignKey("orgs.Person", models.PROTECT, related_name="+")
    is_leader = models.BooleanField(_("leader"), default=False)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("team member")

    def __str__(self) -> str:
        return f"{self.team}: {self.person_id}"


class Grant(OfRecord):
    """A record is shared with one person, body or team, for a purpose and a time."""

    Level = models.TextChoices("Level", [(v.name, (v.value, _(v.value))) for v in GrantLevel])
    Purpose = models.TextChoices("Purpose", [(v.name, (v.value, _(v.value))) for v in Purpose])

    person = models.ForeignKey("orgs.Person", models.PROTECT, null=True, related_name="+")
    body = models.ForeignKey("orgs.Body", models.PROTECT, null=True, related_name="+")
    team = models.ForeignKey(Team, models.PROTECT, null=True, related_name="+")
    level = models.CharField(_("level"), max_length=20, choices=Level.choices, default="read")
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose.choices)
    basis = models.CharField(_("basis"), max_length=200)
    granted_by = models.ForeignKey("orgs.Person", models.PROTECT, null=True, related_name="+")
    granted_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(_("expires"))
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("grant")
        indexes: ClassVar = [
            models.Index(fields=["record_id"], name="grant_record"),
            models.Index(fields=["person", "record_kind"], name="grant_person"),
            models.Index(fields=["body", "record_kind"], name="grant_body"),
            models.Index(fields=["team", "record_kind"], name="grant_team"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, body=None, team=None)
                | Q(person=None, body__isnull=False, team=None)
                | Q(person=None, body=None, team__isnull=False),
                name="grant_to_exactly_one",
            )
        ]

    def __str__(self) -> str:
        return f"{self.record_id} → {self.person_id or self.body_id or self.team_id}"


class RecordSubject(OfRecord):
    """A person or body that a record is about; what recusal walls are computed from."""

    person = models.ForeignKey("orgs.Person", models.PROTECT, null=True, related_name="+")
    body = models.ForeignKey("orgs.Body", models.PROTECT, null=True, related_name="+")
    role = models.CharField(_("role"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("subject of a record")
        indexes: ClassVar = [models.Index(fields=["record_id"], name="subject_record")]


class Tie(models.Model):
    """A person is tied to another person or a body, so that records about them are walled off."""

    Kind = models.TextChoices("Kind", [(v.name, (v.value, _(v.value))) for v in TieKind])

    person = models.ForeignKey("orgs.Person", models.PROTECT, related_name="ties")
    other_person = models.ForeignKey("orgs.Person", models.PROTECT, null=True, related_name="+")
    other_body = models.ForeignKey("orgs.Body", models.PROTECT, null=True, related_name="+")
    kind = models.CharField(_("kind of tie"), max_length=20, choices=Kind.choices)
    source = models.CharField(_("source"), max_length=120)
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("tie")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(other_person=None) ^ Q(other_body=None), name="tie_to_exactly_one"
            )
        ]


class Wall(OfRecord):
    """A person must not know of a record, whatever else says they may."""

    Source = models.TextChoices("Source", [(v.name, (v.value, _(v.value))) for v in WallSource])

    person = models.ForeignKey("orgs.Person", models.PROTECT, related_name="+")
    source = models.CharField(max_length=20, choices=Source.choices)
    reason = models.CharField(_("reason"), max_length=200)
    tie = models.ForeignKey(Tie, models.CASCADE, null=True, related_name="walls")
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("recusal wall")
        indexes: ClassVar = [
            models.Index(fields=["person", "record_kind"], name="wall_person"),
            models.Index(fields=["record_id"], name="wall_record"),
        ]


class Emergency(OfRecord):
    """Somebody asks to see one record at once; a second person opens it for a day at most."""

    person = models.ForeignKey("orgs.Person", models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=400)
    requested_at = models.DateTimeField(auto_now_add=True)
    approved_by = models.ForeignKey("orgs.Person", models.PROTECT, null=True, related_name="+")
    expires_at = models.DateTimeField(_("expires"), null=True)
    refused_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey("orgs.Person", models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("emergency access")
        indexes: ClassVar = [models.Index(fields=["person", "record_kind"], name="emergency_person")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("person")),
                name="emergency_opened_by_a_second_person",
            )
        ]

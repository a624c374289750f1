"""Tables of supervised objects, their links, checkpoints and tiers."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any, ClassVar, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from liandu.access.models import Guarded, GuardedQuerySet, Part, scope_key_field
from liandu.access.rules import RecordKind
from liandu.works.models.templates import Field, LinkTemplate
from liandu.works.models.words import (
    CHECKPOINT_STATES,
    LINK_STATES,
    OBJECT_TYPES,
    PRECISIONS,
    STATUSES,
    TIERS,
)
from liandu.works.rules import (
    CheckpointState,
    LinkState,
    ObjectType,
    Precision,
    ProjectStatus,
    date_shown,
)


class ObjectQuerySet(GuardedQuerySet["SupervisedObject"]):
    """Objects that may be completed together once they are read, like prefetched relations."""

    _finish: Callable[[Sequence["SupervisedObject"]], None] | None = None

    def finished_by(self, finish: Callable[[Sequence["SupervisedObject"]], None]) -> Self:
        """Return the same rows; each batch that is read is handed to ``finish`` once."""
        clone = self._chain()  # type: ignore[attr-defined]
        clone._finish = finish  # noqa: SLF001 - our own kind
        found: Self = clone
        return found

    def _clone(self) -> Self:
        clone = super()._clone()
        clone._finish = self._finish  # noqa: SLF001 - our own kind
        return clone

    def _fetch_all(self) -> None:
        is_fresh = self._result_cache is None
        super()._fetch_all()
        if is_fresh and self._finish:
            self._finish(self._result_cache or ())

    def _iterator(self, use_chunked_fetch: bool, chunk_size: int | None) -> Iterator[Any]:
        rows = super()._iterator(use_chunked_fetch, chunk_size)
        if not self._finish:
            yield from rows
            return
        while batch := list(islice(rows, chunk_size or 1)):
            self._finish(batch)
            yield from batch


class SupervisedObject(Guarded):
    """What is supervised: a works project, a water, a contact point. Its owner keeps the list."""

    KIND: ClassVar[RecordKind] = RecordKind.SUPERVISED_OBJECT
    WORDS: ClassVar[tuple[str, ...]] = ("number", "name", "developer", "other_bodies", "content")

    scope_key = scope_key_field(KIND)
    number = models.CharField(_("number"), max_length=64)
    name = models.CharField(_("name"), max_length=200)
    normal_name = models.CharField(max_length=200, editable=False)
    object_type = models.CharField(
        _("kind of object"), max_length=20, choices=OBJECT_TYPES, default=ObjectType.WORKS_PROJECT
    )
    field = models.ForeignKey(
        Field, models.PROTECT, null=True, blank=True, verbose_name=_("field"), related_name="+"
    )
    sub_field = models.CharField(_("sub-field"), max_length=100, blank=True)
    jurisdictions = models.ManyToManyField(
        "orgs.Jurisdiction", blank=True, verbose_name=_("jurisdictions"), related_name="+"
    )
    lead_body = models.ForeignKey(
        "orgs.Body", models.PROTECT, null=True, blank=True, verbose_name=_("lead body"),
        related_name="+",
    )  # fmt: skip
    responsible_bodies = models.ManyToManyField(
        "orgs.Body", blank=True, verbose_name=_("responsible bodies"), related_name="answers_for"
    )
    # As lists name them: the developer of a project, and bodies that this system does not know.
    developer = models.CharField(_("developer"), max_length=200, blank=True)
    other_bodies = models.CharField(_("bodies not in this system"), max_length=400, blank=True)
    investment_fen = models.BigIntegerField(_("total investment"), null=True, blank=True)
    year_plan_fen = models.BigIntegerField(_("planned for the year"), null=True, blank=True)
    list_year = models.PositiveSmallIntegerField(_("year of the list"), null=True, blank=True)
    starts_on = models.DateField(_("start"), null=True, blank=True)
    starts_precision = models.CharField(max_length=5, choices=PRECISIONS, default=Precision.DAY)
    ends_on = models.DateField(_("end"), null=True, blank=True)
    ends_precision = models.CharField(max_length=5, choices=PRECISIONS, default=Precision.DAY)
    status = models.CharField(
        _("status"), max_length=20, choices=STATUSES, default=ProjectStatus.IMPLEMENTATION
    )
    content = models.TextField(_("content"), blank=True)
    template = models.ForeignKey(
        LinkTemplate, models.PROTECT, null=True, blank=True, verbose_name=_("link template"),
        related_name="+",
    )  # fmt: skip
    is_sample = models.BooleanField(_("sample"), default=False)

    objects: ClassVar[Any] = ObjectQuerySet.as_manager()
    overview: Any  # how it stands, put there by queries for a page of objects at once

    class Meta:
        verbose_name = _("supervised object")
        indexes: ClassVar = [
            models.Index(fields=["-created_at", "-id"], name="object_newest"),
            models.Index(fields=["scope_key", "-created_at", "-id"], name="object_scope"),
            models.Index(fields=["normal_name"], name="object_name"),
            models.Index(fields=["number"], name="object_number"),
            models.Index(fields=["field", "-created_at", "-id"], name="object_field"),
            models.Index(fields=["lead_body", "-created_at", "-id"], name="object_lead"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(investment_fen=None) | models.Q(investment_fen__gte=0),
                name="object_investment_not_negative",
            ),
            models.CheckConstraint(
                condition=models.Q(starts_on=None) | models.Q(ends_on=None)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="object_ends_after_it_starts",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the object's page."""
        return reverse("works:object", args=[self.pk])

    @property
    def starts_text(self) -> str:
        """Return the start as narrowly as it is known."""
        return date_shown(self.starts_on, self.starts_precision)

    @property
    def ends_text(self) -> str:
        """Return the end as narrowly as it is known."""
        return date_shown(self.ends_on, self.ends_precision)


class SupervisionLink(Part):
    """One link of an object, chosen from a template; links need not follow one another."""

    PARENT: ClassVar[str] = "supervised_object"

    supervised_object = models.ForeignKey(SupervisedObject, models.CASCADE, related_name="links")
    position = models.PositiveSmallIntegerField(_("position"))
    code = models.SlugField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=120, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=LINK_STATES, default=LinkState.NOT_STARTED
    )
    planned_start_on = models.DateField(_("planned start"), null=True, blank=True)
    planned_end_on = models.DateField(_("planned end"), null=True, blank=True)
    started_on = models.DateField(_("begun"), null=True, blank=True)
    ended_on = models.DateField(_("done on"), null=True, blank=True)
    responsible_body = models.ForeignKey(
        "orgs.Body", models.PROTECT, null=True, blank=True, verbose_name=_("responsible body"),
        related_name="+",
    )  # fmt: skip
    supervising_body = models.ForeignKey(
        "orgs.Body", models.PROTECT, null=True, blank=True, verbose_name=_("supervising body"),
        related_name="+",
    )  # fmt: skip

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        verbose_name = _("supervision link")
        indexes: ClassVar = [
            models.Index(fields=["state", "planned_end_on"], name="link_due"),
            models.Index(fields=["code", "state"], name="link_code"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["supervised_object", "code"], name="link_code_once")
        ]

    def __str__(self) -> str:
        in_english = (get_language() or "").startswith("en")
        return self.name_en if in_english and self.name_en else self.name


class Checkpoint(Part):
    """One thing to check at a link, and what was found."""

    PARENT: ClassVar[str] = "link"

    link = models.ForeignKey(SupervisionLink, models.CASCADE, related_name="checkpoints")
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    text = models.CharField(_("checkpoint"), max_length=200)
    state = models.CharField(
        _("state"), max_length=10, choices=CHECKPOINT_STATES, default=CheckpointState.OPEN
    )
    note = models.CharField(_("note"), max_length=400, blank=True)
    checked_at = models.DateTimeField(_("checked"), null=True, blank=True)
    checked_by = models.ForeignKey("orgs.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        verbose_name = _("checkpoint")

    def __str__(self) -> str:
        return self.text


class SupervisionTier(Part):
    """One of the three tiers that supervise an object."""

    PARENT: ClassVar[str] = "supervised_object"

    supervised_object = models.ForeignKey(SupervisedObject, models.CASCADE, related_name="tiers")
    tier = models.CharField(_("tier"), max_length=20, choices=TIERS)
    rhythm = models.CharField(_("duty and rhythm"), max_length=80, blank=True)

    people: "list[TierMember]"  # put there by queries for the three tiers at once

    class Meta:
        ordering: ClassVar = ["pk"]
        verbose_name = _("supervision tier")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["supervised_object", "tier"], name="tier_once")
        ]


class TierMember(Part):
    """A body or a post in a tier."""

    PARENT: ClassVar[str] = "tier"

    tier = models.ForeignKey(SupervisionTier, models.CASCADE, related_name="members")
    body = models.ForeignKey("orgs.Body", models.PROTECT, null=True, related_name="+")
    post = models.CharField(_("post"), max_length=80, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        verbose_name = _("member of a tier")

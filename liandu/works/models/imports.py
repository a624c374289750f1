"""Tables of lists on their way in."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from liandu.kernel.actor import Actor
from liandu.kernel.models import new_id
from liandu.works.models.words import BATCH_STATES
from liandu.works.rules import BatchState


class ImportBatchQuerySet(models.QuerySet["ImportBatch"]):
    """Imports, each a matter of the person who began it."""

    def visible_to(self, actor: Actor) -> "ImportBatchQuerySet":
        """Return the imports that ``actor`` began for the body they now act for."""
        return self.filter(created_by_id=actor.person_id or 0, body_id=actor.body_id or 0)


class ImportBatch(models.Model):
    """A list on its way in: the file, how it was read, what the person chose, what became of it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    body = models.ForeignKey("orgs.Body", models.PROTECT, related_name="+")
    created_by = models.ForeignKey("orgs.Person", models.PROTECT, related_name="+")
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    file_name = models.CharField(_("file"), max_length=200)
    digest = models.CharField("SHA-256", max_length=64)
    content = models.BinaryField()
    state = models.CharField(
        _("state"), max_length=10, choices=BATCH_STATES, default=BatchState.PREVIEW
    )
    # What the person settled: sheet, columns, unit, mended cells, what to do with each row.
    choices = models.JSONField(default=dict)
    report = models.JSONField(default=dict)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects: ClassVar[Any] = ImportBatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        indexes: ClassVar = [models.Index(fields=["created_by", "-id"], name="import_mine")]

    def __str__(self) -> str:
        return self.file_name


class ColumnMapping(models.Model):
    """Which column is which in lists with one header, as a body last settled it."""

    body = models.ForeignKey("orgs.Body", models.CASCADE, related_name="+")
    signature = models.CharField(max_length=64)
    columns = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("remembered columns")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "signature"], name="columns_once")
        ]

    def __str__(self) -> str:
        return f"{self.body_id}: {self.signature[:8]}"

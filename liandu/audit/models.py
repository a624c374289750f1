"""The record of what was done. Rows are written once and never change."""

import json
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from liandu.kernel.events import KINDS, Kind
from liandu.kernel.models import CurrentTransaction


class Event(models.Model):
    """One thing that one person did, in one post, for one body.

    ``facts`` is canonical JSON text, so that its hash can be taken again from the row;
    ``commitment`` is that hash with ``salt``, and stays when salt and facts are lawfully erased.
    """

    xid = models.BigIntegerField(db_default=CurrentTransaction(), editable=False)
    at = models.DateTimeField(_("time"))
    person = models.ForeignKey("orgs.Person", models.PROTECT, null=True, related_name="+")
    post = models.ForeignKey("orgs.Post", models.PROTECT, null=True, related_name="+")
    body = models.ForeignKey("orgs.Body", models.PROTECT, null=True, related_name="+")
    kind = models.CharField(_("kind"), max_length=80)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=40)
    facts_text = models.TextField(default="{}")
    salt = models.CharField(max_length=64)
    commitment = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("event")
        indexes: ClassVar = [
            models.Index(fields=["subject_kind", "subject_id", "id"], name="event_subject"),
            models.Index(fields=["body", "id"], name="event_body"),
            models.Index(fields=["kind", "at"], name="event_kind"),
            models.Index(fields=["xid", "id"], name="event_order"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject_kind}:{self.subject_id} #{self.pk}"

    @property
    def facts(self) -> dict[str, Any]:
        """Return what the event says; empty once erased."""
        found: dict[str, Any] = json.loads(self.facts_text or "{}")
        return found

    @property
    def says(self) -> Kind:
        """Return the kind with its sentence."""
        return KINDS.get(self.kind) or Kind(self.kind, self.kind)

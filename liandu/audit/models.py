"""The record of what was done. Rows are written once and never change."""

import json
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import pgettext_lazy

from liandu.kernel.events import KINDS, Kind
from liandu.kernel.models import CurrentTransaction


class Event(models.Model):
    """One thing that one person did, in one post, for one body.

    ``facts`` is canonical JSON text, so that its hash can be taken again from the row;
    ``commitment`` is that hash with ``salt``, and stays when salt and facts are lawfully erased.
    """

    xid = models.BigIntegerField(db_default=CurrentTransaction(), editable=False)
    at = models.DateTimeField(pgettext_lazy("record", "time"))
    person = models.ForeignKey("orgs.Person", models.PROTECT, null=True, related_name="+")
    post = models.ForeignKey("orgs.Post", models.PROTECT, null=True, related_name="+")
    body = models.ForeignKey("orgs.Body", models.PROTECT, null=True, related_name="+")
    kind = models.CharField(pgettext_lazy("record", "kind"), max_length=80)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=40)
    facts_text = models.TextField(default="{}")
    salt = models.CharField(max_length=64)
    commitment = models.CharField(max_length=64)

    class Meta:
        verbose_name = pgettext_lazy("record", "event")
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

    @property
    def is_erased(self) -> bool:
        """Test whether salt and facts are gone."""
        return not self.salt and not self.facts_text


class Log(models.Model):
    """The tree over one body's events; the one without a body holds what no body did.

    ``state`` is the tree as :class:`CompactRange` writes it: all that is needed to append.
    """

    body = models.OneToOneField("orgs.Body", models.PROTECT, null=True, related_name="+")
    origin = models.CharField(max_length=120, unique=True)
    state = models.TextField()

    class Meta:
        verbose_name = pgettext_lazy("record", "log")

    def __str__(self) -> str:
        return self.origin


class Leaf(models.Model):
    """An event's place in the tree of its body, and the hash that stands there."""

    event = models.OneToOneField(Event, models.PROTECT, primary_key=True, related_name="leaf")
    log = models.ForeignKey(Log, models.PROTECT, related_name="leaves")
    position = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = pgettext_lazy("record", "leaf")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["log", "position"], name="leaf_one_at_a_place")
        ]

    def __str__(self) -> str:
        return f"{self.log_id}:{self.position}"


class TreeHead(models.Model):
    """The signed head of a log at one moment; ``text`` is its checkpoint, with the signature."""

    log = models.ForeignKey(Log, models.PROTECT, related_name="heads")
    size = models.BigIntegerField()
    at = models.DateTimeField()
    text = models.TextField()

    class Meta:
        verbose_name = pgettext_lazy("record", "signed head")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["log", "size"], name="head_one_of_a_size")
        ]

    def __str__(self) -> str:
        return f"{self.log_id}: {self.size}"


class Seal(models.Model):
    """How far the record is sealed: one row, held by whoever is sealing."""

    xid = models.BigIntegerField(default=0)
    last_event = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = pgettext_lazy("record", "seal")

    def __str__(self) -> str:
        return f"{self.xid}:{self.last_event}"


class Verification(models.Model):
    """One run of the verification that somebody asked for on the page, and what it found."""

    asked_by = models.ForeignKey("orgs.Person", models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)
    event_count = models.BigIntegerField(default=0)
    fault_count = models.IntegerField(default=0)
    # As many as fit on a page; the command lists all.
    faults = models.JSONField(default=list)

    class Meta:
        verbose_name = pgettext_lazy("record", "verification")
        ordering: ClassVar = ["-pk"]

    def __str__(self) -> str:
        return f"#{self.pk}"

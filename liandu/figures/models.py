"""The tables of this app: frozen figures, ledgers of others, why these differ from ours."""

from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from liandu.access.models import Guarded, Part, scope_key_field
from liandu.access.rules import RecordKind


class Snapshot(Guarded):
    """Figures that change no more: counted up to their own label, in the sight of who took them."""

    KIND = RecordKind.SNAPSHOT
    WORDS = ("number", "title")

    scope_key = scope_key_field(KIND)
    number = models.CharField(_("number"), max_length=40)
    title = models.CharField(_("title"), max_length=120)
    period = models.CharField(_("period"), max_length=24)
    jurisdiction = models.ForeignKey(
        "orgs.Jurisdiction", models.PROTECT, null=True, related_name="+",
        verbose_name=_("jurisdiction"),
    )  # fmt: skip
    taken_by = models.ForeignKey(
        "orgs.Person", models.PROTECT, related_name="+", verbose_name=_("taken by")
    )
    taken_post = models.CharField(_("post"), max_length=80)
    figures = models.JSONField()
    # What each figure was called and counted, in both languages, group by group.
    definitions = models.JSONField()
    # The records that were counted, as far as there are not too many to keep.
    members = models.JSONField()
    # The table by jurisdiction, body, field and link; read by who sees all that it counts.
    tables = models.JSONField(default=dict)

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        verbose_name = _("snapshot of figures")
        indexes: ClassVar = [
            models.Index(fields=["scope_key", "-created_at", "id"], name="snapshot_scope")
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["owner_body", "number"], name="snapshot_number_once")
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("figures:snapshot", args=[self.pk])


class Reconciliation(Guarded):
    """The ledger of another body as its file stated it, to be compared with what is in sight."""

    KIND = RecordKind.RECONCILIATION
    WORDS = ("number", "title")

    scope_key = scope_key_field(KIND)
    number = models.CharField(_("number"), max_length=40)
    title = models.CharField(_("title"), max_length=120)
    other_body = models.ForeignKey(
        "orgs.Body", models.PROTECT, related_name="+", verbose_name=_("other body")
    )
    since = models.DateField(_("from"))
    until = models.DateField(_("until"))
    file_name = models.CharField(_("file"), max_length=200)
    # The rows of the file that name a finding, cell by cell.
    lines = models.JSONField()
    made_by = models.ForeignKey(
        "orgs.Person", models.PROTECT, related_name="+", verbose_name=_("made by")
    )
    made_post = models.CharField(_("post"), max_length=80)

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        verbose_name = _("reconciliation")
        indexes: ClassVar = [
            models.Index(fields=["scope_key", "-created_at", "id"], name="reconciliation_scope")
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["owner_body", "number"], name="reconciliation_number_once"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("figures:reconciliation", args=[self.pk])


class Explanation(Part):
    """Why two ledgers differ in a line, as somebody found out; what was said once stays."""

    PARENT = "reconciliation"

    reconciliation = models.ForeignKey(
        Reconciliation, models.CASCADE, related_name="explanations",
        verbose_name=_("reconciliation"),
    )  # fmt: skip
    # The row of the file, our finding, or both: as the line stood when it was explained.
    row = models.PositiveIntegerField(null=True)
    finding = models.ForeignKey("findings.Finding", models.PROTECT, null=True, related_name="+")
    text = models.CharField(_("explanation"), max_length=500)
    person = models.ForeignKey("orgs.Person", models.PROTECT, related_name="+")
    post_name = models.CharField(_("post"), max_length=80)
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["id"]
        verbose_name = _("explanation of a difference")

    def __str__(self) -> str:
        return self.text

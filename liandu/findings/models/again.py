"""Tables of findings that were closed and looked at again."""

from typing import Any, ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.access.models import Part
from liandu.findings.models.findings import Finding
from liandu.findings.models.people import person_field
from liandu.findings.models.words import CAUSE_WORDS, RESULT_WORDS
from liandu.findings.rules import PickResult
from liandu.kernel.actor import Actor
from liandu.kernel.models import new_id


class Reopening(Part):
    """That a closed finding is open again, why, and how it had been closed."""

    PARENT = "finding"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    finding = models.ForeignKey(Finding, models.CASCADE, related_name="reopenings")
    number = models.PositiveSmallIntegerField(_("which time"))
    cause = models.CharField(_("cause"), max_length=12, choices=list(CAUSE_WORDS.items()))
    reason = models.CharField(_("reason"), max_length=1000)
    body = models.ForeignKey("orgs.Body", models.PROTECT, related_name="+")
    reopened_by = person_field(_("reopened by"))
    reopened_at = models.DateTimeField(_("reopened"), auto_now_add=True)
    closed_at = models.DateTimeField(pgettext_lazy("finding", "closed at"))
    closer = person_field(_("closed by"))
    conclusion = models.TextField(
        pgettext_lazy("finding", "conclusion"), max_length=2000, blank=True
    )
    due_at = models.DateTimeField(_("due before"), null=True)
    first_due_at = models.DateTimeField(_("first due before"), null=True)

    class Meta:
        ordering: ClassVar = ["number"]
        verbose_name = _("reopening")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["finding", "number"], name="reopening_number_once")
        ]
        indexes: ClassVar = [models.Index(fields=["reopened_at"], name="reopening_at")]


class LookBackQuerySet(models.QuerySet["LookBack"]):
    """Look-backs, which are read by the body that drew them alone."""

    def visible_to(self, actor: Actor) -> "LookBackQuerySet":
        """Return those that the actor's body drew."""
        return self.filter(body=actor.body_id or 0)


class LookBack(models.Model):
    """A sample of the closed findings of a period, drawn from a seed, to be looked at again."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    body = models.ForeignKey("orgs.Body", models.PROTECT, related_name="+")
    since = models.DateField(_("closed from"))
    until = models.DateField(_("closed until"))
    size = models.PositiveSmallIntegerField(_("size of the sample"))
    seed = models.CharField(_("seed"), max_length=60)
    drawn_by = person_field(_("drawn by"))
    drawn_at = models.DateTimeField(_("drawn"), auto_now_add=True)

    objects: ClassVar[Any] = LookBackQuerySet.as_manager()

    class Meta:
        verbose_name = _("look-back")
        indexes: ClassVar = [models.Index(fields=["body", "-drawn_at"], name="look_back_body")]

    def __str__(self) -> str:
        return f"{self.since} – {self.until}"

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("findings:look_back", args=[self.pk])


class LookBackPick(Part):
    """One closed finding of a sample, and whether its rectification holds."""

    PARENT = "finding"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    look_back = models.ForeignKey(LookBack, models.CASCADE, related_name="picks")
    finding = models.ForeignKey(Finding, models.CASCADE, related_name="picks")
    position = models.PositiveSmallIntegerField(_("place in the sample"))
    result = models.CharField(
        _("result"), max_length=8, choices=list(RESULT_WORDS.items()),
        default=PickResult.PENDING.value,
    )  # fmt: skip
    note = models.CharField(_("what was seen"), max_length=1000, blank=True)
    recorded_by = person_field(_("recorded by"))
    recorded_at = models.DateTimeField(_("recorded"), null=True)

    class Meta:
        ordering: ClassVar = ["position"]
        verbose_name = _("finding of a sample")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["look_back", "finding"], name="pick_once")
        ]

"""Tables of the worker: what it does by the clock, and that it lives."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class ScheduledJob(models.Model):
    """Something done by the clock. What was missed is done once, as soon as a worker is there."""

    code = models.CharField(_("code"), max_length=60, unique=True)
    due_at = models.DateTimeField(_("next"))
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(_("last done"), null=True)
    holder = models.CharField(max_length=64, blank=True)
    held_until = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(_("trouble"), max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["code"]
        verbose_name = _("scheduled job")

    def __str__(self) -> str:
        return self.code


class RunningWorker(models.Model):
    """A worker that lives, by its own sign; who gives none any more holds nothing."""

    name = models.CharField(_("name"), max_length=64, unique=True)
    began_at = models.DateTimeField(_("running since"))
    seen_at = models.DateTimeField(_("last sign"))

    class Meta:
        ordering: ClassVar = ["began_at"]
        verbose_name = _("running worker")

    def __str__(self) -> str:
        return self.name

"""Tables of the limits that checks hold facts against, in versions."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.contracts.models.words import LIMITS, UNITS
from liandu.contracts.rules import LONGEST_BASIS, LimitUnit, unit_of
from liandu.kernel.models import Version


class LimitSet(Version):
    """One version of the limits; there is one family of them, all bodies are held to it."""

    class Meta:
        ordering: ClassVar = ["-version"]
        verbose_name = _("limits of the checks")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "version"], name="limit_set_version"),
            models.UniqueConstraint(
                fields=["code"], condition=models.Q(state="published"), name="one_limit_set_in_use"
            ),
        ]


class Limit(models.Model):
    """A limit in a version: how much, and the article it rests on."""

    limits = models.ForeignKey(LimitSet, models.CASCADE, related_name="items")
    code = models.CharField(pgettext_lazy("check", "limit"), max_length=40, choices=LIMITS)
    amount = models.PositiveSmallIntegerField(pgettext_lazy("check", "amount"))
    basis = models.CharField(_("basis"), max_length=LONGEST_BASIS)

    class Meta:
        ordering: ClassVar = ["pk"]
        verbose_name = _("limit of a check")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["limits", "code"], name="limit_once")
        ]

    def __str__(self) -> str:
        return str(self.get_code_display())

    @property
    def in_words(self) -> str:
        """Return how much it is, as people say it."""
        unit = unit_of(self.code)
        gap = "" if unit == LimitUnit.PERCENT else " "
        return f"{self.amount}{gap}{UNITS[unit]}".strip()

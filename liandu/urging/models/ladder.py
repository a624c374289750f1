"""The table of the ladder: rows that the central office keeps."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from liandu.kernel.deadlines import Unit
from liandu.urging.models.words import LEVELS, UNIT_CHOICES
from liandu.urging.rules import Rung


class LadderStep(models.Model):
    """From when on a kind of duty stands at a level, who is told, which paper is drawn up.

    The rows with an empty ``duty`` hold for every kind that has none of its own.
    """

    duty = models.CharField(_("kind of duty"), max_length=20, blank=True)
    level = models.CharField(pgettext_lazy("ladder", "level"), max_length=20, choices=LEVELS)
    offset = models.SmallIntegerField(_("after the end of the term"))
    unit = models.CharField(_("unit"), max_length=20, choices=UNIT_CHOICES, default=Unit.DAY.value)
    receivers = models.JSONField(_("who is told"), default=list, blank=True)
    paper = models.SlugField(_("paper"), max_length=40, blank=True)

    class Meta:
        ordering: ClassVar = ["duty", "pk"]
        verbose_name = _("step of the ladder")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["duty", "level"], name="ladder_level_once")
        ]

    def __str__(self) -> str:
        return str(self.get_level_display())

    @property
    def when(self) -> str:
        """Return how long before or after the end of the term it is reached, in words."""
        said = {"n": abs(self.offset), "unit": self.get_unit_display()}
        if self.offset < 0:
            return pgettext("ladder", "%(n)s %(unit)s before the end") % said
        return pgettext("ladder", "%(n)s %(unit)s after the end") % said

    @property
    def rung(self) -> Rung:
        """Return what the rules reckon with."""
        return Rung(self.level, self.offset, self.unit)

"""Lists of things to look at, in versions."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from liandu.kernel.models import Version


class ChecklistTemplate(Version):
    """One version of a list of things to look at; a changed list is a new version."""

    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "code", "-version"]
        verbose_name = _("checklist")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "version"], name="one_checklist_version"),
            models.UniqueConstraint(
                fields=["code"], condition=Q(state="published"), name="one_checklist_in_use"
            ),
        ]


class ChecklistItem(models.Model):
    """One thing to look at. ``link_code`` ties it to a link of works; empty for other objects."""

    template = models.ForeignKey(ChecklistTemplate, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField()
    section = models.CharField(_("section"), max_length=60)
    text = models.CharField(_("what to look at"), max_length=300)
    basis = models.CharField(_("rule"), max_length=200, blank=True)
    link_code = models.SlugField(max_length=40, blank=True)

    class Meta:
        ordering: ClassVar = ["position"]
        verbose_name = _("checklist item")

    def __str__(self) -> str:
        return self.text

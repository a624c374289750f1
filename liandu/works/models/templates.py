"""Tables of what an office sets up: fields, link templates, light rules."""

from typing import ClassVar

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from liandu.kernel.models import Named, Version
from liandu.works.models.words import COMPARISONS, METRICS, OBJECT_TYPES, WARNINGS


class Field(Named):
    """A field of work, such as modern infrastructure."""

    code = models.SlugField(_("code"), max_length=30, unique=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        verbose_name = _("field")


class LinkTemplate(Version):
    """One version of a list of links."""

    object_type = models.CharField(_("kind of object"), max_length=20, choices=OBJECT_TYPES)

    class Meta:
        ordering: ClassVar = ["code", "-version"]
        verbose_name = _("link template")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "version"], name="link_template_version"),
            models.UniqueConstraint(
                fields=["code"], condition=models.Q(state="published"), name="one_template_in_use"
            ),
        ]


class LinkTemplateItem(Named):
    """One link of a template, with its checkpoints, one a line."""

    template = models.ForeignKey(LinkTemplate, models.CASCADE, related_name="items")
    code = models.SlugField(_("code"), max_length=40)
    position = models.PositiveSmallIntegerField(_("position"))
    checkpoints = models.TextField(_("checkpoints, one a line"), blank=True)

    class Meta:
        ordering: ClassVar = ["position"]
        verbose_name = _("link of a template")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["template", "code"], name="template_item_code")
        ]


class LightRule(models.Model):
    """When a link shows yellow or red: a measure of it held against an amount."""

    metric = models.CharField(_("what is measured"), max_length=30, choices=METRICS)
    comparison = models.CharField(_("comparison"), max_length=10, choices=COMPARISONS)
    amount = models.PositiveIntegerField(_("threshold"))
    light = models.CharField(_("light"), max_length=10, choices=WARNINGS)
    sentence = models.CharField(_("sentence on hover"), max_length=120)
    sentence_en = models.CharField(_("English sentence"), max_length=120, blank=True)
    is_active = models.BooleanField(_("in use"), default=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering: ClassVar = ["position", "pk"]
        verbose_name = _("light rule")

    def __str__(self) -> str:
        in_english = (get_language() or "").startswith("en")
        return self.sentence_en if in_english and self.sentence_en else self.sentence

"""Templates of papers in versions, and the marks that bodies issue papers under."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.engines.papers import Form
from liandu.kernel.models import Version
from liandu.papers.models.words import FORM_WORDS


class PaperTemplate(Version):
    """One version of the words of a kind of paper; papers keep the words they were filled with."""

    form = models.CharField(
        _("form of the paper"), max_length=10, choices=FORM_WORDS, default=Form.STANDARD.value
    )
    series = models.CharField(_("word in the number"), max_length=6, blank=True)
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(pgettext_lazy("paper", "text"), max_length=20000)
    attachments = models.TextField(_("attachments"), max_length=2000, blank=True)
    note = models.CharField(pgettext_lazy("paper", "note"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "code", "-version"]
        verbose_name = _("template of papers")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "version"], name="one_paper_version"),
            models.UniqueConstraint(
                fields=["code"], condition=Q(state="published"), name="one_paper_in_use"
            ),
        ]


class Letterhead(models.Model):
    """The mark over a body's papers and the word in their numbers; else its names are taken."""

    body = models.OneToOneField("orgs.Body", models.PROTECT, related_name="+")
    mark = models.CharField(_("mark"), max_length=60)
    word = models.CharField(_("word of the body"), max_length=20)

    class Meta:
        verbose_name = _("letterhead")

    def __str__(self) -> str:
        return self.mark

"""The table of areas that projects of a year are grouped by."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from liandu.kernel.models import Named


class ProgrammeArea(Named):
    """An area of supervision; one that is out of use stays on the projects that have it."""

    position = models.PositiveSmallIntegerField(_("place in the list"))
    is_in_use = models.BooleanField(_("in use"), default=True)

    class Meta:
        ordering: ClassVar = ["position", "id"]
        verbose_name = _("area of supervision")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["name"], name="programme_area_once")
        ]

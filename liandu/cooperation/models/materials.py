"""The table of material that the asked body gives to named people of the asking one."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.access.models import Guarded, scope_key_field
from liandu.access.rules import RecordKind


class CooperationMaterial(Guarded):
    """Material given with a reply. Its owner gives it; named people read it until a day.

    A record of its own, not part of the request: those who know of the request do not know of it
    by that. Its readers are let in by grants to them that end by themselves.
    """

    KIND = RecordKind.COOPERATION_MATERIAL
    WORDS = ("title", "note")

    scope_key = scope_key_field(KIND)
    request = models.ForeignKey(
        "cooperation.CooperationRequest", models.PROTECT, related_name="materials",
        verbose_name=_("cooperation request"),
    )  # fmt: skip
    title = models.CharField(_("title"), max_length=120)
    note = models.TextField(pgettext_lazy("cooperation", "what it is"), max_length=1000, blank=True)
    expires_on = models.DateField(pgettext_lazy("cooperation", "may be read until"))
    given_by = models.ForeignKey(
        "orgs.Person", models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        verbose_name = _("cooperation material")
        indexes: ClassVar = [
            models.Index(
                fields=["scope_key", "-created_at", "-id"], name="cooperation_material_scope"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("cooperation:material", args=[self.pk])

    @property
    def is_over(self) -> bool:
        """Test whether the day is past until which the named people read it."""
        today: date = timezone.localdate()
        return self.expires_on < today

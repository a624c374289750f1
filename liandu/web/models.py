"""What the interface itself keeps: the views people saved."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from liandu.kernel.actor import Actor
from liandu.web.rules import LONGEST_NAME, LONGEST_QUERY


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    """Saved views."""

    def visible_to(self, actor: Actor) -> Self:
        """Return the actor's own: nobody sees another's."""
        return self.filter(person_id=actor.person_id)


class SavedView(models.Model):
    """A name one person gave to the filters, columns and order of a list."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    listing = models.CharField(max_length=60)
    name = models.CharField(_("Name"), max_length=LONGEST_NAME)
    query = models.CharField(max_length=LONGEST_QUERY)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved view")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "listing", "name"], name="web_one_view_of_a_name"
            )
        ]

    def __str__(self) -> str:
        return self.name

"""Tables of what people are told and what they follow."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from liandu.access.models import OfRecord
from liandu.kernel.events import KINDS, Kind


class Notice(OfRecord):
    """One person is told of one event about a record; the words come from the event's kind."""

    person = models.ForeignKey("orgs.Person", models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=80)
    body = models.ForeignKey("orgs.Body", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("time"))
    read_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("notice")
        indexes: ClassVar = [
            models.Index(fields=["person", "-id"], name="notice_person"),
            models.Index(fields=["person"], name="notice_unread", condition=models.Q(read_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} → {self.person_id}"

    @property
    def says(self) -> Kind:
        """Return the kind of event with its sentence."""
        return KINDS.get(self.kind) or Kind(self.kind, self.kind)


class Follow(OfRecord):
    """A person wants to be told of whatever happens to a record they may see."""

    person = models.ForeignKey("orgs.Person", models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("followed record")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "record_id"], name="followed_once")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} → {self.record_id}"

"""Tables of how people want to be told, who stands in for them, and their calendars."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.notices.rules import Digest

DIGEST_WORDS = [
    (Digest.EACH.value, pgettext_lazy("digest", "as it happens")),
    (Digest.DAILY.value, pgettext_lazy("digest", "once a day")),
    (Digest.WEEKLY.value, pgettext_lazy("digest", "once a week")),
]


class NoticeWish(models.Model):
    """When a person wants mail; what they did not say is as here by default."""

    person = models.OneToOneField("orgs.Person", models.CASCADE, related_name="+")
    digest = models.CharField(
        _("mail comes"), max_length=10, choices=DIGEST_WORDS, default=Digest.DAILY.value
    )
    hour = models.PositiveSmallIntegerField(_("hour"), default=8)
    weekday = models.PositiveSmallIntegerField(_("weekday"), default=0)
    quiet_from = models.PositiveSmallIntegerField(_("quiet from"), null=True)
    quiet_until = models.PositiveSmallIntegerField(_("quiet until"), null=True)
    breaks_through = models.BooleanField(_("urgent at any time"), default=True)
    digested_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("wish about notices")

    def __str__(self) -> str:
        return f"{self.person_id}: {self.digest}"


class NoticeChoice(models.Model):
    """Whether a person wants one kind of notices in the inbox, and by mail."""

    person = models.ForeignKey("orgs.Person", models.CASCADE, related_name="+")
    group = models.CharField(_("kind"), max_length=20)
    in_inbox = models.BooleanField(default=True)
    by_mail = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("choice of notices")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "group"], name="chosen_once")
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.group}"


class StandIn(models.Model):
    """Somebody of the same body is told besides while a person is away; they see no more by it."""

    person = models.ForeignKey("orgs.Person", models.CASCADE, related_name="+")
    stand_in = models.ForeignKey("orgs.Person", models.CASCADE, related_name="+")
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))

    class Meta:
        verbose_name = _("stand-in")
        indexes: ClassVar = [models.Index(fields=["person", "ends_at"], name="stand_in_person")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(person=F("stand_in")), name="stand_in_is_another")
        ]

    def __str__(self) -> str:
        return f"{self.person_id} → {self.stand_in_id}"


class CalendarAddress(models.Model):
    """The secret address of a person's calendar; only its digest is kept."""

    person = models.OneToOneField("orgs.Person", models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("calendar address")

    def __str__(self) -> str:
        return str(self.person_id)

"""Tables of what people are told and what they follow."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.access.models import OfRecord
from liandu.kernel.events import KINDS, Kind
from liandu.notices.rules import MailState

MAIL_WORDS = [
    (MailState.WAITING.value, pgettext_lazy("mail", "waiting")),
    (MailState.SENT.value, pgettext_lazy("mail", "sent")),
    (MailState.FAILED.value, pgettext_lazy("mail", "failed")),
    (MailState.CANCELLED.value, pgettext_lazy("mail", "cancelled")),
    (MailState.DROPPED.value, pgettext_lazy("mail", "nothing left to tell")),
]


class Mail(models.Model):
    """A mail to one person about some notices; written when it is sent, from what they may know.

    Its message id never changes: should it arrive twice, it can be told to be the same.
    """

    person = models.ForeignKey("orgs.Person", models.CASCADE, related_name="+")
    message_id = models.CharField(max_length=120, unique=True)
    state = models.CharField(
        _("state"), max_length=10, choices=MAIL_WORDS, default=MailState.WAITING.value
    )
    made_at = models.DateTimeField(_("made"))
    next_at = models.DateTimeField(_("next try"))
    held_until = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    trouble = models.CharField(_("trouble"), max_length=300, blank=True)
    sent_at = models.DateTimeField(_("sent"), null=True)

    class Meta:
        verbose_name = _("mail")
        indexes: ClassVar = [
            models.Index(
                fields=["next_at"], name="mail_waiting",
                condition=models.Q(state=MailState.WAITING.value),
            ),
            models.Index(fields=["state", "-id"], name="mail_state"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.message_id


class Notice(OfRecord):
    """One person is told of one event about a record; the words come from the event's kind."""

    person = models.ForeignKey("orgs.Person", models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=80)
    body = models.ForeignKey("orgs.Body", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("time"))
    read_at = models.DateTimeField(null=True)
    # A reminder says besides what is asked for until when, where, and on whose behalf.
    group = models.CharField(max_length=20, blank=True, default="")
    key = models.CharField(max_length=160, null=True)  # noqa: DJ001 - none is like no other
    asked = models.CharField(max_length=60, blank=True, default="")
    due_at = models.DateTimeField(_("due"), null=True)
    address = models.CharField(max_length=200, blank=True, default="")
    on_behalf_of = models.ForeignKey("orgs.Person", models.CASCADE, null=True, related_name="+")
    mail = models.ForeignKey(Mail, models.SET_NULL, null=True, related_name="notices")

    class Meta:
        verbose_name = _("notice")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "key"], name="reminded_once")
        ]
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


class ReminderRule(models.Model):
    """How many days before its end people are reminded of a kind of duty, and how often after."""

    kind = models.CharField(_("kind of duty"), max_length=20, unique=True)
    days = models.JSONField(_("days before"), default=list)
    again = models.PositiveSmallIntegerField(_("again every so many days"), default=7)

    class Meta:
        verbose_name = _("rule of reminding")

    def __str__(self) -> str:
        return self.kind


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

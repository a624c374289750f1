"""Webhooks, and what is sent to each."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from liandu.kernel.events import KINDS, Kind
from liandu.kernel.models import new_id
from liandu.webhooks.models.words import STATE_CSS, STATE_WORDS, TROUBLE_WORDS
from liandu.webhooks.rules import DeliveryState


class Webhook(models.Model):
    """An address that is told of events its maker may know of in one of their posts, for a time.

    The key it is signed with is sealed; it is shown once, when it is made.
    """

    membership = models.ForeignKey(
        "orgs.Membership", models.PROTECT, verbose_name=_("post"), related_name="+"
    )
    name = models.CharField(_("what it is for"), max_length=60)
    url = models.CharField(_("address"), max_length=300)
    kinds = models.JSONField(_("events"), default=list)
    secret = models.BinaryField()
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires"))
    stopped_at = models.DateTimeField(_("stopped"), null=True)

    class Meta:
        verbose_name = _("webhook")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("webhooks:webhook", args=[self.pk])

    def holds_at(self, now: datetime) -> bool:
        """Test whether anything is sent at ``now``; an end is strict."""
        return self.stopped_at is None and now < self.expires_at


class Delivery(models.Model):
    """One event to be told to one webhook; one about no record is a trial.

    Its id goes with it and never changes: should it arrive twice, it can be told to be the same.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries")
    kind = models.CharField(_("event"), max_length=80)
    body = models.ForeignKey("orgs.Body", models.PROTECT, null=True, related_name="+")
    record_kind = models.PositiveSmallIntegerField(null=True)
    record_id = models.UUIDField(null=True)
    at = models.DateTimeField(_("time"))
    state = models.CharField(
        _("state"), max_length=10, choices=STATE_WORDS, default=DeliveryState.WAITING.value
    )
    next_at = models.DateTimeField(_("next try"))
    held_until = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    answer = models.PositiveSmallIntegerField(_("answer"), null=True)
    trouble = models.CharField(_("trouble"), max_length=20, choices=TROUBLE_WORDS, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True)

    class Meta:
        verbose_name = _("delivery")
        indexes: ClassVar = [
            models.Index(
                fields=["next_at"], name="delivery_waiting",
                condition=Q(state=DeliveryState.WAITING.value),
            ),
            models.Index(fields=["webhook", "-id"], name="delivery_webhook"),
            models.Index(fields=["ended_at"], name="delivery_ended"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.kind} → {self.webhook_id}"

    @property
    def says(self) -> Kind:
        """Return the kind of event with its sentence."""
        return KINDS.get(self.kind) or Kind(self.kind, self.kind)

    @property
    def css(self) -> str:
        """Return the colour of its state."""
        return STATE_CSS.get(self.state, "")

"""The tables of topics and of the votes on them."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.access.models import Part
from liandu.kernel.models import new_id
from liandu.meetings.models.lives import Living
from liandu.meetings.models.meetings import Meeting, person_field
from liandu.meetings.models.words import (
    CHOICES,
    OUTCOMES,
    TOPIC_PILLS,
    TOPIC_STATES,
    VOTE_MODES,
)
from liandu.meetings.rules import TOPIC, Choice, TopicState, VoteMode


class Topic(Living, Part):
    """What a member body proposes to talk about; on the agenda it is an item with its place.

    Of a secret ballot the totals are kept here, and in no other place what anybody chose.
    """

    LIFE, PILLS = TOPIC, TOPIC_PILLS
    PARENT = "meeting"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="topics")
    body = models.ForeignKey(
        "orgs.Body",
        models.PROTECT,
        related_name="+",
        verbose_name=pgettext_lazy("topic", "proposed by"),
    )  # fmt: skip
    proposed_by = person_field(_("entered by"))
    state = models.CharField(
        _("state"), max_length=10, choices=TOPIC_STATES, default=TopicState.PROPOSED.value
    )
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(pgettext_lazy("topic", "what is proposed"), max_length=4000, blank=True)
    reporter = models.CharField(_("reporter"), max_length=80, blank=True)
    duration = models.PositiveSmallIntegerField(_("minutes asked for"), default=15)
    position = models.PositiveSmallIntegerField(_("place on the agenda"), null=True, blank=True)
    is_follow_up = models.BooleanField(_("open resolutions of earlier meetings"), default=False)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    came_from = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="+", verbose_name=_("deferred from")
    )
    # What it is about, if another app has meetings decide on its records.
    subject_kind = models.CharField(max_length=80, blank=True)
    subject_id = models.UUIDField(null=True, blank=True)
    vote_mode = models.CharField(_("vote"), max_length=10, choices=VOTE_MODES, blank=True)
    is_voted = models.BooleanField(_("vote closed"), default=False)
    secret_for = models.PositiveSmallIntegerField(default=0)
    secret_against = models.PositiveSmallIntegerField(default=0)
    secret_abstain = models.PositiveSmallIntegerField(default=0)
    outcome = models.CharField(_("outcome"), max_length=12, choices=OUTCOMES, blank=True)
    summary = models.TextField(_("what came of it"), max_length=2000, blank=True)

    class Meta:
        ordering: ClassVar = ["position", "id"]
        verbose_name = _("topic")
        indexes: ClassVar = [
            models.Index(fields=["subject_id"], name="topic_subject",
                         condition=Q(subject_id__isnull=False))
        ]  # fmt: skip
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(outcome="") | Q(state=TopicState.ON_AGENDA.value),
                name="topic_outcome_on_agenda",
            ),
            models.CheckConstraint(
                condition=Q(subject_kind="", subject_id=None)
                | (~Q(subject_kind="") & Q(subject_id__isnull=False)),
                name="topic_subject_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("meetings:topic", args=[self.pk])

    @property
    def is_secret(self) -> bool:
        """Test whether who chose what is kept from everybody."""
        return self.vote_mode == VoteMode.SECRET


class Vote(Part):
    """That a member body voted; in an open vote also how. In a secret one ``choice`` is empty."""

    PARENT = "topic"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    topic = models.ForeignKey(Topic, models.CASCADE, related_name="votes")
    body = models.ForeignKey("orgs.Body", models.PROTECT, related_name="+")
    is_secret = models.BooleanField()
    choice = models.CharField(pgettext_lazy("vote", "vote"), max_length=10, choices=CHOICES,
                              blank=True)  # fmt: skip
    proxy_name = models.CharField(_("cast by proxy"), max_length=80, blank=True)
    at = models.DateTimeField(_("cast"))

    class Meta:
        ordering: ClassVar = ["id"]
        verbose_name = pgettext_lazy("meeting", "vote")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["topic", "body"], name="vote_once"),
            models.CheckConstraint(
                condition=Q(is_secret=True, choice="")
                | Q(is_secret=False, choice__in=[choice.value for choice in Choice]),
                name="vote_secret_without_choice",
            ),
        ]

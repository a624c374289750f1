"""The tables of meetings and of who takes part in them."""

from datetime import timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.access.models import Guarded, Part, scope_key_field
from liandu.access.rules import RecordKind
from liandu.kernel.models import new_id
from liandu.meetings.models.lives import Living
from liandu.meetings.models.words import MEETING_PILLS, MEETING_STATES, PRESENCES
from liandu.meetings.rules import CONVENED, MEETING, MeetingState, Seat

# Sorted, so that migrations are the same each time.
HAD = sorted(state.value for state in CONVENED)
YET = sorted(state.value for state in MeetingState if state not in CONVENED)


def person_field(words: Any) -> models.ForeignKey[Any, Any]:
    """Return a column that names who did a step; never looked up from the person's side."""
    return models.ForeignKey(
        "orgs.Person", models.PROTECT, null=True, related_name="+", db_index=False,
        verbose_name=words,
    )  # fmt: skip


class Meeting(Living, Guarded):
    """A meeting of a committee, the first, the second. Its owner is the committee's secretariat."""

    LIFE, PILLS = MEETING, MEETING_PILLS
    KIND = RecordKind.MEETING
    WORDS = ("title", "about", "minutes")

    scope_key = scope_key_field(KIND)
    committee = models.ForeignKey("committees.Committee", models.PROTECT, related_name="meetings")
    ordinal = models.PositiveSmallIntegerField(pgettext_lazy("meeting", "number"))
    title = models.CharField(_("title"), max_length=120)
    about = models.CharField(pgettext_lazy("meeting", "about"), max_length=300, blank=True)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(pgettext_lazy("meeting", "ends"))
    place = models.CharField(pgettext_lazy("meeting", "place"), max_length=120)
    host = models.ForeignKey(
        "orgs.Body", models.PROTECT, related_name="+",
        verbose_name=pgettext_lazy("meeting", "in the chair"),
    )  # fmt: skip
    state = models.CharField(
        _("state"), max_length=20, choices=MEETING_STATES, default=MeetingState.PLANNED.value
    )
    held_at = models.DateTimeField(pgettext_lazy("meeting", "opened"), null=True, blank=True)
    closed_at = models.DateTimeField(pgettext_lazy("meeting", "closed"), null=True, blank=True)
    minutes = models.TextField(_("minutes"), max_length=20000, blank=True)
    minutes_version = models.PositiveIntegerField(default=0)
    minutes_by = person_field(_("minutes written by"))
    minutes_at = models.DateTimeField(_("minutes written"), null=True, blank=True)
    minutes_hash = models.CharField(max_length=64, blank=True)
    issued_at = models.DateTimeField(_("minutes issued"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-starts_at", "-id"]
        verbose_name = _("meeting")
        indexes: ClassVar = [
            models.Index(fields=["scope_key", "-starts_at", "id"], name="meeting_scope")
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["committee", "ordinal"], name="meeting_number_once"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="meeting_ends_after"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in MeetingState]),
                name="meeting_state_known",
            ),
            models.CheckConstraint(
                condition=Q(held_at=None, state__in=YET) | Q(held_at__isnull=False, state__in=HAD),
                name="meeting_held_when_convened",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("meetings:meeting", args=[self.pk])

    @property
    def lasted(self) -> timedelta | None:
        """Return how long it took, once it is over."""
        return self.closed_at - self.held_at if self.closed_at and self.held_at else None


class Attendance(Part):
    """A member body at a meeting: what it replied to the notice, and how it took part."""

    PARENT = "meeting"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendance")
    body = models.ForeignKey("orgs.Body", models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    is_voting = models.BooleanField(_("votes"), default=True)
    reply = models.CharField(_("reply"), max_length=10, choices=PRESENCES, blank=True)
    reply_name = models.CharField(_("who comes"), max_length=80, blank=True)
    replied_at = models.DateTimeField(_("replied"), null=True, blank=True)
    replied_by = person_field(_("replied by"))
    presence = models.CharField(_("attendance"), max_length=10, choices=PRESENCES, blank=True)
    name = models.CharField(_("who came"), max_length=80, blank=True)

    class Meta:
        ordering: ClassVar = ["position"]
        verbose_name = _("attendance at a meeting")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "body"], name="meeting_attendance_once")
        ]

    def __str__(self) -> str:
        return str(self.body)

    @property
    def seat(self) -> Seat:
        """Return the seat as it is counted."""
        return Seat(self.body_id, self.presence, self.is_voting)


class MinutesSignature(Part):
    """A member body that was there signs the minutes; ``text_hash`` is of the text it signed."""

    PARENT = "meeting"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="signatures")
    body = models.ForeignKey("orgs.Body", models.PROTECT, related_name="+")
    text_hash = models.CharField(max_length=64)
    signed_at = models.DateTimeField(_("countersigned"))
    signed_by = person_field(_("countersigned by"))

    class Meta:
        ordering: ClassVar = ["signed_at", "id"]
        verbose_name = _("countersignature of minutes")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["meeting", "body", "text_hash"], name="meeting_signed_once"
            )
        ]

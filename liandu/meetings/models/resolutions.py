"""The tables of resolutions and of what is reported on them."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.access.models import Part
from liandu.kernel.models import new_id
from liandu.meetings.models.lives import Living
from liandu.meetings.models.meetings import Meeting, person_field
from liandu.meetings.models.topics import Topic
from liandu.meetings.models.words import RESOLUTION_PILLS, RESOLUTION_STATES
from liandu.meetings.rules import OWED, RESOLUTION, RESOLVING, Outcome, ResolutionState


class Resolution(Living, Part):
    """What a meeting resolved on an item. A task has an owner and a day; a decision stands."""

    LIFE, PILLS = RESOLUTION, RESOLUTION_PILLS
    PARENT = "meeting"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="resolutions")
    topic = models.OneToOneField(Topic, models.PROTECT, related_name="resolution")
    ordinal = models.PositiveSmallIntegerField(pgettext_lazy("resolution", "number"))
    kind = models.CharField(
        _("kind"), max_length=12,
        choices=[(Outcome.DECISION.value, pgettext_lazy("outcome", "Decision")),
                 (Outcome.TASK.value, pgettext_lazy("outcome", "Task"))],
    )  # fmt: skip
    text = models.CharField(pgettext_lazy("resolution", "what was resolved"), max_length=500)
    state = models.CharField(
        _("state"), max_length=12, choices=RESOLUTION_STATES,
        default=ResolutionState.ADOPTED.value,
    )  # fmt: skip
    owner = models.ForeignKey(
        "orgs.Body", models.PROTECT, null=True, related_name="+", verbose_name=_("lead body")
    )
    assisting = models.ManyToManyField(
        "orgs.Body", related_name="+", blank=True, verbose_name=_("assisting bodies")
    )
    handler = person_field(pgettext_lazy("resolution", "handled by"))
    # The day the meeting named; without one the limit runs from the day the minutes are issued.
    due_on = models.DateField(_("until"), null=True, blank=True)
    due_at = models.DateTimeField(pgettext_lazy("resolution", "due"), null=True, blank=True)
    progress = models.PositiveSmallIntegerField(pgettext_lazy("resolution", "progress"), default=0)
    closed_at = models.DateTimeField(pgettext_lazy("resolution", "closed"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["meeting", "ordinal"]
        verbose_name = _("resolution")
        indexes: ClassVar = [
            models.Index(fields=["owner", "due_at"], name="resolution_owed",
                         condition=Q(closed_at=None))
        ]  # fmt: skip
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "ordinal"], name="resolution_number_once"),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in RESOLVING]),
                name="resolution_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(kind=Outcome.DECISION.value) | Q(owner__isnull=False),
                name="resolution_task_has_owner",
            ),
            models.CheckConstraint(condition=Q(progress__lte=100), name="resolution_progress"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.text}"

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("meetings:resolution", args=[self.pk])

    @property
    def number(self) -> str:
        """Return its number: of the meeting, and within it."""
        return f"{self.meeting.ordinal}-{self.ordinal}"

    @property
    def is_overdue(self) -> bool:
        """Test whether its owner is late; once reported it waits for others."""
        return self.state in OWED and self.due_at is not None and self.due_at < timezone.now()

    @property
    def pill(self) -> tuple[Any, str]:
        """Return what its pill says, and its colour."""
        return (_("Overdue"), "r") if self.is_overdue else super().pill


class ResolutionReport(Part):
    """What the owner reports of a resolution, or why the secretariat sent that back."""

    PARENT = "resolution"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    resolution = models.ForeignKey(Resolution, models.CASCADE, related_name="reports")
    body = models.ForeignKey("orgs.Body", models.PROTECT, related_name="+")
    by = person_field(_("reported by"))
    at = models.DateTimeField(_("reported"))
    text = models.TextField(pgettext_lazy("resolution", "report"), max_length=2000)
    progress = models.PositiveSmallIntegerField(pgettext_lazy("resolution", "progress"))
    is_final = models.BooleanField(_("reported as done"), default=False)

    class Meta:
        ordering: ClassVar = ["-at", "-id"]
        verbose_name = _("report on a resolution")

"""The tables of what runs in a project: the milestones of its plan, and when it stood still."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.access.models import Part
from liandu.kernel.models import new_id
from liandu.programme.models.projects import SupervisionProject
from liandu.programme.rules import ProjectState


class ProjectMilestone(Part):
    """What a project is to reach until a day, and by which body.

    ``first_due_on`` is the day of the plan: the secretariat may move it, and both are shown.
    """

    PARENT = "project"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    project = models.ForeignKey(SupervisionProject, models.CASCADE, related_name="milestones")
    name = models.CharField(pgettext_lazy("milestone", "what is reached"), max_length=120)
    due_on = models.DateField(pgettext_lazy("milestone", "until"))
    first_due_on = models.DateField(pgettext_lazy("milestone", "first until"))
    body = models.ForeignKey(
        "orgs.Body", models.PROTECT, related_name="+",
        verbose_name=pgettext_lazy("milestone", "by whom"),
    )  # fmt: skip
    done_on = models.DateField(pgettext_lazy("milestone", "reached"), null=True, blank=True)
    word = models.CharField(pgettext_lazy("milestone", "word on it"), max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["due_on", "id"]
        verbose_name = _("milestone of a supervision project")
        indexes: ClassVar = [
            models.Index(
                fields=["body", "due_on"], name="milestone_to_reach", condition=Q(done_on=None)
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the project, where it is shown."""
        return self.project.get_absolute_url()

    @property
    def is_late(self) -> bool:
        """Test whether it was reached too late, or is not reached and its day is past."""
        return (self.done_on or timezone.localdate()) > self.due_on

    @property
    def is_moved(self) -> bool:
        """Test whether it has another day than the plan gave it."""
        return self.due_on != self.first_due_on

    @property
    def pill(self) -> tuple[Any, str]:
        """Return what its pill says, and its colour."""
        if self.done_on is not None:
            late = pgettext_lazy("milestone", "Reached late")
            return (late, "a") if self.is_late else (pgettext_lazy("milestone", "Reached"), "g")
        if self.project.state == ProjectState.IN_PROGRESS and self.is_late:
            return pgettext_lazy("milestone", "Late"), "r"
        return pgettext_lazy("milestone", "To come"), ""


class ProjectPause(Part):
    """A time in which a project stood still: the days after the first, up to the last."""

    PARENT = "project"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    project = models.ForeignKey(SupervisionProject, models.CASCADE, related_name="pauses")
    since = models.DateField(pgettext_lazy("pause", "suspended"))
    until = models.DateField(pgettext_lazy("pause", "resumed"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=500)
    word = models.CharField(pgettext_lazy("pause", "why it goes on"), max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["since", "id"]
        verbose_name = _("suspension of a supervision project")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["project"], condition=Q(until=None), name="project_paused_once"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="pause_ends_after"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.since} – {self.until or ''}"

    def get_absolute_url(self) -> str:
        """Return the address of the project, where it is shown."""
        return self.project.get_absolute_url()

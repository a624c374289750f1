"""The tables of what a project carries out: its monthly reports, and its inspections."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.access.models import Part
from liandu.kernel.models import new_id
from liandu.programme.models.projects import SupervisionProject


class ProjectReport(Part):
    """What the lead body says of a month of a project, once for each."""

    PARENT = "project"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    project = models.ForeignKey(SupervisionProject, models.CASCADE, related_name="reports")
    month = models.DateField(pgettext_lazy("report", "month"))
    done = models.TextField(pgettext_lazy("report", "what was done"), max_length=2000)
    obstacles = models.TextField(
        pgettext_lazy("report", "what hinders"), max_length=1000, blank=True
    )
    upcoming = models.TextField(
        pgettext_lazy("report", "what is next"), max_length=1000, blank=True
    )
    due_at = models.DateTimeField(pgettext_lazy("report", "due"))
    filed_at = models.DateTimeField(pgettext_lazy("report", "filed"))
    filed_by = models.ForeignKey(
        "orgs.Person", models.PROTECT, related_name="+", db_index=False,
        verbose_name=pgettext_lazy("report", "filed by"),
    )  # fmt: skip

    class Meta:
        ordering: ClassVar = ["-month"]
        verbose_name = _("monthly report of a supervision project")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["project", "month"], name="project_report_once")
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"

    def get_absolute_url(self) -> str:
        """Return the address of the project, where it is shown."""
        return f"{self.project.get_absolute_url()}?tab=reports"

    @property
    def is_late(self) -> bool:
        """Test whether it was filed after its term."""
        return self.filed_at > self.due_at


class ProjectInspection(Part):
    """An inspection by which a project is carried out; each is of one project at most.

    ``inspection_id`` is a plain key: that somebody knows of the project opens no inspection to
    them, neither here nor to the database (``queries.carried_out``).
    """

    PARENT = "project"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    project = models.ForeignKey(SupervisionProject, models.CASCADE, related_name="inspections")
    inspection_id = models.UUIDField(_("inspection"))
    assigned_at = models.DateTimeField(pgettext_lazy("project", "taken into it"))
    assigned_by = models.ForeignKey(
        "orgs.Person", models.PROTECT, related_name="+", db_index=False,
        verbose_name=pgettext_lazy("project", "taken into it by"),
    )  # fmt: skip

    class Meta:
        ordering: ClassVar = ["id"]
        verbose_name = _("inspection of a supervision project")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["inspection_id"], name="inspection_of_one_project")
        ]

    def get_absolute_url(self) -> str:
        """Return the address of the project, where it is shown."""
        return self.project.get_absolute_url()

"""The table of supervision projects."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.access.models import Guarded, scope_key_field
from liandu.access.rules import RecordKind
from liandu.engines.timeline import DAY
from liandu.programme.models.words import PROJECT_GRADES, PROJECT_PILLS, PROJECT_STATES
from liandu.programme.rules import DECIDED, MONTHS, PROJECT, ProjectState

# Sorted, so that migrations are the same each time.
BY_MEETINGS: Sequence[str] = sorted(state.value for state in DECIDED)
CANCELLED = ProjectState.CANCELLED
CAME_TO_NOTHING: Sequence[str] = sorted(
    state.value for state in (CANCELLED, ProjectState.MERGED, ProjectState.REJECTED)
)
BY_NOBODY: Sequence[str] = sorted(
    state.value for state in ProjectState if state not in DECIDED | {CANCELLED}
)


class SupervisionProject(Guarded):
    """What member bodies undertake together in a year. Its owner is the lead body.

    ``resolution`` is what a held meeting resolved on it. The database ties it to the states that
    nothing else leads to; cancelled, it keeps the one it had.
    """

    KIND = RecordKind.SUPERVISION_PROJECT
    WORDS = ("name", "subject", "targets", "expected")

    scope_key = scope_key_field(KIND)
    committee = models.ForeignKey(
        "committees.Committee", models.PROTECT, related_name="projects",
        verbose_name=pgettext_lazy("project", "proposed to"),
    )  # fmt: skip
    name = models.CharField(_("name"), max_length=120)
    year = models.PositiveSmallIntegerField(_("year"))
    area = models.ForeignKey(
        "programme.ProgrammeArea", models.PROTECT, related_name="projects",
        verbose_name=pgettext_lazy("project", "area"),
    )  # fmt: skip
    first_month = models.PositiveSmallIntegerField(_("first month"))
    last_month = models.PositiveSmallIntegerField(_("last month"))
    subject = models.TextField(pgettext_lazy("project", "what is supervised"), max_length=1000)
    objects_named = models.ManyToManyField(
        "works.SupervisedObject", related_name="+", blank=True,
        verbose_name=pgettext_lazy("project", "objects"),
    )  # fmt: skip
    targets = models.TextField(
        pgettext_lazy("project", "other targets"), max_length=1000, blank=True
    )
    links = models.JSONField(_("links"), default=list, blank=True)
    assisting = models.ManyToManyField(
        "orgs.Body", related_name="+", blank=True, verbose_name=_("assisting bodies")
    )
    expected = models.TextField(pgettext_lazy("project", "expected results"), max_length=1000)
    state = models.CharField(
        _("state"), max_length=12, choices=PROJECT_STATES, default=ProjectState.DRAFT.value
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("merged into"),
    )  # fmt: skip
    submitted_at = models.DateTimeField(
        pgettext_lazy("project", "submitted"), null=True, blank=True
    )
    tabled_at = models.DateTimeField(pgettext_lazy("project", "tabled"), null=True, blank=True)
    resolution = models.ForeignKey(
        "meetings.Resolution", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("resolution"),
    )  # fmt: skip
    plan_due_at = models.DateTimeField(pgettext_lazy("project", "plan due"), null=True, blank=True)
    started_on = models.DateField(pgettext_lazy("project", "begun"), null=True, blank=True)
    ended_on = models.DateField(pgettext_lazy("project", "ended"), null=True, blank=True)
    summary = models.TextField(pgettext_lazy("project", "summary"), max_length=2000, blank=True)
    grade = models.CharField(
        pgettext_lazy("project", "grade"), max_length=10, choices=PROJECT_GRADES, blank=True
    )
    appraisal = models.TextField(pgettext_lazy("project", "appraisal"), max_length=1000, blank=True)
    closed_at = models.DateTimeField(pgettext_lazy("project", "closed at"), null=True, blank=True)
    # What was counted when it was closed, by who closed it, up to its own label.
    frozen = models.JSONField(pgettext_lazy("project", "counted results"), null=True, blank=True)
    carried_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="carried_into",
        verbose_name=_("carried over from"),
    )  # fmt: skip

    class Meta:
        ordering: ClassVar = ["-year", "-id"]
        verbose_name = _("supervision project")
        indexes: ClassVar = [
            models.Index(fields=["scope_key", "-year", "id"], name="programme_scope"),
            models.Index(fields=["year"], name="programme_year"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=BY_NOBODY, resolution=None)
                | Q(state__in=BY_MEETINGS, resolution__isnull=False)
                | Q(state=CANCELLED.value),
                name="project_decided_by_resolution",
            ),
            models.CheckConstraint(
                condition=Q(
                    first_month__gte=1, last_month__gte=F("first_month"), last_month__lte=MONTHS
                ),
                name="project_months",
            ),
            models.UniqueConstraint(
                fields=["carried_from"],
                condition=~Q(state__in=CAME_TO_NOTHING),
                name="project_carried_over_once",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None) | ~Q(grade="") & Q(frozen__isnull=False),
                name="project_closed_with_appraisal",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("programme:project", args=[self.pk])

    def advance(self, step: str) -> dict[str, str]:
        """Take ``step``; return how it stood, as facts.

        :raises WrongState: if the step cannot be taken from where it stands
        """
        before = {"state": str(self.state)}
        self.state = PROJECT.after(step, self.state).value
        return before

    @property
    def pill(self) -> tuple[Any, str]:
        """Return what its pill says, and its colour."""
        return self.get_state_display(), PROJECT_PILLS[self.state]

    @property
    def starts_on(self) -> date:
        """Return its first day."""
        return date(self.year, self.first_month, 1)

    @property
    def ends_on(self) -> date:
        """Return its last day."""
        after = self.year * MONTHS + self.last_month
        return date(after // MONTHS, after % MONTHS + 1, 1) - DAY

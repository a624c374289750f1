"""The table of what the overlap screen found."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.access.models import Part
from liandu.kernel.models import new_id
from liandu.programme.models.projects import SupervisionProject
from liandu.programme.models.words import GRADE_PILLS, GRADES, HIT_ANSWERS, HIT_KINDS
from liandu.programme.rules import HitAnswer

ANSWERS = sorted(answer.value for answer in HitAnswer)


class OverlapHit(Part):
    """One plan that a project overlaps with, in what, and what the secretariat says to it.

    ``other_id`` may name what a reader may not know of: they are not shown the hit at all
    (``queries.hits``).
    """

    PARENT = "project"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    project = models.ForeignKey(SupervisionProject, models.CASCADE, related_name="hits")
    other_kind = models.CharField(
        pgettext_lazy("overlap", "with what"), max_length=12, choices=HIT_KINDS
    )
    other_id = models.UUIDField()
    grade = models.PositiveSmallIntegerField(pgettext_lazy("overlap", "how much"), choices=GRADES)
    objects_shared = models.JSONField(pgettext_lazy("overlap", "shared objects"), default=list)
    targets_shared = models.JSONField(pgettext_lazy("overlap", "shared targets"), default=list)
    links_shared = models.JSONField(pgettext_lazy("overlap", "shared links"), default=list)
    days = models.PositiveSmallIntegerField(pgettext_lazy("overlap", "days of both"))
    apart = models.PositiveSmallIntegerField(pgettext_lazy("overlap", "days between"))
    answer = models.CharField(_("answer"), max_length=10, choices=HIT_ANSWERS, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    answered_by = models.ForeignKey(
        "orgs.Person", models.PROTECT, null=True, related_name="+", db_index=False,
        verbose_name=_("answered by"),
    )  # fmt: skip
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["grade", "-days", "apart", "id"]
        verbose_name = _("overlap")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["project", "other_kind", "other_id"], name="overlap_once"
            ),
            models.CheckConstraint(
                condition=Q(answer="", reason="") | Q(answer__in=ANSWERS) & ~Q(reason=""),
                name="overlap_answer_has_reason",
            ),
        ]

    def get_absolute_url(self) -> str:
        """Return the address of the project, where it is shown."""
        return self.project.get_absolute_url()

    @property
    def pill(self) -> tuple[Any, str]:
        """Return what its pill says, and its colour; answered it is grey."""
        if self.answer:
            return self.get_answer_display(), ""
        return self.get_grade_display(), GRADE_PILLS[self.grade]

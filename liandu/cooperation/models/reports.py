"""The table of reports to one's own superior (事项报备)."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.cooperation.models.requests import CooperationRequest
from liandu.kernel.actor import Actor
from liandu.kernel.models import new_id


class SuperiorReportQuerySet(models.QuerySet["SuperiorReport"]):
    """Reports, which are read by the body that made them alone."""

    def visible_to(self, actor: Actor) -> "SuperiorReportQuerySet":
        """Return those of the actor's own body, on requests that the actor may know of."""
        known = CooperationRequest.objects.visible_to(actor)
        return self.filter(body=actor.body_id or 0, request__in=known)


class SuperiorReport(models.Model):
    """That one side reported the matter to its own superior: on which day, to whom, in a word.

    Not part of the request: the other side knows that it was done, and no more.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    request = models.ForeignKey(CooperationRequest, models.CASCADE, related_name="+")
    body = models.ForeignKey("orgs.Body", models.PROTECT, related_name="+", db_index=False)
    reported_on = models.DateField(pgettext_lazy("cooperation", "reported on"))
    to = models.CharField(pgettext_lazy("cooperation", "reported to"), max_length=120)
    word = models.CharField(pgettext_lazy("cooperation", "in a word"), max_length=500)
    noted_by = models.ForeignKey(
        "orgs.Person", models.PROTECT, null=True, related_name="+", db_index=False
    )
    noted_at = models.DateTimeField(_("noted"), auto_now_add=True)

    objects: ClassVar[Any] = SuperiorReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report to one's own superior")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["request", "body"], name="cooperation_report_once")
        ]

    def __str__(self) -> str:
        return f"{self.reported_on} {self.to}"

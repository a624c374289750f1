"""The table of disputes between the two sides of a request."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.access.models import Part
from liandu.cooperation.models.requests import CooperationRequest
from liandu.cooperation.models.words import OUTCOMES
from liandu.kernel.models import new_id


class CooperationDispute(Part):
    """A dispute, and how it was settled: by the secretariat of ``committee``, else by both heads.

    ``proposed_by`` is the body whose head proposed the settlement; the other's head agrees to it.
    """

    PARENT = "request"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    request = models.ForeignKey(CooperationRequest, models.CASCADE, related_name="disputes")
    body = models.ForeignKey(
        "orgs.Body", models.PROTECT, related_name="+", verbose_name=_("raised by")
    )
    reason = models.CharField(_("reason"), max_length=500)
    raised_at = models.DateTimeField(_("raised"))
    committee = models.ForeignKey(
        "committees.Committee", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("committee"),
    )  # fmt: skip
    outcome = models.CharField(
        pgettext_lazy("cooperation", "settlement"), max_length=10, choices=OUTCOMES, blank=True
    )
    words = models.CharField(pgettext_lazy("cooperation", "settled so"), max_length=500, blank=True)
    proposed_by = models.ForeignKey(
        "orgs.Body", models.PROTECT, null=True, blank=True, related_name="+"
    )
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["raised_at", "id"]
        verbose_name = _("dispute about a request")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["request"], condition=Q(settled_at=None), name="cooperation_dispute_once"
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None) | ~Q(outcome=""), name="cooperation_settled_somehow"
            ),
        ]

    def get_absolute_url(self) -> str:
        """Return the address of the request, where it is shown."""
        return self.request.get_absolute_url()

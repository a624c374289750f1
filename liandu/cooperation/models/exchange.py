"""What the two sides say to each other about a request, and whom one lends the other."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.access.models import Part
from liandu.cooperation.models.requests import CooperationRequest
from liandu.kernel.models import new_id

OPEN = Q(answered_at=None)


class CooperationQuestion(Part):
    """What one side asks the other about the request, and the answer: ``body`` asks."""

    PARENT = "request"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    request = models.ForeignKey(CooperationRequest, models.CASCADE, related_name="clarifications")
    body = models.ForeignKey(
        "orgs.Body", models.PROTECT, related_name="+", verbose_name=_("asked by")
    )
    text = models.TextField(pgettext_lazy("cooperation", "question"), max_length=1000)
    asked_by = models.ForeignKey(
        "orgs.Person", models.PROTECT, null=True, related_name="+", db_index=False
    )
    asked_at = models.DateTimeField(_("asked"))
    due_at = models.DateTimeField(pgettext_lazy("cooperation", "answer due"))
    answer = models.TextField(_("answer"), max_length=1000, blank=True)
    answered_by = models.ForeignKey(
        "orgs.Person", models.PROTECT, null=True, related_name="+", db_index=False
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["asked_at", "id"]
        verbose_name = _("question on a request")
        constraints: ClassVar = [
            # Else a term that waits for two answers would be lengthened twice.
            models.UniqueConstraint(
                fields=["request", "body"], condition=OPEN, name="cooperation_question_once"
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, answer="")
                | Q(answered_at__isnull=False) & ~Q(answer=""),
                name="cooperation_answer_has_words",
            ),
        ]

    def get_absolute_url(self) -> str:
        """Return the address of the request, where it is shown."""
        return self.request.get_absolute_url()


class CooperationReply(Part):
    """A reply to a request, in part or the last; ``missing`` is what is still wanted."""

    PARENT = "request"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    request = models.ForeignKey(CooperationRequest, models.CASCADE, related_name="replies")
    ordinal = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField(pgettext_lazy("cooperation", "reply"), max_length=4000)
    is_complete = models.BooleanField(pgettext_lazy("cooperation", "complete"), default=False)
    given_by = models.ForeignKey(
        "orgs.Person", models.PROTECT, null=True, related_name="+", db_index=False
    )
    given_at = models.DateTimeField(pgettext_lazy("cooperation", "replied"))
    missing = models.CharField(pgettext_lazy("cooperation", "missing"), max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["ordinal"]
        verbose_name = _("reply to a request")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["request", "ordinal"], name="cooperation_reply_once"),
            models.CheckConstraint(
                condition=Q(missing="") | Q(is_complete=True), name="cooperation_missing_of_last"
            ),
        ]


class LentPerson(Part):
    """Somebody whom the asked body lends, from which day to which."""

    PARENT = "request"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    request = models.ForeignKey(CooperationRequest, models.CASCADE, related_name="lent")
    person = models.ForeignKey("orgs.Person", models.PROTECT, related_name="+", db_index=False)
    first_on = models.DateField(_("first day"))
    last_on = models.DateField(_("last day"))

    class Meta:
        ordering: ClassVar = ["first_on", "id"]
        verbose_name = _("person lent")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["request", "person"], name="cooperation_lent_once"),
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on")), name="cooperation_lent_days"
            ),
        ]

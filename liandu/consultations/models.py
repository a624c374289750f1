"""The tables of consultations, of whom is asked, and of what they say."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.access.models import Guarded, Part, scope_key_field
from liandu.access.rules import RecordKind
from liandu.consultations.rules import CONSULTATION, ConsultationState, Stance
from liandu.kernel.models import new_id

STATES = [
    (ConsultationState.DRAFT.value, pgettext_lazy("consultation", "Draft")),
    (ConsultationState.PUT.value, pgettext_lazy("consultation", "Opinions being given")),
    (ConsultationState.SUMMED_UP.value, pgettext_lazy("consultation", "Summed up")),
    (ConsultationState.WITHDRAWN.value, pgettext_lazy("consultation", "Withdrawn")),
]
PILLS = {
    ConsultationState.DRAFT.value: "", ConsultationState.PUT.value: "b",
    ConsultationState.SUMMED_UP.value: "g", ConsultationState.WITHDRAWN.value: "",
}  # fmt: skip
STANCES = [
    (Stance.AGREE.value, pgettext_lazy("stance", "Agrees")),
    (Stance.CONDITIONS.value, pgettext_lazy("stance", "Agrees with conditions")),
    (Stance.DISAGREE.value, pgettext_lazy("stance", "Disagrees")),
    (Stance.NO_OPINION.value, pgettext_lazy("stance", "Has no opinion")),
]
STANCE_PILLS = {
    Stance.AGREE.value: "g", Stance.CONDITIONS.value: "a", Stance.DISAGREE.value: "r",
    Stance.NO_OPINION.value: "",
}  # fmt: skip


def body_field(words: Any) -> models.ForeignKey[Any, Any]:
    """Return a column that names a member body."""
    return models.ForeignKey("orgs.Body", models.PROTECT, related_name="+", verbose_name=words)


class Consultation(Guarded):
    """A question put to member bodies of a committee between meetings. Its owner is who asks."""

    KIND = RecordKind.CONSULTATION
    WORDS = ("title", "question", "reason", "summary")

    scope_key = scope_key_field(KIND)
    committee = models.ForeignKey(
        "committees.Committee", models.PROTECT, related_name="consultations"
    )
    title = models.CharField(_("title"), max_length=120)
    question = models.TextField(pgettext_lazy("consultation", "question"), max_length=4000)
    reason = models.TextField(_("reason"), max_length=1000)
    due_at = models.DateTimeField(pgettext_lazy("consultation", "opinions until"))
    state = models.CharField(
        _("state"), max_length=12, choices=STATES, default=ConsultationState.DRAFT.value
    )
    put_at = models.DateTimeField(pgettext_lazy("consultation", "put"), null=True, blank=True)
    summary = models.TextField(
        pgettext_lazy("consultation", "summary"), max_length=3000, blank=True
    )
    summed_up_at = models.DateTimeField(
        pgettext_lazy("consultation", "summed up"), null=True, blank=True
    )

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        verbose_name = _("consultation")
        indexes: ClassVar = [
            models.Index(fields=["scope_key", "-created_at", "id"], name="consultation_scope")
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state=ConsultationState.SUMMED_UP.value, summed_up_at__isnull=False)
                | (~Q(state=ConsultationState.SUMMED_UP.value) & Q(summed_up_at=None, summary="")),
                name="consultation_summed_up_once",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("consultations:consultation", args=[self.pk])

    def advance(self, step: str) -> dict[str, str]:
        """Take ``step``; return how it stood, as facts.

        :raises WrongState: if the step cannot be taken from where it stands
        """
        before = {"state": str(self.state)}
        self.state = CONSULTATION.after(step, self.state).value
        return before

    @property
    def is_past(self) -> bool:
        """Test whether the day until which opinions are given is over."""
        return timezone.now() > self.due_at

    @property
    def pill(self) -> tuple[Any, str]:
        """Return what its pill says, and its colour."""
        if self.state == ConsultationState.PUT and self.is_past:
            return _("To be summed up"), "a"
        return self.get_state_display(), PILLS[self.state]


class AskedBody(Part):
    """A member body that is asked; ``answered_at`` is when it first said where it stands."""

    PARENT = "consultation"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="asked")
    body = body_field(pgettext_lazy("consultation", "asked body"))
    answered_at = models.DateTimeField(
        pgettext_lazy("consultation", "answered"), null=True, blank=True
    )

    class Meta:
        ordering: ClassVar = ["body__path"]
        verbose_name = pgettext_lazy("consultation", "asked body")
        indexes: ClassVar = [
            models.Index(fields=["body"], name="consultation_unanswered",
                         condition=Q(answered_at=None))
        ]  # fmt: skip
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["consultation", "body"], name="consultation_asked_once")
        ]

    def __str__(self) -> str:
        return str(self.body)


class Opinion(Part):
    """What a body said. The last one counts; those before it stay, and nothing changes them."""

    PARENT = "consultation"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="opinions")
    body = body_field(pgettext_lazy("consultation", "whose opinion"))
    version = models.PositiveSmallIntegerField(_("version"))
    stance = models.CharField(_("stance"), max_length=12, choices=STANCES)
    text = models.TextField(pgettext_lazy("consultation", "opinion"), max_length=4000, blank=True)
    by = models.ForeignKey(
        "orgs.Person", models.PROTECT, related_name="+", db_index=False,
        verbose_name=pgettext_lazy("consultation", "given by"),
    )  # fmt: skip
    at = models.DateTimeField(pgettext_lazy("consultation", "given"))
    is_late = models.BooleanField(pgettext_lazy("consultation", "late"), default=False)

    class Meta:
        ordering: ClassVar = ["body", "version"]
        verbose_name = pgettext_lazy("consultation", "opinion")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["consultation", "body", "version"], name="consultation_opinion_once"
            ),
            models.CheckConstraint(
                condition=Q(stance__in=[stance.value for stance in Stance]),
                name="consultation_stance_known",
            ),
        ]

    @property
    def pill(self) -> tuple[Any, str]:
        """Return what its pill says, and its colour."""
        return self.get_stance_display(), STANCE_PILLS[self.stance]

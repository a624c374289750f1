"""The table of requests for cooperation."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.access.models import Guarded, party_key_field, scope_key_field
from liandu.access.rules import RecordKind
from liandu.cooperation.models.words import (
    REQUEST_KINDS,
    REQUEST_PILLS,
    REQUEST_STATES,
    URGENCIES,
)
from liandu.cooperation.rules import REQUEST, RequestState, Urgency

# Sorted, so that migrations are the same each time. A draft may be withdrawn unsent.
OUT: Sequence[str] = sorted({s.value for s in RequestState} - {"draft", "withdrawn"})


class CooperationRequest(Guarded):
    """What one body asks of another. Its owner asks; ``to_body`` is asked.

    ``sent_to`` and ``coordinator`` let bodies in: they are empty until it is sent, and until a
    dispute goes to a coordinator. ``due_at`` is the end of the term that runs since ``term_from``.
    """

    KIND = RecordKind.COOPERATION_REQUEST
    PARTY_KEYS = ("asked_key", "coordinator_key")
    WORDS = ("number", "title", "matter", "basis", "questions")

    scope_key = scope_key_field(KIND)
    asked_key = party_key_field(KIND, "sent_to_id")
    coordinator_key = party_key_field(KIND, "coordinator_id")
    number = models.CharField(_("number"), max_length=20, blank=True)
    kind = models.CharField(
        pgettext_lazy("cooperation", "what is asked for"), max_length=12, choices=REQUEST_KINDS
    )
    to_body = models.ForeignKey(
        "orgs.Body", models.PROTECT, related_name="+",
        verbose_name=pgettext_lazy("cooperation", "asked body"),
    )  # fmt: skip
    sent_to = models.ForeignKey(
        "orgs.Body", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    coordinator = models.ForeignKey(
        "orgs.Body", models.PROTECT, null=True, blank=True, related_name="+", db_index=False,
        verbose_name=pgettext_lazy("cooperation", "coordinator"),
    )  # fmt: skip
    title = models.CharField(_("title"), max_length=120)
    matter = models.TextField(pgettext_lazy("cooperation", "matter"), max_length=2000)
    basis = models.TextField(_("basis"), max_length=1000)
    questions = models.TextField(
        pgettext_lazy("cooperation", "questions"), max_length=2000, blank=True
    )
    urgency = models.CharField(
        pgettext_lazy("cooperation", "urgency"), max_length=8, choices=URGENCIES,
        default=Urgency.NORMAL.value,
    )  # fmt: skip
    recipients = models.ManyToManyField(
        "orgs.Person", related_name="+", blank=True,
        verbose_name=pgettext_lazy("cooperation", "who may read material"),
    )  # fmt: skip
    wanted_until = models.DateField(
        pgettext_lazy("cooperation", "material needed until"), null=True, blank=True
    )
    state = models.CharField(
        _("state"), max_length=10, choices=REQUEST_STATES, default=RequestState.DRAFT.value
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    sent_at = models.DateTimeField(pgettext_lazy("cooperation", "sent"), null=True, blank=True)
    accepted_at = models.DateTimeField(
        pgettext_lazy("cooperation", "accepted"), null=True, blank=True
    )
    closed_at = models.DateTimeField(pgettext_lazy("cooperation", "closed"), null=True, blank=True)
    term_from = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(pgettext_lazy("cooperation", "due"), null=True, blank=True)
    # That it was done is known to both sides; when, to whom and in what words is not.
    is_reported_by_asking = models.BooleanField(default=False)
    is_reported_by_asked = models.BooleanField(default=False)
    material_count = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        verbose_name = _("cooperation request")
        indexes: ClassVar = [
            models.Index(fields=["scope_key", "-created_at", "-id"], name="cooperation_scope"),
            models.Index(fields=["asked_key", "-created_at", "-id"], name="cooperation_asked"),
            models.Index(
                fields=["coordinator_key"], name="cooperation_coordinator",
                condition=Q(coordinator__isnull=False),
            ),
            models.Index(fields=["owner_body", "-created_at", "-id"], name="cooperation_outgoing"),
            models.Index(fields=["sent_to", "-created_at", "-id"], name="cooperation_incoming"),
        ]  # fmt: skip
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(owner_body=F("to_body")), name="cooperation_between_two"
            ),
            models.CheckConstraint(
                condition=Q(state=RequestState.DRAFT.value, sent_to=None, number="")
                | Q(state=RequestState.WITHDRAWN.value)
                | Q(state__in=OUT, sent_to=F("to_body"), sent_at__isnull=False) & ~Q(number=""),
                name="cooperation_known_once_sent",
            ),
            models.UniqueConstraint(
                fields=["owner_body", "number"], condition=~Q(number=""),
                name="cooperation_number_once",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("cooperation:request", args=[self.pk])

    def advance(self, step: str) -> dict[str, str]:
        """Take ``step``; return how it stood, as facts.

        :raises WrongState: if the step cannot be taken from where it stands
        """
        before = {"state": str(self.state)}
        self.state = REQUEST.after(step, self.state).value
        return before

    def other_side(self, body_id: int | None) -> int:
        """Return the body that stands on the other side."""
        return self.to_body_id if body_id == self.owner_body_id else self.owner_body_id

    @property
    def sides(self) -> frozenset[int]:
        """Return who asks and who is asked."""
        return frozenset({self.owner_body_id, self.to_body_id})

    @property
    def holder_id(self) -> int:
        """Return the body whose term runs: who is asked, and whoever asked once it was replied."""
        is_replied = self.state == RequestState.REPLIED
        return self.owner_body_id if is_replied else self.to_body_id

    @property
    def reason_word(self) -> str:
        """Return what the reason is for: it was taken back, or declined, and maybe went on."""
        ended = (
            RequestState.WITHDRAWN
            if self.state == RequestState.WITHDRAWN
            else RequestState.DECLINED
        )
        return str(dict(REQUEST_STATES)[ended.value])

    @property
    def pill(self) -> tuple[Any, str]:
        """Return what its pill says, and its colour."""
        return self.get_state_display(), REQUEST_PILLS[self.state]

"""The tables of what leaders instruct to be done; read with the record that it is about."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.access.models import OfRecord
from liandu.kernel.models import new_id
from liandu.urging.models.tickets import Entry, body_field, person_field
from liandu.urging.models.words import INSTRUCTION_PILLS, INSTRUCTION_STATES
from liandu.urging.rules import INSTRUCTION, InstructionState

OPEN = [InstructionState.GIVEN.value, InstructionState.REPORTED.value]


class Instruction(OfRecord):
    """A leader instructs on a record: what is to be done, by which body and whom, until when."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    # A part of the record that is meant, such as a resolution of a meeting.
    part = models.CharField(max_length=40, blank=True)
    title = models.CharField(pgettext_lazy("instruction", "about"), max_length=300)
    text = models.CharField(pgettext_lazy("instruction", "instruction"), max_length=1000)
    body = body_field(_("body that gave it"))
    given_by = person_field(_("given by"))
    given_at = models.DateTimeField(_("given"))
    owner = body_field(_("body in charge"))
    seat = models.ForeignKey(
        "orgs.Membership", models.PROTECT, related_name="+", verbose_name=_("post holder")
    )
    due_at = models.DateTimeField(_("due"))
    state = models.CharField(
        _("state"), max_length=20, choices=INSTRUCTION_STATES,
        default=InstructionState.GIVEN.value,
    )  # fmt: skip
    ended_at = models.DateTimeField(pgettext_lazy("instruction", "ended"), null=True)

    class Meta:
        ordering: ClassVar = ["-given_at", "-id"]
        verbose_name = _("leader's instruction")
        indexes: ClassVar = [
            models.Index(fields=["record_id"], name="instruction_record"),
            models.Index(
                fields=["owner", "due_at"], name="instruction_owed", condition=Q(ended_at=None)
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ended_at=None, state__in=OPEN)
                | Q(ended_at__isnull=False) & ~Q(state__in=OPEN),
                name="instruction_ended_has_day",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("urging:instruction", args=[self.pk])

    def advance(self, step: str) -> dict[str, str]:
        """Take ``step``; return how it stood, as facts.

        :raises WrongState: if the step cannot be taken from where it stands
        """
        before = {"state": str(self.state)}
        self.state = INSTRUCTION.after(step, self.state).value
        return before

    @property
    def pill(self) -> tuple[Any, str]:
        """Return what its pill says, and its colour."""
        return self.get_state_display(), INSTRUCTION_PILLS[self.state]


class InstructionEntry(Entry):
    """A step of an instruction."""

    instruction = models.ForeignKey(Instruction, models.CASCADE, related_name="entries")

    class Meta(Entry.Meta):
        verbose_name = _("step of an instruction")

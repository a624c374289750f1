"""The tables of tickets; all of them are read with the record that they urge."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.access.models import OfRecord
from liandu.kernel.models import new_id
from liandu.urging.models.words import (
    LEVEL_PILLS,
    LEVELS,
    STEP_WORDS,
    TICKET_PILLS,
    TICKET_STATES,
)
from liandu.urging.rules import LIVE, OPEN, TICKET, TicketState


def body_field(words: Any) -> models.ForeignKey[Any, Any]:
    """Return a column that names a body; never looked up from the body's side."""
    return models.ForeignKey("orgs.Body", models.PROTECT, related_name="+", verbose_name=words)


def person_field(words: Any) -> models.ForeignKey[Any, Any]:
    """Return a column that names who did a step; never looked up from the person's side."""
    return models.ForeignKey(
        "orgs.Person", models.PROTECT, null=True, related_name="+", db_index=False,
        verbose_name=words,
    )  # fmt: skip


class SupervisionTicket(OfRecord):
    """A body is urged to do what it owes on a record; the level only ever rises."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    duty = models.CharField(_("kind of duty"), max_length=20)
    key = models.CharField(max_length=80)
    asked = models.CharField(max_length=60)
    title = models.CharField(pgettext_lazy("ticket", "matter"), max_length=300)
    body = body_field(_("urged by"))
    owed_by = body_field(_("owed by"))
    level = models.CharField(pgettext_lazy("ladder", "level"), max_length=20, choices=LEVELS)
    state = models.CharField(
        _("state"), max_length=20, choices=TICKET_STATES, default=TicketState.RAISED.value
    )
    due_at = models.DateTimeField(_("was due"))
    new_due_on = models.DateField(_("promised for"), null=True)
    raised_at = models.DateTimeField(pgettext_lazy("ticket", "raised"))
    ended_at = models.DateTimeField(pgettext_lazy("ticket", "ended"), null=True)

    class Meta:
        ordering: ClassVar = ["-raised_at", "-id"]
        verbose_name = _("supervision ticket")
        indexes: ClassVar = [
            models.Index(fields=["record_id"], name="ticket_record"),
            models.Index(fields=["-raised_at", "-id"], name="ticket_raised"),
            models.Index(
                fields=["owed_by"], name="ticket_owed", condition=Q(ended_at=None)
            ),
        ]  # fmt: skip
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["record_id", "duty", "key"], name="ticket_live_once",
                condition=Q(state__in=sorted(state.value for state in LIVE)),
            ),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in TicketState]),
                name="ticket_state_known",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, state__in=sorted(state.value for state in OPEN))
                | Q(ended_at__isnull=False),
                name="ticket_ended_has_day",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("urging:ticket", args=[self.pk])

    def advance(self, step: str) -> dict[str, str]:
        """Take ``step``; return how it stood, as facts.

        :raises WrongState: if the step cannot be taken from where it stands
        """
        before = {"state": str(self.state), "level": self.level}
        self.state = TICKET.after(step, self.state).value
        return before

    @property
    def is_live(self) -> bool:
        """Test whether its matter is not done."""
        return self.state in LIVE

    @property
    def is_cured(self) -> bool:
        """Test whether it was done late: what leaves a yellow mark."""
        return self.state in {TicketState.CURED, TicketState.CLOSED}

    @property
    def pill(self) -> tuple[Any, str]:
        """Return what the pill of its state says, and its colour."""
        return self.get_state_display(), TICKET_PILLS[self.state]

    @property
    def level_pill(self) -> tuple[Any, str]:
        """Return what the pill of its level says, and its colour: yellow once it was cured."""
        return self.get_level_display(), "a" if self.is_cured else LEVEL_PILLS[self.level]


class Entry(OfRecord):
    """A line of a history: which step, by whom, when, and what was said."""

    step = models.CharField(_("step"), max_length=20)
    body = body_field(_("body"))
    by = person_field(_("by"))
    at = models.DateTimeField(_("time"))
    text = models.CharField(pgettext_lazy("history", "said"), max_length=2000, blank=True)

    class Meta:
        abstract = True
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return str(STEP_WORDS[self.step])


class TicketEntry(Entry):
    """A step of a ticket, with the level that it had from then on."""

    ticket = models.ForeignKey(SupervisionTicket, models.CASCADE, related_name="entries")
    level = models.CharField(pgettext_lazy("ladder", "level"), max_length=20, choices=LEVELS)
    new_due_on = models.DateField(_("promised for"), null=True)

    class Meta(Entry.Meta):
        verbose_name = _("step of a ticket")

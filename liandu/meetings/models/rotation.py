"""The tables of the rotating chair: terms, changes by consent, what is handed over."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.access.models import Part
from liandu.kernel.models import new_id
from liandu.meetings.models.lives import Living
from liandu.meetings.models.meetings import Meeting, person_field
from liandu.meetings.models.words import CHANGE_KINDS, CHANGE_PILLS, CHANGE_STATES, LINE_STATES
from liandu.meetings.rules import CHANGE, ChangeKind, ChangeState


def body_field(words: Any) -> models.ForeignKey[Any, Any]:
    """Return a column that names a body of the committee."""
    return models.ForeignKey("orgs.Body", models.PROTECT, related_name="+", verbose_name=words)


class ChairTerm(Part):
    """The chair of a committee for a term: whose turn it is by the order, and who has it.

    ``turn`` never changes, so that whoever stood aside is seen to have; ``body`` changes by a
    ``ChairChange`` that both agreed to, and by nothing else.
    """

    PARENT = "committee"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    committee = models.ForeignKey("committees.Committee", models.CASCADE, related_name="chairs")
    number = models.PositiveSmallIntegerField(_("number"))
    turn = body_field(_("by the order"))
    body = body_field(pgettext_lazy("meeting", "in the chair"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))

    class Meta:
        ordering: ClassVar = ["number"]
        verbose_name = _("term of the chair")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["committee", "number"], name="chair_term_once"),
            models.UniqueConstraint(fields=["committee", "starts_on"], name="chair_term_one_a_day"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="chair_term_ends_after"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body} {self.starts_on}–{self.ends_on}"

    def get_absolute_url(self) -> str:
        """Return the address of the calendar it is in."""
        return reverse("meetings:chair", args=[self.committee_id])

    def covers(self, day: date) -> bool:
        """Test whether the body has the chair on ``day``."""
        return self.starts_on <= day <= self.ends_on

    @property
    def has_begun(self) -> bool:
        """Test whether it has begun: what is past is not changed."""
        return self.starts_on <= timezone.localdate()

    @property
    def is_ending(self) -> bool:
        """Test whether its last day has come, from which what is open is handed over."""
        return self.ends_on <= timezone.localdate()

    @property
    def is_busy(self) -> bool:
        """Test whether a change of it waits for an answer: known of rows from ``queries``."""
        return bool(getattr(self, "asked_change", False))

    @property
    def next_body_id(self) -> int | None:
        """Return who has the chair after it, if that is laid out: of rows from ``queries``."""
        return getattr(self, "follower", None)

    @property
    def hands_over(self) -> bool:
        """Test whether the chair goes to another body when it ends."""
        return self.next_body_id not in {None, self.body_id}

    @property
    def is_settled(self) -> bool:
        """Test whether its chair stays as it is: it is over, or being handed over."""
        return self.is_over or hasattr(self, "handover")

    @property
    def is_over(self) -> bool:
        """Test whether its last day is past."""
        return self.ends_on < timezone.localdate()


class ChairChange(Living, Part):
    """A body asks another to swap terms, or to take its term; it counts once that one agrees."""

    LIFE, PILLS = CHANGE, CHANGE_PILLS
    PARENT = "term"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    term = models.ForeignKey(ChairTerm, models.CASCADE, related_name="changes")
    other = models.ForeignKey(
        ChairTerm, models.CASCADE, null=True, related_name="swaps",
        verbose_name=_("term to swap with"),
    )  # fmt: skip
    kind = models.CharField(_("kind"), max_length=12, choices=CHANGE_KINDS)
    asker = body_field(_("asked by"))
    asked = body_field(_("asked of"))
    reason = models.CharField(_("reason"), max_length=500)
    state = models.CharField(
        _("state"), max_length=10, choices=CHANGE_STATES, default=ChangeState.PROPOSED.value
    )
    proposed_at = models.DateTimeField(_("proposed"))
    proposed_by = person_field(_("proposed by"))
    answer = models.CharField(_("answer"), max_length=500, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = person_field(_("answered by"))

    class Meta:
        ordering: ClassVar = ["-proposed_at", "-id"]
        verbose_name = _("change of the chair")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["term"], condition=Q(state=ChangeState.PROPOSED.value),
                name="chair_change_one_open",
            ),
            models.CheckConstraint(
                condition=Q(kind=ChangeKind.SWAP.value, other__isnull=False)
                | Q(kind=ChangeKind.SUBSTITUTION.value, other=None),
                name="chair_change_swaps_two",
            ),
            models.CheckConstraint(condition=~Q(asker=F("asked")), name="chair_change_of_two"),
        ]  # fmt: skip

    def get_absolute_url(self) -> str:
        """Return the address of the calendar it changes."""
        return self.term.get_absolute_url()


class ChairHandover(Part):
    """What is open at the change of the chair, as it was drawn up and both sides signed it."""

    PARENT = "term"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    term = models.OneToOneField(ChairTerm, models.PROTECT, related_name="handover")
    giver = body_field(_("hands over"))
    taker = body_field(_("takes over"))
    drawn_at = models.DateTimeField(_("drawn up"))
    drawn_by = person_field(_("drawn up by"))
    text_hash = models.CharField(max_length=64)
    done_at = models.DateTimeField(_("countersigned by both"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-drawn_at"]
        verbose_name = _("hand-over of the chair")

    def __str__(self) -> str:
        return f"{self.giver} → {self.taker}"

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("meetings:handover", args=[self.pk])


class HandoverLine(Part):
    """A resolution or a topic that goes over, in the words of that day.

    It is seen with its meeting: who may not know of that one does not read of it here either.
    """

    PARENT = "meeting"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    handover = models.ForeignKey(ChairHandover, models.CASCADE, related_name="lines")
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="+")
    position = models.PositiveSmallIntegerField()
    resolution = models.ForeignKey("meetings.Resolution", models.PROTECT, null=True,
                                   related_name="+")  # fmt: skip
    topic = models.ForeignKey("meetings.Topic", models.PROTECT, null=True, related_name="+")
    number = models.CharField(_("number"), max_length=12)
    text = models.CharField(_("what is open"), max_length=500)
    body = models.ForeignKey("orgs.Body", models.PROTECT, null=True, related_name="+")
    state = models.CharField(_("state"), max_length=12, choices=LINE_STATES)
    due_on = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["position"]
        verbose_name = _("line of a hand-over")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["handover", "position"], name="handover_line_once"),
            models.CheckConstraint(
                condition=Q(resolution=None, topic__isnull=False)
                | Q(resolution__isnull=False, topic=None),
                name="handover_line_of_one",
            ),
        ]


class HandoverSignature(Part):
    """One side signs a hand-over; ``text_hash`` is of the list it signed."""

    PARENT = "handover"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    handover = models.ForeignKey(ChairHandover, models.CASCADE, related_name="signatures")
    body = body_field(_("countersigned for"))
    text_hash = models.CharField(max_length=64)
    signed_at = models.DateTimeField(_("countersigned"))
    signed_by = person_field(_("countersigned by"))

    class Meta:
        ordering: ClassVar = ["signed_at", "id"]
        verbose_name = _("countersignature of a hand-over")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["handover", "body", "text_hash"], name="handover_signed_once"
            )
        ]

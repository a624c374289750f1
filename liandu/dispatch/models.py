"""Tables of weekly dispatch: which objects are dispatched, their sheets, and the lines of those."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from liandu.access.models import Part
from liandu.dispatch.rules import (
    SHEET,
    ItemKind,
    ItemOutcome,
    SheetState,
    Standing,
    key_of,
    standing,
)

STATES = [
    (SheetState.OPEN.value, pgettext_lazy("sheet", "Not filed")),
    (SheetState.FILED.value, pgettext_lazy("sheet", "Filed")),
    (SheetState.DISCUSSED.value, pgettext_lazy("sheet", "Discussed")),
]
KINDS = [
    (ItemKind.OBSTACLE.value, _("Obstacle")),
    (ItemKind.PROMISE.value, pgettext_lazy("dispatch", "Promise")),
    (ItemKind.DECISION.value, pgettext_lazy("dispatch", "Decision")),
]
OUTCOMES = [
    (ItemOutcome.KEPT.value, pgettext_lazy("dispatch", "Done")),
    (ItemOutcome.RELEASED.value, pgettext_lazy("dispatch", "Released")),
]

# The colour of a pill; a late sheet carries a light besides.
PILLS = {SheetState.OPEN: "", SheetState.FILED: "b", SheetState.DISCUSSED: "g"}
STANDINGS: dict[Standing, tuple[Any, str]] = {
    Standing.OPEN: (pgettext_lazy("dispatch", "Under way"), "b"),
    Standing.OVERDUE: (_("Overdue"), "r"),
    Standing.KEPT: (pgettext_lazy("dispatch", "Done"), "g"),
    Standing.KEPT_LATE: (pgettext_lazy("dispatch", "Done late"), "a"),
    Standing.RELEASED: (pgettext_lazy("dispatch", "Released"), ""),
}


class WeeklyDispatch(Part):
    """An object is dispatched weekly from one week on; ``body`` files its sheets."""

    PARENT: ClassVar[str] = "supervised_object"

    supervised_object = models.OneToOneField(
        "works.SupervisedObject", models.CASCADE, related_name="weekly_dispatch"
    )
    body = models.ForeignKey(
        "orgs.Body", models.PROTECT, verbose_name=_("responsible side"), related_name="+"
    )
    first_week = models.DateField(_("first week"))
    # Its Monday; the first week that is not dispatched any more.
    ended_week = models.DateField(_("ended"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        verbose_name = _("weekly dispatch")
        indexes: ClassVar = [
            models.Index(fields=["body", "first_week"], name="dispatch_body"),
            models.Index(fields=["first_week", "ended_week"], name="dispatch_weeks"),
        ]

    def __str__(self) -> str:
        return str(self.supervised_object)

    def covers(self, week: date) -> bool:
        """Test whether a sheet is to be filed for ``week``."""
        return self.first_week <= week and (self.ended_week is None or week < self.ended_week)


class DispatchSheet(Part):
    """What was filed and decided about one object for one week; there from its first word on."""

    PARENT: ClassVar[str] = "dispatch"

    dispatch = models.ForeignKey(WeeklyDispatch, models.CASCADE, related_name="sheets")
    week = models.DateField(_("week"))
    state = models.CharField(
        _("state"), max_length=10, choices=STATES, default=SheetState.OPEN.value
    )
    body = models.ForeignKey("orgs.Body", models.PROTECT, related_name="+")
    due_at = models.DateTimeField(pgettext_lazy("sheet", "due"))
    progress = models.CharField(_("progress"), max_length=500, blank=True)
    filed_at = models.DateTimeField(_("filed"), null=True, blank=True)
    filed_by = models.ForeignKey("orgs.Person", models.PROTECT, null=True, related_name="+")
    discussed_at = models.DateTimeField(_("discussed"), null=True, blank=True)
    discussed_by = models.ForeignKey("orgs.Person", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-week", "-pk"]
        verbose_name = _("weekly dispatch sheet")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dispatch", "week"], name="one_sheet_a_week"),
            models.CheckConstraint(
                condition=Q(state__in=[state.value for state in SheetState]),
                name="sheet_state_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dispatch_id} {self.key}"

    def get_absolute_url(self) -> str:
        """Return where the sheet is shown."""
        record = self.dispatch.supervised_object_id
        return reverse("dispatch:sheet", args=[record, self.key])

    @property
    def key(self) -> str:
        """Return how its week is named in an address."""
        return key_of(self.week)

    @property
    def is_late(self) -> bool:
        """Test whether it was filed late, or should have been filed by now."""
        return (self.filed_at or timezone.now()) > self.due_at

    @property
    def words(self) -> str:
        """Return how it stands in words."""
        words = str(self.get_state_display())
        if self.is_passed_over:
            return f"{words} · {pgettext('sheet', 'Not filed')}"
        if not self.is_late:
            return words
        late = pgettext("sheet", "filed late") if self.filed_at else pgettext("sheet", "overdue")
        return f"{words} · {late}"

    @property
    def is_passed_over(self) -> bool:
        """Test whether the meeting went through it though nobody had filed it."""
        return self.discussed_at is not None and self.filed_at is None

    @property
    def pill(self) -> tuple[Any, str, str]:
        """Return what its pill says, its colour and its light."""
        if self.is_passed_over:
            return self.words, "a", ""
        late = "a" if self.filed_at else "r"
        return self.words, PILLS[SheetState(self.state)], late if self.is_late else ""

    def advance(self, step: str) -> str:
        """Take ``step``; return the state before.

        :raises WrongState: if it cannot be taken from here
        """
        before, self.state = self.state, SHEET.after(step, self.state).value
        return before


class DispatchItem(Part):
    """An obstacle, a promise or a decision. It stays with every later week until it is settled."""

    PARENT: ClassVar[str] = "sheet"

    sheet = models.ForeignKey(DispatchSheet, models.CASCADE, related_name="items")
    kind = models.CharField(_("kind"), max_length=10, choices=KINDS)
    text = models.CharField(_("what"), max_length=200)
    owner_body = models.ForeignKey(
        "orgs.Body", models.PROTECT, null=True, verbose_name=_("body"), related_name="+"
    )
    # A post, or a body that is not in this system.
    owner_post = models.CharField(_("post"), max_length=80, blank=True)
    due_on = models.DateField(pgettext_lazy("dispatch", "until"))
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    settled_by = models.ForeignKey("orgs.Person", models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(_("outcome"), max_length=10, choices=OUTCOMES, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        verbose_name = _("dispatch item")
        indexes: ClassVar = [
            models.Index(
                fields=["owner_body", "due_on"], name="item_owed", condition=Q(settled_at=None)
            )
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(settled_at=None, outcome="") | ~Q(settled_at=None) & ~Q(outcome=""),
                name="item_settled_with_outcome",
            ),
            models.CheckConstraint(
                condition=~Q(owner_body=None) | ~Q(owner_post=""), name="item_has_owner"
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def standing(self) -> Standing:
        """Return how it stands today."""
        settled_on = timezone.localdate(self.settled_at) if self.settled_at else None
        return standing(self.due_on, settled_on, self.outcome, timezone.localdate())

    @property
    def pill(self) -> tuple[Any, str]:
        """Return what its pill says, and its colour."""
        return STANDINGS[self.standing]

    @property
    def owner(self) -> str:
        """Return whose it is: body, post, or both."""
        return " ".join(str(part) for part in (self.owner_body, self.owner_post) if part)

"""The table of what is shared."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.access.models import Guarded, scope_key_field
from liandu.access.rules import RecordKind
from liandu.kernel.deadlines import end_of
from liandu.sharing.models.words import EXPIRED, ITEM_KINDS, ITEM_PILLS, ITEM_STATES
from liandu.sharing.rules import ISSUED, ITEM, ItemState, SharedKind

# Sorted, so that migrations are the same each time.
TOLD: Sequence[str] = sorted(state.value for state in ISSUED)
KEPT: Sequence[str] = sorted(state.value for state in ItemState if state not in ISSUED)


class SharedItem(Guarded):
    """Something that a body tells others: its owner is the body that publishes it.

    ``addressed`` are the bodies named while it is a draft; once it is published its receipts say
    whom it went to, and this is empty: what hangs on the item is read by all who see the item.
    """

    KIND = RecordKind.SHARED_ITEM
    WORDS = ("number", "title", "text")

    scope_key = scope_key_field(KIND)
    number = models.CharField(_("number"), max_length=40, blank=True)
    kind = models.CharField(
        pgettext_lazy("shared item", "kind"), max_length=10, choices=ITEM_KINDS,
        default=SharedKind.NOTICE.value,
    )  # fmt: skip
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(pgettext_lazy("shared item", "text"), max_length=10000)
    purpose = models.CharField(pgettext_lazy("shared item", "purpose"), max_length=200)
    committee = models.ForeignKey(
        "committees.Committee", models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=pgettext_lazy("shared item", "to the members of"),
    )  # fmt: skip
    addressed = models.ManyToManyField(
        "orgs.Body", related_name="+", blank=True,
        verbose_name=pgettext_lazy("shared item", "to these bodies"),
    )  # fmt: skip
    sign_by = models.DateField(_("sign by"))
    expires_on = models.DateField(pgettext_lazy("shared item", "last day"))
    state = models.CharField(
        _("state"), max_length=10, choices=ITEM_STATES, default=ItemState.DRAFT.value
    )
    published_at = models.DateTimeField(
        pgettext_lazy("shared item", "shared at"), null=True, blank=True
    )
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        verbose_name = _("shared information")
        indexes: ClassVar = [
            models.Index(fields=["scope_key", "-created_at", "id"], name="shared_item_scope"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=KEPT, published_at=None, number="")
                | (Q(state__in=TOLD, published_at__isnull=False) & ~Q(number="")),
                name="shared_item_published_with_number",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) ^ Q(state=ItemState.WITHDRAWN.value),
                name="shared_item_withdrawn_at",
            ),
            models.CheckConstraint(
                condition=Q(expires_on__gte=F("sign_by")), name="shared_item_signed_before_end"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("sharing:item", args=[self.pk])

    def parties_know_each_other(self) -> bool:
        """Test whether it went to a standing circle; others do not learn who else received it."""
        return self.committee_id is not None

    def advance(self, step: str) -> dict[str, str]:
        """Take ``step``; return how it stood, as facts.

        :raises WrongState: if the step cannot be taken from where it stands
        """
        before = {"state": str(self.state)}
        self.state = ITEM.after(step, self.state).value
        return before

    @property
    def ends_at(self) -> datetime:
        """Return the moment from which recipients know of it no more."""
        return end_of(self.expires_on, timezone.get_default_timezone())

    def is_expired(self, today: date) -> bool:
        """Test whether its last day is past."""
        return self.state == ItemState.PUBLISHED and today > self.expires_on

    @property
    def pill(self) -> tuple[Any, str]:
        """Return what its pill says, and its colour."""
        if self.is_expired(timezone.localdate()):
            return EXPIRED, ""
        return self.get_state_display(), ITEM_PILLS[self.state]

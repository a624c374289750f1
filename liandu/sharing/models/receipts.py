"""What lies between the publisher and one recipient: signing, questions, what came of it."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.access.models import Guarded, GuardedQuerySet, Part, scope_key_field
from liandu.access.rules import RecordKind
from liandu.access.sight import Among, sight
from liandu.kernel.actor import Actor
from liandu.kernel.models import new_id
from liandu.sharing.models.items import SharedItem
from liandu.sharing.models.words import EFFECTS, STANDS
from liandu.sharing.rules import Effect, Stand, stand

SAID = sorted(effect.value for effect in Effect)


def person_field(words: Any) -> models.ForeignKey[Any, Any]:
    """Return a column that names who did a step; never looked up from the person's side."""
    return models.ForeignKey(
        "orgs.Person", models.PROTECT, null=True, blank=True, related_name="+", db_index=False,
        verbose_name=words,
    )  # fmt: skip


class ReceiptQuerySet(GuardedQuerySet["SharingReceipt"]):
    """Receipts; a wall around what was shared stands around its receipts too."""

    def visible_to(self, actor: Actor, *, leads: bool = True) -> Self:
        """Return those that ``actor`` may know of, less those of items they are kept from."""
        found = super().visible_to(actor, leads=leads)
        walls = sight(actor, SharedItem.KIND).walls
        return found.filter(~Q(Among(F("item_id"), walls))) if walls else found


class SharingReceipt(Guarded):
    """That one body received an item. A record of its own, so that no recipient sees another's.

    Its owner is the publisher; the recipient is let in for as long as the item lasts. The column
    of the item is called as that of other records about records: walls around it hold here too.
    """

    KIND = RecordKind.SHARING_RECEIPT

    scope_key = scope_key_field(KIND)
    item = models.ForeignKey(
        SharedItem, models.PROTECT, related_name="receipts", db_column="record_id"
    )
    body = models.ForeignKey(
        "orgs.Body", models.PROTECT, related_name="+", verbose_name=_("received by")
    )
    signed_at = models.DateTimeField(pgettext_lazy("receipt", "signed"), null=True, blank=True)
    signed_by = person_field(pgettext_lazy("receipt", "signed by"))
    effect = models.CharField(
        pgettext_lazy("receipt", "effect"), max_length=10, choices=EFFECTS, blank=True
    )
    effect_note = models.CharField(pgettext_lazy("effect", "note"), max_length=500, blank=True)
    effect_at = models.DateTimeField(pgettext_lazy("effect", "recorded"), null=True, blank=True)
    effect_by = person_field(pgettext_lazy("effect", "recorded by"))
    # What it led to; whoever may not know of that reads only that there is something.
    led_kind = models.PositiveSmallIntegerField(null=True, blank=True)
    led_id = models.UUIDField(null=True, blank=True)

    objects: ClassVar[Any] = ReceiptQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-created_at", "-id"]
        verbose_name = _("receipt of shared information")
        indexes: ClassVar = [
            models.Index(fields=["scope_key", "-created_at", "id"], name="sharing_receipt_scope"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["item", "body"], name="sharing_receipt_once"),
            models.CheckConstraint(
                condition=Q(signed_at=None, signed_by=None)
                | Q(signed_at__isnull=False, signed_by__isnull=False),
                name="sharing_receipt_signed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(effect="", effect_at=None, led_id=None)
                | (Q(effect__in=SAID, effect_at__isnull=False, signed_at__isnull=False)
                   & (Q(led_id=None) | ~Q(effect=Effect.NOTHING.value))),
                name="sharing_receipt_effect",
            ),
            models.CheckConstraint(
                condition=Q(led_id=None, led_kind=None)
                | Q(led_id__isnull=False, led_kind__isnull=False),
                name="sharing_receipt_led_to_one",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.item.number} · {self.body}"

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return reverse("sharing:receipt", args=[self.pk])

    @property
    def title(self) -> str:
        """Return the title of what was received."""
        return str(self.item.title)

    @property
    def number(self) -> str:
        """Return the number of what was received."""
        return str(self.item.number)

    @property
    def stands(self) -> Stand:
        """Return how it stands today."""
        item = self.item
        return stand(
            item.state, item.sign_by, item.expires_on, timezone.localdate(),
            is_signed=self.signed_at is not None,
        )  # fmt: skip

    @property
    def pill(self) -> tuple[Any, str]:
        """Return what its pill says, and its colour."""
        return STANDS[self.stands.value]


class SharingQuestion(Part):
    """A question of a recipient, and what the publisher answered."""

    PARENT = "receipt"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    receipt = models.ForeignKey(SharingReceipt, models.CASCADE, related_name="questions")
    text = models.TextField(pgettext_lazy("sharing", "question"), max_length=1000)
    asked_by = person_field(pgettext_lazy("sharing", "asked by"))
    asked_at = models.DateTimeField(pgettext_lazy("sharing", "asked"))
    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    answered_by = person_field(pgettext_lazy("sharing", "answered by"))
    answered_at = models.DateTimeField(pgettext_lazy("sharing", "answered"), null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["asked_at", "id"]
        verbose_name = _("question on shared information")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(answer="", answered_at=None)
                | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="sharing_question_answered",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        """Return the address of the receipt, where it is shown."""
        return self.receipt.get_absolute_url()

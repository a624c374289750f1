"""Tables of what is entered of a project: contracts, their changes and payments, milestones."""

from typing import Any, ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.access.models import Part
from liandu.contracts.models.words import CONTRACT_KINDS, MILESTONES, PAYMENT_KINDS
from liandu.contracts.rules import (
    SHAPES,
    WHOLE,
    ContractKind,
    Entry,
    MilestoneCode,
    PaymentKind,
)
from liandu.orgs.rules import masked


def _day(label: Any) -> models.DateField[Any, Any]:
    return models.DateField(label, null=True, blank=True)


def _money(label: Any) -> models.BigIntegerField[Any, Any]:
    return models.BigIntegerField(label, null=True, blank=True)


def _not_negative(entry: Entry, name: str) -> models.CheckConstraint:
    """Return what the database itself keeps of an entry: no sum below nothing."""
    held = models.Q()
    for column in SHAPES[entry].money:
        held &= models.Q(**{column: None}) | models.Q(**{f"{column}__gte": 0})
    return models.CheckConstraint(condition=held, name=name)


class Contract(Part):
    """A contract of a project, from its tender to its final account; money in whole fen."""

    ENTRY: ClassVar[Entry] = Entry.CONTRACT
    PARENT: ClassVar[str] = "supervised_object"

    supervised_object = models.ForeignKey(
        "works.SupervisedObject", models.CASCADE, related_name="contracts"
    )
    number = models.CharField(_("number"), max_length=64)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(
        _("kind"), max_length=20, choices=CONTRACT_KINDS, default=ContractKind.WORKS
    )
    contractor = models.CharField(_("contractor"), max_length=200)
    estimate_fen = _money(_("estimate for the tender"))
    documents_from_on = _day(_("documents given out from"))
    documents_until_on = _day(_("documents given out until"))
    bids_due_on = _day(_("bids due"))
    bidders = models.PositiveSmallIntegerField(_("bidders"), null=True, blank=True)
    bid_bond_fen = _money(_("bid bond"))
    candidates_from_on = _day(_("candidates published from"))
    candidates_until_on = _day(_("candidates published until"))
    notice_on = _day(_("notice of award"))
    bid_fen = _money(_("sum bid"))
    signed_on = _day(_("signed on"))
    amount_fen = _money(_("contract sum"))
    performance_bond_fen = _money(_("performance bond"))
    reported_on = _day(_("reported on"))
    progress_permille = models.PositiveSmallIntegerField(
        pgettext_lazy("contract", "progress"), null=True, blank=True
    )
    progress_on = _day(_("progress as of"))
    final_fen = _money(_("final account of the contract"))
    created_at = models.DateTimeField(_("entered"), auto_now_add=True)

    changed_fen: int  # what changes and payments come to, put there by queries
    paid_fen: int

    class Meta:
        verbose_name = pgettext_lazy("entry", "contract")
        indexes: ClassVar = [
            models.Index(fields=["signed_on"], name="contract_signed"),
            models.Index(fields=["amount_fen"], name="contract_amount"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["supervised_object", "number"], name="contract_number_once"
            ),
            models.CheckConstraint(
                condition=models.Q(progress_permille=None) | models.Q(progress_permille__lte=WHOLE),
                name="contract_progress_at_most_whole",
            ),
            _not_negative(Entry.CONTRACT, "contract_sums_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    def get_absolute_url(self) -> str:
        """Return the address of the contract's page."""
        return reverse("contracts:contract", args=[self.pk])


class Change(Part):
    """A change of a contract; a sum below nothing makes it cheaper."""

    ENTRY: ClassVar[Entry] = Entry.CHANGE
    PARENT: ClassVar[str] = "contract"

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="changes")
    number = models.CharField(_("number"), max_length=64)
    what = models.CharField(_("what is changed"), max_length=200)
    reason = models.CharField(_("why"), max_length=200, blank=True)
    amount_fen = models.BigIntegerField(pgettext_lazy("contract", "amount"))
    approved_on = _day(_("approved on"))
    approver = models.CharField(
        pgettext_lazy("contract", "approved by"), max_length=120, blank=True
    )
    carried_out_on = _day(_("carried out from"))

    class Meta:
        ordering: ClassVar = ["number", "pk"]
        verbose_name = pgettext_lazy("entry", "change")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "number"], name="change_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.what}"


class Payment(Part):
    """A payment under a contract."""

    ENTRY: ClassVar[Entry] = Entry.PAYMENT
    PARENT: ClassVar[str] = "contract"

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="payments")
    number = models.CharField(_("voucher"), max_length=64, blank=True)
    kind = models.CharField(
        _("kind"), max_length=20, choices=PAYMENT_KINDS, default=PaymentKind.PROGRESS
    )
    payee = models.CharField(_("payee"), max_length=200)
    amount_fen = models.BigIntegerField(pgettext_lazy("contract", "amount"))
    paid_on = models.DateField(_("paid on"))
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        ordering: ClassVar = ["paid_on", "pk"]
        verbose_name = pgettext_lazy("entry", "payment")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["contract", "number"], condition=~models.Q(number=""),
                name="payment_number_once",
            ),
            _not_negative(Entry.PAYMENT, "payment_not_negative"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.paid_on} {self.payee}"


class Bid(Part):
    """A bid in the tender of a contract: its price, and who and what stand behind it."""

    ENTRY: ClassVar[Entry] = Entry.BID
    PARENT: ClassVar[str] = "contract"

    contract = models.ForeignKey(Contract, models.CASCADE, related_name="bids")
    bidder = models.CharField(_("bidder"), max_length=200)
    amount_fen = _money(_("price bid"))
    head = models.CharField(_("head of the bidder"), max_length=40, blank=True)
    compiler = models.CharField(_("compiled by"), max_length=80, blank=True)
    agent = models.CharField(_("handled by"), max_length=80, blank=True)
    managers = models.CharField(_("project team"), max_length=200, blank=True)
    account = models.CharField(_("account the bond came from"), max_length=40, blank=True)
    created_at = models.DateTimeField(_("entered"), auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["amount_fen", "pk"]
        verbose_name = pgettext_lazy("entry", "bid")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["contract", "bidder"], name="bidder_once"),
            _not_negative(Entry.BID, "bid_not_negative"),
        ]

    def __str__(self) -> str:
        return self.bidder

    @property
    def masked_account(self) -> str:
        """Return the account with what tells it from others taken out, as it is shown."""
        return masked("".join(self.account.split()))


class Milestone(Part):
    """A milestone of a project: when it is planned, when it was reached, what sum it fixed."""

    ENTRY: ClassVar[Entry] = Entry.MILESTONE
    PARENT: ClassVar[str] = "supervised_object"

    supervised_object = models.ForeignKey(
        "works.SupervisedObject", models.CASCADE, related_name="milestones"
    )
    code = models.CharField(_("milestone"), max_length=20, choices=MILESTONES)
    name = models.CharField(_("name"), max_length=120, blank=True)
    planned_on = _day(_("planned for"))
    done_on = _day(_("reached on"))
    amount_fen = _money(_("sum"))
    document = models.CharField(_("document"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("milestone")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["supervised_object", "code"], condition=~models.Q(code="other"),
                name="milestone_once",
            ),
            _not_negative(Entry.MILESTONE, "milestone_sum_not_negative"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name or str(self.get_code_display())

    @property
    def key(self) -> str:
        """Return what tells it from the other milestones of the project."""
        return f"other:{self.pk}" if self.code == MilestoneCode.OTHER else self.code

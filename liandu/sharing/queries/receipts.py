"""Receipts for an actor: who signed, what was asked, what came of it, and what waits."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from liandu.access.queries import model_of, seen
from liandu.findings.queries import findings
from liandu.kernel.actor import Actor
from liandu.kernel.deadlines import end_of
from liandu.kernel.errors import NotVisible
from liandu.kernel.models import one
from liandu.notices.queries import Duty, Owed
from liandu.orgs.models import Membership
from liandu.orgs.queries import live
from liandu.sharing.models import SharedItem, SharingQuestion, SharingReceipt
from liandu.sharing.rules import ItemState, Stand
from liandu.works.permits import KEEPERS

WITH = ("item__owner_body", "body__jurisdiction", "owner_body__jurisdiction", "signed_by")


def receipts(actor: Actor) -> QuerySet[SharingReceipt]:
    """Return the receipts the actor may know of."""
    rows: QuerySet[SharingReceipt] = SharingReceipt.objects.visible_to(actor)
    return rows.select_related(*WITH)


def seen_receipt(actor: Actor, pk: Any) -> SharingReceipt:
    """Return one receipt.

    :raises NotVisible: if there is none, or the actor may not know of it
    """
    return one(receipts(actor).select_related("effect_by"), pk)


def receipts_of(actor: Actor, item: SharedItem) -> list[SharingReceipt]:
    """Return the receipts of an item in hand that the actor may know of, body by body."""
    rows = receipts(actor).filter(item=item).prefetch_related("questions")
    return list(rows.order_by("body__path"))


def own_receipt(actor: Actor, item: SharedItem) -> SharingReceipt | None:
    """Return the receipt of the actor's own body for an item in hand, if it received it."""
    return receipts(actor).filter(item=item, body=actor.body_id or 0).first()


def seen_question(actor: Actor, pk: Any) -> SharingQuestion:
    """Return one question.

    :raises NotVisible: if there is none, or the actor may not know of its receipt
    """
    rows = SharingQuestion.objects.visible_to(actor)
    return one(rows.select_related("receipt__item", "receipt__body"), pk)


def questions(receipt: SharingReceipt) -> list[SharingQuestion]:
    """Return what was asked and answered on a receipt in hand, the first first."""
    return list(receipt.questions.select_related("asked_by", "answered_by"))


def lasting(actor: Actor) -> QuerySet[SharingReceipt]:
    """Return the receipts of what is neither withdrawn nor over."""
    return receipts(actor).filter(
        item__state=ItemState.PUBLISHED.value,
        item__expires_on__gte=timezone.localdate(actor.at),
    )


def to_sign(actor: Actor) -> QuerySet[SharingReceipt]:
    """Return what the actor's body has not signed for, the first due first."""
    if not actor.has(*KEEPERS):
        return receipts(actor).none()
    rows = lasting(actor).filter(body=actor.body_id or 0, signed_at=None)
    return rows.order_by("item__sign_by", "pk")


def unsigned(actor: Actor) -> QuerySet[SharingReceipt]:
    """Return what others have not signed for of what the actor's body shares."""
    return lasting(actor).filter(owner_body=actor.body_id or 0, signed_at=None)


def to_answer(actor: Actor) -> QuerySet[SharingQuestion]:
    """Return the questions that wait for an answer of the actor's body, the first first."""
    rows: QuerySet[SharingQuestion] = SharingQuestion.objects.visible_to(actor)
    if not actor.has(*KEEPERS):
        return rows.none()
    waiting = rows.filter(
        receipt__owner_body=actor.body_id or 0, answered_at=None,
        receipt__item__state=ItemState.PUBLISHED.value,
    )  # fmt: skip
    return waiting.select_related("receipt__item", "receipt__body").order_by("asked_at", "pk")


def waits_for(actor: Actor, until: datetime) -> Iterator[Duty]:
    """Yield what the actor's body is to sign for up to a moment."""
    zone = timezone.get_default_timezone()
    for row in to_sign(actor):
        due_at = end_of(row.item.sign_by, zone)
        if due_at <= until:
            url = row.item.get_absolute_url()
            yield Duty("sharing", str(row.pk), row, "sharing.sign", due_at, url)


def owed_on(receipt: SharingReceipt) -> Iterator[Owed]:
    """Yield that a receipt in hand is to be signed; publisher and the circle's host watch."""
    if receipt.stands not in {Stand.WAITING, Stand.LATE}:
        return
    item = receipt.item
    watching = {receipt.owner_body_id}
    if item.committee is not None:
        watching.add(item.committee.owner_body_id)
    due_at = end_of(item.sign_by, timezone.get_default_timezone())
    yield Owed("sign", "sharing.sign", receipt.body_id, due_at,
               frozenset(watching - {receipt.body_id}), item.title)  # fmt: skip


def people_of(receipt: SharingReceipt) -> list[int]:
    """Return the people of the recipient who may know of a receipt in hand, to tell them alone."""
    held = Membership.objects.filter(
        live(timezone.now()), Q(post__body=receipt.body_id), clearance__gte=receipt.label,
        person__is_active=True,
    )  # fmt: skip
    return sorted(set(held.values_list("person_id", flat=True)))


def named_finding(actor: Actor, number: str) -> Any:
    """Return the finding of this number that the actor may know of; None if there is none."""
    return findings(actor).filter(number=number).first()


def led_to(actor: Actor, receipt: SharingReceipt) -> Any:
    """Return what a receipt in hand led to, if the actor may know of that."""
    if receipt.led_kind is None:
        return None
    try:
        return seen(model_of(receipt.led_kind), actor, receipt.led_id)
    except NotVisible:
        return None

"""What is to be sent to webhooks, and what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from liandu.access.queries import model_of
from liandu.interfaces.queries import acting_in
from liandu.kernel.actor import Actor
from liandu.kernel.models import one
from liandu.notices.queries import is_kept_from, records_of
from liandu.webhooks.models import Delivery, Webhook
from liandu.webhooks.queries.hooks import WITH_POST
from liandu.webhooks.rules import DeliveryState, wants


@dataclass(frozen=True, slots=True)
class Shown:
    """A delivery beside the record it told of; a trial tells of none."""

    delivery: Delivery
    record: Any


def listening(kind: str, now: datetime, kept: Iterable[int]) -> list[int]:
    """Return the webhooks that want to be told of a kind of event, save those ``kept`` bodies'."""
    rows = Webhook.objects.filter(stopped_at=None, expires_at__gt=now)
    rows = rows.exclude(membership__post__body__in=kept)
    return [pk for pk, kinds in rows.values_list("pk", "kinds") if wants(kinds, kind)]


def due_deliveries(now: datetime) -> QuerySet[Delivery]:
    """Return what is to be sent now and nobody is sending, the longest due first."""
    free = Q(held_until=None) | Q(held_until__lt=now)
    rows = Delivery.objects.filter(free, state=DeliveryState.WAITING.value, next_at__lte=now)
    return rows.order_by("next_at", "pk")


def record_told(delivery: Delivery, now: datetime) -> Any:
    """Return the record that a delivery is to tell of, if its webhook may know of that now."""
    webhook = delivery.webhook
    actor = acting_in(webhook.membership, now) if webhook.holds_at(now) else None
    if actor is None or delivery.record_kind is None:
        return None
    rows: Any = model_of(delivery.record_kind).objects.visible_to(actor)
    found = rows.filter(pk=delivery.record_id).first()
    if found is None or is_kept_from(actor.body_id or 0, found, delivery.kind):
        return None
    return found


def deliveries(actor: Actor, webhook: Webhook, rows: list[Delivery]) -> list[Shown]:
    """Return deliveries that were tried beside their records, for whom their webhook acts for.

    What the post may no longer know of is left out.
    """
    acting = acting_in(webhook.membership, timezone.now())
    if acting is None or acting.person_id != actor.person_id:
        return []
    records: dict[Any, Any] = {None: None}
    records |= records_of(acting, [row for row in rows if row.record_kind is not None])
    return [Shown(row, records[row.record_id]) for row in rows if row.record_id in records]


def held_delivery(pk: Any) -> Delivery:
    """Return a delivery, held until the transaction ends.

    :raises NotVisible: if there is none
    """
    rows = Delivery.objects.select_related(*(f"webhook__{path}" for path in WITH_POST))
    return one(rows.select_for_update(of=("self",)), pk)

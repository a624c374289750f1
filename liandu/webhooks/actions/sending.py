"""Lining up what happens for the webhooks that want it, and sending it, until it has arrived.

A delivery is lined up in the transaction of its event: there is none without the other. What it
says is written when it is sent, from what its webhook may know of then; what that may not know of
leaves no trace. Killed at any point, the worker loses none: the row stays. Killed between sending
and writing that down, the same delivery goes once more after a while, under the same id.

None of this is an action: nobody does it, and that an address is told is on record since it began.
"""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy

from liandu.access.models import Guarded
from liandu.access.rules import Label, RecordKind
from liandu.engines import outbound
from liandu.engines.sealed import Unreadable
from liandu.kernel.actor import Actor
from liandu.kernel.events import KINDS
from liandu.notices.queries import job, untold
from liandu.notices.rules import backoff
from liandu.webhooks import queries
from liandu.webhooks.models import Delivery
from liandu.webhooks.models.words import UNREADABLE
from liandu.webhooks.rules import (
    KEPT_FOR,
    LEASE,
    MOST_TRIES,
    ROUND,
    TEST,
    WELL,
    DeliveryState,
    signature,
)


def line_up(actor: Actor, kind: str, subject: Any, facts: Mapping[str, Any]) -> None:
    """Line an event about a record up for the webhooks that want its kind."""
    if not isinstance(subject, Guarded) or KINDS[kind].is_read or facts.get("quiet"):
        return
    now = timezone.now()
    kept = untold(subject, kind, facts.get("only")).values_list("body_id", flat=True)
    Delivery.objects.bulk_create(
        Delivery(webhook_id=pk, kind=kind, body_id=actor.body_id, record_kind=subject.KIND,
                 record_id=subject.pk, at=now, next_at=now)
        for pk in queries.listening(kind, now, kept)
    )  # fmt: skip


@job("webhooks.send", gettext_lazy("Tell other systems"), timedelta(minutes=1))
def send_all() -> None:
    """Send what is due; an address that fails is left alone until the next round."""
    began, failed = timezone.now(), set[int]()
    Delivery.objects.filter(ended_at__lt=began - KEPT_FOR).delete()
    while timezone.now() - began < ROUND and send_next(failed):
        pass


def send_next(failed: set[int]) -> bool:
    """Send the next delivery that is due, and return whether there was one.

    Webhooks in ``failed`` are passed over; one that fails joins them.
    """
    now = timezone.now()
    due = queries.due_deliveries(now).exclude(webhook__in=failed)
    delivery = due.select_related("webhook__membership__person").first()
    if delivery is None:
        return False
    mine = queries.due_deliveries(now).filter(pk=delivery.pk).order_by()
    if mine.update(held_until=now + LEASE, tries=F("tries") + 1):
        delivery.tries += 1
        if not _send(delivery, now):
            failed.add(delivery.webhook_id)
    return True


def _send(delivery: Delivery, now: datetime) -> bool:
    """Send a delivery that this worker holds, write down what came of it, say whether it is well.

    One that is to tell of nothing its webhook may know of is taken away unsaid.
    """
    record = queries.record_told(delivery, now)
    held = Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.WAITING.value)
    if record is None and delivery.kind != TEST:
        held.delete()
        return True
    answer, trouble = _posted(delivery, content_of(delivery, record), now)
    is_well = answer in WELL
    is_over = is_well or delivery.tries >= MOST_TRIES
    ended = timezone.now()
    state = DeliveryState.SENT if is_well else DeliveryState.FAILED
    held.update(
        state=(state if is_over else DeliveryState.WAITING).value, held_until=None,
        answer=answer, trouble=trouble, next_at=ended + backoff(delivery.tries),
        ended_at=ended if is_over else None,
    )  # fmt: skip
    return is_well


def _posted(delivery: Delivery, content: bytes, now: datetime) -> tuple[int | None, str]:
    """Return what an address answered, or why nothing came."""
    at, webhook = int(now.timestamp()), delivery.webhook
    try:
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "Liandu",
            "webhook-id": str(delivery.pk),
            "webhook-timestamp": str(at),
            "webhook-signature": signature(queries.key_of(webhook), str(delivery.pk), at, content),
        }
        inside = settings.LIANDU_WEBHOOK_NETWORKS
        answer = outbound.post(webhook.url, content, headers, inside=inside)
    except outbound.NotSent as fault:
        return None, fault.trouble.value
    except Unreadable:
        return None, UNREADABLE
    return answer, "" if answer in WELL else outbound.Trouble.ANSWER.value


def content_of(delivery: Delivery, record: Any) -> bytes:
    """Return what is sent: what happened to which record, nobody's name, nothing of its content.

    From sensitive on the record is told by its number alone.
    """
    told: dict[str, Any] = {}
    if record is not None:
        plainly = record.label < Label.SENSITIVE
        with translation.override(settings.LANGUAGE_CODE):
            told = {
                "sentence": str(delivery.says.sentence),
                "body": str(delivery.body) if plainly and delivery.body else None,
                "record": {
                    "kind": RecordKind(record.KIND).name.lower(), "id": str(record.pk),
                    "number": getattr(record, "number", ""),
                    "name": (getattr(record, "title", "") or str(record)) if plainly else None,
                    "url": f"{settings.LIANDU_URL}{record.get_absolute_url()}",
                },
            }  # fmt: skip
    sent = {"type": delivery.kind, "timestamp": delivery.at.isoformat(), "data": told}
    return json.dumps(sent, ensure_ascii=False, separators=(",", ":")).encode()

"""Finding webhooks, what they may be told of, and the keys they are signed with."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from liandu.engines import sealed
from liandu.kernel.actor import Actor
from liandu.kernel.events import KINDS
from liandu.kernel.models import one
from liandu.webhooks.models import AREAS, Webhook
from liandu.webhooks.rules import is_about_a_record

WITH_POST = ("membership__person", "membership__post__body")
ABOUT = "webhook"


def every_webhook() -> QuerySet[Webhook]:
    """Return all webhooks, latest first, for those who oversee them."""
    return Webhook.objects.select_related(*WITH_POST).order_by("-pk")


def own_webhooks(actor: Actor) -> QuerySet[Webhook]:
    """Return those that the actor made, latest first."""
    return every_webhook().filter(membership__person=actor.person_id or 0)


def live_webhooks(actor: Actor, now: datetime) -> QuerySet[Webhook]:
    """Return those of them that something is still sent to."""
    return own_webhooks(actor).filter(stopped_at=None, expires_at__gt=now)


def seen_webhook(actor: Actor, pk: int, *, oversees: bool = False) -> Webhook:
    """Return a webhook of the actor's, or any to those who oversee them.

    :raises NotVisible: if there is none
    """
    return one(every_webhook() if oversees else own_webhooks(actor), pk)


def held_webhook(pk: int) -> Webhook:
    """Return a webhook, held until the transaction ends.

    :raises NotVisible: if there is none
    """
    return one(every_webhook().select_for_update(of=("self",)), pk)


def offered() -> dict[str, list[tuple[str, Any]]]:
    """Return the kinds of event that can be chosen, by area, each with its sentence."""
    found: dict[str, list[tuple[str, Any]]] = {area: [] for area in AREAS}
    for name, kind in sorted(KINDS.items()):
        area = name.partition(".")[0]
        if area in found and not kind.is_read and is_about_a_record(name):
            found[area].append((name, kind.sentence))
    return found


def sealed_key(key: str) -> bytes:
    """Return a key as the database may know it."""
    return sealed.seal(_site_key(), key.encode(), ABOUT)


def key_of(webhook: Webhook) -> str:
    """Return the key with which is signed what goes to a webhook.

    :raises Unreadable: if the site has another key now
    """
    return sealed.unseal(_site_key(), bytes(webhook.secret), ABOUT).decode()


def _site_key() -> bytes:
    return sealed.key_for("webhooks", settings.SECRET_KEY)

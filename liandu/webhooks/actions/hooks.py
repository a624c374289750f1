"""Having another system told, trying it, sending again, and stopping it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.interfaces.rules import LONGEST_TERM
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid, NotVisible, WrongState
from liandu.kernel.events import kind, record
from liandu.kernel.permits import allowed, require
from liandu.orgs.queries import locked_person, seats_of
from liandu.webhooks import queries
from liandu.webhooks.models import Delivery, Webhook
from liandu.webhooks.rules import ALL, MOST_WEBHOOKS, TEST, DeliveryState, is_address, new_key

kind("webhooks.webhook_made", gettext_lazy("had another system told of events"), "plug")
kind("webhooks.webhook_stopped", gettext_lazy("stopped telling another system"), "lock")
kind("webhooks.webhook_tried", gettext_lazy("had a trial sent to another system"), "send")
kind("webhooks.sent_again", gettext_lazy("had a delivery sent again"), "refresh")


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms another system is told: what for, from which post, where, of what, how long."""

    name: str
    membership_id: int
    url: str
    kinds: Collection[str]
    expires_at: datetime


@action("webhooks.make_webhook")
def make_webhook(*, actor: Actor, terms: Terms) -> tuple[Webhook, str]:
    """Have an address told of events, and return the key it is signed with, which is shown once.

    :raises NotAllowed: if the actor holds no post
    :raises Invalid: if the post is not theirs, the address or an event is none, the term too long
    :raises WrongState: if they have as many webhooks as one person may
    """
    require(actor, "webhooks.make_webhook")
    locked_person(actor.person_id or 0)
    now = timezone.now()
    if faults := _faults(actor, terms, now):
        raise Invalid(faults)
    if queries.live_webhooks(actor, now).count() >= MOST_WEBHOOKS:
        raise WrongState(_("You have ten webhooks. Stop one that no system needs any more."))
    key = new_key()
    made = Webhook.objects.create(
        membership_id=terms.membership_id, name=terms.name.strip(), url=terms.url,
        kinds=sorted(terms.kinds), secret=queries.sealed_key(key), expires_at=terms.expires_at,
    )  # fmt: skip
    after = {"name": made.name, "url": made.url, "kinds": made.kinds,
             "expires_at": made.expires_at.isoformat()}  # fmt: skip
    record(actor, "webhooks.webhook_made", made, after=after)
    return made, key


def _faults(actor: Actor, terms: Terms, now: datetime) -> dict[str, str]:
    """Return which of the terms cannot stand, and why."""
    held = {seat.membership_id for seat in seats_of(actor)}
    known = {f"{area}.{ALL}" for area in queries.offered()}
    known |= {name for rows in queries.offered().values() for name, _words in rows}
    said = {
        "name": (bool(terms.name.strip()), _("Say what it is for.")),
        "membership": (terms.membership_id in held, _("Choose a post that you hold.")),
        "url": (
            is_address(terms.url, settings.LIANDU_WEBHOOK_NETWORKS),
            _("Enter an https address outside the house, without a name or password in it."),
        ),
        "kinds": (
            bool(terms.kinds) and known.issuperset(terms.kinds),
            _("Choose at least one event."),
        ),
        "expires_on": (
            now < terms.expires_at <= now + LONGEST_TERM,
            _("Choose a day from tomorrow on, within a year."),
        ),
    }
    return {name: words for name, (stands, words) in said.items() if not stands}


@action("webhooks.stop_webhook")
def stop_webhook(*, actor: Actor, webhook_id: int, reason: str = "") -> Webhook:
    """Stop telling an address: what waits is not sent any more.

    :raises NotVisible: if there is none that the actor may know of
    :raises WrongState: if it was stopped already
    """
    webhook = queries.held_webhook(webhook_id)
    _must_know(actor, "webhooks.stop_webhook", webhook)
    if webhook.stopped_at is not None:
        raise WrongState(_("This webhook is stopped already."))
    webhook.stopped_at = timezone.now()
    webhook.save(update_fields=["stopped_at"])
    webhook.deliveries.filter(state=DeliveryState.WAITING.value).delete()
    record(actor, "webhooks.webhook_stopped", webhook, reason=reason)
    return webhook


@action("webhooks.try_webhook")
def try_webhook(*, actor: Actor, webhook_id: int) -> Delivery:
    """Have a trial sent, which tells of nothing.

    :raises NotVisible: if there is none of the actor's
    :raises WrongState: if it is stopped or over
    """
    webhook = queries.held_webhook(webhook_id)
    _must_know(actor, "webhooks.try_webhook", webhook)
    now = _must_hold(webhook)
    made = Delivery.objects.create(webhook=webhook, kind=TEST, at=now, next_at=now)
    record(actor, "webhooks.webhook_tried", webhook)
    return made


@action("webhooks.send_again")
def send_again(*, actor: Actor, delivery_id: Any) -> Delivery:
    """Have a delivery sent once more, under the same id.

    :raises NotVisible: if there is none of the actor's
    :raises WrongState: if its webhook is stopped or over, or it is being sent
    """
    delivery = queries.held_delivery(delivery_id)
    _must_know(actor, "webhooks.send_again", delivery.webhook)
    now = _must_hold(delivery.webhook)
    if delivery.held_until is not None and delivery.held_until > now:
        raise WrongState(_("It is being sent at this moment. Look again in a minute."))
    delivery.state, delivery.tries = DeliveryState.WAITING.value, 0
    delivery.next_at, delivery.ended_at = now, None
    delivery.save(update_fields=["state", "tries", "next_at", "ended_at"])
    record(actor, "webhooks.sent_again", delivery.webhook, after={"delivery": str(delivery.pk)})
    return delivery


def _must_know(actor: Actor, name: str, webhook: Webhook) -> None:
    """Pass for whom the webhook acts for, and others who may; to the rest there is none.

    :raises NotVisible: if the actor may not know of it
    """
    if not allowed(actor, name, webhook):
        raise NotVisible
    require(actor, name, webhook)


def _must_hold(webhook: Webhook) -> datetime:
    """Return this moment if something is still sent to a webhook.

    :raises WrongState: otherwise
    """
    now = timezone.now()
    if not webhook.holds_at(now):
        raise WrongState(_("This webhook is stopped or over: nothing is sent to it any more."))
    return now

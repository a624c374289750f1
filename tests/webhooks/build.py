"""Webhooks in the small world."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from liandu.orgs.models import Membership, Person
from liandu.webhooks import actions
from liandu.webhooks.actions import Terms
from liandu.webhooks.models import Webhook
from tests.people import acting


def terms(who: Person, **changes: Any) -> Terms:
    """Return the terms of a webhook for the only post of ``who``."""
    seat = Membership.objects.filter(person=who).first()
    values: dict[str, Any] = {
        "name": "数据中台", "membership_id": seat.pk if seat else 0, "kinds": ["findings.*"],
        "url": "https://hooks.example.org/liandu", "expires_at": timezone.now() + timedelta(days=9),
    }  # fmt: skip
    return Terms(**(values | changes))


def made(who: Person, **changes: Any) -> tuple[Webhook, str]:
    """Return a webhook of ``who`` and its key."""
    return actions.make_webhook(actor=acting(who), terms=terms(who, **changes))

"""Who has other systems told, and who may stop it: as with tokens for programs."""

from typing import Any

from liandu.interfaces.permits import may_make, may_oversee
from liandu.kernel.actor import Actor
from liandu.kernel.permits import permit
from liandu.orgs.rules import AdminKind
from liandu.webhooks.models import Webhook


@permit("webhooks.make_webhook", "webhooks.read_own")
def may_make_webhook(actor: Actor, thing: Any) -> bool:
    """Let whoever may make a token: both tell a machine what the post may know."""
    return may_make(actor, thing)


@permit("webhooks.try_webhook", "webhooks.send_again")
def may_use(actor: Actor, webhook: Webhook) -> bool:
    """Let whoever it acts for."""
    return actor.person_id == webhook.membership.person_id


@permit("webhooks.stop_webhook")
def may_stop(actor: Actor, webhook: Webhook) -> bool:
    """Let whoever it acts for, and the security administrator, who gives and takes rights."""
    return actor.admin == AdminKind.SECURITY or may_use(actor, webhook)


@permit("webhooks.oversee")
def may_oversee_webhooks(actor: Actor, thing: Any) -> bool:
    """Show which there are, not what they are told, to who keeps the system or the rights."""
    return may_oversee(actor, thing)

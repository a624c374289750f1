"""Who lets a program act for them, and who may stop it."""

from typing import Any

from liandu.interfaces.models import Token
from liandu.kernel.actor import Actor
from liandu.kernel.permits import permit
from liandu.orgs.rules import AdminKind

OVERSEERS = (AdminKind.SYSTEM, AdminKind.SECURITY)


@permit("interfaces.make_token", "interfaces.read_manual")
def may_make(actor: Actor, thing: Any) -> bool:
    """Let whoever holds a post; an administrator sees no business and hands out no key to it."""
    return not actor.admin and actor.post_id is not None


@permit("interfaces.revoke_token")
def may_revoke(actor: Actor, token: Token) -> bool:
    """Let whoever it acts for, and the security administrator, who gives and takes rights."""
    return actor.admin == AdminKind.SECURITY or actor.person_id == token.membership.person_id


@permit("interfaces.oversee")
def may_oversee(actor: Actor, thing: Any) -> bool:
    """Show what programs there are, not what they read, to who keeps the system or the rights."""
    return actor.admin in OVERSEERS


@permit("interfaces.answer_once")
def may_ask(actor: Actor, token: Token) -> bool:
    """Let the program that the token was made for; what it asks for has a permit of its own."""
    return actor.memo.get("token") == token.pk

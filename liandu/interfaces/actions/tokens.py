"""Making a token, taking it back, and knowing when it was last used."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.interfaces.models import Token
from liandu.interfaces.queries import held_token, live_tokens
from liandu.interfaces.rules import (
    LONGEST_TERM,
    MARKED_EVERY,
    MOST_TOKENS,
    digest_of,
    hint_of,
    is_scope,
    new_secret,
)
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid, NotVisible, WrongState
from liandu.kernel.events import kind, record
from liandu.kernel.permits import allowed, require
from liandu.kernel.whom import asking_itself
from liandu.orgs.queries import locked_person, seats_of

kind("interfaces.token_made", gettext_lazy("made a token for a program"), "key")
kind("interfaces.token_revoked", gettext_lazy("revoked a program's token"), "lock")


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms a program may act: what for, in which post, where, until when."""

    name: str
    membership_id: int
    scope: Mapping[str, str]
    expires_at: datetime


@action("interfaces.make_token")
def make_token(*, actor: Actor, terms: Terms) -> tuple[Token, str]:
    """Let a program act for the actor, and return its token, which is kept nowhere.

    :raises NotAllowed: if the actor holds no post
    :raises Invalid: if the post is not theirs, the scope is none or the term too long
    :raises WrongState: if they have as many tokens as one person may
    """
    require(actor, "interfaces.make_token")
    locked_person(actor.person_id or 0)
    now = timezone.now()
    if faults := _faults(actor, terms, now):
        raise Invalid(faults)
    if live_tokens(actor, now).count() >= MOST_TOKENS:
        raise WrongState(_("You have ten tokens. Revoke one that no program needs any more."))
    secret = new_secret()
    scope = {area: str(reach) for area, reach in terms.scope.items() if reach}
    token = Token.objects.create(
        membership_id=terms.membership_id, name=terms.name.strip(), scope=scope,
        digest=digest_of(secret), hint=hint_of(secret), expires_at=terms.expires_at,
    )  # fmt: skip
    after = {"name": token.name, "scope": scope, "expires_at": terms.expires_at.isoformat()}
    record(actor, "interfaces.token_made", token, after=after)
    return token, secret


def _faults(actor: Actor, terms: Terms, now: datetime) -> dict[str, str]:
    """Return which of the terms cannot stand, and why."""
    held = {seat.membership_id for seat in seats_of(actor)}
    said = {
        "name": (bool(terms.name.strip()), _("Say what it is for.")),
        "membership": (terms.membership_id in held, _("Choose a post that you hold.")),
        "scope": (is_scope(terms.scope), _("Choose at least one thing it may reach.")),
        "expires_on": (
            now < terms.expires_at <= now + LONGEST_TERM,
            _("Choose a day from tomorrow on, within a year."),
        ),
    }
    return {name: words for name, (stands, words) in said.items() if not stands}


@action("interfaces.revoke_token")
def revoke_token(*, actor: Actor, token_id: int, reason: str = "") -> Token:
    """Take a token back: from this moment it opens nothing.

    :raises NotVisible: if there is none that the actor may know of
    :raises WrongState: if it was revoked already
    """
    token = held_token(token_id)
    if not allowed(actor, "interfaces.revoke_token", token):
        raise NotVisible
    require(actor, "interfaces.revoke_token", token)
    if token.revoked_at is not None:
        raise WrongState(_("This token is revoked already."))
    token.revoked_at = timezone.now()
    token.save(update_fields=["revoked_at"])
    record(actor, "interfaces.token_revoked", token, reason=reason)
    return token


@asking_itself("interfaces.mark_used")
def mark_used(token: Token, now: datetime) -> None:
    """Write down that a token was used, some minutes exact. No event: each write leaves its own."""
    if token.used_at is None or now - token.used_at >= MARKED_EVERY:
        Token.objects.filter(pk=token.pk).update(used_at=now)

"""Finding tokens, and for whom a program acts."""

from datetime import datetime

from django.db.models import QuerySet

from liandu.interfaces.models import Answer, Token
from liandu.interfaces.rules import digest_of
from liandu.kernel.actor import Actor
from liandu.kernel.models import one
from liandu.orgs.models import Membership
from liandu.orgs.queries import actor_for

WITH_POST = ("membership__person", "membership__post__body")


def own_tokens(actor: Actor) -> QuerySet[Token]:
    """Return the tokens the actor made, latest first."""
    rows = Token.objects.filter(membership__person=actor.person_id or 0)
    return rows.select_related(*WITH_POST).order_by("-pk")


def live_tokens(actor: Actor, now: datetime) -> QuerySet[Token]:
    """Return those of them that still open something."""
    return own_tokens(actor).filter(revoked_at=None, expires_at__gt=now)


def every_token() -> QuerySet[Token]:
    """Return all tokens, latest first, for those who oversee them."""
    return Token.objects.select_related(*WITH_POST).order_by("-pk")


def held_token(pk: int) -> Token:
    """Return a token, held until the transaction ends.

    :raises NotVisible: if there is none
    """
    return one(Token.objects.select_related(*WITH_POST).select_for_update(of=("self",)), pk)


def seen_token(actor: Actor, pk: int, *, oversees: bool) -> Token:
    """Return a token of the actor's, or any to those who oversee them.

    :raises NotVisible: if there is none
    """
    return one(every_token() if oversees else own_tokens(actor), pk)


def bearer_of(secret: str, now: datetime) -> tuple[Actor, Token] | None:
    """Return for whom a program acts that shows ``secret``, and by which token; None for nobody."""
    found = Token.objects.filter(digest=digest_of(secret)).select_related("membership__person")
    token = found.first()
    if token is None or not token.holds_at(now):
        return None
    actor = acting_in(token.membership, now)
    if actor is None:
        return None
    actor.memo["token"] = token.pk
    return actor, token


def acting_in(membership: Membership, now: datetime) -> Actor | None:
    """Return the actor that a person is in this one post, as what they let act for them sees.

    What they see from other posts stays theirs. While they have a password to choose, somebody
    else may know the old one: nothing is open.
    """
    person = membership.person
    actor = actor_for(person.pk, now, admin=person.admin, membership_id=membership.pk)
    seat = actor.memo.get("seat")
    if person.must_change_password or seat is None or seat.membership_id != membership.pk:
        return None
    actor.memo["seats"] = [seat]
    return actor


def answer_to(token: Token, key: str) -> Answer | None:
    """Return what was answered under this key."""
    return Answer.objects.filter(token=token, key=key).first()

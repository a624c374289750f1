"""The second factor on the pages of accounts: one's own, and for who may take it away."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from liandu.kernel.permits import allowed
from liandu.keys import queries
from liandu.orgs.models import Person
from liandu.web.middleware import ActorRequest
from liandu.web.panels import panel


@panel("orgs.account", title=_("Second factor"), template="keys/parts/of_account.html")
def own_factor(request: ActorRequest, person: Person) -> Mapping[str, Any]:
    """Show what one proves oneself with, and what can be done about it."""
    factor = queries.factor_of(person.pk)
    return {
        "factor": factor,
        "passkeys": queries.passkeys_of(person.pk) if factor else [],
        "left": queries.codes_left(person.pk) if factor else 0,
        "must_have": queries.must_have(request.actor),
        "last": queries.last_reset(person.pk),
    }


@panel("orgs.person", title=_("Second factor"), template="keys/parts/of_person.html")
def factor_of_another(request: ActorRequest, person: Person) -> Mapping[str, Any] | None:
    """Show the security administrator whether somebody has one."""
    if not allowed(request.actor, "keys.reset", person):
        return None
    return {
        "factor": queries.factor_of(person.pk),
        "passkeys": queries.passkeys_of(person.pk),
        "last": queries.last_reset(person.pk),
    }


@panel("orgs.account", title=_("Identity provider"), template="keys/parts/identity.html")
def own_identity(_request: ActorRequest, person: Person) -> Mapping[str, Any] | None:
    """Show who one is at the provider, where one is set."""
    if not queries.has_provider():
        return None
    return {
        "known": queries.identity_of(person.pk),
        "name": queries.provider_name(),
        "is_own": True,
    }


@panel("orgs.person", title=_("Identity provider"), template="keys/parts/identity.html")
def identity_of_another(request: ActorRequest, person: Person) -> Mapping[str, Any] | None:
    """Show the system administrator whether an account is connected."""
    if not queries.has_provider() or not allowed(request.actor, "keys.disconnect", person):
        return None
    return {"known": queries.identity_of(person.pk), "name": queries.provider_name()}

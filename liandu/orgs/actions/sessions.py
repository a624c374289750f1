"""Ending sessions: one's own on another machine, or all of somebody whose account is closed."""

from django.utils.translation import gettext_lazy

from liandu.kernel import events
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import NotVisible
from liandu.kernel.permits import require
from liandu.orgs import queries
from liandu.orgs.models import Session

events.kind("orgs.session_ended", gettext_lazy("ended a session of their own"), "logout")
events.kind("orgs.sessions_ended", gettext_lazy("ended the sessions of an account"), "logout")


@action("orgs.end_session")
def end_session(*, actor: Actor, handle: str) -> None:
    """End one of the actor's own sessions; its machine has to sign in again.

    :raises NotAllowed: if there is nobody
    :raises NotVisible: if the actor has no such session
    """
    require(actor, "orgs.end_session")
    found = [one for one in queries.sessions_of(actor.person_id or 0) if one.handle == handle]
    if not found:
        raise NotVisible
    Session.objects.filter(pk=found[0].key).delete()
    person = queries.person(actor.person_id or 0)
    events.record(actor, "orgs.session_ended", person, before={"from": found[0].address})


@action("orgs.end_sessions")
def end_sessions(*, actor: Actor, person_id: int, besides: str = "") -> int:
    """End every session of a person but the one whose key is ``besides``; return how many.

    :raises NotVisible: if there is no such person
    :raises NotAllowed: for anybody else's, if the actor keeps no accounts
    """
    person = queries.locked_person(person_id)
    require(actor, "orgs.end_sessions", person)
    count, _tables = Session.objects.filter(person=person).exclude(pk=besides).delete()
    if count:
        events.record(actor, "orgs.sessions_ended", person, after={"count": count})
    return count

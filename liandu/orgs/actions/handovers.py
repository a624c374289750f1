"""Handing open business over when a post changes hands."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.kernel import events
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid, NotVisible
from liandu.kernel.permits import require
from liandu.orgs.handover import HOLDINGS
from liandu.orgs.models import Body
from liandu.orgs.queries import holders, locked_person, seated

events.kind("orgs.handed_over", gettext_lazy("handed open items over"), "arrows-exchange")


@action("orgs.hand_over")
def hand_over(*, actor: Actor, body_id: int, leaving: int, successor: int) -> int:
    """Move all that is open with one person of a body to another; return how many things moved.

    :raises NotVisible: if there is no such body or person in it
    :raises NotAllowed: if the actor speaks neither for the body nor for one above it
    :raises Invalid: if the successor holds no post in the body
    """
    body = Body.objects.filter(pk=body_id).first()
    if body is None or not seated(body_id, leaving):
        raise NotVisible
    require(actor, "orgs.hand_over", body)
    person = locked_person(leaving)
    stays = holders(body_id).filter(person_id=successor, person__is_active=True).exists()
    if successor == leaving or not stays:
        raise Invalid({"successor": _("Choose somebody else who holds a post in this body.")})
    counts = {
        key: holding.give(actor=actor, leaving=leaving, successor=successor)
        for key, holding in HOLDINGS.items()
    }
    facts = {"successor": successor, "counts": counts}
    events.record(actor, "orgs.handed_over", person, after=facts)
    return sum(counts.values())

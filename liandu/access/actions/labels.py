"""The handling label of a record, and what takes it over."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.access import queries
from liandu.access.models import Guarded
from liandu.access.rules import Label
from liandu.kernel import events
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid
from liandu.kernel.permits import require
from liandu.orgs.queries import seats_of

events.kind("access.label_changed", gettext_lazy("changed the handling label"), "shield-lock")

Follower = Callable[[Actor, Guarded], None]
FOLLOWERS: list[Follower] = []


def follows_label(follower: Follower) -> Follower:
    """Have ``follower`` called with each record that was given another label."""
    FOLLOWERS.append(follower)
    return follower


@action("access.set_label")
def set_label(*, actor: Actor, record: Guarded, label: int, reason: str) -> Guarded:
    """Put another handling label on the record.

    :raises NotVisible: if the actor may not know of the record
    :raises NotAllowed: if the actor does not keep it, or lowers without being a head or leader
    :raises Invalid: without a reason, or above the actor's own clearance
    """
    record = queries.locked(type(record), actor, record.pk)
    require(actor, "access.set_label", record)
    before = record.label
    if label < before:
        require(actor, "access.lower_label", record)
    if not reason.strip():
        raise Invalid({"reason": _("Say why; it is kept with the record.")})
    if label not in set(Label) or label > max(seat.clearance for seat in seats_of(actor)):
        raise Invalid({"label": _("Your own clearance does not reach this label.")})
    record.label = label
    record.save(update_fields=["label"])
    events.record(
        actor, "access.label_changed", record, before=before, after=label, reason=reason.strip()
    )
    for follower in FOLLOWERS:
        follower(actor, record)
    return record

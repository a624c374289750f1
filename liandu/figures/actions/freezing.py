"""Freezing the figures of a period, so that what was published can be looked up."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liandu.figures import queries
from liandu.figures.models import Snapshot
from liandu.figures.rules import Period
from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.errors import Invalid
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require
from liandu.orgs.actions import take_number
from liandu.orgs.models import Jurisdiction, Post

kind("figures.snapshot_taken", gettext_lazy("Froze the figures"), "camera")
SERIES = "TJ"


@action("figures.take_snapshot")
def take_snapshot(
    *, actor: Actor, title: str, period: str, place_id: int | None, label: int
) -> Snapshot:
    """Freeze the figures of a period, counted in the actor's sight up to ``label``.

    :raises NotAllowed: if the actor does not freeze figures for a body
    :raises Invalid: if the label is beyond the actor's clearance, or there is no such place
    """
    require(actor, "figures.take_snapshot")
    if label > queries.clearance_at(actor):
        raise Invalid({"label": _("This is beyond your own clearance.")})
    if place_id is not None and not Jurisdiction.objects.filter(pk=place_id).exists():
        raise Invalid({"": _("There is no such jurisdiction.")})
    today = timezone.localdate()
    sets = queries.Sets(actor, Period.read(period, today), place_id, label)
    post = Post.objects.get(pk=actor.post_id or 0)
    made: Snapshot = Snapshot.objects.create(
        owner_body_id=post.body_id, label=label, title=title, period=sets.period.key,
        number=take_number(body_id=post.body_id, prefix=SERIES, year=today.year),
        jurisdiction_id=place_id, taken_by_id=actor.person_id or 0, taken_post=post.name,
        figures=queries.frozen(queries.figures(sets)), definitions=queries.defined(),
        members=queries.members(sets), tables=queries.frozen_tables(sets),
    )  # fmt: skip
    record(
        actor, "figures.snapshot_taken", made,
        after={"period": made.period, "label": label, "figures": made.figures},
    )  # fmt: skip
    return made

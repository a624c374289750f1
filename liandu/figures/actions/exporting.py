"""Figures that leave as a file."""

from django.utils.translation import gettext_lazy

from liandu.kernel.actions import action
from liandu.kernel.actor import Actor
from liandu.kernel.events import kind, record
from liandu.kernel.permits import require
from liandu.orgs.models import Body

kind("figures.figures_exported", gettext_lazy("Exported figures"), "download", is_read=True)


@action("figures.export_figures")
def export_figures(*, actor: Actor, count: int, query: str) -> None:
    """Put on record that the actor takes figures, or ``count`` rows behind them, away.

    :raises NotAllowed: if the figures do not concern the actor
    """
    require(actor, "figures.export_figures")
    body = Body.objects.get(pk=actor.body_id or 0)
    record(actor, "figures.figures_exported", body, after={"count": count, "query": query})

"""Whom the overview concerns."""

from liandu.kernel.actor import Actor
from liandu.kernel.permits import allowed, permit


@permit("portal.read_overview")
def may_read_overview(actor: Actor, thing: object) -> bool:
    """Show the overview to those whom the figures concern."""
    return allowed(actor, "figures.read_figures", thing)

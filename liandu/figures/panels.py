"""Figures in the navigation, frozen ones in the search."""

from collections.abc import Collection
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.access.rules import RecordKind
from liandu.figures import queries
from liandu.kernel.actor import Actor
from liandu.kernel.permits import allowed
from liandu.search.queries import Line, Shelf, noted, shelve
from liandu.web.pages import nav

nav("figures", pgettext_lazy("statistics", "Figures"), "report", "figures:figures",
    group="support", order=20,
    sees=lambda actor: allowed(actor, "figures.read_figures"))  # fmt: skip


def lines(actor: Actor, ids: Collection[UUID]) -> list[Line]:
    """Return snapshots as the search shows them."""
    return [
        Line(
            one.pk, one.title, one.get_absolute_url(), one.number,
            note=noted(one.owner_body, timezone.localdate(one.created_at)),
        )
        for one in queries.snapshots(actor).filter(pk__in=ids)
    ]  # fmt: skip


def ledgers(actor: Actor, ids: Collection[UUID]) -> list[Line]:
    """Return ledgers compared as the search shows them."""
    return [
        Line(
            one.pk, one.title, one.get_absolute_url(), one.number,
            note=noted(one.owner_body, timezone.localdate(one.created_at)),
        )
        for one in queries.reconciliations(actor).filter(pk__in=ids)
    ]  # fmt: skip


shelve(Shelf(RecordKind.SNAPSHOT, "snapshot", _("Snapshots"), "camera", "figures:snapshot", lines))
shelve(Shelf(RecordKind.RECONCILIATION, "ledger", _("Reconciliations"), "arrows-diff",
             "figures:reconciliation", ledgers))  # fmt: skip

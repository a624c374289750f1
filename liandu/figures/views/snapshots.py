"""Frozen figures: their list, the page of one beside how it is now, and freezing."""

from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from liandu.access.rules import Label
from liandu.figures import actions, forms, listings, queries
from liandu.figures.models import Snapshot
from liandu.figures.rules import By, Period
from liandu.figures.views.cockpit import asked_period, asked_place, read_by
from liandu.kernel.permits import require
from liandu.web.forms import Ask, respond_form
from liandu.web.middleware import ActorRequest
from liandu.web.pieces import Tab


@require_GET
def snapshot_list(request: ActorRequest) -> HttpResponseBase:
    """List the snapshots that are open to the person."""
    return listings.SNAPSHOTS.respond(request, queries.snapshots(request.actor))


@require_GET
def snapshot(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Show frozen figures beside those of now, and the records by which they differ."""
    found = queries.seen_snapshot(request.actor, pk)
    now, by = queries.now_like(request.actor, found), By.read(request.GET.get("by", ""))
    context = {
        "snapshot": found, "groups": queries.kept(found, now),
        "period_name": listings.period_of(found), "as_of": timezone.now(),
        "moved": queries.moved(request.actor, found),
        "has_tables": bool(found.tables), "table": queries.table(request.actor, found, by),
        "by_tabs": [
            Tab(label, f"?by={one}#h-by", one is by) for one, label in listings.BY_NAMES.items()
        ],
    }  # fmt: skip
    return render(request, "figures/snapshot.html", context)


@require_http_methods(["GET", "POST"])
def take(request: ActorRequest) -> HttpResponse:
    """Freeze the figures of a period.

    :raises NotVisible: for those whom the figures do not concern
    """
    read_by(request)
    require(request.actor, "figures.take_snapshot")
    period, place = Period.read(asked_period(request), timezone.localdate()), asked_place(request)
    name = queries.name_of(period)
    back = reverse("figures:figures")
    ask = Ask(
        _("Freeze the figures"),
        _("%(period)s. They stay as they are from now on; whoever sees your body's figures up to "
          "this label sees them.") % {"period": f"{name} · {place}" if place else name},
        _("Freeze"), back=back, crumbs=((_("Snapshots"), reverse("figures:snapshots")),),
    )  # fmt: skip
    return respond_form(
        request, forms.SnapshotForm, ask=ask, success=Snapshot.get_absolute_url,
        done=_("Frozen."),
        initial={
            "title": f"{name} {place or ''}".strip(), "label": Label.INTERNAL.value,
            "period": period.key, "place": place.pk if place else None,
        },
        action=lambda clean: actions.take_snapshot(
            actor=request.actor, **forms.SnapshotForm.draft(clean)
        ),
    )  # fmt: skip

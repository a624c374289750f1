"""Taking lists of a project in: contracts, changes, payments, milestones."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from liandu.contracts import actions, forms
from liandu.contracts.views.entries import crumbs, entry_of, of_object
from liandu.kernel.permits import require
from liandu.web.middleware import ActorRequest
from liandu.works.queries import seen_object
from liandu.works.views import Place, respond_sheet, sheet_template


@require_http_methods(["GET", "POST"])
def import_list(request: ActorRequest, pk: UUID, entry: str) -> HttpResponse:
    """Take a list of a project in."""
    kind, record = entry_of(entry), seen_object(request.actor, pk)
    require(request.actor, "contracts.import_entries", record)
    place = Place(
        back=of_object(record), crumbs=crumbs(record), done=_done, about=record.name,
        template_url=reverse("contracts:template", args=[pk, kind.value]),
        take=partial(actions.import_entries, object_id=pk, entry=kind),
    )  # fmt: skip
    return respond_sheet(request, forms.sheet_of(kind), place)


@require_GET
def template(request: ActorRequest, pk: UUID, entry: str) -> HttpResponseBase:
    """Send an empty workbook for a list of a project."""
    kind, record = entry_of(entry), seen_object(request.actor, pk)
    require(request.actor, "contracts.import_entries", record)
    return sheet_template(request, forms.sheet_of(kind))


def _done(count: int) -> str:
    """Return what was taken in, in words."""
    return ngettext("%(count)s row is in.", "%(count)s rows are in.", count) % {"count": count}

"""Taking the risk points of an object in from a list."""

from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from liandu.kernel.permits import require
from liandu.risks import actions, forms
from liandu.risks.views.points import crumbs, of_object
from liandu.web.middleware import ActorRequest
from liandu.works.queries import seen_object
from liandu.works.views import Place, respond_sheet, sheet_template


@require_http_methods(["GET", "POST"])
def import_points(request: ActorRequest, pk: UUID) -> HttpResponse:
    """Take a list of risk points in."""
    record = seen_object(request.actor, pk)
    require(request.actor, "risks.import_points", record)
    place = Place(
        back=of_object(record), crumbs=crumbs(record), done=_done, about=record.name,
        template_url=reverse("risks:template", args=[pk]),
        take=partial(actions.import_points, object_id=pk),
    )  # fmt: skip
    return respond_sheet(request, forms.point_sheet(), place)


@require_GET
def import_template(request: ActorRequest, pk: UUID) -> HttpResponseBase:
    """Send an empty workbook for a list of risk points."""
    require(request.actor, "risks.import_points", seen_object(request.actor, pk))
    return sheet_template(request, forms.point_sheet())


def _done(count: int) -> str:
    """Return what was taken in, in words."""
    words = ngettext("%(count)s risk point is in.", "%(count)s risk points are in.", count)
    return words % {"count": count}

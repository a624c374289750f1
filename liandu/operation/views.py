"""What machines ask: whether the site is alive, whether it can work, and its figures."""

import hmac
from ipaddress import ip_address

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from liandu.kernel.whom import asking_itself
from liandu.operation import metrics, queries

BEHIND = ("HTTP_FORWARDED", "HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP")
UNAVAILABLE = 503


@login_not_required
@never_cache
@require_safe
def live(_request: HttpRequest) -> HttpResponse:
    """Say that the process answers; asks nothing of anything else."""
    return JsonResponse({"status": "live"})


@login_not_required
@never_cache
@require_safe
def ready(_request: HttpRequest) -> HttpResponse:
    """Say whether work can be done: the database answers and has the tables of this release."""
    try:
        connection.ensure_connection()
        is_ready = not queries.pending_migrations()
    except DatabaseError:
        is_ready = False
    if is_ready:
        return JsonResponse({"status": "ready"})
    return JsonResponse({"status": "not ready"}, status=UNAVAILABLE)


@login_not_required
@never_cache
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Give Prometheus the figures; to others there is no such page."""
    if not may_read(request):
        raise Http404
    with asking_itself("metrics"):
        return HttpResponse(metrics.page(), content_type=CONTENT_TYPE_LATEST)


def may_read(request: HttpRequest) -> bool:
    """Test whether a request carries the token, or comes from this very machine.

    What a proxy passes on comes from this machine too: then the token alone counts.
    """
    if token := settings.LIANDU_METRICS_TOKEN:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return hmac.compare_digest(given.encode(), token.encode())
    if settings.HTTPS or any(name in request.META for name in BEHIND):
        return False
    return is_loopback(request.META.get("REMOTE_ADDR", ""))


def is_loopback(address: str) -> bool:
    """Test whether an address is this machine's own."""
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False

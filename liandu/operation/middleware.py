"""What is written down of each request: who, where, how long; never what was said."""

import logging
import time
import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from liandu.operation import metrics

LOG = logging.getLogger("liandu.request")
BROKEN = 500


class RequestLogMiddleware:
    """Give each request a number of its own, tell how it went, and count it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and write down how."""
        number, began = uuid.uuid4().hex, time.perf_counter()
        response = self.get_response(request)
        seconds = time.perf_counter() - began
        match = request.resolver_match
        route = match.view_name if match else ""
        method = request.method if request.method in metrics.METHODS else "other"
        metrics.count(str(method), route, response.status_code, seconds)
        response.headers["X-Request-ID"] = number
        facts = {
            "request": number,
            "actor": getattr(getattr(request, "actor", None), "person_id", None),
            "method": method,
            "route": route,
            "status": response.status_code,
            "ms": round(seconds * 1000, 1),
        }
        level = logging.ERROR if response.status_code >= BROKEN else logging.INFO
        LOG.log(level, "request", extra={"facts": facts})
        return response

"""Keeping browsers' cookies away from programs."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

PREFIX = "/api/"


class NoCookiesMiddleware:
    """Take the cookies off a request to the interface: there a token alone says who asks.

    So no page of another site can make a signed-in browser ask for anything, and none is set.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer without them."""
        if request.path_info.startswith(PREFIX):
            request.META.pop("HTTP_COOKIE", None)
            request.COOKIES = {}
        return self.get_response(request)

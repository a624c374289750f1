"""Pages of the interface itself: errors, language, row height, saved views, the component page."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from liandu.web import actions, queries, samples
from liandu.web.context_processors import DENSITIES, DENSITY_COOKIE, KEYS_COOKIE
from liandu.web.forms import Ask, ConfirmForm, Form, SaveViewForm, respond_form
from liandu.web.middleware import ActorRequest

YEAR = 60 * 60 * 24 * 365


def safe_next(request: HttpRequest) -> str:
    """Return where the person came from, if that is on this site."""
    url = request.POST.get("next") or request.GET.get("next", "")
    on_site = url_has_allowed_host_and_scheme(url, allowed_hosts={request.get_host()})
    return url if on_site else "/"


@login_not_required
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Change the language of the pages on this machine."""
    response = HttpResponseRedirect(safe_next(request))
    asked = request.POST.get("language", "")
    if asked in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, asked, max_age=YEAR, samesite="Lax", httponly=True
        )
    return response


@login_not_required
@require_POST
def set_density(request: HttpRequest) -> HttpResponse:
    """Change the height of rows on this machine."""
    response = HttpResponseRedirect(safe_next(request))
    asked = request.POST.get("density", "")
    if asked in DENSITIES:
        response.set_cookie(DENSITY_COOKIE, asked, max_age=YEAR, samesite="Lax", httponly=True)
    return response


@require_http_methods(["GET", "POST"])
def keys(request: ActorRequest) -> HttpResponse:
    """Show what the keys do, and switch single keys on or off on this machine."""
    if request.method == "POST":
        response: HttpResponse = HttpResponseRedirect(safe_next(request))
        asked = "off" if request.POST.get("keys") == "off" else "on"
        response.set_cookie(KEYS_COOKIE, asked, max_age=YEAR, samesite="Lax", httponly=True)
        return response
    template = "web/parts/keys_dialog.html" if request.htmx else "web/keys.html"
    return render(request, template, {"title": _("Keys")})


@require_http_methods(["GET", "POST"])
def save_view(request: ActorRequest) -> HttpResponse:
    """Keep the filters of a list under a name."""
    back = safe_next(request)

    def run(clean: dict[str, Any]) -> str:
        view = actions.save_view(
            actor=request.actor,
            listing=clean["listing"],
            name=clean["name"],
            query=clean["query"],
        )
        return view.query

    return respond_form(
        request,
        SaveViewForm,
        action=run,
        success=lambda query: f"{back}?{query}",
        initial={name: request.GET.get(name, "") for name in ("listing", "query", "next")},
        done=gettext_lazy("The view is saved."),
        ask=Ask(
            title=_("Save as view"),
            intro=_("Filters, columns and order are kept together. Only you see the view."),
            button=_("Save view"),
            back=back,
        ),
    )


@require_http_methods(["GET", "POST"])
def delete_view(request: ActorRequest, view_id: int) -> HttpResponse:
    """Forget one of one's own views."""
    view = queries.saved_view(request.actor, view_id)
    back = safe_next(request)
    return respond_form(
        request,
        Form,
        action=lambda _clean: actions.delete_view(actor=request.actor, view_id=view_id),
        success=back,
        done=gettext_lazy("The view is deleted."),
        ask=Ask(
            title=_("Delete the view %(name)s?") % {"name": view.name},
            intro=_("The rows it shows stay as they are."),
            button=_("Delete view"),
            danger=True,
            back=back,
        ),
    )


@require_GET
def components(request: HttpRequest) -> HttpResponse:
    """Show every part of the interface in all its states."""
    return render(request, "web/components.html", samples.context())


@require_GET
def component_drawer(request: HttpRequest) -> HttpResponse:
    """Show the drawer with something in it."""
    is_part = bool(getattr(request, "htmx", None))
    template = "web/parts/sample_drawer.html" if is_part else "web/sample_drawer.html"
    return render(request, template, {"title": _("Drawer"), **samples.context()})


@require_http_methods(["GET", "POST"])
def component_confirm(request: HttpRequest) -> HttpResponse:
    """Show the question before a step that touches others; nothing is changed."""
    return respond_form(
        request,
        ConfirmForm,
        action=lambda clean: clean["reason"],
        success="/components/",
        done=lambda reason: _("Extended by 5 days: %(reason)s") % {"reason": reason},
        ask=Ask(
            title=_("Extend the term by 5 days?"),
            intro=_("The term moves from 12 to 17 June. The body responsible is told at once."),
            button=_("Extend by 5 days"),
            back="/components/",
        ),
    )


def _error(request: HttpRequest, status: int) -> HttpResponse:
    """Return the page for an error of Django's own."""
    return render(request, f"web/errors/{status}.html", {"status": status}, status=status)


def bad_request(request: HttpRequest, exception: object = None) -> HttpResponse:
    """Answer a request that makes no sense; one for another site gets no page of this one."""
    if isinstance(exception, DisallowedHost):
        return HttpResponse(status=400)
    return _error(request, 400)


def forbidden(request: HttpRequest, exception: object = None) -> HttpResponse:  # noqa: ARG001
    """Answer a request for what is not allowed."""
    return _error(request, 403)


def not_found(request: HttpRequest, exception: object = None) -> HttpResponse:  # noqa: ARG001
    """Answer a request for what is not there."""
    return _error(request, 404)


@never_cache
def csrf_failure(request: HttpRequest, **_: object) -> HttpResponse:
    """Answer a form whose page was open too long."""
    return render(request, "web/errors/csrf.html", {"status": 403}, status=403)


def broken(_request: HttpRequest) -> HttpResponse:
    """Answer when something broke; asks nothing of the database or the session."""
    return HttpResponse(render_to_string("web/errors/500.html", {"status": 500}), status=500)

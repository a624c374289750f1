"""The parts of a page as template tags: see ``/components/`` for each in all its states.

Built in: no template needs to load this library. The small ones are drawn by ``draw`` and ``say``.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import template
from django.forms.boundfield import BoundWidget
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from liandu.web import draw, say
from liandu.web import panels as registry
from liandu.web.pieces import Entry, Job, Link, Nothing, Step, Tab

register = template.Library()
# Beyond so many choices a field gets a box to find among them.
MANY_CHOICES = 20

for tag in (
    draw.icon,
    draw.light,
    draw.lamp,
    draw.pill,
    draw.mark,
    draw.place,
    draw.places,
    draw.org,
    draw.who,
    draw.m13,
    draw.bar,
    draw.stackbar,
    draw.tiles,
    say.due,
):
    register.simple_tag(tag)
register.simple_tag(draw.digest, name="hash")
register.simple_tag(draw.asset, name="asset")
register.filter("day", say.day)
register.filter("moment", say.moment)
register.filter("money", say.money)
register.filter("shown", say.shown)
register.filter("weekday", say.weekday)


@register.filter
def chosen_first(choices: Sequence[BoundWidget]) -> Sequence[BoundWidget]:
    """Return the choices of a field, those that are chosen first where there are many to scroll."""
    if len(choices) <= MANY_CHOICES:
        return choices
    return sorted(choices, key=lambda one: not one.data["selected"])


@register.simple_tag
def crumb(label: Any, url: str = "", *args: Any) -> SafeString:
    """Return one step of the crumbs; ``url`` is an address or a name, empty for this page."""
    if not url:
        return format_html('<li aria-current="page">{}</li>', label)
    return format_html(
        '<li><a href="{}">{}</a></li>', url if "/" in url else reverse(url, args=args), label
    )


@register.simple_tag(takes_context=True)
def panels(context: Context, place: str, subject: Any, tab: str = "") -> SafeString:
    """Return the sections that other apps add to this ``place``."""
    return registry.render_panels(context["request"], place, subject, tab)


@register.inclusion_tag("web/parts/tabs.html")
def tabs(items: Sequence[Tab], label: Any = "") -> Mapping[str, Any]:
    """Draw a row of tabs."""
    return {"items": items, "label": label}


@register.inclusion_tag("web/parts/tabs.html", takes_context=True)
def panel_tabs(context: Context, place: str, subject: Any, url: str, own: Any) -> Mapping[str, Any]:
    """Draw the tabs of a page that others may add to; ``own`` is the label of its first."""
    return {"items": registry.tabs(context["request"], place, subject, url, own)}


@register.inclusion_tag("web/parts/steps.html")
def steps(items: Iterable[Step], label: Any = "") -> Mapping[str, Any]:
    """Draw a flow of three to six steps."""
    return {"items": items, "label": label}


@register.inclusion_tag("web/parts/links.html")
def links(items: Iterable[Link]) -> Mapping[str, Any]:
    """Draw the strip of a project's links, each a way to its particulars."""
    return {"items": items}


@register.inclusion_tag("web/parts/timeline.html")
def timeline(items: Iterable[Entry], css: str = "") -> Mapping[str, Any]:
    """Draw what happened, latest first; ``css`` ``tl--s`` for a narrow column."""
    return {"items": items, "css": css}


@register.inclusion_tag("web/parts/empty.html")
def empty(nothing: Nothing) -> Mapping[str, Any]:
    """Draw an empty place: how it stands, when something comes, one thing to do."""
    return {"nothing": nothing}


@register.inclusion_tag("web/parts/job.html")
def job(job: Job) -> Mapping[str, Any]:
    """Draw long work: how far it is, that one may leave, how to stop it."""
    return {"job": job}


@register.inclusion_tag("web/parts/dialog_link.html")
def dialog_link(
    label: Any, url: str, css: str = "btn-plain", icon: str = "", name: Any = ""
) -> Mapping[str, Any]:
    """Draw a button that opens ``url`` over the page; without JavaScript it is its own page."""
    return {"label": label, "url": url, "css": css, "icon": icon, "name": name}


@register.inclusion_tag("web/parts/drawer_link.html")
def drawer_link(label: Any, url: str, css: str = "ttl") -> Mapping[str, Any]:
    """Draw a link that opens ``url`` in the drawer; without JavaScript it is a page of its own."""
    return {"label": label, "url": url, "css": css}

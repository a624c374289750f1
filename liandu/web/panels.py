"""How an upper app adds to a lower app's page: a section under a place, or a tab of its own.

    @panel("works.object", title=_("Findings"), template="findings/parts/of_object.html")
    def findings(request, subject):
        return {"findings": queries.findings(request.actor).filter(work=subject)[:5]}

Answering None shows nothing. The template draws the body of the section (its own ``.panel-b``).
Of its context, ``panel_url`` and ``panel_link`` fill the head of the section.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from liandu.web.pieces import Tab

Draw = Callable[[Any, Any], Mapping[str, Any] | None]
Counting = Callable[[Any, Any], int | None]


@dataclass(frozen=True, slots=True)
class Panel:
    """A section of somebody else's page; ``tab`` empty stands on the page's first tab."""

    place: str
    title: Any
    template: str
    draw: Draw
    order: int = 50
    tab: str = ""
    is_bare: bool = False


@dataclass(frozen=True, slots=True)
class PanelTab:
    """A tab of somebody else's page, filled by the panels that name it."""

    place: str
    key: str
    label: Any
    order: int = 50
    count: Counting | None = None


PANELS: list[Panel] = []
TABS: dict[tuple[str, str], PanelTab] = {}


def panel(
    place: str,
    *,
    title: Any,
    template: str,
    order: int = 50,
    tab: str = "",
    is_bare: bool = False,
) -> Callable[[Draw], Draw]:
    """Register the decorated function as a section of ``place``; ``is_bare`` draws no frame."""

    def register(draw: Draw) -> Draw:
        PANELS.append(Panel(place, title, template, draw, order, tab, is_bare))
        return draw

    return register


def tab(
    place: str, key: str, label: Any, *, order: int = 50, count: Counting | None = None
) -> None:
    """Register a tab of ``place``.

    :raises ValueError: if the key is taken there
    """
    if (place, key) in TABS:
        message = f"two tabs {key} of {place}"
        raise ValueError(message)
    TABS[place, key] = PanelTab(place, key, label, order, count)


def tabs(request: HttpRequest, place: str, subject: Any, url: str, own: Any) -> list[Tab]:
    """Return the tabs of a page: its ``own`` first, then the registered ones. ``?tab=`` chooses."""
    asked = chosen(request, place)
    others = sorted((t for t in TABS.values() if t.place == place), key=lambda t: (t.order, t.key))
    return [
        Tab(own, url, current=not asked),
        *(
            Tab(
                t.label,
                f"{url}?tab={t.key}",
                current=t.key == asked,
                count=t.count(request, subject) if t.count else None,
            )
            for t in others
        ),
    ]


def chosen(request: HttpRequest, place: str) -> str:
    """Return the tab that is asked for, or nothing for the page's own."""
    asked = request.GET.get("tab", "")
    return asked if (place, asked) in TABS else ""


def render_panels(request: HttpRequest, place: str, subject: Any, tab: str = "") -> SafeString:
    """Return the sections registered for ``place``, one after the other."""
    found = [one for one in PANELS if one.place == place and one.tab == tab]
    ordered = sorted(found, key=lambda one: (one.order, str(one.template)))
    return SafeString("".join(_rendered(request, one, subject) for one in ordered))


def _rendered(request: HttpRequest, one: Panel, subject: Any) -> str:
    """Return one section, framed; nothing if it has nothing to say."""
    context = one.draw(request, subject)
    if context is None:
        return ""
    body = render_to_string(one.template, {"subject": subject, **context}, request=request)
    if one.is_bare:
        return body
    frame = {
        "title": one.title,
        "id": one.template.replace("/", "-").removesuffix(".html"),
        "body": body,
        **{key: context.get(key) for key in ("panel_url", "panel_link")},
    }
    return render_to_string("web/parts/panel.html", frame)

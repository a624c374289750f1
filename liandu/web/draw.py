"""The smallest parts of a page, drawn without a template: a list of a hundred rows has a thousand.

Colours are given by the caller, who derived them: g, a, r, b (under way), n (not yet).
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

LIGHTS = {
    "g": _("Green light"),
    "a": _("Amber light"),
    "r": _("Red light"),
    "b": _("Under way"),
    "n": _("Not started"),
}
MARKS = (
    ("mark", "", _("Public")),
    ("mark mark--2", "shield-lock", _("Internal")),
    ("mark mark--3", "lock", _("Sensitive")),
    ("mark mark--4", "lock", _("Core sensitive")),
)
LINK_WIDTH = 9.7


@lru_cache(maxsize=64)
def asset(path: str) -> str:
    """Return the address of a static file, also before ``collectstatic`` has been run."""
    try:
        return static(path)
    except ValueError:
        from django.conf import settings  # noqa: PLC0415 - only where no manifest was made

        return f"{settings.STATIC_URL}{path}"


@lru_cache(maxsize=512)
def icon(name: str, css: str = "") -> SafeString:
    """Return a Tabler icon; the words beside it say what it means."""
    return format_html(
        '<svg class="ic {}" aria-hidden="true"><use href="{}#tabler-{}"/></svg>',
        css,
        asset("vendor/icons.svg"),
        name,
    )


def light(kind: str, label: Any = "", css: str = "") -> SafeString:
    """Return a light; with ``label`` it speaks for itself, without it words stand beside it."""
    spoken = format_html('role="img" aria-label="{}"', label) if label else 'aria-hidden="true"'
    return format_html(
        '<svg class="light {}" {}><use href="{}#{}"/></svg>',
        css,
        mark_safe(spoken),  # noqa: S308 - built by format_html, or a constant
        asset("web/ld-sprite.svg"),
        kind,
    )


def lamp(kind: str, text: Any = "") -> SafeString:
    """Return a light with its words."""
    return format_html(
        '<span class="lamp lamp--{}">{}{}</span>', kind, light(kind), text or LIGHTS[kind]
    )


def pill(text: Any, kind: str = "", lit: str = "") -> SafeString:
    """Return a state in two to four characters; ``lit`` puts a light before it."""
    css = f"pill pill--{kind}" if kind else "pill"
    return format_html('<span class="{}">{}{}</span>', css, light(lit) if lit else "", text)


def mark(label: int) -> SafeString:
    """Return the mark of a label: 0 public, 1 internal, 2 sensitive, 3 core sensitive."""
    css, sign, text = MARKS[label]
    return format_html('<span class="{}">{}{}</span>', css, icon(sign) if sign else "", text)


def place(name: Any, kind: str = "") -> SafeString:
    """Return a jurisdiction as the ground something lies on; ``kind`` is its province's colour."""
    return format_html('<span class="place {}">{}</span>', f"place--{kind}" if kind else "", name)


def places(names: Iterable[tuple[Any, str]], most: int = 3) -> SafeString:
    """Return up to ``most`` places in a row, and how many more there are."""
    every = list(names)
    rest = [str(name) for name, _kind in every[most:]]
    shown = format_html_join("", "{}", ((place(*one),) for one in every[:most]))
    more = format_html('<span class="tag" title="{}">+{}</span>', "、".join(rest), len(rest))
    return format_html('<span class="places places--1">{}{}</span>', shown, more if rest else "")


def org(name: Any, kind: str = "") -> SafeString:
    """Return a body: a square with its first character; ``kind`` yu, x (a department) or empty."""
    return format_html(
        '<span class="org {}"><i aria-hidden="true">{}</i>{}</span>',
        f"org--{kind}" if kind else "",
        str(name)[:1],
        name,
    )


def who(post: Any, kind: str = "") -> SafeString:
    """Return a person by their post, never by name: a round with the first character."""
    css = f"ava ava--{kind}" if kind else "ava"
    return format_html(
        '<span class="who"><span class="{}" aria-hidden="true">{}</span>{}</span>',
        css,
        str(post)[:1],
        post,
    )


def m13(states: str, current: int = 0) -> SafeString:
    """Return a project's links as a mini strip: one letter a link, the current one underlined."""
    return _m13(states, current, get_language() or "")


@lru_cache(maxsize=2048)
def _m13(states: str, current: int, _language: str) -> SafeString:
    """Return the strip; the few patterns of a list are drawn once per language."""
    marks = "".join(_link(state, place * LINK_WIDTH) for place, state in enumerate(states))
    if current:
        x = (current - 1) * LINK_WIDTH
        marks += f'<rect class="cur" x="{x:.1f}" y="12.2" width="7.7" height="1.6" rx=".8"/>'
    words = gettext(
        "%(count)s links: %(g)s green, %(a)s amber, %(r)s red, %(b)s under way, %(n)s not reached"
    ) % {"count": len(states), **{kind: states.count(kind) for kind in LIGHTS}}
    return format_html(
        '<svg class="m13" viewBox="0 0 {} 14" role="img" aria-label="{}">{}</svg>',
        max(126, round(len(states) * LINK_WIDTH)),
        words,
        mark_safe(marks),  # noqa: S308 - numbers and known letters only
    )


def _link(state: str, x: float) -> str:
    """Return one link: its shape tells what its colour tells."""
    middle = x + 3.85
    if state == "a":
        return f'<path class="a" d="M{middle:.1f} .6l4.6 9.4h-9.2z"/>'
    if state == "r":
        return f'<path class="r" d="M{middle:.1f} 0l4.7 5.4-4.7 5.4-4.7-5.4z"/>'
    if state == "b":
        return f'<rect class="b" x="{x + 0.8:.1f}" y="2.6" width="6.1" height="6.1" rx="1.2"/>'
    css = "g" if state == "g" else "n"
    return f'<rect class="{css}" x="{x:.1f}" y="1.8" width="7.7" height="7.7" rx="1.6"/>'


def bar(value: float, kind: str = "", label: Any = "") -> SafeString:
    """Return a bar filled to ``value`` per cent; with ``label`` it is spoken."""
    spoken = format_html('role="img" aria-label="{}"', label) if label else 'aria-hidden="true"'
    return format_html(
        '<svg class="bar {}" viewBox="0 0 100 6" preserveAspectRatio="none" {}>'
        '<rect width="100" height="6" rx="2"/><rect width="{}" height="6" rx="2"/></svg>',
        f"bar--{kind}" if kind else "",
        mark_safe(spoken),  # noqa: S308 - built by format_html, or a constant
        max(0, min(100, round(value, 1))),
    )


def stackbar(red: int, amber: int, green: int, none: int = 0) -> SafeString:
    """Return how a number of things divides over the lights."""
    total = red + amber + green + none or 1
    at, marks = 0.0, ""
    for css, count in (("r", red), ("a", amber), ("g", green), ("n", none)):
        share = count / total * 100
        if count:
            width = max(0.5, share - 1)
            marks += f'<rect class="{css}" x="{at:.2f}" width="{width:.2f}" height="8"/>'
        at += share
    words = gettext("%(r)s red, %(a)s amber, %(g)s green, %(n)s not started")
    return format_html(
        '<svg class="stackbar" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" '
        'aria-label="{}">{}</svg>',
        words % {"r": red, "a": amber, "g": green, "n": none},
        mark_safe(marks),  # noqa: S308 - numbers only
    )


def digest(value: str, head: int = 10) -> SafeString:
    """Return a hash with its middle left out; the whole of it in the title."""
    return format_html(
        '<span class="hash" title="{}">{}<span class="mid">…</span>{}</span>',
        value,
        value[:head],
        value[-6:],
    )


TILE, GAP = 96, 10
PLAIN_TILES = tuple(("", place % 3, place // 3, "") for place in range(1, 9))


def tiles(places: Sequence[tuple[Any, int, int, str]] = ()) -> SafeString:
    """Return jurisdictions as squares: name, column, row, province. Nobody's real boundaries."""
    every = places or PLAIN_TILES
    pitch = TILE + GAP
    width = (max(column for _n, column, _r, _k in every) + 1) * pitch - GAP
    height = (max(row for _n, _c, row, _k in every) + 1) * pitch - GAP
    squares = format_html_join(
        "",
        '<g class="tile {}"><rect x="{}" y="{}" width="{}" height="{}" rx="10"/>'
        '<text x="{}" y="{}">{}</text></g>',
        (
            (
                f"tile--{kind}" if kind else "",
                column * pitch,
                row * pitch,
                TILE,
                TILE,
                column * pitch + TILE // 2,
                row * pitch + TILE // 2 + 5,
                name,
            )
            for name, column, row, kind in every
        ),
    )
    return format_html(
        '<svg class="lg-tiles" viewBox="-2 -2 {} {}" aria-hidden="true">{}</svg>',
        width + 4,
        height + 4,
        squares,
    )

"""Pages behind the second wall and without it: one database, asked as its owner and as the site.

The two take turns, question by question, so that a busy machine troubles both alike. Shown is the
CPU of the web process, that of PostgreSQL's own, and how many statements pages ask.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from statistics import median
from typing import Any

from bench import _worlds, pages
from bench._worlds import Site

ROLE = "liandu_app"
SIZE = int(os.environ.get("LIANDU_BENCH_WALLED", "30000"))
PAGES = ("desk", "works", "overview", "figures")
ASKED = {
    "list": "/findings/", "list, overdue": "/findings/?due=overdue",
    "list, words": "/findings/?q=台账", "search": "/search/?q=台账",
    **{page: f"/{page}/" for page in PAGES},
}  # fmt: skip


def run() -> Iterator[str]:
    """Yield one line for each page and kind of person."""
    with ExitStack() as opened:
        both = sites(opened)
        yield f"{SIZE} findings: ms web + database CPU, statements; without | behind | added"
        for kind, who in pages.PEOPLE.items():
            yield f"  {kind:8} sees {' / '.join(str(one.ready('seen', who=who)) for one in both)}"
            for name, question in questions(both, who).items():
                found = pages.measured(both, question)
                yield line(f"{name} · {kind}", [found[one] for one in both])


def sites(opened: ExitStack) -> list[Site]:
    """Return a process that asks as the owner of the tables, and one that the wall holds."""
    url = _worlds.cluster_of(opened)
    world = _worlds.of_size(url, SIZE)
    _worlds.create_role(url, ROLE)
    world.run("second_wall", "raise", ROLE)
    held = replace(world, url=world.url.replace("//liandu@", f"//{ROLE}@"))
    return [opened.enter_context(Site(one)) for one in (world, held)]


def questions(there: list[Site], who: str) -> dict[str, pages.Question]:
    """Return what is asked, by name."""
    found = {name: pages.get(who, path) for name, path in ASKED.items()}
    return {"detail": pages.detail(there, who), **found}


def line(name: str, both: list[list[dict[str, Any]]]) -> str:
    """Return what a page costs on each side."""
    cells, totals = [], []
    for answers in both:
        measured = ("cpu", "database", "queries")
        cpu, inside, count = (median(one[key] for one in answers) for key in measured)
        totals.append(cpu + inside)
        cells.append(f"{cpu:6.1f} +{inside:6.1f} db, {count:3.0f}")
    statuses = sorted({one["status"] for answers in both for one in answers})
    return f"  {name:24} {' | '.join(cells)} | {totals[1] - totals[0]:+7.1f}  {statuses}"

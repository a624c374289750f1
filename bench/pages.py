"""Pages as people ask for them, at three sizes in turn: sign-in, visibility and record on.

The sizes take turns, question by question, so that a busy machine troubles all of them alike. CPU
is that of the web process (SQLite works inside it); PostgreSQL's own is shown beside it.
LIANDU_BENCH_ONLY names a part of what is asked, such as ``close``.
"""

import os
import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from statistics import median, quantiles
from typing import Any

from bench import _worlds
from bench._worlds import Site

# Somebody of a responsible body; the office of one jurisdiction; the leader of the committee.
PEOPLE = {"sparse": "zg-ct-1", "middle": "zg-jd-1", "dense": "jd-1"}
SUPERVISES = ("middle", "dense")
FIGURES = {
    "figures": "", "figures, by link": "?by=link", "objects visited": "objects/",
    "bodies visited": "bodies/",
}  # fmt: skip
OWNER, CLOSER, BEFORE = "ZG-JD", "zg-jd-4", ["zg-ct-2", "zg-sl-1"]
ROUNDS = int(os.environ.get("LIANDU_BENCH_ROUNDS", "12"))
ONLY = os.environ.get("LIANDU_BENCH_ONLY", "")
WARM = 2
LEDGER = "/findings/"
FOUND = {
    "title": "测量用的问题", "fact": "测量", "rule_broken": "测量", "demand": "测量",
    "source": "self", "severity": "general", "rectification_type": "phased",
    "found_on": "2023-06-01",
}  # fmt: skip

Question = Callable[[Site, int], dict[str, Any]]


def run() -> Iterator[str]:
    """Yield the table of each database."""
    for database in _worlds.DATABASES:
        with _worlds.sites(database) as sites:
            yield from _table(database, sites)


def _table(database: str, sites: list[Site]) -> Iterator[str]:
    counts = {kind: [site.ready("seen", who=who) for site in sites] for kind, who in PEOPLE.items()}
    yield f"{database}: CPU ms median (p95) a request by number of findings; growth"
    for kind, seen in counts.items():
        yield f"  {kind:8} sees {' / '.join(map(str, seen))}"
    asked = {name: each for name, each in _questions(sites).items() if ONLY in name}
    for name, question in asked.items():
        yield _line(name, sites, measured(sites, question))


def measured(sites: list[Site], question: Question) -> dict[Site, list[dict[str, Any]]]:
    """Ask each site in turn, in an order that changes."""
    found: dict[Site, list[dict[str, Any]]] = defaultdict(list)
    chance = random.Random(1)  # noqa: S311 - the order of asking
    for turn in range(WARM + ROUNDS):
        for site in chance.sample(sites, len(sites)):
            answer = site.ask(**question(site, turn))
            if turn >= WARM:
                found[site].append(answer)
    return found


def _line(name: str, sites: list[Site], found: dict[Site, list[dict[str, Any]]]) -> str:
    statuses = {answer["status"] for answers in found.values() for answer in answers}
    cells, totals = [], []
    for site in sites:
        cpu = [answer["cpu"] for answer in found[site]]
        inside = median(answer["database"] for answer in found[site])
        wall = median(answer["wall"] for answer in found[site])
        totals.append(median(cpu) + inside)
        cell = f"{median(cpu):6.1f} ({quantiles(cpu, n=20)[-1]:6.1f})"
        cells.append(f"{cell} +{inside:6.1f} db, wall {wall:6.1f}" if inside else cell)
    growth = totals[-1] / totals[0]
    return f"  {name:28} {' | '.join(cells)} | ×{growth:.2f}  {sorted(statuses)}"


def _questions(sites: list[Site]) -> dict[str, Question]:
    """Return what is asked, by name."""
    found: dict[str, Question] = {}
    (body,) = sites[0].ready("bodies", codes=["ZG-CT"])
    asked = {
        "list": "",
        "list, state": "?state=returned",
        "list, closed": "?state=closed",
        "list, body": f"?responsible_body={body}",
        "list, overdue": "?due=overdue",
        "list, words": "?q=台账",
        "list, rare words": "?q=桩基复测",
        "list, by number": "?sort=-number",
    }
    for kind, who in PEOPLE.items():
        for name, query in asked.items():
            found[f"{name} · {kind}"] = get(who, LEDGER + query)
        found[f"detail · {kind}"] = detail(sites, who)
        for page in ("desk", "works", "overview"):
            found[f"{page} · {kind}"] = get(who, f"/{page}/")
        for name, query in FIGURES.items() if kind in SUPERVISES else ():
            found[f"{name} · {kind}"] = get(who, f"/figures/{query}")
    found["create · middle"] = lambda _site, turn: {
        "who": PEOPLE["middle"],
        "path": f"{LEDGER}new/",
        "form": {**FOUND, "title": f"测量{turn}"},
    }
    found["close · head"] = _close(sites)
    return found


def get(who: str, path: str) -> Question:
    """Return that ``who`` opens a page."""
    return lambda _site, _turn: {"who": who, "path": path}


def detail(sites: list[Site], who: str) -> Question:
    """Return that ``who`` opens one finding after the other."""
    ids = {site: site.ready("some_ids", who=who, count=ROUNDS + WARM) for site in sites}
    return lambda site, turn: {"who": who, "path": f"{LEDGER}{ids[site][turn % len(ids[site])]}/"}


def _close(sites: list[Site]) -> Question:
    asked = {"owner": OWNER, "by": BEFORE, "count": ROUNDS + WARM}
    ids = {site: site.ready("closable", **asked) for site in sites}
    return lambda site, turn: {
        "who": CLOSER,
        "path": f"{LEDGER}{ids[site][turn]}/close_finding/",
        "form": {"conclusion": "测量"},
    }

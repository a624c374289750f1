"""A year full of plans: the calendar of all of them, and one project screened against them."""

from collections.abc import Iterator
from statistics import median

from bench import _worlds
from bench._worlds import Site

OFFICE = "lm-1"
VISITS, PROJECTS, OBJECTS = 5_000, 10_000, 5_000
PAGES = {
    "calendar of the year by object": "/inspections/calendar/?span=year&by=object",
    "calendar of the year by body": "/inspections/calendar/?span=year&by=body",
    "objects nobody visits": "/inspections/calendar/?span=year&by=never",
    "the year's projects": "/programme/?year={year}",
    "list of projects": "/programme/projects/?year={year}",
}
ROUNDS = 7


def run() -> Iterator[str]:
    """Yield what each page takes, on each database."""
    for database in _worlds.DATABASES:
        with _worlds.scratch(database) as site:
            made = site.ready("planned", visits=VISITS, projects=PROJECTS, count=OBJECTS)
            yield f"{database}: {VISITS} inspections, {PROJECTS} projects, {OBJECTS} objects"
            for name, path in PAGES.items():
                yield _line(site, name, [path.format(year=made["year"])] * ROUNDS)
            yield _line(site, "a project screened", [
                f"/programme/projects/{pk}/screen/" for pk in made["projects"][:ROUNDS]
            ], form={})  # fmt: skip


def _line(site: Site, name: str, paths: list[str], **asked: dict[str, str]) -> str:
    answers = [site.ask(who=OFFICE, path=path, **asked) for path in paths][1:]
    middle = {key: median(each[key] for each in answers) for key in ("cpu", "database", "wall")}
    statuses = sorted({each["status"] for each in answers})
    return (
        f"  {name:32} {middle['cpu']:7.1f} ms CPU +{middle['database']:6.1f} db,"
        f" wall {middle['wall']:7.1f}, {answers[0]['queries']} queries,"
        f" {answers[0]['bytes'] // 1024} kB  {statuses}"
    )

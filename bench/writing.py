"""What comes in bulk: a list of ten thousand works, and the record of it sealed and verified."""

from collections.abc import Iterator

from bench import _worlds

ROWS = 10_000
KEEPER = "lm-1"


def run() -> Iterator[str]:
    """Yield what each took, for each database: the clock, and CPU of this side of it."""
    for database in _worlds.DATABASES:
        with _worlds.scratch(database) as site:
            for step in ("upload", "look_through", "bring_in"):
                took = site.ready(step, who=KEEPER, count=ROWS)
                wall, cpu = took["wall"], took["cpu"]
                yield f"{database}: {ROWS} rows, {step}: {wall:.1f} s ({cpu:.1f} CPU)"
            for step in ("seal", "verify"):
                took = site.ready(step)
                yield (
                    f"{database}: {step} {took['count']} events: {took['wall']:.1f} s, "
                    f"{took['count'] / took['wall']:,.0f} a second by the clock, "
                    f"{took['count'] / took['cpu']:,.0f} a second of CPU"
                )

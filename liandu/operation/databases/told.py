"""What the two databases have in common."""

from dataclasses import dataclass

# Once either has a row, the site is somebody's.
TELLING = ("orgs_person", "audit_event")


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken: by which version of the database, with which migrations and rows."""

    version: str
    migrations: list[str]
    counts: dict[str, int]


class NotPossible(Exception):
    """Something cannot be done here; the sentence says why and what to do."""

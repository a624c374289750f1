"""Who acts: a person in a post, speaking for one body."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any


def now() -> datetime:
    """Return this moment, aware."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Actor:
    """The person, post and body of one request, with the roles of that post.

    ``admin`` is the one kind of administrator the person is, or empty: an administrator has
    no post and sees no business content. ``at`` fixes the moment that expiries are held against.
    ``memo`` keeps what was read for this request and is part of no comparison.
    """

    person_id: int | None
    post_id: int | None = None
    body_id: int | None = None
    roles: frozenset[str] = frozenset()
    admin: str = ""
    at: datetime = field(default_factory=now)
    memo: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def has(self, *roles: str) -> bool:
        """Test whether the actor's post carries one of ``roles``."""
        return not self.roles.isdisjoint(roles)


SYSTEM = Actor(person_id=None, roles=frozenset({"system"}))
"""Nobody in person: the installation itself, for what happens by the clock or at set-up."""

"""Made-up worlds: plain data, drawn so that every clause of the policy decides in some of them."""

from dataclasses import dataclass, field

from hypothesis import strategies as st

BODIES, USERS, RECORDS, TEAMS = 4, 3, 4, 2
KINDS = (0, 1, 2, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15)
Ref = tuple[str, int]
# Sets of kinds that a post sees body-wide, each drawn from one or two roles.
ROLES = {
    "handler": (),
    "liaison": (0, 1, 2, 4, 6, 7, 9, 10, 11, 12, 13, 14, 15),
    "leader": (0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15),
    "narrow": (2,),
}


@dataclass(frozen=True)
class Seat:
    """A post held in a body."""

    body: int
    roles: tuple[str, ...]
    clearance: int
    starts: int
    ends: int

    @property
    def kinds(self) -> set[int]:
        """Return the kinds that the roles see."""
        return {kind for role in self.roles for kind in ROLES[role]}


@dataclass(frozen=True)
class User:
    """Somebody with an account."""

    seats: tuple[Seat, ...]
    is_active: bool
    admin: str


@dataclass(frozen=True)
class Member:
    """Somebody in a team."""

    person: int
    starts: int
    ends: int


@dataclass(frozen=True)
class Group:
    """A team."""

    members: tuple[Member, ...]
    ends: int


@dataclass(frozen=True)
class Given:
    """A grant to a person, body or team."""

    to: Ref
    ends: int
    is_revoked: bool


@dataclass(frozen=True)
class Tied:
    """A tie of a person to another person or a body."""

    person: int
    other: Ref
    ends: int


@dataclass(frozen=True)
class Made:
    """A record with all that was said about who may know of it.

    It is kept from bodies that it is about and that are not told yet: an unannounced visit.
    """

    kind: int
    owner: int
    label: int
    parties: tuple[int, ...]
    grants: tuple[Given, ...]
    subjects: frozenset[Ref]
    dropped: frozenset[Ref]
    declared: frozenset[int]
    kept: frozenset[int]
    emergencies: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class World:
    """Everything at once. ``ties_first`` says in which order ties and subjects were told."""

    parents: tuple[int | None, ...]
    users: tuple[User, ...]
    teams: tuple[Group, ...]
    ties: tuple[Tied, ...]
    records: tuple[Made, ...] = field(default=())
    ties_first: bool = False


body = st.integers(0, BODIES - 1)
user = st.integers(0, USERS - 1)
team = st.integers(0, TEAMS - 1)
# Ends: yesterday, now (which is over), tomorrow, the day after.
ends = st.sampled_from([1, 2, 1, 2, 1, 2, 0, -1])
edges = st.sampled_from([2, 0, 1, 2, 0, -1])
starts = st.sampled_from([-30, -30, -30, -30, -30, -30, 0, 1])
joins = st.sampled_from([-30, -30, 0, 1])
label = st.sampled_from([0, 1, 0, 1, 2, 3, 2])
roles = st.sampled_from(
    [
        ("liaison",), ("leader",), ("liaison",), ("leader",), ("handler",), ("narrow",),
        ("handler", "narrow"), ("liaison", "narrow"),
    ]
)  # fmt: skip
other = st.one_of(st.tuples(st.just("person"), user), st.tuples(st.just("body"), body))
grantee = st.one_of(
    st.tuples(st.just("person"), user),
    st.tuples(st.just("body"), body),
    st.tuples(st.just("team"), team),
)
rarely = st.sampled_from([False] * 5 + [True])
parents = st.lists(st.integers(0, BODIES), min_size=BODIES, max_size=BODIES).map(
    # Body n stands below an earlier one, or at a root of its own; mostly below.
    lambda drawn: tuple(
        None if n == 0 or pick == BODIES else pick % n for n, pick in enumerate(drawn)
    )
)
seat = st.builds(
    Seat, st.sampled_from([0, 0, 1, 2, 3]), roles, st.sampled_from([3, 1, 2, 0, 3, 2, 1]), starts,
    st.sampled_from([2, 1, 2, 2, 2, 2, 2, 0, -1]),
).filter(lambda held: held.starts < held.ends)  # fmt: skip
users = st.builds(
    User,
    # One user in nine holds no post at all.
    st.one_of(*[st.lists(seat, min_size=1, max_size=3)] * 8, st.just([])).map(tuple),
    st.sampled_from([True] * 9 + [False]),
    st.sampled_from([""] * 14 + ["system_admin", "audit_admin"]),
)
groups = st.builds(
    Group, st.lists(st.builds(Member, user, joins, edges), min_size=1, max_size=3).map(tuple), ends
)
ties = st.builds(Tied, user, other, edges).filter(lambda tie: tie.other != ("person", tie.person))
grants = st.builds(Given, grantee, ends, rarely)


def few(strategy: st.SearchStrategy[Ref], most: int) -> st.SearchStrategy[frozenset[Ref]]:
    """Return a strategy for mostly empty sets."""
    return st.one_of(
        st.just(frozenset()), st.just(frozenset()), st.frozensets(strategy, max_size=most)
    )


records = st.builds(
    Made,
    # What has clauses of its own stands more often than what only follows the common rule.
    kind=st.sampled_from([2, 0, 1, 4, 2, 2, 0, 1, 4, 2, 5, 6, 7, 9]),
    owner=body,
    label=label,
    parties=st.lists(body, max_size=2, unique=True).map(tuple),
    grants=st.lists(grants, min_size=1, max_size=4).map(tuple),
    subjects=st.one_of(st.just(frozenset()), st.frozensets(other, min_size=1, max_size=1)),
    dropped=few(other, 1),
    declared=st.sampled_from([frozenset()] * 5 + [frozenset({n}) for n in range(USERS)]),
    kept=st.sampled_from([frozenset()] * 7 + [frozenset({n}) for n in range(BODIES)]),
    emergencies=st.lists(st.tuples(user, ends), max_size=2, unique_by=lambda one: one[0]).map(
        tuple
    ),
)
worlds = st.builds(
    World,
    parents,
    st.lists(users, min_size=USERS, max_size=USERS).map(tuple),
    st.lists(groups, min_size=TEAMS, max_size=TEAMS).map(tuple),
    st.lists(ties, min_size=1, max_size=3).map(tuple),
    st.lists(records, min_size=3, max_size=RECORDS).map(tuple),
    st.booleans(),
)

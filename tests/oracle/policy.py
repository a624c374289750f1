"""Who may know of a record, written from the text of the policy: no tables, no queries.

Days are counted from the moment of asking; an end on day 0 has just passed (expiry is strict).
"""

from collections.abc import Callable

from tests.oracle.worlds import Made, Seat, World

Rule = Callable[[World, int, Made], bool]


def above(world: World, body: int | None) -> set[int]:
    """Return a body and all that stand above it."""
    return set() if body is None else {body} | above(world, world.parents[body])


def seats(world: World, user: int) -> list[Seat]:
    """Return the posts that a user holds at the moment of asking."""
    return [seat for seat in world.users[user].seats if seat.starts <= 0 < seat.ends]


def walled(world: World, user: int, made: Made) -> bool:
    """Recused: it is about them, about somebody or something they are tied to, or they said so.

    And not told yet: it is kept from a body in which they hold a post.
    """
    if user in made.declared or ("person", user) in made.subjects:
        return True
    if any(seat.body in made.kept for seat in seats(world, user)):
        return True
    ties = (tie for tie in world.ties if tie.person == user and tie.ends > 0)
    return any(tie.other in about(made) for tie in ties)


def about(made: Made) -> frozenset[tuple[str, int]]:
    """Return whom and what it is about, told or not."""
    return made.subjects | {("body", body) for body in made.kept}


def granted(world: World, user: int, made: Made) -> bool:
    """Let in by a live grant: to them or a team of theirs with their best clearance, or to a body.

    What is granted to a body counts with the clearance of a post in that very body.
    """
    held = seats(world, user)
    best = max((seat.clearance for seat in held), default=-1)
    for grant in made.grants:
        to, number = grant.to
        if grant.is_revoked or grant.ends <= 0:
            continue
        if to == "person" and number == user and made.label <= best:
            return True
        if to == "team" and in_team(world, user, number) and made.label <= best:
            return True
        if to == "body" and any(s.body == number and made.label <= s.clearance for s in held):
            return True
    return False


def in_team(world: World, user: int, team: int) -> bool:
    """Test for a live member of a live team."""
    found = world.teams[team]
    return found.ends > 0 and any(
        member.person == user and member.starts <= 0 < member.ends for member in found.members
    )


def party(world: World, user: int, made: Made) -> bool:
    """Test for a post in a body that takes part in the record, cleared for the label."""
    held = seats(world, user)
    return any(s.body in made.parties and made.label <= s.clearance for s in held)


def in_scope(world: World, user: int, made: Made) -> bool:
    """Test for a post at the owner or above, whose role sees the kind, cleared for the label."""
    return any(
        seat.body in above(world, made.owner)
        and made.kind in seat.kinds
        and made.label <= seat.clearance
        for seat in seats(world, user)
    )


def visible(world: World, user: int, made: Made) -> bool:
    """Apply the rule: active, no administrator, no wall; in scope, party, granted or emergency."""
    who = world.users[user]
    if not who.is_active or who.admin or walled(world, user, made):
        return False
    takes_part = party(world, user, made) or granted(world, user, made)
    return in_scope(world, user, made) or takes_part or opened(user, made)


def named(world: World, user: int, made: Made) -> bool:
    """Apply the rule for records that another one in sight is about: label, emergency, no wall.

    Any post gives the clearance: whoever may know of the one record is told what it is about.
    """
    who = world.users[user]
    if not who.is_active or who.admin or walled(world, user, made):
        return False
    best = max((seat.clearance for seat in seats(world, user)), default=-1)
    return made.label <= best or opened(user, made)


def opened(user: int, made: Made) -> bool:
    """Test for an emergency that is not over."""
    return any(person == user and ends > 0 for person, ends in made.emergencies)

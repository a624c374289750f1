"""Who may handle notices: everybody their own, which the queries see to."""

from liandu.kernel.actor import Actor
from liandu.kernel.permits import permit


@permit("notices.read_notices", "notices.follow", "notices.unfollow")
def their_own(actor: Actor, _: object) -> bool:
    """Everybody who is signed in, for what is theirs."""
    return actor.person_id is not None

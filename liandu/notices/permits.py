"""Who may handle notices: everybody their own, which the queries see to."""

from liandu.kernel.actor import Actor
from liandu.kernel.permits import permit


@permit("notices.read_notices")
def may_read(actor: Actor, thing: object) -> bool:
    """Let everybody who is signed in handle what is theirs."""
    return actor.person_id is not None


@permit("notices.follow", "notices.unfollow")
def may_follow(actor: Actor, thing: object) -> bool:
    """Following is for those who hold a post: administrators are told nothing of business."""
    return actor.post_id is not None

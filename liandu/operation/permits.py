"""Who may say that the site was copied, restored or upgraded."""

from liandu.kernel.actor import SYSTEM, Actor
from liandu.kernel.permits import permit


@permit("operation.record_backup", "operation.record_restoring")
def is_the_operator(actor: Actor, _: object) -> bool:
    """Let nobody but the machine itself, at its own console."""
    return actor is SYSTEM

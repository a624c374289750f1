"""Who may handle notices: everybody their own, which the queries see to."""

from typing import Any

from liandu.kernel.actor import Actor
from liandu.kernel.permits import permit
from liandu.orgs.permits import is_central
from liandu.orgs.rules import AdminKind


@permit("notices.read_notices")
def may_read(actor: Actor, thing: object) -> bool:
    """Let everybody who is signed in handle what is theirs."""
    return actor.person_id is not None


@permit(
    "notices.follow", "notices.unfollow", "notices.set_wish", "notices.name_stand_in",
    "notices.end_stand_in", "notices.renew_calendar", "notices.drop_calendar",
)  # fmt: skip
def may_follow(actor: Actor, thing: object) -> bool:
    """Let those who hold a post: administrators are told nothing of business."""
    return actor.post_id is not None


@permit("notices.remind", "notices.queue_mail")
def may_remind(actor: Actor, thing: Any) -> bool:
    """Only the worker, which is nobody in person, reminds people and sends mail."""
    return actor.person_id is None and actor.has("system")


@permit("notices.set_reminder_rule")
def may_keep_rules(actor: Actor, thing: Any) -> bool:
    """Leave it to the central office and the system administrator: it binds every body."""
    return actor.admin == AdminKind.SYSTEM or is_central(actor)


@permit(
    "notices.read_queue", "notices.retry_mail", "notices.cancel_mail", "notices.retry_task",
    "notices.cancel_task", "notices.hurry_job",
)  # fmt: skip
def may_keep_queue(actor: Actor, thing: Any) -> bool:
    """Leave work in the background to the system administrator: it shows no business."""
    return actor.admin == AdminKind.SYSTEM

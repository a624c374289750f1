"""Telling people, reminding them, and the work done in the background."""

from liandu.notices.actions.mailing import (
    cancel_mail,
    letter,
    mail_all,
    queue_mail,
    retry_mail,
    send_next,
)
from liandu.notices.actions.queue import cancel_task, hurry_job, retry_task
from liandu.notices.actions.reminding import remind, remind_all, set_reminder_rule
from liandu.notices.actions.running import beat, leave, reap, run_due_jobs
from liandu.notices.actions.telling import follow, read_notices, tell, unfollow
from liandu.notices.actions.wishes import (
    Wish,
    drop_calendar,
    end_stand_in,
    name_stand_in,
    renew_calendar,
    set_wish,
)

__all__ = [
    "Wish", "beat", "cancel_mail", "cancel_task", "drop_calendar", "end_stand_in", "follow",
    "hurry_job", "leave", "letter", "mail_all", "name_stand_in", "queue_mail", "read_notices",
    "reap", "remind", "remind_all", "renew_calendar", "retry_mail", "retry_task", "run_due_jobs",
    "send_next", "set_reminder_rule", "set_wish", "tell", "unfollow",
]  # fmt: skip

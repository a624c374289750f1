"""Tables of what people are told and how, and of the work that is done in the background."""

from liandu.notices.models.running import RunningWorker, ScheduledJob
from liandu.notices.models.telling import Follow, Mail, Notice, ReminderRule
from liandu.notices.models.wishes import CalendarAddress, NoticeChoice, NoticeWish, StandIn

__all__ = [
    "CalendarAddress", "Follow", "Mail", "Notice", "NoticeChoice", "NoticeWish", "ReminderRule",
    "RunningWorker", "ScheduledJob", "StandIn",
]  # fmt: skip

"""Addresses of the inbox."""

from django.urls import path

from liandu.notices.views import calendars, inbox, queue, rules, wishes

app_name = "notices"
urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("read/", inbox.read_all, name="read_all"),
    path("<int:pk>/", inbox.open_notice, name="open"),
    path("follow/<int:kind>/<uuid:pk>/", inbox.follow, name="follow"),
    path("wishes/", wishes.wishes, name="wishes"),
    path("stand-in/", wishes.stand_in, name="stand_in"),
    path("stand-in/<int:pk>/end/", wishes.stand_in_end, name="stand_in_end"),
    path("calendar/", calendars.calendar_renew, name="calendar_renew"),
    path("calendar/drop/", calendars.calendar_drop, name="calendar_drop"),
    path("calendar/<str:secret>.ics", calendars.calendar_feed, name="calendar_feed"),
    path("queue/", queue.queue, name="queue"),
    path("queue/mails/<int:pk>/retry/", queue.mail_retry, name="mail_retry"),
    path("queue/mails/<int:pk>/cancel/", queue.mail_cancel, name="mail_cancel"),
    path("queue/tasks/<uuid:pk>/retry/", queue.task_retry, name="task_retry"),
    path("queue/tasks/<uuid:pk>/cancel/", queue.task_cancel, name="task_cancel"),
    path("queue/jobs/<str:code>/", queue.job_hurry, name="job_hurry"),
    path("reminders/", rules.rule_list, name="rule_list"),
    path("reminders/<slug:duty>/", rules.rule_set, name="rule_set"),
]

"""Addresses of the deadlines app."""

from django.urls import path

from liandu.deadlines import views

app_name = "deadlines"
urlpatterns = [
    path("limits/", views.limit_list, name="limit_list"),
    path("limits/<slug:code>/", views.limit_set, name="limit_set"),
    path("limits/<slug:code>/reset/", views.limit_reset, name="limit_reset"),
    path("calendar/", views.calendar, name="calendar"),
    path("calendar/mark/", views.days_mark, name="days_mark"),
    path("calendar/import/", views.days_import, name="days_import"),
    path("calendar/<int:year>/", views.calendar, name="calendar_year"),
    path("calendar/<int:year>/announce/", views.year_announce, name="year_announce"),
]

"""Addresses of the access app."""

from django.urls import path

from liandu.access.views import emergencies, records, ties

app_name = "access"
urlpatterns = [
    path("emergency/", emergencies.emergency_list, name="emergency_list"),
    path("emergency/ask/", emergencies.emergency_ask, name="emergency_ask"),
    path("emergency/<int:pk>/open/", emergencies.emergency_open, name="emergency_open"),
    path("emergency/<int:pk>/refuse/", emergencies.emergency_refuse, name="emergency_refuse"),
    path("emergency/<int:pk>/review/", emergencies.emergency_review, name="emergency_review"),
    path("ties/", ties.tie_list, name="tie_list"),
    path("ties/declare/", ties.tie_declare, name="tie_declare"),
    path("ties/<int:pk>/end/", ties.tie_end, name="tie_end"),
    path("<int:kind>/<uuid:pk>/share/", records.share, name="share"),
    path("<int:kind>/<uuid:pk>/label/", records.label_set, name="label_set"),
    path("<int:kind>/<uuid:pk>/recusal/", records.recusal_declare, name="recusal_declare"),
    path(
        "<int:kind>/<uuid:pk>/grants/<int:grant_id>/revoke/",
        records.grant_revoke,
        name="grant_revoke",
    ),
]

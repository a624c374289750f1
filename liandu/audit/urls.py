"""Addresses of the audit app."""

from django.urls import path

from liandu.audit import views

app_name = "audit"
urlpatterns = [
    path("", views.event_list, name="event_list"),
    path("verification/", views.verification, name="verification"),
    path("verify/", views.ask_verification, name="ask_verification"),
    path("erase/", views.erase_event, name="erase_event"),
]

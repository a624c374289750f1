"""Addresses for machines that watch over the site."""

from django.urls import path

from liandu.operation import views

app_name = "operation"
urlpatterns = [
    path("healthz", views.ready, name="healthz"),
    path("healthz/live", views.live, name="live"),
    path("healthz/ready", views.ready, name="ready"),
    path("metrics", views.figures, name="metrics"),
]

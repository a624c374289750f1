"""Addresses of the desk and the overview."""

from django.urls import path

from liandu.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("desk/", views.desk, name="desk"),
    path("overview/", views.overview, name="overview"),
]

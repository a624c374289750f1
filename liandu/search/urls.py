"""Addresses of the search."""

from django.urls import path

from liandu.search import views

app_name = "search"
urlpatterns = [
    path("", views.results, name="results"),
    path("palette/", views.palette, name="palette"),
]

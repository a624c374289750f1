"""Addresses of the inbox."""

from django.urls import path

from liandu.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("read/", views.read_all, name="read_all"),
    path("<int:pk>/", views.open_notice, name="open"),
    path("follow/<int:kind>/<uuid:pk>/", views.follow, name="follow"),
]

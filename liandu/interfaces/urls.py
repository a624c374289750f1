"""Addresses about programs, for people."""

from django.urls import path

from liandu.interfaces import views

app_name = "interfaces"
urlpatterns = [
    path("", views.manual, name="manual"),
    path("tokens/", views.token_list, name="token_list"),
    path("tokens/add/", views.token_add, name="token_add"),
    path("tokens/<int:pk>/revoke/", views.token_revoke, name="token_revoke"),
    path("programs/", views.program_list, name="program_list"),
]

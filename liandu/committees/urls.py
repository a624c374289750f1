"""Addresses of the committees app."""

from django.urls import path

from liandu.committees.views import committees, mechanisms, posts

app_name = "committees"
urlpatterns = [
    path("", committees.committee_list, name="committee_list"),
    path("new/", committees.create, name="create"),
    path("<uuid:pk>/", committees.committee, name="committee"),
    path("<uuid:pk>/edit/", committees.edit, name="edit"),
    path("<uuid:pk>/members/", committees.set_members, name="set_members"),
    path("<uuid:pk>/term/", committees.begin_term, name="begin_term"),
    path("<uuid:pk>/dissolve/", committees.dissolve, name="dissolve"),
    path("<uuid:pk>/appoint/", posts.appoint, name="appoint"),
    path("posts/<uuid:pk>/change/", posts.change, name="change_post"),
    path("posts/<uuid:pk>/end/", posts.end, name="end_post"),
    path("<uuid:pk>/mechanisms/add/", mechanisms.add, name="add_mechanism"),
    path("<uuid:pk>/mechanisms/adopt/", mechanisms.adopt, name="adopt_mechanisms"),
    path("mechanisms/<uuid:pk>/", mechanisms.mechanism, name="mechanism"),
    path("mechanisms/<uuid:pk>/draft/", mechanisms.draft, name="draft_mechanism"),
    path("mechanisms/<uuid:pk>/retire/", mechanisms.retire, name="retire_mechanism"),
    path("versions/<uuid:pk>/edit/", mechanisms.edit, name="edit_mechanism"),
    path("versions/<uuid:pk>/publish/", mechanisms.publish, name="publish_mechanism"),
    path("versions/<uuid:pk>/discard/", mechanisms.discard, name="discard_mechanism"),
]

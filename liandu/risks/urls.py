"""Addresses of the pages about risks."""

from django.urls import path

from liandu.risks import views

app_name = "risks"
urlpatterns = [
    path("", views.point_list, name="points"),
    path("objects/<uuid:pk>/new/", views.add_point, name="add_point"),
    path("objects/<uuid:pk>/take-over/", views.take_over, name="take_over"),
    path("objects/<uuid:pk>/import/", views.import_points, name="import"),
    path("objects/<uuid:pk>/template.xlsx", views.import_template, name="template"),
    path("points/<int:pk>/", views.point, name="point"),
    path("points/<int:pk>/edit/", views.edit_point, name="edit_point"),
    path("points/<int:pk>/check/", views.check_point, name="check_point"),
    path("points/<int:pk>/retire/", views.retire_point, name="retire_point"),
    path("points/<int:pk>/restore/", views.restore_point, name="restore_point"),
    path("library/", views.library, name="library"),
    path("library/<int:pk>/edit/", views.edit_library, name="edit_library"),
    path("library/<int:pk>/copy/", views.copy_library, name="copy_library"),
    path("library/<int:pk>/publish/", views.publish_library, name="publish_library"),
    path("library/<int:pk>/discard/", views.discard_library, name="discard_library"),
]

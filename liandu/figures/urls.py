"""Addresses of the figures."""

from django.urls import path

from liandu.figures import views

app_name = "figures"
urlpatterns = [
    path("", views.figures, name="figures"),
    path("objects/", views.objects, name="objects"),
    path("bodies/", views.bodies, name="bodies"),
    path("snapshots/", views.snapshot_list, name="snapshots"),
    path("snapshots/new/", views.take, name="take"),
    path("snapshots/<uuid:pk>/", views.snapshot, name="snapshot"),
    path("ledgers/", views.reconciliation_list, name="reconciliations"),
    path("ledgers/new/", views.begin, name="begin"),
    path("ledgers/<uuid:pk>/", views.reconciliation, name="reconciliation"),
    path("ledgers/<uuid:pk>/<slug:line>/", views.explain, name="explain"),
]

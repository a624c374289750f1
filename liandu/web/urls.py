"""Addresses of the interface itself."""

from django.urls import path

from liandu.web import views

app_name = "web"
urlpatterns = [
    path("components/", views.components, name="components"),
    path("components/drawer/", views.component_drawer, name="component_drawer"),
    path("components/confirm/", views.component_confirm, name="component_confirm"),
    path("language/", views.set_language, name="set_language"),
    path("density/", views.set_density, name="set_density"),
    path("keys/", views.keys, name="keys"),
    path("views/save/", views.save_view, name="save_view"),
    path("views/<int:view_id>/delete/", views.delete_view, name="delete_view"),
]

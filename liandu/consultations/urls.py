"""Addresses of the consultations app."""

from django.urls import path

from liandu.consultations import views

app_name = "consultations"
urlpatterns = [
    path("", views.consultation_list, name="consultation_list"),
    path("begin/<uuid:pk>/", views.begin, name="begin"),
    path("<uuid:pk>/", views.consultation, name="consultation"),
    path("<uuid:pk>/edit/", views.edit, name="edit"),
    *(
        path(f"<uuid:pk>/{page.name}/", views.take, {"page": page}, name=page.name)
        for page in views.PAGES
    ),
]

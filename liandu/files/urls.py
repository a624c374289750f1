"""Addresses of the files app."""

from django.urls import path

from liandu.files import views

app_name = "files"
urlpatterns = [
    path("attach/<int:kind>/<uuid:pk>/", views.attach, name="attach"),
    path("<uuid:pk>/", views.preview, name="preview"),
    path("<uuid:pk>/download/", views.download, name="download"),
    path("<uuid:pk>/inline/", views.inline, name="inline"),
    path("<uuid:pk>/thumbnail/", views.thumbnail, name="thumbnail"),
    path("<uuid:pk>/check/", views.check, name="check"),
    path("<uuid:pk>/withdraw/", views.withdraw, name="withdraw"),
]

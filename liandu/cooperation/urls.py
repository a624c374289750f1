"""Addresses of the cooperation app."""

from django.urls import path

from liandu.cooperation.views import materials, requests
from liandu.cooperation.views.steps import PAGES
from liandu.cooperation.views.taking import take

UNDER = {"request": "", "question": "questions/"}

app_name = "cooperation"
urlpatterns = [
    path("", requests.request_list, name="request_list"),
    path("draft/", requests.draft, name="draft"),
    path("<uuid:pk>/", requests.request, name="request"),
    path("<uuid:pk>/edit/", requests.edit, name="edit"),
    path("<uuid:pk>/material/", materials.give, name="give_material"),
    path("material/<uuid:pk>/", materials.material, name="material"),
    *(
        path(f"{UNDER[page.of]}<uuid:pk>/{page.name}/", take, {"page": page}, name=page.name)
        for page in PAGES
    ),
]

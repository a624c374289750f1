"""Addresses of the sharing app."""

from django.urls import path

from liandu.sharing.views import items
from liandu.sharing.views.steps import PAGES
from liandu.sharing.views.taking import take

UNDER = {"item": "", "receipt": "receipts/", "question": "questions/"}

app_name = "sharing"
urlpatterns = [
    path("", items.item_list, name="item_list"),
    path("new/", items.new, name="new"),
    path("<uuid:pk>/", items.item, name="item"),
    path("<uuid:pk>/edit/", items.edit, name="edit"),
    path("receipts/<uuid:pk>/", items.receipt, name="receipt"),
    *(
        path(f"{UNDER[page.of]}<uuid:pk>/{page.name}/", take, {"page": page}, name=page.name)
        for page in PAGES
    ),
]

"""Addresses of the urging app."""

from django.urls import path

from liandu.urging.views import instructions, ladder, tickets
from liandu.urging.views.taking import PAGES, take

UNDER = {"ticket": "", "instruction": "instructions/"}

app_name = "urging"
urlpatterns = [
    path("", tickets.ticket_list, name="ticket_list"),
    path("ladder/", ladder.ladder_list, name="ladder_list"),
    path("ladder/<slug:duty>/", ladder.ladder_set, name="ladder_set"),
    path("ladder/<slug:duty>/reset/", ladder.ladder_reset, name="ladder_reset"),
    path("instructions/", instructions.instruction_list, name="instruction_list"),
    path("instructions/<uuid:pk>/", instructions.instruction, name="instruction"),
    path("instruct/<int:kind>/<uuid:pk>/", instructions.instruct, name="instruct"),
    path(
        "instruct/<int:kind>/<uuid:pk>/<uuid:part>/", instructions.instruct, name="instruct_part"
    ),
    path(
        "raise/<int:kind>/<uuid:pk>/<slug:duty>/<slug:key>/", tickets.raise_ticket, name="raise"
    ),
    path("<uuid:pk>/", tickets.ticket, name="ticket"),
    *(
        path(f"{UNDER[page.of]}<uuid:pk>/{page.name}/", take, {"page": page}, name=page.url_key)
        for page in PAGES
    ),
]  # fmt: skip

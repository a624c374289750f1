"""Addresses of the meetings app."""

from django.urls import path

from liandu.meetings.views import chair, meetings, of_chair, of_meeting, of_parts
from liandu.meetings.views.taking import take

UNDER = {
    "meeting": "", "topic": "topics/", "resolution": "resolutions/", "committee": "chairs/of/",
    "term": "chairs/", "change": "chairs/changes/", "handover": "handovers/",
}  # fmt: skip

PAGES = (*of_meeting.PAGES, *of_parts.PAGES, *of_chair.PAGES)

app_name = "meetings"
urlpatterns = [
    path("", meetings.meeting_list, name="meeting_list"),
    path("plan/<uuid:pk>/", meetings.plan, name="plan"),
    path("<uuid:pk>/", meetings.meeting, name="meeting"),
    path("topics/<uuid:pk>/", meetings.topic, name="topic"),
    path("resolutions/<uuid:pk>/", meetings.resolution, name="resolution"),
    path("chairs/of/<uuid:pk>/", chair.chair, name="chair"),
    path("handovers/<uuid:pk>/", chair.handover, name="handover"),
    path("handovers/<uuid:pk>/print/", chair.print_handover, name="print_handover"),
    *(
        path(f"{UNDER[page.of]}<uuid:pk>/{page.name}/", take, {"page": page}, name=page.name)
        for page in PAGES
    ),
]

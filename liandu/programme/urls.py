"""Addresses of the programme app."""

from django.urls import path

from liandu.programme.views import areas, projects, reports, results, year
from liandu.programme.views.steps import PAGES
from liandu.programme.views.taking import take

UNDER = {"project": "projects/", "hit": "overlaps/", "milestone": "milestones/"}

app_name = "programme"
urlpatterns = [
    path("", year.year, name="year"),
    path("projects/", projects.project_list, name="project_list"),
    path("propose/<uuid:pk>/", projects.propose, name="propose"),
    path("projects/<uuid:pk>/", projects.project, name="project"),
    path("projects/<uuid:pk>/edit/", projects.edit, name="edit"),
    path("projects/<uuid:pk>/reports/<str:key>/", reports.file_report, name="file_report"),
    path("projects/<uuid:pk>/inspections/add/", reports.assign, name="assign_inspection"),
    path(
        "projects/<uuid:pk>/inspections/<uuid:inspection>/release/",
        reports.release,
        name="release_inspection",
    ),
    path("projects/<uuid:pk>/results/<str:result>/", results.result_list, name="result_list"),
    path("reports/", reports.reports, name="reports"),
    path("areas/", areas.areas, name="areas"),
    path("areas/add/", areas.add_area, name="add_area"),
    path("areas/<int:pk>/", areas.edit_area, name="edit_area"),
    *(
        path(f"{UNDER[page.of]}<uuid:pk>/{page.name}/", take, {"page": page}, name=page.name)
        for page in PAGES
    ),
]

"""Addresses of weekly dispatch."""

from django.urls import path

from liandu.dispatch.views import items, sheets, weeks

app_name = "dispatch"
urlpatterns = [
    path("", weeks.week_list, name="week_list"),
    path("weeks/<slug:week>/", weeks.week_list, name="week"),
    path("weeks/<slug:week>/meeting/", weeks.meeting, name="meeting"),
    path("weeks/<slug:week>/print/", weeks.print_week, name="print_week"),
    path("items/<int:pk>/keep/", items.keep_item, name="keep_item"),
    path("items/<int:pk>/release/", items.release_item, name="release_item"),
    path("start/", sheets.start_several, name="start_several"),
    path("<uuid:pk>/start/", sheets.start, name="start"),
    path("<uuid:pk>/stop/", sheets.stop, name="stop"),
    path("<uuid:pk>/<slug:week>/", sheets.sheet, name="sheet"),
    path("<uuid:pk>/<slug:week>/file/", sheets.file_sheet, name="file"),
    path("<uuid:pk>/<slug:week>/discuss/", sheets.discuss, name="discuss"),
    path("<uuid:pk>/<slug:week>/print/", sheets.print_sheet, name="print"),
]

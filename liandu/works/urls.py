"""Addresses of the pages about supervised objects."""

from django.urls import path

from liandu.works import views

app_name = "works"
urlpatterns = [
    path("", views.object_list, name="objects"),
    path("new/", views.new_object, name="new"),
    path("assign/", views.assign, name="assign"),
    path("set-template/", views.set_template, name="set_template"),
    path("setup/", views.setup, name="setup"),
    path("setup/lights/", views.light_rules, name="light_rules"),
    path("setup/templates/<int:pk>/", views.edit_template, name="edit_template"),
    path("setup/templates/<int:pk>/copy/", views.copy_template, name="copy_template"),
    path("setup/templates/<int:pk>/publish/", views.publish_template, name="publish_template"),
    path("setup/templates/<int:pk>/discard/", views.discard_template, name="discard_template"),
    path("links/<int:pk>/plan/", views.plan_link, name="plan_link"),
    path("links/<int:pk>/<slug:step>/", views.link_step, name="link_step"),
    path("links/<int:pk>/checkpoints/<int:position>/", views.checkpoint, name="checkpoint"),
    path("imports/", views.import_list, name="imports"),
    path("imports/new/", views.new_import, name="new_import"),
    path("imports/template.xlsx", views.import_template, name="import_template"),
    path("imports/<uuid:pk>/", views.import_preview, name="import"),
    path("imports/<uuid:pk>/columns/", views.import_columns, name="import_columns"),
    path("imports/<uuid:pk>/cancel/", views.cancel_import, name="cancel_import"),
    path("imports/<uuid:pk>/progress/", views.import_progress, name="import_progress"),
    path("imports/<uuid:pk>/report.xlsx", views.import_report, name="import_report"),
    path("<uuid:pk>/", views.object_detail, name="object"),
    path("<uuid:pk>/edit/", views.edit_object, name="edit"),
    path("<uuid:pk>/tiers/", views.set_tiers, name="tiers"),
]

"""Addresses of the pages about contracts."""

from django.urls import path

from liandu.contracts import views

app_name = "contracts"
urlpatterns = [
    path("", views.contract_list, name="contracts"),
    path("oc4ids.json", views.oc4ids, name="oc4ids"),
    path("objects/<uuid:pk>/oc4ids.json", views.oc4ids_of, name="oc4ids_of"),
    path("<int:pk>/", views.contract, name="contract"),
    path("objects/<uuid:pk>/<slug:entry>/new/", views.add, name="add"),
    path("objects/<uuid:pk>/<slug:entry>/import/", views.import_list, name="import"),
    path("objects/<uuid:pk>/<slug:entry>/template.xlsx", views.template, name="template"),
    path("entries/<slug:entry>/<int:pk>/edit/", views.edit, name="edit"),
    path("entries/<slug:entry>/<int:pk>/remove/", views.remove, name="remove"),
    path("prompts/", views.prompt_list, name="prompts"),
    path("prompts/<int:pk>/", views.prompt, name="prompt"),
    path("prompts/<int:pk>/dismiss/", views.dismiss_prompt, name="dismiss_prompt"),
    path("prompts/<int:pk>/reopen/", views.reopen_prompt, name="reopen_prompt"),
    path("checks/", views.checks, name="checks"),
    path("checks/limits/<int:pk>/edit/", views.edit_limits, name="edit_limits"),
    path("checks/limits/<int:pk>/copy/", views.copy_limits, name="copy_limits"),
    path("checks/limits/<int:pk>/publish/", views.publish_limits, name="publish_limits"),
    path("checks/limits/<int:pk>/discard/", views.discard_limits, name="discard_limits"),
]

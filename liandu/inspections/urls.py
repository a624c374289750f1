"""Addresses of the inspections app."""

from django.urls import path

from liandu.inspections.views import detail, field, plans, reports, setup, teams, visits

app_name = "inspections"
urlpatterns = [
    path("", detail.inspection_list, name="inspection_list"),
    path("new/", plans.plan, name="plan"),
    path("setup/", setup.setup, name="setup"),
    path("setup/checklists/<int:pk>/", setup.edit_checklist, name="edit_checklist"),
    path("setup/checklists/<int:pk>/copy/", setup.copy_checklist, name="copy_checklist"),
    path("setup/checklists/<int:pk>/publish/", setup.publish_checklist, name="publish_checklist"),
    path("setup/checklists/<int:pk>/discard/", setup.discard_checklist, name="discard_checklist"),
    path("workpapers/<uuid:pk>/", visits.workpaper, name="workpaper"),
    path("workpapers/<uuid:pk>/review/", visits.review, name="review"),
    path("<uuid:pk>/", detail.inspection, name="inspection"),
    path("<uuid:pk>/change/", plans.change, name="change"),
    path("<uuid:pk>/objects/", plans.objects, name="objects"),
    path("<uuid:pk>/bodies/", plans.bodies, name="bodies"),
    path("<uuid:pk>/items/add/", plans.add_item, name="add_item"),
    path("<uuid:pk>/submit/", plans.submit, name="submit"),
    path("<uuid:pk>/approve/", plans.approve, name="approve"),
    path("<uuid:pk>/return/", plans.return_plan, name="return"),
    path("<uuid:pk>/cancel/", plans.cancel, name="cancel"),
    path("<uuid:pk>/team/", teams.team, name="team"),
    path("<uuid:pk>/team/declare/", teams.declare, name="declare"),
    path("<uuid:pk>/team/complete/", teams.complete, name="complete_team"),
    path("<uuid:pk>/team/leader/", teams.change_leader, name="change_leader"),
    path("<uuid:pk>/notice/", visits.notice, name="notice"),
    path("<uuid:pk>/notice/print/", visits.print_notice, name="print_notice"),
    path("<uuid:pk>/enter/", visits.enter, name="enter"),
    path("<uuid:pk>/field/", field.index, name="field"),
    path("<uuid:pk>/field/<uuid:object_id>/<int:item_id>/", field.item, name="field_item"),
    path("<uuid:pk>/signature/", visits.signature, name="signature"),
    path("<uuid:pk>/finish/", visits.finish, name="finish"),
    path("<uuid:pk>/report/", reports.report, name="report"),
    path("<uuid:pk>/report/back/", reports.send_back, name="send_back"),
    path("<uuid:pk>/report/issue/", reports.issue, name="issue"),
    path("<uuid:pk>/report/print/", reports.print_report, name="print_report"),
    path("<uuid:pk>/close/", reports.close, name="close"),
]
